import { partOf } from "../../../app/naming";
import { type Scenario, scenariosNamed, selected } from "../../../app/rehearsal/scenario";
import { scenarios } from "../../../app/rehearsal/scenarios/all";
import { withStartingPoints } from "../../../app/rehearsal/scenarios/starting-points";
import type { SynthesizedStack } from "../../../app/synth/estate-file";

const names = (list: readonly Scenario[]) => list.map(({ name }) => name);

const samples: readonly Scenario[] = [
  { name: "one", summary: "", steps: [] },
  { name: "two", summary: "", group: "pair", steps: [] },
  { name: "three", summary: "", group: "pair", steps: [] },
];

describe("scenarios are chosen", () => {
  it("by name, by group and all of them, each once and in their order", () => {
    expect(names(scenariosNamed(["three", "one", "three"], samples))).toEqual(["one", "three"]);
    expect(names(scenariosNamed(["pair", "two"], samples))).toEqual(["two", "three"]);
    expect(names(scenariosNamed(["all"], samples))).toEqual(["one", "two", "three"]);
  });

  it("or the closest name is suggested", () => {
    expect(() => scenariosNamed(["paar"], samples)).toThrow(
      'There is no scenario "paar". Did you mean "pair"?',
    );
  });

  it("and each has a name of its own that no group has", () => {
    const all = [...names(scenarios), ...new Set(scenarios.flatMap(({ group }) => group ?? []))];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("a scenario that begins with the whole environment", () => {
  it("brings the one that creates it, once, before the first that needs it", () => {
    const chosen = scenariosNamed(["drift", "recreate", "default"], scenarios);
    expect(names(withStartingPoints(chosen))).toEqual(["default", "create", "recreate", "drift"]);
    expect(names(withStartingPoints(scenariosNamed(["default"], scenarios)))).toEqual(["default"]);
  });
});

describe("stacks are selected", () => {
  const stack = (name: string, lifetime: SynthesizedStack["lifetime"]): SynthesizedStack =>
    ({ name, lifetime, environments: ["dev"] }) as unknown as SynthesizedStack;
  const stacks = [
    stack("bootstrap-sandbox", "account"),
    stack("keep-dev-edge-zone", "keep"),
    stack("dev-edge-zone", "disposable"),
    stack("dev-cluster-main", "disposable"),
    stack("dev-cluster-gpu", "disposable"),
  ];

  it("by lifetime", () => {
    expect(selected(stacks, "survivors").map(({ name }) => name)).toEqual([
      "bootstrap-sandbox",
      "keep-dev-edge-zone",
    ]);
    expect(selected(stacks, "disposable")).toHaveLength(3);
    expect(selected(stacks, "all")).toHaveLength(5);
  });

  it("by parts, which are named without the environment", () => {
    expect(stacks.map(({ name }) => partOf(name, "dev"))).toEqual([
      "bootstrap",
      "keep-edge-zone",
      "edge-zone",
      "cluster-main",
      "cluster-gpu",
    ]);
    const parts = (...list: string[]) => selected(stacks, { parts: list }).map(({ name }) => name);
    expect(parts("edge-zone", "bootstrap")).toEqual(["bootstrap-sandbox", "dev-edge-zone"]);
    expect(parts("cluster-*")).toEqual(["dev-cluster-main", "dev-cluster-gpu"]);
    expect(() => parts("edge")).toThrow('There is no stack "edge".');
  });
});
