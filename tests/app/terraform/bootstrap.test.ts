import * as fs from "node:fs";
import * as path from "node:path";
import { bootstrapAccount, type BootstrapResult, type BootstrapStep } from "../../../app/terraform/bootstrap";
import { isolatedVariables } from "../../../app/terraform/variables";
import { type Account, emptyAccount } from "./account";
import { describeWithBinaries, temporaryFolder, terraformIn } from "./workbench";

describeWithBinaries("bootstrapping an account", (binary, tool) => {
  let account: Account;
  let folder: string;
  beforeEach(async () => {
    account = await emptyAccount();
    folder = temporaryFolder();
  });
  afterEach(() => account.simulated.close());

  /** `drydock bootstrap`, optionally crashing after a step, as a power cut would. */
  function bootstrap(
    options: { crashAfter?: BootstrapStep; approve?: boolean } = {},
  ): Promise<BootstrapResult> {
    const { bootstrap: stack, simulated } = account;
    return bootstrapAccount({
      stack,
      binary: binary(),
      variables: isolatedVariables(process.env, simulated.variables(binary().kind)),
      folder: path.join(folder, "run"),
      localFolder: path.join(folder, "kept"),
      approve: async () => options.approve !== false,
      onStep: (step) => {
        if (step === options.crashAfter) throw new Error(`power cut after ${step}`);
      },
    });
  }

  function stateInBucket(): { resources: unknown[] } {
    const { bucket, key } = account.bootstrap.backend;
    const body = account.simulated.cloud.objectStore.get(bucket, key)?.body;
    if (body === undefined) throw new Error("There is no state in the bucket.");
    return JSON.parse(body.toString()) as { resources: unknown[] };
  }

  it("creates the account's stack, moves its state into its own bucket, and has nothing to do the second time", async () => {
    expect(await bootstrap()).toMatchObject({
      outcome: "created",
      text: expect.stringMatching(/^\d+ to create$/),
    });
    expect(stateInBucket().resources.length).toBeGreaterThan(20);
    expect(fs.existsSync(path.join(folder, "kept"))).toBe(false);
    const objects = account.simulated.cloud.snapshot();

    expect(await bootstrap()).toMatchObject({ outcome: "unchanged", text: "nothing to do" });
    expect(account.simulated.cloud.snapshot()).toEqual(objects);
  });

  const crashes: [BootstrapStep, BootstrapResult["outcome"]][] = [
    ["created", "created"],
    ["moved", "unchanged"],
  ];
  if (tool === "terraform") crashes.push(["looked", "created"], ["cleared", "unchanged"]);

  it.each(crashes)("goes on after a crash behind the step %s", async (crashAfter, outcome) => {
    await expect(bootstrap({ crashAfter })).rejects.toThrow("power cut");
    expect(await bootstrap()).toMatchObject({ outcome });
    expect(await bootstrap()).toMatchObject({ outcome: "unchanged" });
    expect(fs.existsSync(path.join(folder, "kept"))).toBe(false);
    const buckets = account.simulated.cloud.listEverywhere("aws_s3_bucket").map(({ id }) => id);
    expect(new Set(buckets).size).toBe(buckets.length);
    expect(stateInBucket().resources.length).toBeGreaterThan(20);
  });

  // The rest is our own procedure; only the move of a state differs between the two programs.
  if (tool === "tofu") return;

  it("goes on after an apply that failed half way", async () => {
    account.simulated.cloud.faults.add({
      type: "aws_iam_policy",
      operation: "create",
      code: "LimitExceeded",
      message: "Cannot exceed quota.",
      times: 1,
    });
    await expect(bootstrap()).rejects.toThrow(/Cannot exceed quota/);
    expect(account.simulated.cloud.listEverywhere("aws_s3_bucket").length).toBeGreaterThan(0);
    expect(await bootstrap()).toMatchObject({ outcome: "created" });
    expect(await bootstrap()).toMatchObject({ outcome: "unchanged" });
  });

  it("takes over what the account holds already", async () => {
    const [address = ""] = Object.keys(account.bootstrap.importIds);
    const [type = "", name = ""] = address.split(".");
    const configuration = JSON.parse(
      fs.readFileSync(path.join(account.bootstrap.directory, "cdk.tf.json"), "utf8"),
    ) as { resource: Record<string, Record<string, object>> };
    const somebodyElse = terraformIn(
      binary(),
      {
        provider: { aws: { region: "eu-west-1" } },
        resource: { [type]: { theirs: configuration.resource[type]?.[name] ?? {} } },
      },
      { variables: isolatedVariables(process.env, account.simulated.variables(binary().kind)) },
    );
    await somebodyElse.init();
    await somebodyElse.plan({ out: "1.tfplan" });
    await somebodyElse.apply("1.tfplan");
    const [theirs] = account.simulated.cloud.listEverywhere(type);

    expect(await bootstrap()).toMatchObject({ outcome: "created" });
    expect(account.simulated.cloud.listEverywhere(type).filter(({ id }) => id === theirs?.id)).toHaveLength(
      1,
    );
    expect(JSON.stringify(stateInBucket())).toContain(theirs?.id);
    expect(await bootstrap()).toMatchObject({ outcome: "unchanged" });
  });

  it("changes nothing when the plan is declined", async () => {
    expect(await bootstrap({ approve: false })).toMatchObject({ outcome: "declined" });
    expect(account.simulated.cloud.snapshot()).toEqual([]);
  });

  it("refuses a bucket that has no state and whose state is not on this machine", async () => {
    await expect(bootstrap({ crashAfter: "created" })).rejects.toThrow("power cut");
    fs.rmSync(path.join(folder, "kept"), { recursive: true });
    await expect(bootstrap()).rejects.toMatchObject({
      message: expect.stringMatching(
        /^The bucket ".*" exists, but neither it nor .* holds the state of "bootstrap-/,
      ),
      details: expect.arrayContaining([expect.stringContaining("If another machine began this bootstrap")]),
    });
  });

  it("keeps a local state that terraform could not write, and says where it is", async () => {
    const kept = path.join(folder, "kept", "errored.tfstate");
    fs.mkdirSync(path.dirname(kept));
    fs.writeFileSync(kept, "{}");
    await expect(bootstrap()).rejects.toThrow(`that could not be saved lies in ${kept}`);
    expect(fs.readFileSync(kept, "utf8")).toBe("{}");
    expect(account.simulated.cloud.snapshot()).toEqual([]);
  });

  it("refuses two states that know different objects, and names what only one knows", async () => {
    await expect(bootstrap({ crashAfter: "created" })).rejects.toThrow("power cut");
    const kept = path.join(folder, "kept");
    fs.cpSync(kept, path.join(folder, "copy"), { recursive: true });
    await bootstrap();
    fs.cpSync(path.join(folder, "copy"), kept, { recursive: true });
    const file = path.join(kept, "terraform.tfstate");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll("aws_kms_alias", "aws_kms_alias_of_old"));
    await expect(bootstrap()).rejects.toMatchObject({
      message: expect.stringMatching(/^There are two states of "bootstrap-/),
      details: expect.arrayContaining([expect.stringContaining("aws_kms_alias_of_old.")]),
    });
  });
});
