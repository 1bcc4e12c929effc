import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { requireWritableFolder } from "../deployment/writable-folder";
import { findMoto, howToGetMoto } from "../emulation/moto-process";
import { awsProvider, howToGetMirror } from "../rehearsal/emulated/requirements";
import { repositoryRoot } from "../repository";
import { findBinary } from "../terraform/binary";
import { findPluginMirror } from "../terraform/plugin-mirror";
import { overrideFiles } from "../terraform/workspace";
import { UserError } from "../user-error";
import { nodeVersionProblem } from "./node-version.cjs";
import { reasonToInstall } from "./packages.cjs";

/** One line of `drydock doctor`. */
export interface Examined {
  /** "bad": nothing works until it is put right. "optional": missing, and needed only for what the sentence says. */
  readonly state: "good" | "optional" | "bad";
  readonly subject: string;
  readonly sentence: string;
  /** What to do; absent when all is good. */
  readonly remedy?: string;
}

export interface ExaminationOptions {
  readonly variables: NodeJS.ProcessEnv;
  /** terraform or tofu as the user named it. */
  readonly binary?: string;
  /** Where the checkout lies. */
  readonly root?: string;
}

/** Room that the largest rehearsal takes, with a margin, in bytes. */
const roomForRehearsals = 500 * 1024 ** 2;

/** Looks at everything that drydock's commands use on this machine; changes nothing. */
export async function examine(options: ExaminationOptions): Promise<Examined[]> {
  const root = options.root ?? repositoryRoot;
  return [
    node(root),
    packages(root),
    await terraform(options),
    ...workFolder(root),
    room(root),
    ...overrides(root),
    ...unsavedStates(root),
    browser(options.variables),
    providerMirror(options.variables),
    moto(options.variables),
    ...settingsOfTerraform(options.variables),
    await credentials(options.variables),
  ];
}

function node(root: string): Examined {
  const { engines } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
    engines: { node: string };
  };
  const problem = nodeVersionProblem(engines.node);
  return problem === undefined
    ? { state: "good", subject: "node", sentence: process.versions.node }
    : { state: "bad", subject: "node", sentence: process.versions.node, remedy: problem };
}

function packages(root: string): Examined {
  const reason = reasonToInstall(root);
  return reason === undefined
    ? { state: "good", subject: "packages", sentence: "as package-lock.json says" }
    : { state: "bad", subject: "packages", sentence: reason, remedy: "Run: npm ci" };
}

async function terraform({ variables, binary }: ExaminationOptions): Promise<Examined> {
  try {
    const found = await findBinary(binary, variables["PATH"]);
    return { state: "good", subject: found.kind, sentence: `${found.version} (${found.path})` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      state: "bad",
      subject: "terraform",
      sentence: error.message,
      remedy: error.details.join("\n         "),
    };
  }
}

/** A checkout that can be written to is no news. */
function workFolder(root: string): Examined[] {
  const folder = path.join(root, ".drydock");
  try {
    requireWritableFolder(folder);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const remedy = "drydock keeps plans, logs and reports there.";
    return [{ state: "bad", subject: "work folder", sentence: error.message, remedy }];
  }
}

function room(root: string): Examined {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = bavail * bsize;
  const sentence = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free >= roomForRehearsals
    ? { state: "good", subject: "disk", sentence }
    : { state: "bad", subject: "disk", sentence, remedy: "A rehearsal writes up to 0.5 GiB: make room." };
}

/** cdktf's next synth leaves an override file where it is, and terraform merges it over the stack without a word. */
function overrides(root: string): Examined[] {
  const stacks = path.join(root, "cdktf.out", "stacks");
  if (!fs.existsSync(stacks)) return [];
  return fs.readdirSync(stacks).flatMap((stack) =>
    overrideFiles(path.join(stacks, stack)).map(({ file, effect }): Examined => ({
      state: "bad",
      subject: `override file beside "${stack}"`,
      sentence: `${file} ${effect}`,
      remedy: `Remove it: rm '${file}'`,
    })),
  );
}

/** terraform keeps a state that it could not write to its backend; until it is pushed, the cloud has more than the state. */
function unsavedStates(root: string): Examined[] {
  const folder = path.join(root, ".drydock");
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => path.basename(name) === "errored.tfstate")
    .map((name) => path.join(folder, name))
    .map((file) => ({
      state: "bad" as const,
      subject: "unsaved state",
      sentence: `${file} holds a state that could not be written to its backend`,
      remedy: `Save it: cd '${path.dirname(file)}' && terraform state push errored.tfstate`,
    }));
}

