import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { claimWorkFolder } from "../../../app/deployment/work-folder";

describe("a work folder", () => {
  const fresh = (): string => path.join(fs.mkdtempSync(path.join(os.tmpdir(), "drydock-work-")), "dev");

  it("is refused while another drydock that is alive works in it", () => {
    const folder = fresh();
    fs.writeFileSync(`${folder}.in-use-by`, String(process.ppid));
    expect(() => claimWorkFolder(folder)).toThrow(
      `Another drydock (process ${process.ppid}) is at work in ${folder}.`,
    );
  });

  it("is taken over from one that has crashed", () => {
    const folder = fresh();
    const { pid } = spawnSync("true");
    fs.writeFileSync(`${folder}.in-use-by`, String(pid));
    const claimed = claimWorkFolder(folder);
    expect(fs.readFileSync(`${folder}.in-use-by`, "utf8")).toBe(String(process.pid));
    claimed.release();
  });

  it("is taken over when the note in it is no process at all", () => {
    const folder = fresh();
    fs.writeFileSync(`${folder}.in-use-by`, "");
    claimWorkFolder(folder).release();
    expect(fs.existsSync(`${folder}.in-use-by`)).toBe(false);
  });

  it("is free again once it is released", () => {
    const folder = fresh();
    claimWorkFolder(folder).release();
    expect(() => claimWorkFolder(folder).release()).not.toThrow();
  });
});
