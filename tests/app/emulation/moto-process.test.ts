import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findMoto, startMoto } from "../../../app/emulation/moto-process";
import { account } from "./wire";

const temporary = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "drydock-moto-"));

/** A program in moto's place. */
function moto(script: string): { program: string; logFile: string; folder: string } {
  const folder = temporary();
  const program = path.join(folder, "moto_server");
  fs.writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { program, folder, logFile: path.join(folder, "logs", "moto.log") };
}

describe("moto's server", () => {
  it("is found on the PATH, or where DRYDOCK_MOTO says", () => {
    const { program, folder } = moto("true");
    expect(findMoto({ PATH: `/nowhere${path.delimiter}${folder}` })).toBe(program);
    expect(findMoto({ PATH: "/nowhere" })).toBeUndefined();
    expect(findMoto({ PATH: "/nowhere", DRYDOCK_MOTO: program })).toBe(program);
    expect(() => findMoto({ DRYDOCK_MOTO: folder })).toThrow(
      `DRYDOCK_MOTO is "${folder}", which is not a program that can be run.`,
    );
  });

  it("plays the account, with AWS's own policies, and ends when it is closed", async () => {
    const { program, logFile } = moto(
      'echo "account $MOTO_ACCOUNT_ID, policies $MOTO_IAM_LOAD_MANAGED_POLICIES, key <$AWS_ACCESS_KEY_ID>, $*"\n' +
        'echo " * Running on http://127.0.0.1:4711" >&2\necho "$$" > "$0.pid"\nexec sleep 60',
    );
    process.env["AWS_ACCESS_KEY_ID"] = "of the machine";
    try {
      const started = await startMoto({ program, account, logFile });
      expect(started.port).toBe(4711);
      await started.close();
    } finally {
      delete process.env["AWS_ACCESS_KEY_ID"];
    }
    expect(fs.readFileSync(logFile, "utf8")).toContain(
      `account ${account}, policies true, key <>, -H 127.0.0.1 -p 0`,
    );
    const pid = Number(fs.readFileSync(`${program}.pid`, "utf8"));
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it("that does not start is a sentence with what it printed", async () => {
    const { program, logFile } = moto("echo 'No module named flask' >&2; exit 1");
    await expect(startMoto({ program, account, logFile })).rejects.toMatchObject({
      message: `${program} ended before it listened.`,
      details: ["No module named flask"],
    });
  });
});