function browser(variables: NodeJS.ProcessEnv): Examined {
  const named = variables["DRYDOCK_CHROMIUM"];
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...(variables["PATH"] ?? "")
      .split(path.delimiter)
      .flatMap((folder) =>
        ["chromium", "chromium-browser", "google-chrome"].map((name) => path.join(folder, name)),
      ),
  ];
  const found = candidates.find((file) => fs.existsSync(file));
  return found === undefined
    ? {
        state: "optional",
        subject: "chromium",
        sentence: "not found; only the tests of the report need one",
        remedy: "apt-get install chromium, or name a Chrome or Chromium in DRYDOCK_CHROMIUM.",
      }
    : { state: "good", subject: "chromium", sentence: found };
}

const onlyEmulated = "only the emulated level of the rehearsal needs";

function providerMirror(variables: NodeJS.ProcessEnv): Examined {
  const search = { environment: variables, home: variables["HOME"] ?? os.homedir() };
  const mirror = findPluginMirror(awsProvider, search);
  const subject = "aws provider";
  if (mirror) {
    const sentence = `${mirror.versions.join(", ")} in ${mirror.directory} (${mirror.namedBy})`;
    return { state: "good", subject, sentence };
  }
  const sentence = `no mirror of it found; ${onlyEmulated} one`;
  return { state: "optional", subject, sentence, remedy: howToGetMirror };
}

function moto(variables: NodeJS.ProcessEnv): Examined {
  const subject = "moto";
  try {
    const found = findMoto(variables);
    if (found !== undefined) return { state: "good", subject, sentence: found };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { state: "optional", subject, sentence: error.message, remedy: howToGetMoto };
  }
  const sentence = `moto_server not found; ${onlyEmulated} it`;
  return { state: "optional", subject, sentence, remedy: howToGetMoto };
}

/** A name that leads nowhere: drydock passes over it, but terraform and cdktf warn in every output. */
function settingsOfTerraform(variables: NodeJS.ProcessEnv): Examined[] {
  const file = variables["TF_CLI_CONFIG_FILE"];
  if (file === undefined || file === "") return [];
  const subject = "TF_CLI_CONFIG_FILE";
  if (fs.existsSync(file)) return [{ state: "good", subject, sentence: file }];
  return [
    {
      state: "optional",
      subject,
      sentence: `it names ${file}, which does not exist; drydock passes over it, but cdktf prints terraform's warnings about it`,
      remedy: "Run: unset TF_CLI_CONFIG_FILE",
    },
  ];
}

async function credentials(variables: NodeJS.ProcessEnv): Promise<Examined> {
  const subject = "AWS credentials";
  if (variables["TF_REATTACH_PROVIDERS"] !== undefined) {
    const attached = "a simulated cloud is attached to this shell";
    return (await answers(variables["HTTP_PROXY"]))
      ? { state: "good", subject, sentence: `${attached}; no account is touched` }
      : {
          state: "bad",
          subject,
          sentence: `${attached}, and it does not answer: it has ended`,
          remedy: "Use another shell, or start one and source its variables: npx drydock simulate dev",
        };
  }
  const named = ["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"].find(
    (name) => variables[name],
  );
  const folder = path.join(variables["HOME"] ?? os.homedir(), ".aws");
  const file = ["credentials", "config"]
    .map((name) => path.join(folder, name))
    .find((name) => fs.existsSync(name));
  if (named !== undefined || file !== undefined) {
    return { state: "good", subject, sentence: `from ${named ?? file}` };
  }
  return {
    state: "optional",
    subject,
    sentence: "none; only plan, deploy, destroy and bootstrap of a real account need them",
    remedy: "Set AWS_PROFILE, or attach a simulated cloud: npx drydock simulate dev",
  };
}

/** Whether somebody listens where a simulated cloud takes its requests, at `http://HOST:PORT`. */
function answers(url: string | undefined): Promise<boolean> {
  if (url === undefined || !URL.canParse(url)) return Promise.resolve(false);
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = net.connect({ host: hostname, port: Number(port), timeout: 2000 });
    const end = (answered: boolean) => (): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("connect", end(true));
    socket.once("timeout", end(false));
    socket.once("error", end(false));
  });
}
