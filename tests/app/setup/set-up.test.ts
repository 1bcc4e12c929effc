import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { nodeVersionProblem } from "../../../app/setup/node-version.cjs";
import { reasonToInstall } from "../../../app/setup/packages.cjs";

type Packages = Record<string, { version?: string; integrity?: string; optional?: boolean; link?: boolean }>;

const leftPad = { version: "1.3.0", integrity: "sha512-a" };

/** A checkout with the real set-up, a lock file of its own, and perhaps something installed. */
function checkout(locked: Packages, installed?: Packages): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-set-up-"));
  fs.cpSync(path.join(repositoryRoot, "app/setup"), path.join(root, "app/setup"), { recursive: true });
  fs.mkdirSync(path.join(root, "app/cli"));
  fs.writeFileSync(path.join(root, "package.json"), JSON.stringify({ engines: { node: ">=20.9" } }));
  fs.writeFileSync(path.join(root, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...locked } }));
  if (installed) {
    fs.mkdirSync(path.join(root, "node_modules"));
    fs.writeFileSync(
      path.join(root, "node_modules/.package-lock.json"),
      JSON.stringify({ packages: installed }),
    );
  }
  return root;
}

/** Programs that only write down how they were called; `body` is what else they do. */
function program(folder: string, name: string, body = ""): string {
  const file = path.join(folder, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "$RECORD"\n${body}\n`, { mode: 0o755 });
  return file;
}

function prepare(
  root: string,
  purpose: string,
  variables: NodeJS.ProcessEnv,
): { code: number | null; output: string; calls: string[] } {
  const record = path.join(root, "calls");
  const result = spawnSync(process.execPath, [path.join(root, "app/setup/prepare.cjs"), purpose], {
    env: { RECORD: record, ...variables },
    encoding: "utf8",
  });
  const calls = fs.existsSync(record) ? fs.readFileSync(record, "utf8").trim().split("\n") : [];
  return { code: result.status, output: result.stdout + result.stderr, calls };
}

describe("the set-up before rehearse and test", () => {
  it("is silent when packages are as the lock file says", () => {
    const root = checkout({ "node_modules/left-pad": leftPad }, { "node_modules/left-pad": leftPad });
    expect(prepare(root, "rehearse", { PATH: "" })).toEqual({ code: 0, output: "", calls: [] });
    expect(fs.readlinkSync(path.join(root, "node_modules/.bin/drydock"))).toBe("../../app/cli/bin.cjs");
  });

  it("installs packages from the lock file when there are none, and says so", () => {
    const root = checkout({ "node_modules/left-pad": leftPad });
    const bin = path.join(root, "bin");
    program(bin, "npm", "exit 0");
    const { code, output, calls } = prepare(root, "rehearse", { PATH: `${bin}:/usr/bin:/bin` });
    expect(code).toBe(0);
    expect(calls).toEqual(["npm ci --include=dev --no-audit --no-fund --loglevel=error"]);
    expect(output).toContain("installing the packages of package-lock.json, since they are missing");
    expect(output).toMatch(/packages installed in \d+ s/);
  });

  it("says on a terminal every second that npm is still at work", () => {
    const root = checkout({ "node_modules/left-pad": leftPad });
    const bin = path.join(root, "bin");
    program(bin, "npm", "sleep 3");
    // A heartbeat of a terminal in a pipe: the stream is only said to be one.
    const result = spawnSync(
      process.execPath,
      [
        "-e",
        `process.stderr.isTTY = true; require(${JSON.stringify(path.join(root, "app/setup/packages.cjs"))}).ensurePackages(${JSON.stringify(root)})`,
      ],
      { env: { RECORD: path.join(root, "calls"), PATH: `${bin}:/usr/bin:/bin` }, encoding: "utf8" },
    );
    expect(result.status).toBe(0);
    expect(result.stderr).toContain(
      "\r\u001b[KSet-up: npm is at work, 1 s …\r\u001b[KSet-up: npm is at work, 2 s …",
    );
    expect(result.stderr).toMatch(/\r\u001b\[KSet-up: packages installed in \d+ s\.\n$/);
  });

  it("waits for another set-up of the same checkout and does not install twice", async () => {
    const root = checkout({ "node_modules/left-pad": leftPad });
    const bin = path.join(root, "bin");
    const packages = JSON.stringify({ packages: { "node_modules/left-pad": leftPad } });
    program(bin, "npm", `sleep 1; mkdir node_modules; echo '${packages}' > node_modules/.package-lock.json`);
    const record = path.join(root, "calls");
    const setUp = async (): Promise<string> => {
      const child = spawn(process.execPath, [path.join(root, "app/setup/prepare.cjs"), "rehearse"], {
        env: { RECORD: record, PATH: `${bin}:/usr/bin:/bin` },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let output = "";
      child.stderr.on("data", (text: Buffer) => (output += text.toString()));
      const [code] = (await once(child, "close")) as [number];
      return `${output}exit ${code}`;
    };
    const outputs = (await Promise.all([setUp(), setUp()])).sort();
    expect(outputs[0]).toMatch(/^Set-up: installing .*exit 0$/s);
    expect(outputs[1]).toBe("Set-up: waiting for another set-up in this checkout …\nexit 0");
    expect(fs.readFileSync(record, "utf8").trim().split("\n")).toHaveLength(1);
  });

  it("does not wait for a set-up that was killed", () => {
    const root = checkout({ "node_modules/left-pad": leftPad });
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    fs.mkdirSync(path.join(root, ".drydock"));
    fs.writeFileSync(path.join(root, ".drydock/set-up.lock"), String(ended));
    const bin = path.join(root, "bin");
    program(bin, "npm", "exit 0");
    expect(prepare(root, "rehearse", { PATH: `${bin}:/usr/bin:/bin` }).calls).toHaveLength(1);
    expect(fs.readdirSync(path.join(root, ".drydock"))).toEqual([]);
  });

  it("ends with npm's exit code and a sentence when packages cannot be installed", () => {
    const root = checkout({ "node_modules/left-pad": leftPad });
    const bin = path.join(root, "bin");
    program(bin, "npm", "echo 'npm error network' >&2; exit 7");
    const { code, output } = prepare(root, "test", { PATH: `${bin}:/usr/bin:/bin` });
    expect(code).toBe(7);
    expect(output).toContain("npm error network");
    expect(output).toContain("npm could not install the packages");
  });

  it("asks for a newer Node in one sentence", () => {
    expect(nodeVersionProblem(">=20.9", "20.9.0")).toBeUndefined();
    expect(nodeVersionProblem(">=20.9", "22.0.0")).toBeUndefined();
    expect(nodeVersionProblem(">=20.9", "20.8.1")).toBe(
      "drydock needs Node 20.9 or newer and this is Node 20.8.1: install a newer one (https://nodejs.org/en/download) and run the command again.",
    );
    expect(nodeVersionProblem(">=20.9", "18.20.0")).toContain("this is Node 18.20.0");
  });
});

describe("packages are installed again", () => {
  const locked = { "node_modules/left-pad": leftPad };

  it.each<[string, Packages, Packages, string | undefined]>([
    ["not when they are the same", locked, locked, undefined],
    [
      "when one has another version",
      locked,
      { "node_modules/left-pad": { ...leftPad, version: "1.2.0" } },
      "left-pad differs from package-lock.json",
    ],
    [
      "when one has other content",
      locked,
      { "node_modules/left-pad": { ...leftPad, integrity: "sha512-b" } },
      "left-pad differs from package-lock.json",
    ],
    ["when one is missing", locked, {}, "left-pad differs from package-lock.json"],
    [
      "not when one for another system is missing",
      { "node_modules/fsevents": { version: "2.3.3", optional: true } },
      {},
      undefined,
    ],
    ["not because of a workspace's own entry", { runtime: { version: "0.1.0" } }, {}, undefined],
  ])("%s", (_, wanted, installed, reason) => {
    expect(reasonToInstall(checkout(wanted, installed))).toBe(reason);
  });

  it("when an installation was interrupted, which leaves no list of npm's", () => {
    const root = checkout(locked);
    fs.mkdirSync(path.join(root, "node_modules/left-pad"), { recursive: true });
    expect(reasonToInstall(root)).toBe("they are missing");
  });

  it("not here, where the tests run", () => {
    expect(reasonToInstall(repositoryRoot)).toBeUndefined();
  });
});

describe("Debian's packages", () => {
  const same = { "node_modules/left-pad": leftPad };
  const isRoot = process.getuid?.() === 0;

  it("are never touched outside CI, and never before a rehearsal", () => {
    for (const [purpose, variables] of [
      ["test", {}],
      ["rehearse", { CI: "true" }],
    ] as const) {
      const root = checkout(same, same);
      const bin = path.join(root, "bin");
      program(bin, "apt-get");
      const { code, calls } = prepare(root, purpose, { ...variables, PATH: bin });
      expect(code).toBe(0);
      expect(calls).toEqual([]);
    }
  });

  it("bring what suites need under CI=true, for root", () => {
    const root = checkout(same, same);
    const bin = path.join(root, "bin");
    program(bin, "apt-get");
    const { code, output, calls } = prepare(root, "test", { CI: "true", PATH: `${bin}` });
    expect(code).toBe(0);
    if (!isRoot) {
      expect(calls).toEqual([]);
      return;
    }
    expect(output).toContain("installing chromium from Debian's packages");
    expect(calls).toEqual(["apt-get update -qq", "apt-get install -y -qq --no-install-recommends chromium"]);
  });

  it("that cannot be had are said to be missing, and the tests go on", () => {
    const root = checkout(same, same);
    const bin = path.join(root, "bin");
    program(bin, "apt-get", "exit 100");
    const { code, output } = prepare(root, "test", { CI: "true", PATH: bin });
    expect(code).toBe(0);
    expect(output.includes("are reported as not run")).toBe(isRoot);
  });

  it("are left alone when the program is there", () => {
    const root = checkout(same, same);
    const bin = path.join(root, "bin");
    program(bin, "apt-get");
    program(bin, "chromium");
    expect(prepare(root, "test", { CI: "true", PATH: bin }).calls).toEqual([]);
  });
});
