import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";
import { auditStates } from "../../../app/rehearsal/crashes/audit";
import { KillSwitch } from "../../../app/rehearsal/crashes/kill-switch";
import { randomSteps } from "../../../app/rehearsal/crashes/random";
import { Cloud } from "../../../app/simulator/cloud/cloud";
import type { SynthesizedStack } from "../../../app/synth/estate-file";
import { AwsAccount } from "../simulator/aws/aws-account";

describe("the kill switch", () => {
  it("kills every terraform once the cloud has done so many things", async () => {
    const cloud = new Cloud();
    const aws = new AwsAccount(cloud);
    const killSwitch = new KillSwitch(cloud, "create", 2);
    const parent = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
    killSwitch.onStart(parent);
    const ended = spawn("true", { detached: true, stdio: "ignore" });
    killSwitch.onStart(ended);
    await once(ended, "exit");
    aws.create("aws_kms_key");
    expect(killSwitch.killedAt).toBeUndefined();
    const exit = once(parent, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    const second = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
    aws.create("aws_kms_key");
    expect((await exit)[1]).toBe("SIGKILL");
    expect(killSwitch.killedAt).toMatchObject({ operation: "create", type: "aws_vpc", id: second.id });
  });

  it("counts what was done, and neither what was refused nor anything else", () => {
    const cloud = new Cloud();
    const aws = new AwsAccount(cloud);
    const killSwitch = new KillSwitch(cloud, "delete", 1);
    const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
    aws.create("aws_subnet", { vpc_id: vpc.id, cidr_block: "10.0.1.0/24" });
    expect(() => aws.delete(vpc)).toThrow();
    expect(killSwitch.killedAt).toBeUndefined();
    aws.delete(aws.create("aws_kms_key"));
    expect(killSwitch.killedAt?.type).toBe("aws_kms_key");
  });
});

test("random steps are different, in range, ascending, and the same for the same seed", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 300 }),
      (seed, count, most) => {
        const steps = randomSteps(seed, count, most);
        expect(steps).toHaveLength(Math.min(count, most));
        expect(steps).toEqual([...new Set(steps)].sort((one, other) => one - other));
        expect(steps.every((step) => step >= 1 && step <= most)).toBe(true);
        expect(randomSteps(seed, count, most)).toEqual(steps);
      },
    ),
  );
  expect(randomSteps(1, 3, 100)).not.toEqual(randomSteps(2, 3, 100));
});

describe("the audit of states", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-audit-"));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const keys = {
    name: "keep-dev-keys",
    directory: folder,
    backend: { bucket: "states", key: "keep-dev-keys/terraform.tfstate" },
  } as unknown as SynthesizedStack;
  fs.writeFileSync(
    path.join(folder, "cdk.tf.json"),
    JSON.stringify({ resource: { aws_kms_key: { data: {}, logs: {} } } }),
  );
  let cloud: Cloud;
  let aws: AwsAccount;
  let made: Record<"data" | "logs", string>;

  const makeKey = (name: string) => {
    const tags_all = { stack: "keep-dev-keys", address: `aws_kms_key.${name}` };
    return aws.create("aws_kms_key", { tags_all }).id;
  };
  const writeState = (objects: Readonly<Record<string, string>>) => {
    const resources = Object.entries(objects).map(([name, id]) => {
      return { mode: "managed", type: "aws_kms_key", name, instances: [{ attributes: { id } }] };
    });
    cloud.objectStore.put("states", keys.backend.key, Buffer.from(JSON.stringify({ resources })));
  };
  const audit = () => auditStates(cloud, [keys], [keys]);

  beforeEach(() => {
    cloud = new Cloud();
    aws = new AwsAccount(cloud);
    made = { data: makeKey("data"), logs: makeKey("logs") };
    writeState(made);
  });

  it("finds nothing where every object is in a state and every resource is there once", () => {
    expect(audit()).toEqual([]);
  });

  it("names what is in no state, what exists twice, and a lock that was left", () => {
    const twin = makeKey("data");
    cloud.objectStore.put("states", `${keys.backend.key}.tflock`, Buffer.from("{}"));
    expect(audit()).toEqual([
      "The state of keep-dev-keys is locked.",
      `aws_kms_key ${twin} is in no state.`,
      expect.stringMatching(/^aws_kms_key\.data of keep-dev-keys exists 2 times: /),
    ]);
  });

  it("names what a state lacks, holds twice, or holds without there being anything", () => {
    writeState({ data: made.data, twice: made.data, gone: "nothing" });
    expect(audit()).toEqual([
      "The state of keep-dev-keys lacks aws_kms_key.logs.",
      `aws_kms_key ${made.data} is in the states twice: aws_kms_key.data of keep-dev-keys, aws_kms_key.twice of keep-dev-keys.`,
      `aws_kms_key ${made.logs} is in no state.`,
      "aws_kms_key.gone of keep-dev-keys is in a state and not in the cloud: aws_kms_key nothing.",
    ]);
  });
});
