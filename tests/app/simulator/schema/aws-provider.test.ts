import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { loadEnvironments } from "../../../../app/environments/load";
import { awsTables } from "../../../../app/simulator/aws/tables";
import { SchemaLibrary } from "../../../../app/simulator/schema/library";
import { synthesize } from "../../../../app/synth/synthesize";
import { findPluginMirror, pluginMirrorPlaces } from "../../../../app/terraform/plugin-mirror";
import { describeWith } from "../../../servers/describe-with";
import { toolPath } from "../../../servers/tools";
import { differencesByVersion } from "./aws-provider-differences";
import { configuredPaths } from "./configured-paths";
import type { RealProviderSchema } from "./schema-comparison";
import { differences } from "./schema-comparison";

const mirror = findPluginMirror("hashicorp/aws");
const version = mirror?.versions.find((candidate) => candidate in differencesByVersion);

/** A line `path: ours …, real …`, and its path. */
const pathOf = (line: string): string => line.split(": ", 1)[0] ?? "";

/** Whether the path of the table, with `*` for one name, is the path or one that leads to it. */
function covers(tablePath: string, differencePath: string): boolean {
  const expected = tablePath.split(".");
  const names = differencePath.split(".");
  return (
    names.length >= expected.length && expected.every((name, index) => name === "*" || name === names[index])
  );
}

/** Asks the provider of the mirror itself. */
function realSchema(directory: string): RealProviderSchema {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "aws-schema-"));
  const environment = { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1" };
  const terraform = (...command: string[]) =>
    execFileSync(toolPath("terraform"), command, {
      cwd: folder,
      env: environment,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
  try {
    const required = { aws: { source: "hashicorp/aws", version } };
    fs.writeFileSync(
      path.join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );
    terraform("init", `-plugin-dir=${directory}`);
    const { provider_schemas: schemas } = JSON.parse(terraform("providers", "schema", "-json")) as {
      provider_schemas: Record<string, RealProviderSchema>;
    };
    const schema = schemas["registry.terraform.io/hashicorp/aws"];
    if (!schema) throw new Error("terraform printed no schema of the aws provider");
    return schema;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

describeWith("terraform", "the schema of every simulated aws type, beside the real provider's", () => {
  if (mirror === undefined || version === undefined) {
    const wanted = `hashicorp/aws ${Object.keys(differencesByVersion).join(" or ")}`;
    test.skip(`not run: needs a mirror of ${wanted}; name one in DRYDOCK_PLUGIN_DIR`, () => undefined);
    process.stdout.write(
      `Simulated aws schemas not compared: no mirror has ${wanted}. Searched: ${pluginMirrorPlaces().join(", ")}.\n`,
    );
    return;
  }
  const known = differencesByVersion[version] ?? [];
  let found: string[];

  beforeAll(() => {
    const real = realSchema(mirror.directory);
    const library = new SchemaLibrary("aws");
    found = differences("aws", library.providerConfiguration(), real.provider, "whole");
    for (const [type, table] of Object.entries(awsTables.resources)) {
      const schema = real.resource_schemas[type];
      if (schema) found.push(...differences(type, library.resource(type, table), schema, "whole"));
      else found.push(`${type}: ours has it, real lacks it`);
    }
    for (const [type, source] of Object.entries(awsTables.dataSources)) {
      const schema = real.data_source_schemas[type];
      if (schema)
        found.push(...differences(`data.${type}`, library.dataSource(type, source), schema, "whole"));
      else found.push(`data.${type}: ours has it, real lacks it`);
    }
  }, 120_000);

  it(`is the one of ${version}, but for the differences that are listed with their reason`, () => {
    expect(found.filter((line) => !known.some((entry) => covers(entry.path, pathOf(line))))).toEqual([]);
  });

  it("has no listed difference that is none", () => {
    expect(known.filter((entry) => !found.some((line) => covers(entry.path, pathOf(line))))).toEqual([]);
  });

  it("differs in no argument that the estate sets", () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "aws-arguments-"));
    try {
      const { stacks } = synthesize({ environments: loadEnvironments(), outdir });
      const used = configuredPaths(stacks.map(({ directory }) => path.join(directory, "cdk.tf.json")));
      expect(used.has("aws_vpc.cidr_block")).toBe(true);
      const touched = found.filter((line) => used.has(pathOf(line)));
      // Version 6 lets a NAT gateway span zones, without a subnet; the estate's have one, which both versions accept.
      expect(touched.filter((line) => !/: ours ("\w+") optional.*, real \1 required$/.test(line))).toEqual(
        [],
      );
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  });
});
