import { committedLocks } from "../images/lock-folder";
import { readLock } from "../images/image-lock";
import { unknownName, UserError } from "../user-error";
import { definitionsIn, ownDefinitions, type Definition } from "./definitions";
import { freeze } from "./immutable";
import { parseEnvironment } from "./parse";
import { problem, type Problem } from "./problem";
import { checkTogether } from "./rules/all";
import type { Environment } from "./schema";

export interface LoadOptions {
  /** Folder of environment files. Default: the variable DRYDOCK_ENV_DIR, else the repository's own. */
  directory?: string;
  /** Environments wanted. Default: all of the folder. */
  names?: readonly string[];
  /** Folder of the locks of images. Default: the one that is committed with the environments. */
  imageLocks?: string;
}

/**
 * Reads and checks the environments, sorted by name. The whole folder is checked whatever names are wanted: accounts
 * and networks are shared, so an environment is right only beside the others. Each gets the lock of its images, where
 * there is one.
 * @throws UserError for an unknown name, an unreadable file, or with every problem of every file in its details
 */
export function loadEnvironments(options: LoadOptions = {}): Environment[] {
  const directory = options.directory ?? process.env["DRYDOCK_ENV_DIR"];
  const definitions = directory ? definitionsIn(directory) : ownDefinitions();
  const known = definitions.map(({ name }) => name);
  const wanted = options.names ?? known;
  for (const name of wanted) {
    if (!known.includes(name)) throw unknownName("environment", name, known);
  }
  const locks = options.imageLocks ?? committedLocks(directory);
  return checkAll(definitions)
    .filter(({ name }) => wanted.includes(name))
    .map((environment) => withLock(environment, locks));
}

function withLock(environment: Environment, folder: string): Environment {
  const imageLock = readLock(folder, environment.name);
  return imageLock ? freeze({ ...environment, imageLock }) : environment;
}

/** Checks definitions one by one, then together. @throws UserError */
export function checkAll(definitions: readonly Definition[]): Environment[] {
  const parsed = definitions.map((definition) => ({ definition, ...parseDefinition(definition) }));
  const environments = parsed.flatMap(({ environment }) => (environment ? [environment] : []));
  const together = checkTogether(environments);
  const faulty = parsed
    .map(({ definition, problems }) => ({
      definition,
      problems: [...problems, ...(together.get(definition.name) ?? [])],
    }))
    .filter(({ problems }) => problems.length > 0);
  if (faulty.length > 0) throw refusal(faulty);
  return environments;
}

function parseDefinition({ name, input }: Definition): ReturnType<typeof parseEnvironment> {
  const stated = typeof input === "object" && input !== null ? (input as { name?: unknown }).name : undefined;
  const parsed = parseEnvironment(input);
  if (typeof stated !== "string" || stated === name) return parsed;
  const misnamed = problem(
    "name",
    `"${stated}" differs from the file's name; write "${name}" or rename the file.`,
  );
  return { problems: [misnamed, ...parsed.problems.filter(({ path }) => path !== "name")] };
}

function refusal(faulty: readonly { definition: Definition; problems: readonly Problem[] }[]): UserError {
  const count = faulty.reduce((sum, { problems }) => sum + problems.length, 0);
  const files = faulty.map(({ definition }) => definition.file);
  const details = faulty.flatMap(({ definition, problems }) =>
    problems.map(
      ({ path, sentence }) => `${faulty.length > 1 ? `${definition.name}: ` : ""}${path}: ${sentence}`,
    ),
  );
  return new UserError(
    `${files.join(" and ")}: ${count === 1 ? "one problem" : `${count} problems`}.`,
    details,
  );
}
