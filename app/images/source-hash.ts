import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Hash of everything that goes into an image from its folder: paths, executable bits and contents, in the order of
 * the paths, and whatever else decides about it.
 * @returns 64 hexadecimal digits
 */
export function sourceHash(folder: string, ...others: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of others) hash.update(`${text}\0`);
  for (const file of filesBelow(folder)) {
    const full = path.join(folder, file);
    const executable = (fs.statSync(full).mode & 0o111) !== 0;
    hash.update(`${file.split(path.sep).join("/")}\0${executable ? "x" : "-"}\0`);
    hash.update(fs.readFileSync(full)).update("\0");
  }
  return hash.digest("hex");
}

/** Paths of all files below a folder, relative to it, sorted. */
function filesBelow(folder: string, below = ""): string[] {
  return fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .flatMap((entry) => {
      const relative = path.join(below, entry.name);
      if (entry.isDirectory()) return filesBelow(folder, relative);
      return entry.isFile() ? [relative] : [];
    })
    .sort();
}
