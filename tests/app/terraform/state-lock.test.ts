import { explainStateLock, readStateLock } from "../../../app/terraform/state-lock";

const lock = {
  id: "0a1b2c3d-0000-4000-8000-000000000000",
  who: "trader@laptop",
  operation: "OperationTypeApply",
  since: "2026-01-05 08:00:00 UTC",
};
const release = (id: string): string => `terraform force-unlock ${id}`;

describe("the lock of a state", () => {
  it.each([
    ["without a box", ""],
    ["in a box", "│ "],
  ])("is read from terraform's error %s", (_, margin) => {
    const lines = [
      "Error: Error acquiring the state lock",
      "Lock Info:",
      "  ID:        0a1b2c3d-0000-4000-8000-000000000000",
      "  Operation: OperationTypeApply",
      "  Who:       trader@laptop",
      "  Created:   2026-01-05 08:00:00.123 +0000 UTC",
      "  Info:      ",
    ];
    expect(readStateLock(lines.map((line) => margin + line).join("\n"))).toEqual(lock);
    expect(readStateLock("Failed to unlock state: LocalState not locked")).toBeUndefined();
  });

  it("whose owner cannot be seen: wait, or release it", () => {
    const owner = () => ({ kind: "unknown" as const, because: "it is of another machine" });
    expect(explainStateLock("dev-network", lock, release, owner)).toEqual({
      sentence:
        'The state of "dev-network" is locked by trader@laptop since 2026-01-05 08:00:00 UTC (OperationTypeApply). Wait until that run ends.',
      details: [
        "Whether it still runs is unknown: it is of another machine.",
        `If it is gone: terraform force-unlock ${lock.id}`,
      ],
    });
  });

  it("whose owner is gone: no word of waiting", () => {
    const { sentence, details } = explainStateLock("dev-network", lock, release, () => ({ kind: "gone" }));
    expect(sentence).toMatch(/, by a process of yours on this machine that no longer runs\.$/);
    expect(details[0]).toBe(`To release the lock: terraform force-unlock ${lock.id}`);
    expect(details[1]).toContain("npx drydock unlock ENV");
  });

  it("whose owner is at work: no word of releasing", () => {
    const { sentence, details } = explainStateLock("dev-network", lock, release, () => ({
      kind: "at-work",
      pid: 4711,
    }));
    expect(sentence).toMatch(/, by process 4711 on this machine\. Wait until that run ends\.$/);
    expect(details).toEqual([]);
  });

  it("that says nothing of itself", () => {
    expect(explainStateLock("dev-network", undefined, release, () => ({ kind: "gone" }))).toEqual({
      sentence: 'The state of "dev-network" is locked by another process. Wait until that run ends.',
      details: [],
    });
  });
});
