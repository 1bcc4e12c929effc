import * as fs from "node:fs";
import * as path from "node:path";
import { overrideFiles, prepareWorkspace, refuseOverrideFiles } from "../../../app/terraform/workspace";
import { temporaryFolder, write } from "./workbench";

function stackWith(files: Record<string, string>): { name: string; directory: string } {
  const directory = temporaryFolder();
  write(directory, { resource: {} });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(directory, name), text);
  return { name: "dev-network", directory };
}

describe("override files beside a stack", () => {
  it("are refused by name, with what they would do", () => {
    const stack = stackWith({ "backend_override.tf.json": '{"terraform":{"backend":{"local":{}}}}' });
    expect(() => refuseOverrideFiles(stack)).toThrow(
      `An override file lies beside "dev-network": ${stack.directory}/backend_override.tf.json would keep the state somewhere else than in the state bucket. Remove it, then run the command again.`,
    );
  });

  it("are found under every name that terraform or tofu merges, and under no other", () => {
    const { directory } = stackWith({
      "override.tf": 'provider "aws" {}',
      "override.tf.json": "{}",
      "x_override.tofu": 'resource "aws_vpc" "a" {}',
      "overrides.tf": "",
      "override.txt": "",
    });
    expect(overrideFiles(directory).map(({ file, effect }) => [path.basename(file), effect])).toEqual([
      ["override.tf", "would change the account, region or endpoints of a provider"],
      ["override.tf.json", "would change the configuration"],
      ["x_override.tofu", "would change resources"],
    ]);
  });

  it("stop a plan before terraform starts", () => {
    const stack = stackWith({ "override.tf.json": "{}" });
    expect(() => prepareWorkspace(stack, temporaryFolder(), "terraform")).toThrow(
      /^An override file lies beside/,
    );
  });

  it("may be absent, and so may the folder", () => {
    expect(overrideFiles(stackWith({}).directory)).toEqual([]);
    expect(overrideFiles("/nowhere/at/all")).toEqual([]);
  });
});

describe("a stack's own folder", () => {
  it("gets the synthesized file byte for byte", () => {
    const stack = stackWith({ ".terraform.lock.hcl": "# locked\n" });
    const folder = prepareWorkspace(stack, path.join(temporaryFolder(), "a", "b"), "terraform");
    for (const name of ["cdk.tf.json", ".terraform.lock.hcl"]) {
      const copy = fs.readFileSync(path.join(folder, name));
      expect(copy.equals(fs.readFileSync(path.join(stack.directory, name)))).toBe(true);
    }
  });

  it("is not touched while it holds a state that could not be saved", () => {
    const stack = stackWith({});
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "errored.tfstate"), "{}");
    expect(() => prepareWorkspace(stack, folder, "tofu")).toThrow(
      /^A state of "dev-network" that could not be saved lies in /,
    );
  });

  it("needs a synthesized stack", () => {
    expect(() =>
      prepareWorkspace({ name: "dev-network", directory: "/nowhere" }, temporaryFolder(), "tofu"),
    ).toThrow(
      'The synth output has no "dev-network": /nowhere/cdk.tf.json is missing. Run `npx cdktf synth` first.',
    );
  });
});
