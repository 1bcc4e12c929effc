import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import { accountCredentials } from "../../../../app/simulator/state-endpoint/credentials";
import {
  startStateEndpoint,
  type StateEndpoint,
} from "../../../../app/simulator/state-endpoint/state-endpoint";
import { describeWith } from "../../../servers/describe-with";
import { toolPath } from "../../../servers/tools";
import { AwsAccount, policy } from "../aws/aws-account";
import { TerraformFolder } from "../terraform-folder";
import { makeBucket } from "./endpoint-client";

const BUCKET = "states";
const KEY = "network/terraform.tfstate";
const ACCOUNT = "111111111111";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;

let cloud: Cloud;
let endpoint: StateEndpoint;
const folders: TerraformFolder[] = [];

function folder(binary: "terraform" | "tofu", variables: Record<string, string> = {}): TerraformFolder {
  const made = new TerraformFolder(toolPath(binary), {
    CHECKPOINT_DISABLE: "1",
    ...endpoint.variables,
    ...variables,
  });
  folders.push(made);
  return made;
}

function backend(more: object = {}) {
  return {
    s3: {
      bucket: BUCKET,
      key: KEY,
      region: "eu-west-1",
      use_lockfile: true,
      allowed_account_ids: [ACCOUNT],
      ...more,
    },
  };
}

