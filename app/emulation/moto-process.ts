import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../user-error";

/** What to do to get moto's server. Source: https://docs.getmoto.org/en/latest/docs/server_mode.html */
export const howToGetMoto =
  "moto: pip install 'moto[server]' puts moto_server on the PATH; one that is somewhere else is named in DRYDOCK_MOTO.";

/** How long moto may take to listen, in milliseconds: it is two seconds on an idle machine. */
const patienceMs = 60_000;

/**
 * The moto_server of this machine: the one that DRYDOCK_MOTO names, else the first on the PATH.
 * @throws UserError when DRYDOCK_MOTO names no program
 */
export function findMoto(variables: NodeJS.ProcessEnv): string | undefined {
  const named = variables["DRYDOCK_MOTO"];
  if (named !== undefined && named !== "") {
    const file = path.resolve(named);
    if (isProgram(file)) return file;
    throw new UserError(`DRYDOCK_MOTO is "${named}", which is not a program that can be run.`, [
      howToGetMoto,
    ]);
  }
  return (variables["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, "moto_server"))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

export interface MotoOptions {
  /** Absolute path of moto_server. */
  readonly program: string;
  /** Account that every call is in, 12 digits. */
  readonly account: string;
  /** Absolute path; receives what moto prints, each call among it. */
  readonly logFile: string;
}

/** A moto that listens. */
export interface MotoProcess {
  readonly port: number;
  /** Ends it; it forgets everything. */
  close(): Promise<void>;
}

/**
 * Starts moto's server on a free port of loopback.
 * @throws UserError when it ends or does not listen, with what it printed
 */
export async function startMoto({ program, account, logFile }: MotoOptions): Promise<MotoProcess> {
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const log = fs.createWriteStream(logFile);
  const child = spawn(program, ["-H", "127.0.0.1", "-p", "0"], {
    // A group of its own: Ctrl-C in a terminal must not take it away from a terraform that is finishing.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...withoutMoto(process.env), ...settings(account) },
  });
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const finish = (): void => {
      ended = true;
      log.end(resolve);
    };
    child.once("close", finish);
    child.once("error", finish);
  });
  const kill = (): void => {
    if (ended || child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself, and the event is still on its way.
    }
  };
  // Whatever ends this process ends moto with it.
  process.once("exit", kill);
  let printed = "";
  try {
    const port = await new Promise<number>((resolve, reject) => {
      const fail = (reason: string): void =>
        reject(
          new UserError(
            `${program} ${reason}.`,
            printed
              .split("\n")
              .filter((line) => line.trim() !== "")
              .slice(-5),
          ),
        );
      const timer = setTimeout(() => fail(`did not listen within ${patienceMs / 1000} s`), patienceMs);
      const read = (text: string): void => {
        log.write(text);
        if (printed.length > 20_000) return;
        printed += text;
        const found = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(printed);
        if (found?.[1] === undefined) return;
        clearTimeout(timer);
        resolve(Number(found[1]));
      };
      child.stdout.setEncoding("utf8").on("data", read);
      child.stderr.setEncoding("utf8").on("data", read);
      child.once("error", (error) => fail(`could not be run: ${error.message}`));
      child.once("close", () => {
        clearTimeout(timer);
        fail("ended before it listened");
      });
    });
    return {
      port,
      close: async () => {
        process.removeListener("exit", kill);
        kill();
        await end;
      },
    };
  } catch (error) {
    process.removeListener("exit", kill);
    kill();
    await end;
    throw error;
  }
}

function withoutMoto(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^(MOTO_|AWS_|(HTTPS?|ALL|NO)_PROXY$)/i.test(name)),
  );
}

/** Source: https://docs.getmoto.org/en/latest/docs/configuration/environment_variables.html */
function settings(account: string): Record<string, string> {
  return {
    MOTO_ACCOUNT_ID: account,
    // The policies that AWS keeps, which roles of the estate attach.
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    // A certificate is issued at the first look, and not a minute after it was asked for.
    MOTO_ACM_VALIDATION_WAIT: "0",
    PYTHONUNBUFFERED: "1",
  };
}
