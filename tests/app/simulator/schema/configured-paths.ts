import * as fs from "node:fs";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Terraform's own arguments of a resource, which no provider sees. */
const metaArguments = new Set([
  "//",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
  "connection",
]);

/**
 * Every argument that synthesized stacks set, as `TYPE.path` without indices; `data.TYPE.path` for data sources,
 * `aws.path` for the provider block.
 */
export function configuredPaths(files: readonly string[]): Set<string> {
  const paths = new Set<string>();
  for (const file of files) {
    const stack = JSON.parse(fs.readFileSync(file, "utf8")) as Record<
      "resource" | "data" | "provider",
      Record<string, Json> | undefined
    >;
    for (const [type, instances] of Object.entries(stack.resource ?? {}))
      addInstances(type, instances, paths);
    for (const [type, instances] of Object.entries(stack.data ?? {}))
      addInstances(`data.${type}`, instances, paths);
    for (const [name, instances] of Object.entries(stack.provider ?? {})) addPaths(name, instances, paths);
  }
  return paths;
}

function addInstances(prefix: string, instances: Json, paths: Set<string>): void {
  for (const body of Object.values(instances as Record<string, Json>)) {
    const own = Object.entries(body as Record<string, Json>).filter(([name]) => !metaArguments.has(name));
    addPaths(prefix, Object.fromEntries(own), paths);
  }
}

function addPaths(prefix: string, value: Json, paths: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) addPaths(prefix, item, paths);
  } else if (value !== null && typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) {
      paths.add(`${prefix}.${name}`);
      addPaths(`${prefix}.${name}`, inner, paths);
    }
  }
}
