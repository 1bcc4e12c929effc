import type { CallContext } from "../../behaviour";
import type { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { text } from "../identifiers";
import { addonFacts, isOffered } from "./addon-catalogue";
import { requireCluster } from "./cluster";
import { eksError } from "./eks-error";

/** What EKS refuses of an add-on's arguments. */
export function checkAddon(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const cluster = requireCluster(text(attributes["cluster_name"]), context);
  const name = text(attributes["addon_name"]);
  const facts = addonFacts(name);
  if (!facts) throw invalid("Addon specified is not supported");
  const version = text(attributes["addon_version"]);
  if (version !== "" && version !== prior?.["addon_version"]) {
    if (!isOffered(facts, version, text(cluster.attributes["version"]))) {
      throw invalid("Addon version specified is not supported");
    }
  }
  const values = text(attributes["configuration_values"]);
  if (values !== "" && values !== prior?.["configuration_values"]) checkValues(values, facts.settings);
}

/**
 * EKS holds the values against the JSON schema of the add-on's version. Here: the document's form, its top-level members,
 * and what `enableNetworkPolicy` is, a text that many write as a boolean.
 */
function checkValues(document: string, settings: readonly string[]): void {
  const values = parse(document);
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw unsupported(`$: ${jsonType(values)} found, object expected`);
  }
  for (const [member, value] of Object.entries(values)) {
    if (!settings.includes(member)) {
      throw unsupported(
        `$.${member}: is not defined in the schema and the schema does not allow additional properties`,
      );
    }
    if (member === "enableNetworkPolicy" && typeof value !== "string") {
      throw unsupported(`$.${member}: ${jsonType(value)} found, string expected`);
    }
  }
}

/** EKS takes YAML as well; the estate writes JSON, and only that is read here. */
function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw unsupported("$: string found, object expected");
  }
}

function jsonType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function unsupported(problem: string): ApiError {
  return invalid(
    `ConfigurationValue provided in request is not supported: Json schema validation failed with error: [${problem}]`,
  );
}

function invalid(message: string): ApiError {
  return eksError("InvalidParameterException", message);
}
