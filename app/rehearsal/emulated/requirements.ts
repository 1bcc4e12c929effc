import { findMoto, howToGetMoto } from "../../emulation/moto-process";
import { findPluginMirror, type PluginMirror, pluginMirrorPlaces } from "../../terraform/plugin-mirror";
import { UserError } from "../../user-error";

/** What the emulated level needs beside terraform. */
export interface EmulationTools {
  /** Absolute path of moto_server. */
  readonly moto: string;
  readonly mirror: PluginMirror;
  /** Release of the aws provider that is taken from the mirror. */
  readonly providerVersion: string;
}

export const awsProvider = "hashicorp/aws";

/** The release that this level is kept working with: moto's answers were compared with what it asks. */
const exercised = "5.100.0";

/** Source: https://developer.hashicorp.com/terraform/cli/commands/providers/mirror */
export const howToGetMirror = `mirror: \`terraform providers mirror FOLDER\` in a folder whose configuration requires ${awsProvider} ${exercised}; then name FOLDER with --plugin-dir or in DRYDOCK_PLUGIN_DIR.`;

/**
 * Looks for a mirror of the aws provider and for moto.
 * @throws UserError naming all that is missing, and how to get it; for a folder without the provider
 */
export function findEmulationTools(variables: NodeJS.ProcessEnv, pluginDirectory?: string): EmulationTools {
  const search = { environment: variables, ...(pluginDirectory !== undefined && { pluginDirectory }) };
  const mirror = findPluginMirror(awsProvider, search);
  if (mirror && pluginDirectory !== undefined && mirror.namedBy !== "--plugin-dir") {
    throw new UserError(
      `The folder "${pluginDirectory}" that --plugin-dir names is no mirror with ${awsProvider} for this machine.`,
      [
        howToGetMirror,
        `There is one in ${mirror.directory} (${mirror.namedBy}): leave --plugin-dir out to take it.`,
      ],
    );
  }
  const moto = findMoto(variables);
  const providerVersion = mirror && (mirror.versions.includes(exercised) ? exercised : mirror.versions[0]);
  if (mirror && moto !== undefined && providerVersion !== undefined) return { moto, mirror, providerVersion };
  const missing = [!mirror && "a mirror of the aws provider", moto === undefined && "moto's server"];
  throw new UserError(
    `The emulated level needs ${missing.filter((each) => each !== false).join(" and ")}, which this machine lacks.`,
    [
      ...(mirror ? [] : [howToGetMirror, `Looked in ${pluginMirrorPlaces(search).join(", ")}.`]),
      ...(moto === undefined ? [howToGetMoto] : []),
    ],
  );
}
