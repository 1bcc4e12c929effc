import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repositoryRoot } from "../../../app/repository";
import { describeWith } from "../../servers/describe-with";
import { drydock, drydockHere, plainVariables } from "./as-user";

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

  it("takes a provider's mirror at the emulated level only", async () => {
    const { code, stderr } = await drydockHere(["rehearse", "dev", "--plugin-dir", temporary()]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "Error: --plugin-dir names the provider of the emulated level. Add --level emulated, or leave it out.\n",
    );
  });

  it("does not empty a folder that holds something else", async () => {
    const folder = temporary();
    fs.writeFileSync(path.join(folder, "thesis.txt"), "years of work");
    const { code, stderr } = await drydockHere(["rehearse", "dev", "--out", folder]);
    expect(code).toBe(1);
    expect(stderr).toContain("holds something else than a rehearsal");
    expect(fs.readFileSync(path.join(folder, "thesis.txt"), "utf8")).toBe("years of work");
  });

  it.each([
    [path.join(repositoryRoot, "app"), "is in app/, a folder of the repository"],
    [repositoryRoot, "is the repository"],
    [path.join(repositoryRoot, "package.json"), "is a file"],
    ["/proc/x/y", "/proc cannot be written to"],
  ])("refuses --out %s at once", async (out, reason) => {
    const { code, stdout, stderr } = await drydockHere(["rehearse", "no-such-environment", "--out", out]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain("no-such-environment");
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
        "--stack",
        "dev-network",
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

    it("leaves nothing in the system's temporary folder", async () => {
      const temporaryData = temporary();
      const { code } = await drydock(
        [
          "rehearse",
          "dev",
          "--stack",
          "dev-network",
          "--scenario",
          "create",
          "--out",
          path.join(temporary(), "out"),
        ],
        plainVariables({ TMPDIR: temporaryData }),
      );
      expect(code).toBe(0);
      expect(fs.readdirSync(temporaryData)).toEqual([]);
    });

    /** Starts a rehearsal below a shell, as npx does, and interrupts it while terraform applies. */
    async function interrupted(
      signal: (group: number) => void,
    ): Promise<{ code: number | null; seen: string; out: string; temporaryData: string }> {
      const [out, temporaryData] = [path.join(temporary(), "out"), temporary()];
      const command = `trap : INT; "${process.execPath}" app/cli/bin.cjs rehearse dev --out "${out}"; exit $?`;
      const child = spawn("sh", ["-c", command], {
        cwd: repositoryRoot,
        env: plainVariables({ TMPDIR: temporaryData }),
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      let seen = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (text: Buffer) => (seen += text.toString()));
      }
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      const applies = (): boolean =>
        seen.includes("Apply the survivors") &&
        processesBelow(out).some((line) => line.includes("terraform"));
      for (let tries = 0; tries < 400 && !applies(); tries += 1) await sleep(25);
      signal(child.pid ?? 0);
      return { code: await ended, seen, out, temporaryData };
    }

    it.each([
      // What a terminal does at Ctrl-C: everything in the foreground gets the signal.
      ["the whole process group", (group: number) => process.kill(-group, "SIGINT")],
      [
        "only drydock itself",
        (group: number) => {
          const [own] = childrenOf(group);
          process.kill(own ?? 0, "SIGINT");
        },
      ],
    ])("ends in an orderly way when Ctrl-C reaches %s: 130, a report, no terraform", async (_, signal) => {
      const { code, seen, out, temporaryData } = await interrupted(signal);
      expect(code).toBe(130);
      expect(seen).toContain("Stopping: terraform finishes what it has begun");
      expect(seen).not.toContain("Stopping at once");
      expect(seen).toContain("Secret scan: not run");
      const report = JSON.parse(fs.readFileSync(path.join(out, "rehearsal.json"), "utf8")) as {
        outcome: string;
      };
      expect(report.outcome).toBe("interrupted");
      expect(processesBelow(out)).toEqual([]);
      expect(fs.readdirSync(temporaryData)).toEqual([]);
    });
  });
});

/** Command lines of the processes that work in a folder or below it. */
function processesBelow(folder: string): string[] {
  return processes().flatMap(({ directory, command }) => (directory.startsWith(folder) ? [command] : []));
}

function childrenOf(parent: number): number[] {
  return processes().flatMap((each) => (each.parent === parent ? [each.pid] : []));
}

/** From Linux's /proc; a process that ends meanwhile is left out. */
function processes(): { pid: number; parent: number; directory: string; command: string }[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = fs.readFileSync(`/proc/${name}/status`, "utf8");
        return [
          {
            pid: Number(name),
            parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]),
            directory: fs.readlinkSync(`/proc/${name}/cwd`),
            command: fs.readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " "),
          },
        ];
      } catch {
        return [];
      }
    });
}
