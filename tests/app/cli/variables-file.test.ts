import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  removeVariablesFile,
  requireVariablesFile,
  writeVariablesFile,
} from "../../../app/cli/variables-file";

const fresh = (name: string): string =>
  path.join(fs.mkdtempSync(path.join(os.tmpdir(), "drydock-variables-")), name);

describe("a file of a simulated cloud's variables", () => {
  it("is written over by the next simulation, and removed with its own", () => {
    const file = fresh("simulated.env");
    requireVariablesFile(file);
    writeVariablesFile(file, "export A='1'\n");
    requireVariablesFile(file);
    writeVariablesFile(file, "export A='2'\n");
    removeVariablesFile(file, "export A='1'\n");
    expect(fs.readFileSync(file, "utf8")).toContain("export A='2'");
    removeVariablesFile(file, "export A='2'\n");
    expect(fs.existsSync(file)).toBe(false);
  });

  it("is never a file of the user's", () => {
    const file = fresh("main.ts");
    fs.writeFileSync(file, "years of work");
    expect(() => requireVariablesFile(file)).toThrow(`${file} holds something else than the variables`);
    expect(() => requireVariablesFile(path.dirname(file))).toThrow("is not a file");
    expect(() => requireVariablesFile("/proc/x")).toThrow("/proc cannot be written to");
  });
});
