import { Option } from "commander";

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
