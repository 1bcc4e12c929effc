import * as os from "node:os";
import { here, ownerOf, type LockOwner } from "../../../app/terraform/lock-owner";
import type { RunningTerraform } from "../../../app/terraform/running-terraform";

const who = "trader@laptop";
const state = { bucket: "states", key: "dev-network/terraform.tfstate" };
const lock = { id: "0a1b", who, since: "2026-01-05 08:00:00 UTC", operation: "OperationTypeApply" };
const lockedMs = Date.UTC(2026, 0, 5, 8);

function owner(
  processes: readonly RunningTerraform[] | undefined,
  more: { who?: string; attachedTo?: string } = {},
  locked: Partial<typeof lock> = {},
): LockOwner {
  return ownerOf({ ...lock, ...locked }, state, { who, processes, ...more });
}

describe("the owner of a lock of this user and machine", () => {
  it("is gone when no terraform runs", () => {
    expect(owner([])).toEqual({ kind: "gone" });
  });

  it("is gone when every terraform that runs was started after the lock was taken", () => {
    expect(owner([{ pid: 1, startedMs: lockedMs + 60_000, state }])).toEqual({ kind: "gone" });
  });

  it("is gone when those that are old enough work on other states or other clouds", () => {
    const processes = [
      { pid: 1, startedMs: lockedMs - 1000, state: { ...state, key: "keep-dev-keys/terraform.tfstate" } },
      { pid: 2, startedMs: lockedMs - 1000, state: { ...state, bucket: "others" } },
      { pid: 4, startedMs: lockedMs - 1000, state: "elsewhere" as const },
      { pid: 3, startedMs: lockedMs - 1000, state, attachedTo: "another simulated cloud" },
    ];
    expect(owner(processes, { attachedTo: "" })).toEqual({ kind: "gone" });
  });

  it("is at work when a terraform that is old enough works on this state", () => {
    const processes = [{ pid: 4711, startedMs: lockedMs - 5, state, attachedTo: "" }];
    expect(owner(processes, { attachedTo: "" })).toEqual({ kind: "at-work", pid: 4711 });
    // A process's start is known to the second only.
    expect(owner([{ pid: 4711, startedMs: lockedMs + 1500, state }])).toMatchObject({ kind: "at-work" });
  });

  it.each<[string, RunningTerraform, Partial<typeof lock>]>([
    ["an unknown folder", { pid: 4711, startedMs: lockedMs - 5 }, {}],
    ["an unknown folder and start", { pid: 4711 }, {}],
    ["an unknown folder, and the lock says no time", { pid: 4711, startedMs: lockedMs }, { since: "soon" }],
  ])("is unknown when a terraform of %s runs", (_, process, locked) => {
    expect(owner([process], {}, locked)).toEqual({
      kind: "unknown",
      because: "process 4711 on this machine may be it",
    });
  });

  it("is unknown where processes cannot be seen", () => {
    expect(owner(undefined)).toEqual({ kind: "unknown", because: "this system does not show its processes" });
  });
});

it.each([
  ["another machine", { who: "trader@laptop" }, { who: "trader@ci-7" }],
  ["another user", { who: "trader@laptop" }, { who: "root@laptop" }],
])("the owner of a lock from %s is unknown, whatever runs here", (_, here, locked) => {
  expect(owner([], here, locked)).toEqual({
    kind: "unknown",
    because: "it is not of trader@laptop, and the processes of others are not seen here",
  });
});

it("a user without a name owns no lock", () => {
  expect(ownerOf({ id: "0a1b" }, state, { who: undefined, processes: [] }).kind).toBe("unknown");
});

it("this machine names its user as terraform does, and says which cloud it is attached to", () => {
  expect(here().who).toBe(`${os.userInfo().username}@${os.hostname()}`);
  expect(here({ TF_REATTACH_PROVIDERS: "{}" }).attachedTo).toBe("{}");
  expect(here({}).attachedTo).toBe("");
});
