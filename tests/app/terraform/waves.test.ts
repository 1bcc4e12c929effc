import { runInWaves, wavesOf } from "../../../app/terraform/waves";

const estate = [
  { name: "bootstrap", dependsOn: [] },
  { name: "keep-dev-keys", dependsOn: ["bootstrap"] },
  { name: "dev-network", dependsOn: ["keep-dev-keys"] },
  { name: "dev-cluster", dependsOn: ["dev-network", "keep-dev-keys"] },
  { name: "dev-edge", dependsOn: ["dev-network"] },
];
const names = (waves: { name: string }[][]): string[][] => waves.map((wave) => wave.map(({ name }) => name));
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("waves of stacks", () => {
  it("puts every stack after those it needs, and independent ones into one wave", () => {
    expect(names(wavesOf(estate))).toEqual([
      ["bootstrap"],
      ["keep-dev-keys"],
      ["dev-network"],
      ["dev-cluster", "dev-edge"],
    ]);
  });

  it("keeps the order of a selection whose connecting stack is left out", () => {
    const selection = estate.filter(({ name }) => name === "bootstrap" || name === "dev-network");
    expect(names(wavesOf(selection, estate))).toEqual([["bootstrap"], ["dev-network"]]);
  });

  it("names the stacks of a circle", () => {
    const circle = [
      { name: "a", dependsOn: ["b"] },
      { name: "b", dependsOn: ["a"] },
    ];
    expect(() => wavesOf(circle)).toThrow("These stacks depend on each other in a circle: a, b.");
  });
});

describe("a run over the waves", () => {
  it("creates producers first and destroys dependants first", async () => {
    for (const [direction, expected] of [
      ["create", estate.map(({ name }) => name)],
      ["destroy", ["dev-cluster", "dev-edge", "dev-network", "keep-dev-keys", "bootstrap"]],
    ] as const) {
      const seen: string[] = [];
      const outcomes = await runInWaves({
        stacks: estate,
        direction,
        limit: 1,
        run: async ({ name }) => void seen.push(name),
      });
      expect(seen).toEqual(expected);
      expect(outcomes.map(({ state }) => state)).toEqual(expected.map(() => "done"));
    }
  });

  it("never runs more at once than the limit", async () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ name: `s${index}`, dependsOn: [] }));
    let running = 0;
    let most = 0;
    await runInWaves({
      stacks: many,
      direction: "create",
      limit: 3,
      run: async () => {
        most = Math.max(most, ++running);
        await pause(5);
        running -= 1;
      },
    });
    expect(most).toBe(3);
  });

  it("finishes what runs when one fails, starts nothing more, and says why the rest did not run", async () => {
    const finished: string[] = [];
    const outcomes = await runInWaves({
      stacks: [
        ...estate.filter(({ name }) => name !== "dev-edge"),
        { name: "dev-edge", dependsOn: ["keep-dev-keys"] },
        { name: "zone", dependsOn: ["dev-edge"] },
      ],
      direction: "create",
      limit: 2,
      run: async ({ name }) => {
        if (name === "dev-network") throw new Error("quota reached");
        await pause(name === "dev-edge" ? 30 : 1);
        finished.push(name);
      },
    });
    expect(finished).toEqual(["bootstrap", "keep-dev-keys", "dev-edge"]);
    const byName = Object.fromEntries(outcomes.map((outcome) => [outcome.stack, outcome]));
    expect(byName["dev-network"]).toMatchObject({ state: "failed", error: new Error("quota reached") });
    expect(byName["dev-cluster"]).toEqual({
      stack: "dev-cluster",
      state: "not-run",
      reason: 'it needs "dev-network", which failed',
    });
    expect(byName["zone"]).toEqual({
      stack: "zone",
      state: "not-run",
      reason: 'not started after "dev-network" failed',
    });
  });

  it("waits for nobody when nothing is changed", async () => {
    const started: string[] = [];
    const outcomes = await runInWaves({
      stacks: estate,
      direction: "side by side",
      limit: 9,
      run: async ({ name }) => {
        started.push(name);
        await pause(5);
        if (started.length < estate.length) throw new Error(`${name} was alone`);
      },
    });
    expect(outcomes.map(({ state }) => state)).toEqual(estate.map(() => "done"));
  });

  it("starts nothing more once the run is interrupted", async () => {
    const controller = new AbortController();
    const outcomes = await runInWaves({
      stacks: estate,
      direction: "create",
      limit: 2,
      signal: controller.signal,
      run: async ({ name }) => {
        if (name === "keep-dev-keys") controller.abort();
      },
    });
    expect(outcomes.map(({ state }) => state)).toEqual(["done", "done", "not-run", "not-run", "not-run"]);
    expect(outcomes[2]).toMatchObject({ reason: "the run was interrupted" });
  });
});
