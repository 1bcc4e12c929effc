import * as fs from "node:fs";
import * as path from "node:path";
import { compareVersions, findBinary } from "../../../app/terraform/binary";
import { temporaryFolder } from "./workbench";

function program(name: string, answer: string, folder = temporaryFolder()): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\necho "${answer}"\n`, { mode: 0o755 });
  return file;
}

describe("finding terraform or tofu", () => {
  it("takes terraform before tofu on the PATH, and knows each by its answer", async () => {
    const folder = temporaryFolder();
    program("tofu", "OpenTofu v1.12.6", folder);
    expect(await findBinary(undefined, folder)).toEqual({
      path: path.join(folder, "tofu"),
      kind: "tofu",
      version: "1.12.6",
    });
    program("terraform", "Terraform v1.11.4", folder);
    expect(await findBinary(undefined, `/nowhere:${folder}`)).toMatchObject({
      kind: "terraform",
      version: "1.11.4",
    });
  });

  it("passes over a terraform that is too old when a tofu serves", async () => {
    const folder = temporaryFolder();
    program("terraform", "Terraform v1.5.7", folder);
    program("tofu", "OpenTofu v1.10.0", folder);
    expect(await findBinary(undefined, folder)).toMatchObject({ kind: "tofu" });
  });

  it("takes the binary that was asked for, by path or by name", async () => {
    const file = program("my-terraform", "Terraform v1.12.0");
    expect(await findBinary(file)).toEqual({ path: file, kind: "terraform", version: "1.12.0" });
    expect(await findBinary("my-terraform", path.dirname(file))).toMatchObject({ path: file });
  });

  it("says which versions serve and how to install one when there is none", async () => {
    await expect(findBinary(undefined, temporaryFolder())).rejects.toMatchObject({
      message:
        "Neither terraform 1.11.0 or newer nor tofu 1.10.0 or newer is on the PATH; install one of them.",
      details: expect.arrayContaining([expect.stringContaining("https://opentofu.org/docs/intro/install/")]),
    });
  });

  it.each([
    ["Terraform v1.10.5", "is terraform 1.10.5; the oldest that serves is 1.11.0"],
    ["Terraform v1.11.0-beta1", "is terraform 1.11.0-beta1; the oldest that serves is 1.11.0"],
    ["OpenTofu v1.9.9", "is tofu 1.9.9; the oldest that serves is 1.10.0"],
    ["Packer v1.11.2", 'is neither terraform nor tofu: it answers "Packer v1.11.2" to "version".'],
  ])("refuses %s", async (answer, sentence) => {
    await expect(findBinary(program("terraform", answer))).rejects.toThrow(sentence);
  });

  it("refuses a path that is no program, and a program that cannot run", async () => {
    await expect(findBinary("/nowhere/terraform")).rejects.toThrow(
      'There is no program "/nowhere/terraform"',
    );
    const broken = path.join(temporaryFolder(), "terraform");
    fs.writeFileSync(broken, "#!/nowhere/sh\n", { mode: 0o755 });
    await expect(findBinary(broken)).rejects.toThrow(/terraform could not be run: .*ENOENT/);
  });

  it.each([
    [
      "a program that fails",
      "#!/bin/sh\necho >&2; echo \"cannot open 'version'\" >&2; exit 2\n",
      `answers "cannot open 'version'" to "version"`,
    ],
    ["an empty program", "", 'answers nothing to "version"'],
    [
      "a program that says too much",
      `#!/bin/sh\necho ${"x".repeat(500)}\n`,
      `answers "${"x".repeat(79)}…" to "version"`,
    ],
  ])("refuses %s in one line", async (_, text, sentence) => {
    const file = path.join(temporaryFolder(), "terraform");
    fs.writeFileSync(file, text, { mode: 0o755 });
    await expect(findBinary(file)).rejects.toMatchObject({
      message: `${file} is neither terraform nor tofu: it ${sentence}.`,
    });
  });

  it("refuses a folder and a file that is no program as what they are", async () => {
    const folder = temporaryFolder();
    await expect(findBinary(folder)).rejects.toThrow(`${folder} is a folder: name the program in it.`);
    const file = path.join(folder, "notes");
    fs.writeFileSync(file, "");
    await expect(findBinary(file)).rejects.toThrow(`${file} is not a program: it may not be executed.`);
  });

  it("orders versions by number, not by text", () => {
    expect(compareVersions("1.9.10", "1.11.0")).toBeLessThan(0);
    expect(compareVersions("1.11.0", "1.11.0")).toBe(0);
    expect(compareVersions("2.0.0", "1.99.99")).toBeGreaterThan(0);
  });
});
