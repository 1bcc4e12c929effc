import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { requireWritableFolder } from "./deployment/writable-folder";
import { repositoryRoot } from "./repository";
import { UserError } from "./user-error";

/** Folders at the top of the repository that hold what people wrote, or what the rest needs. */
export const sourceFolders: readonly string[] = [
  ".ci",
  ".git",
  "app",
  "bench",
  "constructs",
  "docs",
  "node_modules",
  "policies",
  "runtime",
  "stacks",
  "tests",
];

/**
 * Checks a folder that a user named for output, before anything is done with it. Leaves no trace.
 * @param folder absolute, may exist
 * @throws UserError when it is a file, cannot be written, is one of the repository's own, the home folder or above them
 */
export function checkOutputFolder(folder: string): void {
  const existing = nearestExisting(folder);
  if (!fs.existsSync(existing)) {
    throw new UserError(
      `${existing} is a link that leads nowhere. Name a new or an empty folder with --out.`,
    );
  }
  requireWritableFolder(folder);
  refusePrecious(folder, path.join(fs.realpathSync(existing), path.relative(existing, folder)));
}

/** @param real the same folder, with links followed */
function refusePrecious(folder: string, real: string): void {
  const root = fs.realpathSync(repositoryRoot);
  const name = (what: string): UserError =>
    new UserError(
      `${folder} is ${what}, and what --out names is written anew each time. Name a new or an empty folder.`,
    );
  if (real === path.parse(real).root) throw name("the root of the file system");
  if (holds(real, root)) throw name(real === root ? "the repository" : "a folder that holds the repository");
  const home = realOf(os.homedir());
  if (holds(real, home))
    throw name(real === home ? "your home folder" : "a folder that holds your home folder");
  const source = sourceFolders.find((each) => holds(path.join(root, each), real));
  if (source !== undefined) throw name(`in ${source}/, a folder of the repository`);
}

/** The folder itself or the first above it that is there; a link that leads nowhere is there as well. */
function nearestExisting(folder: string): string {
  return isThere(folder) ? folder : nearestExisting(path.dirname(folder));
}

function isThere(file: string): boolean {
  try {
    fs.lstatSync(file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENOTDIR: something above it is a file, and the search goes on to that.
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    throw error;
  }
}

function realOf(folder: string): string {
  return fs.existsSync(folder) ? fs.realpathSync(folder) : path.resolve(folder);
}

/** Whether one folder is another, or above it. */
function holds(folder: string, other: string): boolean {
  const way = path.relative(folder, other);
  return way === "" || (way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}
