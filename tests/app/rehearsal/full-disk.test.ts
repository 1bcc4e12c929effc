import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import { type Rehearsal, runRehearsal } from "../../../app/rehearsal/rehearse";
import { PlainProgress } from "../../../app/terraform/progress";
import { temporaryFolder } from "../terraform/workbench";

/** A terraform whose every command fails with one line, and what happens when the first step begins. */
function rehearse(line: string, out: string, onBegin: () => void = () => undefined): Promise<Rehearsal> {
  const program = path.join(temporaryFolder(), "terraform");
  fs.writeFileSync(program, `#!/bin/sh\necho "Error: ${line}" >&2\nexit 1\n`, { mode: 0o755 });
  const progress = new PlainProgress({ write: () => undefined });
  return runRehearsal({
    environments: loadEnvironments({ names: ["dev"] }),
    scenarios: ["create"],
    binary: { kind: "terraform", version: "1.11.4", path: program },
    out,
    progress: {
      note: () => undefined,
      begin: (title, stacks) => {
        onBegin();
        return progress.begin(title, stacks);
      },
    },
  });
}

describe("a rehearsal on a full disk", () => {
  it("names the folder, and leaves the report when there is room for that", async () => {
    const out = path.join(temporaryFolder(), "rehearsal");
    const { report, files } = await rehearse("write plan: no space left on device", out);
    expect(report.firstCause?.sentence).toBe(`The disk that holds ${path.join(out, "dev-create")} is full.`);
    expect(fs.existsSync(files.html)).toBe(true);
  });

  it("says that no report was written, and what had failed before", async () => {
    const out = path.join(temporaryFolder(), "rehearsal");
    // Linux answers every write to this device as a full disk does.
    const fill = (): void => fs.symlinkSync("/dev/full", path.join(out, "rehearsal.json.unfinished"));
    const error = await rehearse("the quota is reached", out, fill).then(
      () => undefined,
      (caught: unknown) => caught as { message: string; details: string[] },
    );
    expect(error?.message).toBe(
      `The disk that holds ${out} is full: no report was written. Make room, or name another folder with --out.`,
    );
    expect(error?.details[0]).toMatch(/^What had failed before: .*the quota is reached/);
    expect(fs.readdirSync(out)).not.toContain("rehearsal.json.unfinished");
  });
});
