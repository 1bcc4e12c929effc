import * as fs from "node:fs";
import * as path from "node:path";
import { requireWritableFolder } from "../deployment/writable-folder";
import { UserError } from "../user-error";

/** The first line of a file of variables: only a file that begins with it is written over. */
const firstLine = "# Variables of a simulated cloud, written by drydock simulate.\n";

/**
 * Checks where variables will be written, before the cloud is started.
 * @throws UserError for a file that something else has written, a folder, or a place that cannot be written to
 */
export function requireVariablesFile(file: string): void {
  requireWritableFolder(path.dirname(path.resolve(file)));
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  if (stats === undefined || (stats.isFile() && stats.size === 0)) return;
  if (!stats.isFile()) throw new UserError(`${file} is not a file. Name a new one with --variables-file.`);
  if (fs.readFileSync(file, "utf8").startsWith(firstLine)) return;
  throw new UserError(
    `${file} holds something else than the variables of a simulated cloud. Name a new file with --variables-file.`,
  );
}

/** @throws UserError when it cannot be written */
export function writeVariablesFile(file: string, lines: string): void {
  try {
    fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    // Credentials of a simulated cloud are worth nothing; the habit is worth keeping.
    fs.writeFileSync(file, firstLine + lines, { mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The variables cannot be written to ${file} (${reason}): name another file.`);
  }
}

/** The variables lead nowhere any more. A file that somebody has written since, another simulation perhaps, stays. */
export function removeVariablesFile(file: string, lines: string): void {
  try {
    if (fs.readFileSync(file, "utf8") === firstLine + lines) fs.rmSync(file);
  } catch {
    // It is gone already, or cannot be read: nothing of ours to remove.
  }
}
