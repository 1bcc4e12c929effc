import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Simulation, startSimulation } from "../../../app/deployment/simulation";
import { repositoryRoot } from "../../../app/repository";
import { drydock, drydockHere, plainVariables, type Seen } from "../cli/as-user";
import { AwsAccount } from "../simulator/aws/aws-account";
import { describeWith } from "../../servers/describe-with";
import { freePort } from "../../servers/ports";
import { toolPath } from "../../servers/tools";

/** One environment in one simulated cloud; the tests build on each other, as a user's day does. */
describeWith("terraform", "an environment, from an empty account to its end", () => {
  let simulation: Simulation;
  let shell: NodeJS.ProcessEnv;
  const plans = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "drydock-plans-")), "dev");
  const bucket = "drydock-state-111111111111-eu-west-1";

  const here = (argv: readonly string[], answer?: string): Promise<Seen> =>
    drydockHere(argv, { variables: shell, ...(answer !== undefined && { answer }) });

  beforeAll(async () => {
    simulation = await startSimulation({ environment: "dev", kind: "terraform" });
    shell = plainVariables(simulation.variables);
  });

  afterAll(async () => {
    await simulation.close();
    fs.rmSync(path.dirname(plans), { recursive: true, force: true });
  });

  it("cannot be planned before the account is bootstrapped, and the sentence says so", async () => {
    const { code, stderr } = await here(["plan", "dev"]);
    expect(code).toBe(1);
    // Which of the first wave of stacks says it is chance.
    expect(stderr.split("\n")[0]?.replace(/"keep-dev-[a-z-]+"/, "STACK")).toBe(
      `Error: The state bucket "${bucket}" of STACK does not exist. Run \`drydock bootstrap\` for this environment first.`,
    );
  });

  it("is not bootstrapped when the answer is no, and is when it is yes", async () => {
    const declined = await here(["bootstrap", "dev"], "no");
    expect(declined.code).toBe(1);
    expect(declined.stdout).toContain("Apply this to account 111111111111 (sandbox)?");
    expect(declined.stdout).toContain("Nothing was changed.");
    expect(simulation.cloud.findBy("aws_s3_bucket", "bucket", bucket)).toBeUndefined();

    const { code, stdout, stderr } = await here(["bootstrap", "dev"], "yes");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("The account is ready");
    expect(simulation.cloud.objectStore.keys(bucket)).toContain("bootstrap-sandbox/terraform.tfstate");
  });

  it("is bootstrapped a second time without a change", async () => {
    const { code, stdout } = await here(["bootstrap", "dev"]);
    expect(code).toBe(0);
    expect(stdout).toContain("nothing to do");
  });

  it("is planned in a process of its own, with a preview of what builds on stacks that are not there yet", async () => {
    const { code, stdout, stderr } = await drydock(["plan", "dev", "--out", plans], shell);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("keep-dev-keys: 8 to create");
    expect(stdout).toContain("preview: the real plan is made once keep-dev-keys is deployed");
    expect(stdout).toContain("+ aws_vpc.vpc");
    expect(stdout).not.toContain("drydock_preview_");
  });

  it("previews a stack by itself, from what the stacks before it would export, which are neither shown nor kept", async () => {
    const { code, stdout, stderr } = await here(["plan", "dev", "dev-network"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("preview: the real plan is made once keep-dev-keys is deployed");
    expect(stdout).toContain("+ aws_vpc.vpc");
    expect(stdout).not.toContain("aws_kms_key");
    expect(simulation.cloud.objectStore.keys(bucket)).not.toContain("keep-dev-keys/terraform.tfstate");
  });

  it("does not deploy a stack before those that it reads, and says how", async () => {
    const { code, stdout, stderr } = await here(["deploy", "dev", "dev-network", "--auto-approve"]);
    expect(code).toBe(1);
    expect(stdout).not.toContain("Deploying");
    expect(stderr).toBe(
      'Error: "dev-network" reads what "keep-dev-keys" exports, and that is not deployed. Nothing was changed.\n' +
        "  Deploy both: npx drydock deploy dev keep-dev-keys dev-network\n",
    );
  });

  it("refuses to apply a preview, and says which plans can be applied", async () => {
    const { code, stderr } = await here(["deploy", "dev", "--plans", plans]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /holds only a preview of ("dev-network", |.*, "dev-network", ).*and a preview is never applied\./,
    );
    expect(stderr).toMatch(
      new RegExp(
        `npx drydock deploy dev (keep-dev-[a-z-]+ )*keep-dev-keys (keep-dev-[a-z-]+ )*--plans ${plans}`,
      ),
    );
  });

  it("refuses saved plans of another environment, and a folder without any", async () => {
    expect((await here(["deploy", "prod", "--plans", plans])).stderr).toContain(
      'are of environment "dev" and not of "prod"',
    );
    expect((await here(["deploy", "dev", "--plans", os.tmpdir()])).stderr).toContain("holds no saved plans");
    expect((await here(["plan", "dev", "--out", repositoryRoot])).stderr).toContain(
      "holds other files than plans",
    );
  });

  it.each([
    ["a file", () => path.join(repositoryRoot, "README.md"), "is a file, and a folder is needed"],
    ["a folder below a file", () => path.join(repositoryRoot, "README.md/a/b"), "README.md is a file"],
    ["a place where no folder can be made", () => "/proc/plans/dev", "/proc cannot be written to"],
  ])("refuses to save plans in %s before it plans anything", async (_, folder, sentence) => {
    const { code, stdout, stderr } = await here(["plan", "dev", "--out", folder()]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(sentence);
  });

  it("changes nothing when a deployment is declined", async () => {
    const { code, stdout } = await here(["deploy", "dev"], "y");
    expect(code).toBe(1);
    expect(stdout).toContain("Nothing was changed.");
    expect(simulation.cloud.objectStore.keys(bucket)).not.toContain("keep-dev-keys/terraform.tfstate");
  });

  it("applies saved plans, once: then they are stale, and nothing happens", async () => {
    const deploy = ["deploy", "dev", "keep-dev-keys", "--plans", plans, "--auto-approve"];
    const first = await here(deploy);
    expect(first.stderr).toBe("");
    expect(first.code).toBe(0);
    expect(first.stdout).toContain("keep-dev-keys: 8 created");

    const again = await here(deploy);
    expect(again.code).toBe(1);
    expect(again.stderr.split("\n")[0]).toBe(
      'Error: The plan of "keep-dev-keys" is stale: its state has changed since the plan was made. Plan again, review, and apply the new plan.',
    );
  });

  it("refuses a saved plan that was changed after it was saved", async () => {
    fs.appendFileSync(path.join(plans, "keep-dev-keys/stack.tfplan"), "x");
    const { code, stderr } = await here(["deploy", "dev", "keep-dev-keys", "--plans", plans]);
    expect(code).toBe(1);
    expect(stderr).toContain("is not the plan that was saved");
  });

  it("is deployed after a yes, and then has nothing to deploy", async () => {
    const { code, stdout } = await here(["deploy", "dev"], "yes");
    expect(code).toBe(0);
    expect(stdout).toContain("Deploy these changes to dev?");
    expect(stdout).toMatch(/dev-network: \d+ created/);
    expect(stdout).toContain("dev is deployed.");

    const again = await here(["deploy", "dev"]);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/^No changes: (?=.*\bkeep-dev-keys\b).*\bdev-network\b/m);
    expect(again.stdout).toContain("There is nothing to deploy.");
  });

  it("answers a state that another process has locked with who holds it and how to release it", async () => {
    const lock = {
      ID: "0a1b2c3d-0000-4000-8000-000000000000",
      Operation: "OperationTypeApply",
      Info: "",
      Who: "trader@laptop",
      Version: "1.11.4",
      Created: "2026-01-05T08:00:00Z",
      Path: `${bucket}/dev-network/terraform.tfstate`,
    };
    const { objectStore } = simulation.cloud;
    const key = "dev-network/terraform.tfstate.tflock";
    objectStore.put(bucket, key, Buffer.from(JSON.stringify(lock)), {});
    const { code, stderr } = await here(["plan", "dev"]);
    objectStore.delete(bucket, key);
    expect(code).toBe(1);
    expect(stderr.split("\n")[0]).toMatch(
      /^Error: The state of "dev-network" is locked by trader@laptop since 2026-01-05 08:00:00/,
    );
    expect(stderr).toContain(`force-unlock ${lock.ID}`);
  });

  it("answers a cloud that cannot be reached with one sentence", async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await drydockHere(["plan", "dev"], {
      variables: { ...shell, HTTP_PROXY: nowhere, http_proxy: nowhere },
    });
    expect(code).toBe(1);
    expect(stderr.split("\n")[0]).toMatch(
      /^Error: The cloud could not be reached during init of "keep-dev-[a-z-]+"/,
    );
  });

  it("refuses to work beside an override file, and says what it would do", async () => {
    const stack = path.join(repositoryRoot, "cdktf.out/stacks/dev-network");
    const file = path.join(stack, "left_behind_override.tf.json");
    fs.mkdirSync(stack, { recursive: true });
    fs.writeFileSync(file, JSON.stringify({ terraform: { backend: { local: {} } } }));
    try {
      for (const command of ["plan", "deploy", "destroy"]) {
        const { code, stderr } = await here([command, "dev"]);
        expect(code).toBe(1);
        expect(stderr.split("\n")[0]).toBe(
          `Error: An override file lies beside "dev-network": ${file} would keep the state somewhere else than in the state bucket. Remove it, then run the command again.`,
        );
      }
    } finally {
      fs.rmSync(file);
    }
  });

  it.each([
    ["keep-dev-keys", '"keep-dev-keys" holds what must survive a rebuild, so drydock does not destroy it.'],
    [
      "bootstrap-sandbox",
      '"bootstrap-sandbox" holds the state bucket and the deploy roles of the whole account, so drydock does not destroy it.',
    ],
    ["dev-netwrk", 'There is no stack "dev-netwrk". Did you mean "dev-network"?'],
  ])("does not destroy %s", async (stack, sentence) => {
    const { code, stderr } = await here(["destroy", "dev", stack, "--auto-approve"]);
    expect(code).toBe(1);
    expect(stderr.split("\n")[0]).toBe(`Error: ${sentence}`);
  });

  it("shows drift, and repairs it", async () => {
    const [vpc] = simulation.cloud.listEverywhere("aws_vpc");
    if (!vpc) throw new Error("There is no VPC.");
    simulation.cloud.changeBehindTerraform(vpc, { enable_dns_hostnames: false });
    const planned = await here(["plan", "dev", "dev-network"]);
    expect(planned.stdout).toContain("changed behind terraform's back: aws_vpc.vpc (update)");
    expect(planned.stdout).toContain("enable_dns_hostnames: false -> true");
    const deployed = await here(["deploy", "dev", "dev-*", "--auto-approve"]);
    expect(deployed.stdout).toContain("dev-network: 1 updated");
  });

  it.each([["plan"], ["deploy", "--auto-approve"]])(
    "is left in order by Ctrl-C during %s: exit code 130, no terraform at work, no lock",
    async (command, ...more) => {
      const { objectStore } = simulation.cloud;
      const key = "dev-network/terraform.tfstate.tflock";
      const put = objectStore.put.bind(objectStore);
      let interrupted = false;
      const spy = jest.spyOn(objectStore, "put").mockImplementation((...parameters) => {
        const done = put(...parameters);
        if (parameters[1] === key && !interrupted) {
          interrupted = true;
          process.emit("SIGINT");
        }
        return done;
      });
      const { code, stderr } = await here([command, "dev", "dev-network", ...more]);
      spy.mockRestore();
      expect(stderr).toContain("Stopping: terraform finishes what it has begun");
      expect(code).toBe(130);
      expect(objectStore.get(bucket, key)).toBeUndefined();
    },
  );

  it("whose terraform is killed says at once how to release the lock, and so does the next command", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-killed-"));
    const atWork = path.join(folder, "pid");
    const binary = path.join(folder, "terraform");
    fs.writeFileSync(
      binary,
      `#!/bin/sh\n[ "$1" = apply ] && echo $$ > '${atWork}'\nexec '${toolPath("terraform")}' "$@"\n`,
      { mode: 0o755 },
    );
    const { objectStore } = simulation.cloud;
    const put = objectStore.put.bind(objectStore);
    const spy = jest.spyOn(objectStore, "put").mockImplementation((...parameters) => {
      const [, key] = parameters;
      const done = put(...parameters);
      if (key.endsWith(".tflock") && fs.existsSync(atWork)) {
        process.kill(Number(fs.readFileSync(atWork, "utf8")), "SIGKILL");
      }
      return done;
    });
    const [vpc] = simulation.cloud.listEverywhere("aws_vpc");
    if (!vpc) throw new Error("There is no VPC.");
    simulation.cloud.changeBehindTerraform(vpc, { enable_dns_hostnames: false });

    const killed = await here(["deploy", "dev", "dev-network", "--auto-approve", "--binary", binary]);
    spy.mockRestore();
    fs.rmSync(folder, { recursive: true });
    expect(killed.code).toBe(1);
    expect(killed.stderr).toContain('terraform was killed (SIGKILL) during apply of "dev-network"');
    const release = /^ {2}Its lock is still there\. To release it: (cd .* force-unlock [0-9a-f-]{36})$/m;
    const command = release.exec(killed.stderr)?.[1];

    const locked = await here(["plan", "dev", "dev-network"]);
    expect(locked.code).toBe(1);
    expect(locked.stderr).toMatch(
      /^Error: The state of "dev-network" is locked by .*, by a process of yours on this/,
    );
    expect(locked.stderr).not.toContain("Wait until that run ends");
    expect(locked.stderr).toContain(command);

    expect((await here(["unlock", "dev", "--auto-approve"])).stdout).toContain("its owner is gone");
    const repaired = await here(["deploy", "dev", "dev-*", "--auto-approve"]);
    expect(repaired.stderr).toBe("");
    expect(repaired.stdout).toContain("dev-network: 1 updated");
  });

  it("takes over what is in no state, and says what exists twice or belongs to nobody", async () => {
    const { cloud } = simulation;
    const key = "dev-network/terraform.tfstate";
    const state = JSON.parse(String(cloud.objectStore.get(bucket, key)?.body)) as {
      serial: number;
      resources: { type: string }[];
    };
    const lost = /^aws_(vpc|subnet|route_table|route_table_association|iam_role|cloudwatch_log_group|eip)$/;
    const held = state.resources.filter(({ type }) => !lost.test(type));
    const without = { ...state, serial: state.serial + 1, resources: held };
    cloud.objectStore.put(bucket, key, Buffer.from(JSON.stringify(without)));
    const aws = new AwsAccount(cloud);
    const tags_all = { environment: "dev", stack: "dev-network" };
    const gateway = aws.create("aws_eip", {
      domain: "vpc",
      tags_all: { ...tags_all, address: "aws_internet_gateway.vpc-internet-gateway" },
    });
    aws.delete(gateway);
    const left = aws.create("aws_eip", { domain: "vpc", tags_all: { ...tags_all, address: "aws_eip.left" } });

    const dry = await here(["adopt", "dev", "--dry-run"]);
    expect(dry.stdout).toContain("& aws_vpc.vpc (imported as vpc-");
    expect(dry.stdout).toContain("This was a dry run: nothing was changed.");
    expect(dry.stdout).toContain(
      `dev-network: these exist and are in no state. Delete them by hand once nothing uses them.\n  arn:aws:ec2:eu-west-1:111111111111:elastic-ip/${left.id} (aws_eip.left)\n`,
    );
    expect(dry.stderr).toBe(
      "Error: Not everything that was found is in a state; it stands above, with what to do.\n",
    );
    expect(dry.code).toBe(1);

    aws.delete(left);
    const declined = await here(["adopt", "dev"], "no");
    expect(declined.stdout).toContain("Take this over into the states of dev?");
    expect(declined.code).toBe(1);
    const { code, stdout, stderr } = await here(["adopt", "dev", "--auto-approve"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/dev-network: (\d+) to adopt \(\1 to import\)/);
    expect((await here(["plan", "dev", "dev-network"])).stdout).toContain("No changes: dev-network");
  });

  it("is destroyed, except for what must survive", async () => {
    const declined = await here(["destroy", "dev"], "no");
    expect(declined.code).toBe(1);
    expect(declined.stdout).toContain("Nothing was changed.");

    const { code, stdout, stderr } = await here(["destroy", "dev"], "yes");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/dev-network: \d+ destroyed/);
    expect(simulation.cloud.listEverywhere("aws_vpc")).toEqual([]);
    expect(simulation.cloud.listEverywhere("aws_kms_key").length).toBeGreaterThanOrEqual(3);

    expect((await here(["destroy", "dev"])).stdout).toContain("There is nothing to destroy.");
  });
});
