import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** A folder from which terraform can install a provider without a network. */
export interface PluginMirror {
  /** For `terraform init -plugin-dir=…`. */
  readonly directory: string;
  /** What named the folder, for messages: `"DRYDOCK_PLUGIN_DIR"`, `"the usual place"`. */
  readonly namedBy: string;
  /** Versions of the provider for this machine, newest first. */
  readonly versions: readonly string[];
}

export interface MirrorSearch {
  /** Value of `--plugin-dir`. */
  readonly pluginDirectory?: string;
  /** @default process.env */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** @default the user's home folder */
  readonly home?: string;
}

interface Candidate {
  readonly directory: string;
  readonly namedBy: string;
}

/**
 * Looks for a mirror of a provider where terraform itself and its users keep them: `--plugin-dir`,
 * DRYDOCK_PLUGIN_DIR, the mirrors and the cache of terraform's own configuration file (TF_CLI_CONFIG_FILE or
 * `~/.terraformrc`), TF_PLUGIN_CACHE_DIR, and the folders that terraform searches by itself
 * (developer.hashicorp.com/terraform/cli/config/config-file, "Implied local mirrors").
 *
 * @param provider `"hashicorp/aws"`
 * @returns the first folder that has it for this machine; undefined when none has
 */
export function findPluginMirror(provider: string, search: MirrorSearch = {}): PluginMirror | undefined {
  for (const { directory, namedBy } of candidates(search)) {
    const versions = mirroredVersions(directory, provider);
    if (versions.length > 0) return { directory, namedBy, versions };
  }
  return undefined;
}

/** Where findPluginMirror looks, in order, for the message that there is none. */
export function pluginMirrorPlaces(search: MirrorSearch = {}): string[] {
  return candidates(search).map(({ directory, namedBy }) => `${directory} (${namedBy})`);
}

function candidates({
  pluginDirectory,
  environment = process.env,
  home = os.homedir(),
}: MirrorSearch): Candidate[] {
  const found: Candidate[] = [];
  const add = (directory: string | undefined, namedBy: string) => {
    if (directory !== undefined && directory !== "")
      found.push({ directory: absolute(directory, home), namedBy });
  };
  add(pluginDirectory, "--plugin-dir");
  add(environment["DRYDOCK_PLUGIN_DIR"], "DRYDOCK_PLUGIN_DIR");
  const configured = environment["TF_CLI_CONFIG_FILE"];
  const file = configured === undefined || configured === "" ? path.join(home, ".terraformrc") : configured;
  for (const directory of directoriesOfConfiguration(file)) add(directory, file);
  add(environment["TF_PLUGIN_CACHE_DIR"], "TF_PLUGIN_CACHE_DIR");
  const usual = "a usual place";
  add(path.join(home, ".terraform.d", "plugins"), usual);
  add(
    path.join(environment["XDG_DATA_HOME"] ?? path.join(home, ".local", "share"), "terraform", "plugins"),
    usual,
  );
  const shared = environment["XDG_DATA_DIRS"] ?? "/usr/local/share:/usr/share";
  for (const folder of shared.split(path.delimiter)) add(path.join(folder, "terraform", "plugins"), usual);
  return found;
}

/**
 * Mirrors and cache that terraform's configuration file names. A file that is absent names none: terraform only warns
 * about it too.
 */
function directoriesOfConfiguration(file: string): string[] {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const withoutComments = text.replace(/^\s*(?:#|\/\/).*$/gm, "");
  const mirrors = [...withoutComments.matchAll(/filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g)];
  const caches = [...withoutComments.matchAll(/^\s*plugin_cache_dir\s*=\s*"([^"]+)"/gm)];
  return [...mirrors, ...caches].map(([, directory = ""]) => directory);
}

function absolute(directory: string, home: string): string {
  const expanded = directory.replace(/^~(?=$|[\\/])/, home).replace(/\$\{?HOME\}?/, home);
  return path.resolve(expanded);
}

/**
 * Both layouts of a mirror: unpacked (HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/) and packed
 * (HOST/NAMESPACE/TYPE/terraform-provider-TYPE_VERSION_OS_ARCH.zip).
 */
function mirroredVersions(directory: string, provider: string): string[] {
  const folder = path.join(directory, "registry.terraform.io", provider);
  const platform = thisPlatform();
  const versions = new Set<string>();
  for (const entry of entriesOf(folder)) {
    const packed = entry.match(/^terraform-provider-[\w-]+_(\d[\w.+-]*)_(\w+_\w+)\.zip$/);
    if (packed?.[1] !== undefined && packed[2] === platform) versions.add(packed[1]);
    if (
      entriesOf(path.join(folder, entry, platform)).some((file) => file.startsWith("terraform-provider-"))
    ) {
      versions.add(entry);
    }
  }
  return [...versions].sort(newestFirst);
}

function entriesOf(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** Terraform's (Go's) name of this machine: `linux_amd64`. */
export function thisPlatform(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const architecture = process.arch === "x64" ? "amd64" : process.arch === "ia32" ? "386" : process.arch;
  return `${system}_${architecture}`;
}

function newestFirst(a: string, b: string): number {
  return b.localeCompare(a, "en", { numeric: true });
}
