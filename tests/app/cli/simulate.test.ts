import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { describeWith } from "../../servers/describe-with";
import { drydock, plainVariables } from "./as-user";

/** Runs `drydock simulate` until `ready` shows on one of its streams. */
async function simulate(
  argv: readonly string[],
  ready: RegExp,
): Promise<{
  stdout: string;
  stderr: string;
  stop(): Promise<number | null>;
}> {
  const child = spawn(process.execPath, [path.join(repositoryRoot, "app/cli/bin.cjs"), "simulate", ...argv], {
    env: plainVariables(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const seen = { stdout: "", stderr: "" };
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await new Promise<void>((resolve, reject) => {
    const look = (name: "stdout" | "stderr") => (text: Buffer) => {
      seen[name] += text.toString();
      if (ready.test(seen.stdout + seen.stderr)) resolve();
    };
    child.stdout.on("data", look("stdout"));
    child.stderr.on("data", look("stderr"));
    child.on("close", (code) => reject(new Error(`simulate ended with ${code}: ${seen.stderr}`)));
  });
  return {
    ...seen,
    stop: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}

describeWith("terraform", "drydock simulate", () => {
  it("prints lines for a shell, says what to run next, and ends with 0 at Ctrl-C", async () => {
    const { stdout, stderr, stop } = await simulate(["dev"], /cdktf destroy/);
    expect(await stop()).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(lines[0]).toMatch(/^unset AWS_PROFILE /);
    for (const line of lines.slice(1)) expect(line).toMatch(/^export [A-Z0-9_]+='.*'$/);
    expect(stdout).toContain('export TF_REATTACH_PROVIDERS=\'{"registry.terraform.io/hashicorp/aws"');
    expect(stderr).toContain("npx drydock bootstrap dev\n");
    expect(stderr).toContain("npx cdktf deploy 'keep-dev-*' --skip-provider-lock\n");
    expect(stderr).toContain("npx cdktf deploy 'dev-*' --skip-provider-lock\n");
  });

  it("writes a file that a shell can source, which attaches the next commands to a bootstrapped account", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-simulate-"));
    const file = path.join(folder, "simulated.env");
    const { stdout, stderr, stop } = await simulate(
      ["dev", "--bootstrap", "--variables-file", file],
      /cdktf destroy/,
    );
    try {
      expect(stdout).toBe("");
      expect(stderr).not.toContain("npx drydock bootstrap dev");
      const sourced = spawnSync("sh", ["-c", `. '${file}' && env -0`], {
        encoding: "utf8",
        env: plainVariables(),
      });
      const variables = Object.fromEntries(
        sourced.stdout
          .split("\0")
          .filter((entry) => entry !== "")
          .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
      );
      const planned = await drydock(["plan", "dev", "keep-dev-keys"], variables);
      expect(planned.stderr).toBe("");
      expect(planned.stdout).toContain("keep-dev-keys: 8 to create");
      const wellAttached = await drydock(["doctor"], variables);
      expect(wellAttached.stdout).toContain("good     AWS credentials: a simulated cloud is attached");
      await stop();
      expect(fs.existsSync(file)).toBe(false);
      const ended = await drydock(["doctor"], variables);
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain(
        "BAD      AWS credentials: a simulated cloud is attached to this shell, and it does not answer: it has ended",
      );
    } finally {
      await stop();
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describeWith("tofu", "drydock simulate for tofu", () => {
  it("names tofu's own registry", async () => {
    const { toolPath } = await import("../../servers/tools");
    const { stdout, stderr, stop } = await simulate(["dev", "--binary", toolPath("tofu")], /cdktf destroy/);
    expect(await stop()).toBe(0);
    expect(stdout).toContain('{"registry.opentofu.org/hashicorp/aws"');
    expect(stderr).toContain("TERRAFORM_BINARY_NAME=");
  });
});
