import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { repositoryRoot } from "../../../../app/repository";
import { SchemaLibrary } from "../../../../app/simulator/schema/library";
import { UserError } from "../../../../app/user-error";
import type { RealProviderSchema } from "./schema-comparison";
import { differences } from "./schema-comparison";

/** Exact schemas of the providers that the bindings were generated from; they live beside the checkout. */
const exactSchemas = path.join(repositoryRoot, "..", "shared", "facts", "schemas");

describe.each([
  { provider: "kubernetes", version: "2.38.0", resources: 82, dataSources: 26 },
  { provider: "vault", version: "5.6.0", resources: 160, dataSources: 45 },
])("schemas that the $provider binding carries", ({ provider, version, resources, dataSources }) => {
  const file = path.join(exactSchemas, `${provider}-${version}.json.xz`);
  const library = new SchemaLibrary(provider);
  const types = library.types();

  it("covers every type of the binding", () => {
    expect({ resources: types.resources.length, dataSources: types.dataSources.length }).toEqual({
      resources,
      dataSources,
    });
  });

  if (!fs.existsSync(file)) {
    test.skip(`not run: needs the exact schemas of ${provider} ${version} in ${file}`, () => undefined);
    return;
  }

  it(`has the names, types, nesting and required arguments of ${provider} ${version}, all types`, () => {
    const text = execFileSync("xz", ["-dc", file], { maxBuffer: 1 << 28, encoding: "utf8" });
    const real = JSON.parse(text) as RealProviderSchema;
    expect(Object.keys(real.resource_schemas).sort()).toEqual([...types.resources].sort());
    expect(Object.keys(real.data_source_schemas).sort()).toEqual([...types.dataSources].sort());
    const found = differences(provider, library.providerConfiguration(), real.provider, "shape");
    for (const [type, schema] of Object.entries(real.resource_schemas)) {
      found.push(...differences(type, library.resource(type), schema, "shape"));
    }
    for (const [type, schema] of Object.entries(real.data_source_schemas)) {
      found.push(...differences(`data.${type}`, library.dataSource(type), schema, "shape"));
    }
    expect(found).toEqual([]);
  });
});

describe("schemas of the aws binding", () => {
  const library = new SchemaLibrary("aws");

  it("tells types of the old SDK by their id argument", () => {
    expect(library.resource("aws_vpc").legacyTypeSystem).toBe(true);
    expect(library.resource("aws_vpc_security_group_ingress_rule").legacyTypeSystem).toBe(false);
  });

  it("reads a resource that is split over several files", () => {
    const { block } = library.resource("aws_medialive_channel");
    const settings = block.blocks["encoder_settings"]?.block.blocks["video_descriptions"]?.block;
    expect(
      settings?.blocks["codec_settings"]?.block.blocks["h264_settings"]?.block.attributes,
    ).toHaveProperty("bitrate");
  });

  it("completes it with facts", () => {
    const facts = {
      cidr_block: { forceNew: true, computed: true },
      instance_tenancy: { default: "default" },
    };
    const { block, version } = library.resource("aws_vpc", { facts, version: 1 });
    expect(version).toBe(1);
    expect(block.attributes["cidr_block"]).toEqual({
      type: "string",
      optional: true,
      computed: true,
      forceNew: true,
    });
    // The old SDK sends a default as optional only.
    expect(block.attributes["instance_tenancy"]).toEqual({
      type: "string",
      optional: true,
      default: "default",
    });
    expect(block.attributes["tags_all"]).toMatchObject({ optional: true, computed: true });
  });

  it("refuses a fact about a path that the type lacks", () => {
    expect(() => library.resource("aws_vpc", { facts: { cidr_blok: { forceNew: true } } })).toThrow(
      'The facts of aws_vpc name "cidr_blok", which aws_vpc does not have.',
    );
  });

  it("names the binding when a type does not exist", () => {
    expect(() => library.resource("aws_vcp")).toThrow(UserError);
    expect(() => library.resource("aws_vcp")).toThrow('The aws provider has no resource "aws_vcp"');
  });
});
