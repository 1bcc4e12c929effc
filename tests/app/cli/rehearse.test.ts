import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { describeWith } from "../../servers/describe-with";
import { drydockHere, plainVariables } from "./as-user";

const temporary = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "drydock-rehearse-"));

describe("drydock rehearse", () => {
  it("answers an unknown scenario with the closest", async () => {
    const { code, stderr } = await drydockHere([
      "rehearse",
      "dev",
      "--scenario",
      "recreat",
      "--out",
      temporary(),
    ]);
    expect(code).toBe(1);
    expect(stderr.split("\n")[0]).toBe('Error: There is no scenario "recreat". Did you mean "recreate"?');
  });

  it("does not empty a folder that holds something else", async () => {
    const folder = temporary();
    fs.writeFileSync(path.join(folder, "thesis.txt"), "years of work");
    const { code, stderr } = await drydockHere(["rehearse", "dev", "--out", folder]);
    expect(code).toBe(1);
    expect(stderr).toContain("holds something else than a rehearsal");
    expect(fs.readFileSync(path.join(folder, "thesis.txt"), "utf8")).toBe("years of work");
  });

  it("says which programs serve when the one that was named is neither terraform nor tofu", async () => {
    const { code, stderr } = await drydockHere([
      "rehearse",
      "dev",
      "--binary",
      "/bin/true",
      "--out",
      temporary(),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain("/bin/true is neither terraform nor tofu");
  });

  describeWith("terraform", "with terraform", () => {
    it("rehearses one scenario, prints timings, and leaves both reports", async () => {
      const out = temporary();
      const { code, stdout, stderr } = await drydockHere([
        "rehearse",
        "dev",
        "--scenario",
        "create",
        "--out",
        out,
      ]);
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(stdout).toMatch(/^dev, create: passed in \d+\.\d s$/m);
      expect(stdout).toMatch(/^Secret scan: \d+ files, 0 findings$/m);
      expect(stdout).toMatch(/^Rehearsal passed with terraform \d/m);
      const report = JSON.parse(fs.readFileSync(path.join(out, "rehearsal.json"), "utf8")) as {
        outcome: string;
      };
      expect(report.outcome).toBe("passed");
      expect(fs.existsSync(path.join(out, "rehearsal.html"))).toBe(true);
    });

    it("ends in an orderly way at Ctrl-C: exit code 130, the report is written", async () => {
      const out = temporary();
      const child = spawn(
        process.execPath,
        [path.join(repositoryRoot, "app/cli/bin.cjs"), "rehearse", "dev", "--out", out],
        { env: plainVariables(), stdio: ["ignore", "pipe", "pipe"] },
      );
      let seen = "";
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      child.stderr.on("data", (text: Buffer) => (seen += text.toString()));
      child.stdout.on("data", (text: Buffer) => {
        seen += text.toString();
        if (/^Apply the survivors/m.test(text.toString())) child.kill("SIGINT");
      });
      expect(await ended).toBe(130);
      expect(seen).toContain("Stopping: terraform finishes what it has begun");
      const report = JSON.parse(fs.readFileSync(path.join(out, "rehearsal.json"), "utf8")) as {
        outcome: string;
      };
      expect(report.outcome).toBe("interrupted");
    });
  });
});
