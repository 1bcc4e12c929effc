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

/** What this process holds: after a restart a process may get the number that the crashed one had. */
const held = new Set<string>();

/** A take-over lasts for moments; one that is older than this was interrupted by a crash. */
const longestTakeOverMs = 10_000;

/**
 * Claims a folder for this process, by a file beside it. Two runs in one folder would overwrite each other's plan
 * files, so a deployment could apply a plan that nobody has seen.
 * @throws UserError when another process that is still alive holds it, or nothing can be written there
 */
export function claimWorkFolder(folder: string): WorkFolder {
  requireWritableFolder(path.dirname(folder));
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const claim = `${folder}.in-use-by`;
  if (!write(claim)) takeOver(claim, folder);
  held.add(claim);
  const release = (): void => {
    held.delete(claim);
    if (holderOf(claim) === process.pid) fs.rmSync(claim, { force: true });
  };
  return { path: folder, release };
}

/**
 * Replaces the claim of a process that is gone: a crash, or a power cut. Under a guard, because of two processes
 * that see the same old claim the second would otherwise remove the new claim of the first.
 */
function takeOver(claim: string, folder: string): void {
  refuseWhileHeld(claim, folder);
  const guard = `${claim}.taking-over`;
  if (!makeGuard(guard)) throw justBegun(folder);
  try {
    refuseWhileHeld(claim, folder);
    fs.rmSync(claim, { force: true });
    if (!write(claim)) throw justBegun(folder);
  } finally {
    fs.rmSync(guard, { recursive: true, force: true });
  }
}

function refuseWhileHeld(claim: string, folder: string): void {
  const holder = holderOf(claim);
  const alive = holder === process.pid ? held.has(claim) : isAlive(holder);
  if (!alive) return;
  throw new UserError(
    `Another drydock (process ${holder}) is at work in ${folder}. Wait until it ends, or stop it with Ctrl-C.`,
  );
}

function makeGuard(guard: string): boolean {
  try {
    fs.mkdirSync(guard);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const begunMs = fs.statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - begunMs > longestTakeOverMs) fs.rmSync(guard, { recursive: true, force: true });
    return false;
  }
}

function justBegun(folder: string): UserError {
  return new UserError(
    `Another drydock has just begun to work in ${folder}. If none is running, run the command again in ${longestTakeOverMs / 1000} seconds.`,
  );
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

/** Number of the process that wrote the claim; 0 when it names none. */
function holderOf(claim: string): number {
  try {
    return Number(fs.readFileSync(claim, "utf8"));
  } catch {
    return 0;
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
