import { randomUUID } from "node:crypto";
import * as os from "node:os";
import { type Simulation, startSimulation } from "../../../app/deployment/simulation";
import { describeWith } from "../../servers/describe-with";
import { makeBucket } from "../simulator/state-endpoint/endpoint-client";
import { drydockHere, plainVariables, type Seen } from "./as-user";

const bucket = "drydock-state-111111111111-eu-west-1";
const us = `${os.userInfo().username}@${os.hostname()}`;

/** Locks as killed processes leave them: files beside the states. */
describeWith("terraform", "drydock unlock", () => {
  let simulation: Simulation;
  const unlock = (argv: readonly string[] = [], answer?: string): Promise<Seen> =>
    drydockHere(["unlock", "dev", ...argv], {
      variables: plainVariables(simulation.variables),
      ...(answer !== undefined && { answer }),
    });
  const isLocked = (stack: string): boolean =>
    simulation.cloud.objectStore.get(bucket, `${stack}/terraform.tfstate.tflock`) !== undefined;

  function lock(stack: string, who: string): string {
    const ID = randomUUID();
    const content = {
      ID,
      Operation: "OperationTypeApply",
      Info: "",
      Who: who,
      Version: "1.11.4",
      Created: "2026-01-05T08:00:00.123456Z",
      Path: `${bucket}/${stack}/terraform.tfstate`,
    };
    const key = `${stack}/terraform.tfstate.tflock`;
    simulation.cloud.objectStore.put(bucket, key, Buffer.from(JSON.stringify(content)));
    return ID;
  }

  beforeAll(async () => {
    simulation = await startSimulation({ environment: "dev", kind: "terraform" });
    makeBucket(simulation.cloud, bucket);
  });
  afterAll(() => simulation.close());

  it("finds nothing to do where no state is locked", async () => {
    const { code, stdout, stderr } = await unlock();
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("\nNo state of dev is locked.\n");
  });

  it("shows a lock whose owner is gone, asks, and releases it", async () => {
    const id = lock("keep-dev-keys", us);
    const declined = await unlock([], "no");
    expect(declined.code).toBe(1);
    expect(declined.stdout).toContain(
      `keep-dev-keys: locked by ${us} since 2026-01-05 08:00:00 UTC (OperationTypeApply)\n  lock ${id}\n  its owner is gone`,
    );
    expect(declined.stdout).toContain("Release the lock of keep-dev-keys?");
    expect(isLocked("keep-dev-keys")).toBe(true);

    const { code, stdout, stderr } = await unlock([], "yes");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Released. What a killed terraform had just created may be in no state");
    expect(stdout).toContain("\n  npx drydock adopt dev\n");
    expect(isLocked("keep-dev-keys")).toBe(false);
  });

  it("leaves a lock from elsewhere, says what to look for, and takes a person's word for it", async () => {
    lock("keep-dev-keys", us);
    lock("dev-network", "ci@runner-7");
    const { code, stdout, stderr } = await unlock(["--auto-approve"]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `whether its owner still runs is unknown: it is not of ${us}, and the processes of others are not seen here`,
    );
    expect(stderr).toBe(
      'Error: The lock of "dev-network" stays.\n' +
        "  Ask whoever holds the others, or look on that machine (pgrep -l 'terraform|tofu'). Once the process is gone:\n" +
        "  npx drydock unlock dev dev-network --owner-gone\n",
    );
    expect([isLocked("keep-dev-keys"), isLocked("dev-network")]).toEqual([false, true]);
    expect((await unlock(["dev-network", "--owner-gone", "--auto-approve"])).code).toBe(0);
    expect(isLocked("dev-network")).toBe(false);
  });

  it("looks at the account's own state when that is named", async () => {
    lock("bootstrap-sandbox", us);
    expect((await unlock()).stdout).toContain("No state of dev is locked.");
    expect((await unlock(["bootstrap-sandbox", "--auto-approve"])).code).toBe(0);
    expect(isLocked("bootstrap-sandbox")).toBe(false);
  });
});
