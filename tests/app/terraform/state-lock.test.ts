import * as os from "node:os";
import { explainStateLock, here, readStateLock } from "../../../app/terraform/state-lock";

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

  it("of somebody else: wait, or release it", () => {
    expect(explainStateLock("dev-network", lock, release, { who: "root@ci", running: false })).toEqual({
      sentence:
        'The state of "dev-network" is locked by trader@laptop since 2026-01-05 08:00:00 UTC (OperationTypeApply). Wait until that run ends.',
      details: [`If it is gone: terraform force-unlock ${lock.id}`],
    });
  });

  it("of a process of the same user and machine, where none runs any more: no word of waiting", () => {
    const { sentence, details } = explainStateLock("dev-network", lock, release, {
      who: "trader@laptop",
      running: false,
    });
    expect(sentence).toMatch(/, by a process of yours on this machine that no longer runs\.$/);
    expect(details).toEqual([
      `No terraform or tofu is at work here. To release the lock: terraform force-unlock ${lock.id}`,
    ]);
  });

  it.each([true, undefined])("of the same user and machine, where it may run: how to look", (running) => {
    const { sentence, details } = explainStateLock("dev-network", lock, release, {
      who: "trader@laptop",
      running,
    });
    expect(sentence).not.toContain("Wait");
    expect(details[0]).toContain("pgrep -l 'terraform|tofu'");
    expect(details[1]).toBe(`If it is gone: terraform force-unlock ${lock.id}`);
  });

  it("that says nothing of itself", () => {
    expect(explainStateLock("dev-network", undefined, release, here())).toEqual({
      sentence: 'The state of "dev-network" is locked by another process. Wait until that run ends.',
      details: [],
    });
  });

  it("names its holder as this machine would", () => {
    expect(here().who).toBe(`${os.userInfo().username}@${os.hostname()}`);
  });
});