/** One object without a provider; with `seconds` its creation takes that long. */
function stack(
  input: string,
  {
    seconds,
    ...more
  }: { seconds?: number; assume_role?: object; allowed_account_ids?: string[]; max_retries?: number } = {},
) {
  const provisioner =
    seconds === undefined ? {} : { provisioner: [{ "local-exec": { command: `sleep ${seconds}` } }] };
  return {
    terraform: { backend: backend(more) },
    resource: { terraform_data: { one: { input, triggers_replace: [input], ...provisioner } } },
    output: { one: { value: "${terraform_data.one.output}" } },
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const isLocked = () => cloud.objectStore.get(BUCKET, `${KEY}.tflock`) !== undefined;

beforeEach(async () => {
  cloud = new Cloud();
  endpoint = await startStateEndpoint(cloud, { account: ACCOUNT });
});
afterEach(async () => {
  for (const made of folders.splice(0)) made.remove();
  await endpoint.close();
});

describe.each(["terraform", "tofu"] as const)("the S3 backend of %s", (binary) => {
  describeWith(binary, "against the simulated S3", () => {
    it("says that the bucket is missing", async () => {
      const one = folder(binary);
      one.write(stack("a"));
      const { code, output } = await one.run("init");
      expect(code).toBe(1);
      expect(output).toMatch(/NoSuchBucket|does not exist/);
    });

    it("keeps the state with every version, locks while it works, and lets another stack read the outputs", async () => {
      makeBucket(cloud, BUCKET, ACCOUNT);
      const one = folder(binary);
      one.write(stack("a"));
      await one.succeed("init");
      await one.apply();
      one.write(stack("b"));
      await one.apply();
      expect(isLocked()).toBe(false);
      const written = cloud.objectStore
        .versions(BUCKET, KEY)
        .map(({ body }) => JSON.parse(body.toString()) as { serial: number });
      expect(written.length).toBeGreaterThanOrEqual(2);
      expect(new Set(written.map(({ serial }) => serial)).size).toBe(written.length);

      const reader = folder(binary);
      reader.write({
        data: {
          terraform_remote_state: {
            one: { backend: "s3", config: { bucket: BUCKET, key: KEY, region: "eu-west-1" } },
          },
        },
        output: { seen: { value: "${data.terraform_remote_state.one.outputs.one}" } },
      });
      await reader.succeed("init");
      await reader.apply();
      expect((await reader.succeed("output", "-raw", "seen")).trim()).toBe("b");
    });

    it("lets one of two processes work that start at the same time", async () => {
      makeBucket(cloud, BUCKET, ACCOUNT);
      const both = [folder(binary), folder(binary)];
      for (const one of both) {
        one.write(stack("a", { seconds: 2 }));
        await one.succeed("init");
      }
      const results = await Promise.all(
        both.map((one) => one.run("apply", "-auto-approve", "-lock-timeout=0s")),
      );
      expect(results.map(({ code }) => code).sort()).toEqual([0, 1]);
      const refused = results.find(({ code }) => code === 1)?.output ?? "";
      expect(refused).toContain("Error acquiring the state lock");
      expect(refused).toContain("PreconditionFailed");
      expect(refused).toMatch(/Operation:\s+OperationTypeApply/);
      expect(isLocked()).toBe(false);
    });

    it("leaves its lock behind when it is killed, and can be unlocked", async () => {
      makeBucket(cloud, BUCKET, ACCOUNT);
      const one = folder(binary);
      one.write(stack("a", { seconds: 30 }));
      await one.succeed("init");
      const env = { PATH: process.env["PATH"], HOME: one.directory, ...endpoint.variables };
      const killed = spawn(toolPath(binary), ["apply", "-auto-approve"], {
        cwd: one.directory,
        env,
        detached: true,
      });
      const ended = new Promise((resolve) => killed.once("close", resolve));
      await until(isLocked);
      // The whole group: terraform and the provisioner that it started.
      process.kill(-(killed.pid ?? 0), "SIGKILL");
      await ended;
      expect(isLocked()).toBe(true);

      one.write(stack("a"));
      const { code, output } = await one.run("apply", "-auto-approve");
      expect([code, output.includes("Error acquiring the state lock")]).toEqual([1, true]);
      const { ID } = JSON.parse(cloud.objectStore.get(BUCKET, `${KEY}.tflock`)?.body.toString() ?? "{}") as {
        ID: string;
      };
      await one.succeed("force-unlock", "-force", ID);
      await one.apply();
      expect(isLocked()).toBe(false);
    });

    it("moves a local state into the bucket", async () => {
      makeBucket(cloud, BUCKET, ACCOUNT);
      const one = folder(binary);
      const { terraform: _backend, ...local } = stack("a");
      one.write(local);
      await one.succeed("init");
      await one.apply();
      one.write(stack("a"));
      await one.succeed("init", "-migrate-state", "-force-copy");
      expect(await one.plannedActions()).toEqual([]);
      expect(fs.readFileSync(path.join(one.directory, "terraform.tfstate"), "utf8")).toBe("");
    });

    it("keeps a state that is too large for one request of the upload manager", async () => {
      makeBucket(cloud, BUCKET, ACCOUNT);
      const one = folder(binary);
      // The state holds it twice: what goes in and what comes out.
      fs.writeFileSync(path.join(one.directory, "large.txt"), "x".repeat(3_000_000));
      one.write({
        terraform: { backend: backend() },
        resource: { terraform_data: { one: { input: '${file("large.txt")}' } } },
      });
      await one.succeed("init");
      await one.apply();
      const state = cloud.objectStore.get(BUCKET, KEY);
      expect(state?.body.length).toBeGreaterThan(5 * 1024 * 1024);
      // Terraform sends parts of 5 MiB; OpenTofu sends any state whole.
      expect(state?.etag).toMatch(binary === "terraform" ? /-2$/ : /^[0-9a-f]{32}$/);
      expect(await one.plannedActions()).toEqual([]);
    });

    it("works under a role that trusts the caller, and under no other", async () => {
      const aws = makeBucket(cloud, BUCKET, ACCOUNT);
      const let_in = (principal: string) =>
        policy({ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" });
      aws.create("aws_iam_role", {
        name: "other",
        assume_role_policy: let_in("arn:aws:iam::222222222222:root"),
      });
      const one = folder(binary);
      one.write(stack("a", { assume_role: { role_arn: ROLE } }));
      const refused = await one.run("init");
      expect([refused.code, /AccessDenied/.test(refused.output)]).toEqual([1, true]);
      aws.create("aws_iam_role", {
        name: "deploy",
        assume_role_policy: let_in(`arn:aws:iam::${ACCOUNT}:root`),
      });
      await one.succeed("init");
      await one.apply();
    });

    it("refuses an account that is not allowed, and a bucket of another one", async () => {
      makeBucket(cloud, BUCKET, ACCOUNT);
      const { accessKeyId, secretAccessKey } = accountCredentials("222222222222");
      const foreign = folder(binary, {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      });
      foreign.write(stack("a"));
      expect((await foreign.run("init")).output).toMatch(/AWS account ID not allowed: 222222222222/);
      foreign.write(stack("a", { allowed_account_ids: ["222222222222"] }));
      expect((await foreign.run("init")).output).toMatch(/StatusCode: 403/);
    });

    it("outlasts throttling, and gives up when S3 is gone", async () => {
      makeBucket(cloud, BUCKET, ACCOUNT);
      const one = folder(binary);
      one.write(stack("a", { max_retries: 2 }));
      endpoint.disturbance.throttle("s3", 1);
      await one.succeed("init");
      endpoint.disturbance.unreachable();
      expect((await one.run("plan")).code).toBe(1);
      endpoint.disturbance.restore();
      await one.apply();
    });
  });
});

test("a bucket that holds a state is not deleted", () => {
  const aws = new AwsAccount(cloud);
  const bucket = aws.create("aws_s3_bucket", { bucket: BUCKET });
  cloud.objectStore.put(BUCKET, KEY, Buffer.from("{}"));
  expect(() => aws.delete(bucket)).toThrow("not empty");
});
