import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { findMoto } from "../../app/emulation/moto-process";
import { awsProvider } from "../../app/rehearsal/emulated/requirements";
import { repositoryRoot } from "../../app/repository";
import { findPluginMirror } from "../../app/terraform/plugin-mirror";

/** Programs and folders of this machine that some suites need and a fresh clone may lack. */
export type Tool = "terraform" | "tofu" | "chromium" | "buildah" | "moto" | "aws provider";

interface Search {
  /** @returns absolute path, or undefined when the machine has none */
  find(): string | undefined;
  /** Ends the sentence "needs X: …". */
  readonly howToGet: string;
}

const searches: Readonly<Record<Tool, Search>> = {
  terraform: {
    find: () => onPath("terraform"),
    howToGet:
      "install terraform 1.11 or newer on the PATH (https://developer.hashicorp.com/terraform/install)",
  },
  tofu: {
    find: () => fromVariable("DRYDOCK_TOFU") ?? onPath("tofu") ?? fromLab("tofu"),
    howToGet:
      "install OpenTofu 1.10 or newer on the PATH, or name it in DRYDOCK_TOFU (https://opentofu.org/docs/intro/install/)",
  },
  moto: {
    find: () => findMoto(process.env),
    howToGet: "pip install 'moto[server]', or name a moto_server in DRYDOCK_MOTO",
  },
  "aws provider": {
    find: () => findPluginMirror(awsProvider)?.directory,
    howToGet: "name a mirror that has it in DRYDOCK_PLUGIN_DIR",
  },
  buildah: {
    find: () => onPath("buildah"),
    howToGet: "apt-get install buildah",
  },
  chromium: {
    find: () =>
      fromVariable("DRYDOCK_CHROMIUM") ??
      onPath("chromium") ??
      onPath("chromium-browser") ??
      onPath("google-chrome"),
    howToGet: "apt-get install chromium, or name a Chrome or Chromium in DRYDOCK_CHROMIUM",
  },
};

const found = new Map<Tool, string | undefined>();

/** Absolute path of a tool, or undefined when this machine has none. */
export function findTool(tool: Tool): string | undefined {
  if (!found.has(tool)) found.set(tool, searches[tool].find());
  return found.get(tool);
}

/** Absolute path of a tool inside a suite of `describeWith`, which runs only when the tool is there. */
export function toolPath(tool: Tool): string {
  const file = findTool(tool);
  if (file === undefined)
    throw new Error(`${tool} is missing: put the suite into describeWith("${tool}", …).`);
  return file;
}

/** What to do to get a tool, as the end of a sentence. */
export function howToGet(tool: Tool): string {
  return searches[tool].howToGet;
}

function onPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(isProgram);
}

function fromVariable(name: string): string | undefined {
  const file = process.env[name];
  if (file === undefined || file === "") return undefined;
  if (!isProgram(file)) throw new Error(`${name} is "${file}", which is not a program that can be run.`);
  return path.resolve(file);
}

/** A folder of packed servers beside the checkout; without one the tool must be on the PATH. */
function fromLab(name: string): string | undefined {
  const unpack = path.resolve(repositoryRoot, "../shared/lab/unpack");
  if (!isProgram(unpack) || process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    return execFileSync(unpack, [name], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch {
    return undefined;
  }
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
