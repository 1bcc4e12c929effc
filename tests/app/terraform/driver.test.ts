import * as fs from "node:fs";
import * as path from "node:path";
import { readPlan } from "../../../app/terraform/plan";
import { StackRunner } from "../../../app/terraform/stack-runner";
import { deployVariables } from "../../../app/terraform/variables";
import { describeWithBinaries, temporaryFolder, terraformIn, write } from "./workbench";

const twoThings = {
  resource: { terraform_data: { a: { input: "x" }, b: { input: "${terraform_data.a.id}" } } },
  output: { id: { value: "${terraform_data.a.id}" } },
};

describeWithBinaries("the terraform driver", (binary) => {
  it("plans, applies, finds the second plan empty, pulls the state and destroys", async () => {
    const terraform = terraformIn(binary(), twoThings);
    await terraform.init();
    expect(await terraform.plan({ out: "1.tfplan" })).toMatchObject({ changes: true });
    const events: string[] = [];
    await terraform.apply("1.tfplan", (event) => {
      if (event.kind === "started" || event.kind === "completed")
        events.push(`${event.kind} ${event.address}`);
    });
    expect(events).toEqual([
      "started terraform_data.a",
      "completed terraform_data.a",
      "started terraform_data.b",
      "completed terraform_data.b",
    ]);
    expect(await terraform.plan({ out: "2.tfplan" })).toMatchObject({ changes: false });
    const state = await terraform.pullState();
    expect(state?.resources.map(({ name }) => name)).toEqual(["a", "b"]);
    await terraform.plan({ out: "3.tfplan", destroy: true });
    expect(readPlan(await terraform.showPlan("3.tfplan")).counts.delete).toBe(2);
    await terraform.apply("3.tfplan");
    expect((await terraform.pullState())?.resources).toEqual([]);
  });

  it("has no state before the first apply", async () => {
    const terraform = terraformIn(binary(), twoThings);
    await terraform.init();
    expect(await terraform.pullState()).toBeUndefined();
  });

  it("names the address and the argument of a configuration that is not valid", async () => {
    const terraform = terraformIn(binary(), { resource: { terraform_data: { a: { inputs: "x" } } } });
    await terraform.init();
    await expect(terraform.plan({ out: "1.tfplan" })).rejects.toThrow(
      /plan of "dev-test" failed: .*Extraneous JSON object property: .*"inputs"/,
    );
  });

  it("writes one log for each command, with the command on top", async () => {
    const terraform = terraformIn(binary(), twoThings);
    await terraform.init();
    await terraform.plan({ out: "1.tfplan" });
    const logs = fs.readdirSync(path.join(terraform.directory, "logs")).sort();
    expect(logs).toEqual(["dev-test-01-init.log", "dev-test-02-plan.log"]);
    const first = fs
      .readFileSync(path.join(terraform.directory, "logs", "dev-test-02-plan.log"), "utf8")
      .split("\n")[0];
    expect(first).toBe(
      `$ ${path.basename(binary().path)} plan -input=false -json -detailed-exitcode -out=1.tfplan`,
    );
  });

  it("starts nothing after the user has interrupted the run", async () => {
    const terraform = terraformIn(binary(), twoThings, { signal: AbortSignal.abort() });
    await expect(terraform.init()).rejects.toThrow(
      'Nothing more was started for "dev-test": the run was interrupted.',
    );
  });

  it("points to the state that terraform could not write", async () => {
    const terraform = terraformIn(binary(), {
      resource: { terraform_data: { a: { provisioner: { "local-exec": { command: "exit 3" } } } } },
    });
    await terraform.init();
    await terraform.plan({ out: "1.tfplan" });
    fs.writeFileSync(path.join(terraform.directory, "errored.tfstate"), "{}");
    await expect(terraform.apply("1.tfplan")).rejects.toMatchObject({
      details: expect.arrayContaining([
        expect.stringMatching(
          /^The newest state is kept in .*errored\.tfstate; once the backend answers: cd /,
        ),
      ]),
    });
  });
});

describeWithBinaries("the runner of a stack", (binary) => {
  it("works in a folder of its own on the unchanged file, and leaves the synth output as it was", async () => {
    const folder = temporaryFolder();
    const directory = path.join(folder, "cdktf.out", "stacks", "dev-test");
    write(directory, twoThings);
    const runner = new StackRunner({
      binary: binary(),
      variables: deployVariables(process.env),
      folder: path.join(folder, "run"),
    });
    const statuses: string[] = [];
    const progress = {
      update: (_: string, status: string) => void statuses.push(status),
      done: () => undefined,
      failed: () => undefined,
      notRun: () => undefined,
      end: () => Promise.resolve(),
    };
    const stack = { name: "dev-test", directory };
    const planned = await runner.plan(stack, { progress });
    await runner.apply(stack, planned, progress);

    expect(fs.readdirSync(directory)).toEqual(["cdk.tf.json"]);
    const copy = fs.readFileSync(path.join(runner.folderOf("dev-test"), "cdk.tf.json"));
    expect(copy.equals(fs.readFileSync(path.join(directory, "cdk.tf.json")))).toBe(true);
    expect(statuses).toEqual([
      "initializing",
      "planning",
      "applying",
      "0 of 2 done, 1 running",
      "1 of 2 done",
      "1 of 2 done, 1 running",
      "2 of 2 done",
    ]);
    expect((await runner.plan(stack)).changes).toBe(false);
  });
});
