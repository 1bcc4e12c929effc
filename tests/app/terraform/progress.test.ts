import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { progressFor } from "../../../app/terraform/live-progress";
import { PlainProgress } from "../../../app/terraform/progress";

function sink(): { lines: string[]; write(text: string): void; isTTY?: boolean } {
  const lines: string[] = [];
  return { lines, write: (text) => void lines.push(text.replace(/\d+\.\d s/, "0.0 s").trimEnd()) };
}

describe("progress without a terminal", () => {
  it("is one line when a step begins and one when each of its stacks ends", async () => {
    const out = sink();
    const progress = new PlainProgress(out);
    const step = progress.begin("Apply", ["a", "b", "c"]);
    step.update("a", "planning");
    step.update("a", "1 of 2 done");
    step.done("a", "2 to create");
    step.failed("b", "The state is locked.");
    step.notRun("c", 'it needs "b", which failed');
    await step.end();
    expect(out.lines).toEqual([
      "Apply: a, b, c",
      "  a: 2 to create (0.0 s)",
      "  b: FAILED (0.0 s): The state is locked.",
      '  c: not run: it needs "b", which failed',
    ]);
  });

  it("is chosen for pipes, under CI and on a dumb terminal", () => {
    expect(progressFor(sink(), {})).toBeInstanceOf(PlainProgress);
    expect(progressFor({ ...sink(), isTTY: true }, { CI: "true" })).toBeInstanceOf(PlainProgress);
    expect(progressFor({ ...sink(), isTTY: true }, { TERM: "dumb" })).toBeInstanceOf(PlainProgress);
    expect(progressFor({ ...sink(), isTTY: true }, {})).not.toBeInstanceOf(PlainProgress);
  });
});

describe("progress on a terminal", () => {
  it("renews one line for each stack, and ends although one of them failed", () => {
    const demo = `stty cols 120 rows 40; ${process.execPath} app/run.cjs ${path.relative(repositoryRoot, path.join(__dirname, "live-progress-demo.ts"))}`;
    const screen = spawnSync("script", ["-qec", demo, "/dev/null"], {
      cwd: repositoryRoot,
      encoding: "utf8",
      env: { ...process.env, CI: undefined, TERM: "xterm" },
    });
    if (screen.error) {
      process.stderr.write("not run: a terminal needs the program script (apt-get install bsdutils).\n");
      return;
    }
    expect(screen.status).toBe(0);
    for (const text of ["3 of 9 done", "9 to create", "The disk is full.", "not run"])
      expect(screen.stdout).toContain(text);
    // The line moves up and is written anew, instead of one more line for each status.
    expect(screen.stdout).toContain("\u001b[");
  });
});
