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

  it("is refused to a second user in the same process", () => {
    const folder = fresh();
    const claimed = claimWorkFolder(folder);
    expect(() => claimWorkFolder(folder)).toThrow(`Another drydock (process ${process.pid}) is at work`);
    claimed.release();
  });

  it("is taken over from a crashed process that had the number of this one", () => {
    const folder = fresh();
    fs.writeFileSync(`${folder}.in-use-by`, String(process.pid));
    claimWorkFolder(folder).release();
    expect(fs.existsSync(`${folder}.in-use-by`)).toBe(false);
  });

  it("is left alone while somebody else takes it over", () => {
    const folder = fresh();
    fs.writeFileSync(`${folder}.in-use-by`, "");
    fs.mkdirSync(`${folder}.in-use-by.taking-over`);
    expect(() => claimWorkFolder(folder)).toThrow(`Another drydock has just begun to work in ${folder}.`);
    expect(fs.readFileSync(`${folder}.in-use-by`, "utf8")).toBe("");
  });

  it("is free again soon after a take-over that crashed", () => {
    const folder = fresh();
    const guard = `${folder}.in-use-by.taking-over`;
    fs.writeFileSync(`${folder}.in-use-by`, "");
    fs.mkdirSync(guard);
    const longAgo = new Date(Date.now() - 60_000);
    fs.utimesSync(guard, longAgo, longAgo);
    expect(() => claimWorkFolder(folder)).toThrow("has just begun");
    expect(() => claimWorkFolder(folder).release()).not.toThrow();
  });

  it("is not released by who no longer holds it", () => {
    const folder = fresh();
    const claimed = claimWorkFolder(folder);
    fs.writeFileSync(`${folder}.in-use-by`, String(process.ppid));
    claimed.release();
    expect(fs.readFileSync(`${folder}.in-use-by`, "utf8")).toBe(String(process.ppid));
  });

  it("is free again once it is released", () => {
    const folder = fresh();
    claimWorkFolder(folder).release();
    expect(() => claimWorkFolder(folder).release()).not.toThrow();
  });
});
