import * as fs from "node:fs";
import * as path from "node:path";
import type { BinaryKind } from "./binary";
import { thisPlatform, type PluginMirror } from "./plugin-mirror";

const registries: Readonly<Record<BinaryKind, string>> = {
  terraform: "registry.terraform.io",
  tofu: "registry.opentofu.org",
};

/**
 * Makes one version of a provider installable for a terraform or a tofu, by links to a mirror of terraform's registry:
 * tofu looks below its own registry's name, and with a single version there none other can be taken.
 * @param provider `"hashicorp/aws"`
 * @param folder absolute; gets the links and the configuration file
 * @returns path of the file for TF_CLI_CONFIG_FILE
 */
export function linkMirror(
  { directory }: PluginMirror,
  { kind, provider, version, folder }: LinkedMirrorOptions,
): string {
  const source = path.join(directory, registries.terraform, provider);
  const target = path.join(folder, registries[kind], provider);
  const platform = thisPlatform();
  const packed = `terraform-provider-${path.basename(provider)}_${version}_${platform}.zip`;
  const unpacked = path.join(version, platform);
  const entry = fs.existsSync(path.join(source, unpacked)) ? unpacked : packed;
  fs.mkdirSync(path.dirname(path.join(target, entry)), { recursive: true });
  fs.symlinkSync(path.join(source, entry), path.join(target, entry));
  const file = path.join(folder, "terraform.rc");
  fs.writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`,
  );
  return file;
}

export interface LinkedMirrorOptions {
  readonly kind: BinaryKind;
  readonly provider: string;
  readonly version: string;
  readonly folder: string;
}
