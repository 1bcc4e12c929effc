import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../user-error";
import { requireWritableFolder } from "./writable-folder";

/** A folder that one drydock process works in at a time. */
export interface WorkFolder {
  /** Absolute. */
  readonly path: string;
  release(): void;
}

/**
 * Claims a folder for this process, by a file beside it. Two runs in one folder would overwrite each other's plan
 * files, so a deployment could apply a plan that nobody has seen.
 * @throws UserError when another process that is still alive holds it, or nothing can be written there
 */
export function claimWorkFolder(folder: string): WorkFolder {
  requireWritableFolder(path.dirname(folder));
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const claim = `${folder}.in-use-by`;
  if (!write(claim)) {
    const holder = Number(readIfThere(claim));
    if (holder !== process.pid && isAlive(holder)) {
      throw new UserError(
        `Another drydock (process ${holder}) is at work in ${folder}. Wait until it ends, or stop it with Ctrl-C.`,
      );
    }
    // Its process is gone: a crash, or a power cut.
    fs.rmSync(claim, { force: true });
    if (!write(claim)) throw new UserError(`Another drydock has just begun to work in ${folder}.`);
  }
  const release = (): void => fs.rmSync(claim, { force: true });
  return { path: folder, release };
}

function write(claim: string): boolean {
  try {
    fs.writeFileSync(claim, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // A full disk leaves a claim without a number.
    fs.rmSync(claim, { force: true });
    if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
    throw new UserError(
      `The disk of ${path.dirname(claim)} is full; nothing was done. Make room and run the command again.`,
    );
  }
}

function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
