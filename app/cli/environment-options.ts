import { Option } from "commander";
import { UserError } from "../user-error";

/** `--env-dir`, for every command that reads environments. */
export function environmentFolderOption(): Option {
  return new Option(
    "--env-dir <folder>",
    "environments of your own (TypeScript or JSON files) instead of the repository's",
  ).env("DRYDOCK_ENV_DIR");
}

/** `--binary`, for every command that runs terraform. */
export function binaryOption(): Option {
  return new Option(
    "--binary <path>",
    "terraform (1.11 or newer) or tofu (1.10 or newer); default: the first on the PATH",
  ).env("DRYDOCK_BINARY");
}

export interface EnvironmentFolder {
  readonly envDir?: string;
}

export interface BinaryChoice {
  readonly binary?: string;
}

/** What loadEnvironments takes. */
export function loadOptions(options: EnvironmentFolder): { directory?: string } {
  return options.envDir === undefined ? {} : { directory: options.envDir };
}

/** The command line lacks the environment. */
export class MissingEnvironment extends UserError {
  constructor(
    readonly options: EnvironmentFolder,
    details: readonly string[],
  ) {
    super("Name an environment.", details);
  }
}

/** The same mistake with the environments that there are; with what is wrong in their files when they cannot be read. */
export async function namingEnvironments({
  message,
  details,
  options,
}: MissingEnvironment): Promise<UserError> {
  const { loadEnvironments } = await import("../environments/load");
  try {
    const names = loadEnvironments(loadOptions(options)).map(({ name }) => name);
    return new UserError(message, [`Known: ${names.join(", ")}.`, ...details]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return new UserError(message, [error.message, ...error.details, ...details]);
  }
}
