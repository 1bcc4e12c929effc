import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import { Stage, type StepFindings } from "../../../app/rehearsal/stage";
import { validate } from "../../../app/rehearsal/steps/validate";
import type { SynthesizedStack } from "../../../app/synth/estate-file";
import { findBinary } from "../../../app/terraform/binary";
import { PlainProgress } from "../../../app/terraform/progress";
import { StackRunner } from "../../../app/terraform/stack-runner";
import { isolatedVariables } from "../../../app/terraform/variables";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { temporaryFolder } from "../terraform/workbench";

/** Stacks of resources that need no provider but terraform's own. */
async function validated(stacks: Readonly<Record<string, object>>): Promise<StepFindings> {
  const folder = temporaryFolder();
  const written = Object.entries(stacks).map(([name, configuration]): SynthesizedStack => {
    const directory = path.join(folder, "synth", name);
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(configuration));
    return {
      name,
      directory,
      lifetime: "disposable",
      environments: ["dev"],
      account: { id: "111111111111", name: "sandbox" },
      region: "eu-west-1",
      dependsOn: [],
      backend: { bucket: "estate", key: name, region: "eu-west-1" },
      exports: {},
      importIds: {},
    };
  });
  const binary = await findBinary(toolPath("terraform"));
  const runner = new StackRunner({ binary, variables: isolatedVariables(process.env, {}), folder });
  const progress = new PlainProgress({ write: () => undefined });
  const [definition] = loadEnvironments({ names: ["dev"] });
  if (!definition) throw new Error("There is no dev.");
  const stage = new Stage({
    environment: "dev",
    definition,
    stacks: written,
    partial: false,
    runner,
    progress,
    folder,
    limit: 2,
  });
  return validate(stage, "Validate");
}

const good = { resource: { terraform_data: { one: { input: "a" } } } };

describeWith("terraform", "validating every stack", () => {
  it("finds all valid, whatever their backends", async () => {
    const backend = { terraform: { backend: { s3: { bucket: "estate", key: "one", region: "eu-west-1" } } } };
    const { stacks, problems } = await validated({ one: { ...good, ...backend }, two: good });
    expect(stacks?.map(({ stack, summary }) => [stack, summary])).toEqual([
      ["one", "valid"],
      ["two", "valid"],
    ]);
    expect(problems).toEqual([]);
  });

  it("names the stack of a mistake, and says the others are valid", async () => {
    const bad = { resource: { terraform_data: { one: { inputs: "a" } } } };
    const { stacks, problems } = await validated({ one: good, two: bad });
    expect(stacks?.map(({ summary, outcome }) => [summary, outcome])).toEqual([
      ["valid", "passed"],
      ["invalid", "failed"],
    ]);
    expect(problems).toMatchObject([
      {
        stack: "two",
        sentence: expect.stringContaining('The provider finds the configuration of "two" invalid') as string,
        details: [expect.stringContaining('"inputs"')],
      },
    ]);
  });
});
