import * as fs from "node:fs";
import * as path from "node:path";

/** Managed resources in the synthesized files of some stacks' folders. */
export function countResources(directories: readonly string[]): number {
  return directories.reduce((sum, directory) => sum + countIn(path.join(directory, "cdk.tf.json")), 0);
}

function countIn(file: string): number {
  const { resource = {} } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    resource?: Record<string, Record<string, unknown>>;
  };
  return Object.values(resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
}
