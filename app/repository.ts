import * as fs from "node:fs";
import * as path from "node:path";

/** Absolute path of the checkout; the same from a source file (tests) and from a bundle (everything else). */
export const repositoryRoot: string = findRoot(__dirname);

function findRoot(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "cdktf.json")) && fs.existsSync(path.join(folder, "package.json"))) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      throw new Error(`No drydock checkout (cdktf.json beside package.json) at or above ${start}.`);
    }
  }
}
