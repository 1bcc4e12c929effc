import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../user-error";

/**
 * Makes sure that a folder, there or not yet, can be written to, before work is done whose result goes there.
 *
 * Tried with a folder of our own, since rights do not tell: root may write everywhere, yet not on a file system that
 * is read-only, nor in /proc, where Node's recursive mkdir never ends.
 * @param folder absolute
 * @throws UserError naming the file in the way, or what cannot be written to
 */
export function requireWritableFolder(folder: string): void {
  const existing = nearestExisting(folder);
  if (!fs.statSync(existing).isDirectory()) {
    const sentence =
      existing === folder
        ? `${folder} is a file, and a folder is needed: name another.`
        : `${folder} cannot be made a folder: ${existing} is a file. Name another.`;
    throw new UserError(sentence);
  }
  try {
    fs.rmdirSync(fs.mkdtempSync(path.join(existing, ".drydock-")));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new UserError(`The disk of ${existing} is full. Make room and run the command again.`);
    }
    throw new UserError(
      code === "EROFS"
        ? `${existing} lies on a read-only file system: make it writable, or use another folder.`
        : `${existing} cannot be written to (${code ?? String(error)}): give this user the right, or use another folder.`,
      [],
      { cause: error },
    );
  }
}

function nearestExisting(folder: string): string {
  for (let candidate = folder; ; candidate = path.dirname(candidate)) {
    if (fs.existsSync(candidate) || candidate === path.dirname(candidate)) return candidate;
  }
}
