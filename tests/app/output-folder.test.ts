import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { checkOutputFolder, sourceFolders } from "../../app/output-folder";
import { repositoryRoot } from "../../app/repository";

const fresh = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "drydock-out-"));

describe("a folder named for output", () => {
  it.each([
    ["the repository", repositoryRoot],
    ["a folder that holds the repository", path.dirname(repositoryRoot)],
    ["your home folder", os.homedir()],
    ["the root of the file system", "/"],
    ["in app/, a folder of the repository", path.join(repositoryRoot, "app")],
    ["in app/, a folder of the repository", path.join(repositoryRoot, "app", "rehearsal", "new", "one")],
    ["in .git/, a folder of the repository", path.join(repositoryRoot, ".git", "x")],
  ])("is refused when it is %s", (what, folder) => {
    expect(() => checkOutputFolder(folder)).toThrow(`${folder} is ${what}, and what --out names`);
  });

  it("is refused when a link leads from it to the sources", () => {
    const link = path.join(fresh(), "link");
    fs.symlinkSync(path.join(repositoryRoot, "docs"), link);
    expect(() => checkOutputFolder(link)).toThrow("is in docs/, a folder of the repository");
    expect(() => checkOutputFolder(path.join(link, "new"))).toThrow(
      "is in docs/, a folder of the repository",
    );
  });

  it("protects every folder at the top of the repository that git knows", () => {
    const known = execFileSync("git", ["ls-files"], { cwd: repositoryRoot, encoding: "utf8" })
      .split("\n")
      .filter((file) => file.includes("/"))
      .map((file) => file.slice(0, file.indexOf("/")));
    expect(known.length).toBeGreaterThan(100);
    expect([...new Set(known)].filter((name) => !sourceFolders.includes(name))).toEqual([]);
  });

  it("is refused when it is a file, below a file, or a link to nothing", () => {
    const folder = fresh();
    const file = path.join(folder, "notes.txt");
    fs.writeFileSync(file, "kept");
    expect(() => checkOutputFolder(file)).toThrow(`${file} is a file, and a folder is needed`);
    expect(() => checkOutputFolder(path.join(file, "a", "b"))).toThrow(
      `cannot be made a folder: ${file} is a file.`,
    );
    const link = path.join(folder, "link");
    fs.symlinkSync(path.join(folder, "nowhere"), link);
    expect(() => checkOutputFolder(link)).toThrow("is a link that leads nowhere");
    expect(fs.readFileSync(file, "utf8")).toBe("kept");
  });

  it("is refused at once where no folder can be made", () => {
    expect(() => checkOutputFolder("/proc/x/y")).toThrow("/proc cannot be written to (ENOENT)");
  });

  it("may be new, some levels deep, in the repository as well, and is not made by the check", () => {
    const folder = fresh();
    checkOutputFolder(folder);
    checkOutputFolder(path.join(folder, "a", "b"));
    checkOutputFolder(path.join(repositoryRoot, ".drydock", "rehearsal"));
    checkOutputFolder(path.join(repositoryRoot, "rehearsal-tofu"));
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
