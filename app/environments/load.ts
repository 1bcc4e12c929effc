import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../repository";
import { unknownName, UserError } from "../user-error";
import { parseEnvironment } from "./parse";
import type { Environment } from "./schema";

/** The repository's own environments; one more file here is one more environment. */
const ownFolder = path.join(repositoryRoot, "app", "environments", "defined");

export interface LoadOptions {
  /** Folder of environment files. Default: the variable DRYDOCK_ENV_DIR, else the repository's own three. */
  directory?: string;
  /** Environments wanted. Default: all of the folder. */
  names?: readonly string[];
}

/**
 * Reads and checks the environments, sorted by name.
 * @throws UserError naming every problem
 */
export function loadEnvironments(options: LoadOptions = {}): Environment[] {
  const definitions = ownDefinitions();
  const known = [...definitions.keys()];
  const wanted = options.names ?? known;
  for (const name of wanted) if (!definitions.has(name)) throw unknownName("environment", name, known);
  return known.filter((name) => wanted.includes(name)).map((name) => parseEnvironment(definitions.get(name)));
}

function ownDefinitions(): Map<string, unknown> {
  const names = fs
    .readdirSync(ownFolder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.basename(file, ".ts"))
    .sort();
  return new Map(names.map((name) => [name, ownDefinition(name)]));
}

function ownDefinition(name: string): unknown {
  // esbuild turns the pattern into a table of the folder's files, so a new environment needs no import line.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = require(`./defined/${name}.ts`) as Record<string, unknown>;
  if (!(name in exported)) {
    throw new UserError(
      `app/environments/defined/${name}.ts does not export "${name}"; add \`export const ${name}: EnvironmentInput = …\`.`,
    );
  }
  return exported[name];
}
