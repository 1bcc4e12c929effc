import * as fs from "node:fs";
import * as path from "node:path";
import { asArray, asObject, asText, type JsonObject } from "../terraform/json";
import { configurationFile } from "../terraform/workspace";

/** A resource as the synthesized configuration declares it. */
export interface ConfiguredResource {
  /** "aws_vpc.vpc": also what its tag `address` says. */
  readonly address: string;
  readonly type: string;
  /** The block, with expressions unevaluated. */
  readonly body: JsonObject;
}

/** Where a stack's providers work, and as whom. */
export interface ProviderPlace {
  readonly region: string;
  /** Deploy role; undefined where the caller's own credentials are used. */
  readonly roleArn?: string;
}

/** What adoption reads of a stack's synthesized configuration. */
export interface StackSource {
  readonly configuration: JsonObject;
  /** By address. */
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  /** One for each aws provider block. */
  readonly places: readonly ProviderPlace[];
  /** The tag `environment` that everything of the stack carries. */
  readonly environmentTag: string;
}

/** Reads a synthesized stack. */
export function readStackSource(directory: string): StackSource {
  const file = path.join(directory, configurationFile);
  const configuration = asObject(JSON.parse(fs.readFileSync(file, "utf8")));
  const resources = Object.entries(asObject(configuration["resource"])).flatMap(([type, blocks]) =>
    Object.entries(asObject(blocks)).map(([name, body]): ConfiguredResource => {
      return { address: `${type}.${name}`, type, body: asObject(body) };
    }),
  );
  const providers = asArray(asObject(configuration["provider"])["aws"]).map(asObject);
  return {
    configuration,
    resources: new Map(resources.map((resource) => [resource.address, resource])),
    places: providers.flatMap((provider) => placeOf(provider) ?? []),
    environmentTag: providers.map(environmentTagOf).find((tag) => tag !== undefined) ?? "",
  };
}

function placeOf(provider: JsonObject): ProviderPlace | undefined {
  const region = asText(provider["region"]);
  const roleArn = asText(asObject(asArray(provider["assume_role"])[0])["role_arn"]);
  return region === undefined ? undefined : { region, ...(roleArn !== undefined && { roleArn }) };
}

function environmentTagOf(provider: JsonObject): string | undefined {
  const defaults = asObject(asArray(provider["default_tags"])[0]);
  return asText(asObject(defaults["tags"])["environment"]);
}
