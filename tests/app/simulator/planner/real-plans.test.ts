import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { loadEnvironments } from "../../../../app/environments/load";
import { type SimulatedCloud, startSimulatedCloud } from "../../../../app/simulator/simulated-cloud";
import { synthesize } from "../../../../app/synth/synthesize";
import { findPluginMirror } from "../../../../app/terraform/plugin-mirror";
import { describeWith } from "../../../servers/describe-with";
import { toolPath } from "../../../servers/tools";
import { differencesByVersion } from "../schema/aws-provider-differences";
import { TerraformFolder } from "../terraform-folder";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
interface PlannedObject {
  readonly after: Record<string, Json>;
  readonly after_unknown: Record<string, Json>;
}

const mirror = findPluginMirror("hashicorp/aws");
const version = mirror?.versions.find((candidate) => candidate in differencesByVersion);

/** Settings with which the real provider plans without asking AWS anything. */
const offline = {
  access_key: "none",
  secret_key: "none",
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_region_validation: true,
  skip_requesting_account_id: true,
};

interface StackConfiguration {
  readonly terraform: Record<string, unknown>;
  readonly provider: { readonly aws: readonly Record<string, unknown>[] };
  readonly resource: object;
}

/** The configurations of the stacks of dev, by name. */
function synthesizedStacks(): { readonly name: string; readonly stack: StackConfiguration }[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "real-plans-"));
  try {
    const { stacks } = synthesize({ environments: loadEnvironments({ names: ["dev"] }), outdir });
    return stacks.map(({ name, directory }) => ({
      name,
      stack: JSON.parse(fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as StackConfiguration,
    }));
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** Values in place of what a stack would look up: one, or several where the name says so. */
const lookedUp = {
  image: "ami-0123456789abcdef0",
  one: "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-4000-8000-000000000000",
  several: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};

/** A synthesized stack alone: without its backend, and with values in place of what it would look up. */
function standalone(stack: StackConfiguration, providerSettings: object): Record<string, unknown> {
  const resources = JSON.stringify(stack.resource)
    .replace(/\bdata\.aws_ami\.[\w.-]+/g, "local.image")
    .replace(/\bdata\.[\w.-]+_ids\b/g, "local.several")
    .replace(/\bdata\.[a-z][\w-]*\.[\w.-]+/g, "local.one");
  const { required_providers } = stack.terraform;
  const provider = stack.provider.aws.map(({ region, default_tags }) => ({
    region,
    default_tags,
    ...providerSettings,
  }));
  return {
    terraform: { required_providers },
    provider: { aws: provider },
    locals: lookedUp,
    resource: JSON.parse(resources) as unknown,
  };
}

async function plannedObjects(
  configuration: object,
  variables: Record<string, string>,
  init: readonly string[],
): Promise<Map<string, PlannedObject>> {
  const folder = new TerraformFolder(toolPath("terraform"), variables);
  try {
    folder.write(configuration);
    await folder.succeed("init", ...init);
    await folder.succeed("plan", "-refresh=false", "-out=plan.bin");
    const { resource_changes: changes } = JSON.parse(await folder.succeed("show", "-json", "plan.bin")) as {
      resource_changes: { address: string; change: PlannedObject }[];
    };
    return new Map(changes.map(({ address, change }) => [address, change]));
  } finally {
    folder.remove();
  }
}

/** What is the same to Terraform's user: nothing, the SDK's zero values, and JSON documents however written. */
function meaning(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === "" || value === false) return undefined;
  if (typeof value === "string" && value.startsWith("{")) return meaning(JSON.parse(value) as Json);
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((item) => meaning(item) ?? null);
  if (typeof value !== "object") return value;
  const members = Object.entries(value)
    .map(([name, member]) => [name, meaning(member)] as const)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return members.length === 0 ? undefined : (Object.fromEntries(members) as Json);
}

function planDifferences(address: string, simulated: PlannedObject, real: PlannedObject): string[] {
  const [type = ""] = address.split(".");
  const ofVersion = (name: string) =>
    (differencesByVersion[version ?? ""] ?? []).some((entry) =>
      [`${type}.${name}`, `*.${name}`].includes(entry.path),
    );
  const names = new Set(
    [simulated, real].flatMap(({ after, after_unknown }) => [
      ...Object.keys(after),
      ...Object.keys(after_unknown),
    ]),
  );
  const shown = ({ after, after_unknown }: PlannedObject, name: string) =>
    JSON.stringify([meaning(after[name]), meaning(after_unknown[name])]);
  return [...names]
    .filter((name) => !ofVersion(name) && shown(simulated, name) !== shown(real, name))
    .map((name) => `${address}.${name}: simulated ${shown(simulated, name)}, real ${shown(real, name)}`);
}

describeWith("terraform", "what the simulated provider plans to create, beside the real one", () => {
  if (mirror === undefined || version === undefined) {
    test.skip("not run: needs a mirror of hashicorp/aws; name one in DRYDOCK_PLUGIN_DIR", () => undefined);
    return;
  }
  let simulated: SimulatedCloud;

  beforeAll(async () => {
    simulated = await startSimulatedCloud();
  });
  afterAll(() => simulated.close());

  it.each(synthesizedStacks())(
    "is the same for every resource of $name",
    async ({ stack }) => {
      const ours = await plannedObjects(standalone(stack, {}), simulated.variables("terraform"), []);
      const real = await plannedObjects(standalone(stack, offline), {}, [`-plugin-dir=${mirror.directory}`]);
      expect([...ours.keys()]).toEqual([...real.keys()]);
      const found = [...real].flatMap(([address, object]) => {
        const own = ours.get(address);
        return own ? planDifferences(address, own, object) : [];
      });
      expect(found).toEqual([]);
    },
    180_000,
  );
});
