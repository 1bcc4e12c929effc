import * as fs from "node:fs";
import * as path from "node:path";
import { checkRehearsalFolder, markerFile, prepareRehearsalFolder } from "../../../app/rehearsal/folder";
import { repositoryRoot } from "../../../app/repository";
import { temporaryFolder } from "../terraform/workbench";

/** A folder with an earlier rehearsal of dev in it. */
function earlierRehearsal(): string {
  const out = temporaryFolder();
  prepareRehearsalFolder(out, ["dev-default"]);
  for (const name of ["synth", "dev-default"])
    fs.mkdirSync(path.join(out, name, "stacks"), { recursive: true });
  fs.writeFileSync(path.join(out, "rehearsal.json"), "{}");
  return out;
}

describe("the folder of a rehearsal", () => {
  it("is emptied when an earlier rehearsal wrote it, and is marked before anything else is in it", () => {
    const out = earlierRehearsal();
    prepareRehearsalFolder(out, ["prod-create"]);
    expect(fs.readdirSync(out)).toEqual([markerFile]);
    fs.mkdirSync(path.join(out, "prod-create"));
    expect(checkRehearsalFolder(out)).toContain("prod-create");
  });

  it("is not taken for one because it has entries of the same names", () => {
    const out = temporaryFolder();
    for (const name of ["synth", "dev-default"]) fs.mkdirSync(path.join(out, name));
    fs.writeFileSync(path.join(out, "synth", "thesis.txt"), "years of work");
    fs.writeFileSync(path.join(out, "rehearsal.json"), "{}");
    expect(() => prepareRehearsalFolder(out, [])).toThrow(
      `The folder ${out} holds something else than a rehearsal: dev-default, rehearsal.json, synth.`,
    );
    expect(fs.existsSync(path.join(out, "synth", "thesis.txt"))).toBe(true);
  });

  it("loses nothing when something of the user's lies beside a rehearsal", () => {
    const out = earlierRehearsal();
    fs.mkdirSync(path.join(out, "prod-default"));
    expect(() => prepareRehearsalFolder(out, ["prod-default"])).toThrow(
      /something that no rehearsal wrote: prod-default\. Move that away/,
    );
    expect(fs.readdirSync(out).sort()).toEqual(
      [markerFile, "dev-default", "prod-default", "rehearsal.json", "synth"].sort(),
    );
  });

  it("is not emptied by a marker that cannot be read", () => {
    const out = earlierRehearsal();
    fs.writeFileSync(path.join(out, markerFile), "");
    expect(() => checkRehearsalFolder(out)).toThrow("holds something else than a rehearsal");
  });

  it("is never one of the repository's, whatever lies in it", () => {
    expect(() => prepareRehearsalFolder(path.join(repositoryRoot, "app"), [])).toThrow("is in app/");
  });

  it("removes a link in it, and not what the link leads to", () => {
    const out = earlierRehearsal();
    const elsewhere = temporaryFolder();
    fs.writeFileSync(path.join(elsewhere, "thesis.txt"), "years of work");
    fs.rmSync(path.join(out, "synth"), { recursive: true });
    fs.symlinkSync(elsewhere, path.join(out, "synth"));
    prepareRehearsalFolder(out, []);
    expect(fs.readdirSync(elsewhere)).toEqual(["thesis.txt"]);
  });
});
