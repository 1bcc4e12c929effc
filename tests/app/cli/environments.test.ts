import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { drydockHere } from "./as-user";

describe("drydock environments", () => {
  it("lists the repository's own, alone and as list", async () => {
    const alone = await drydockHere(["environments"]);
    const asked = await drydockHere(["environments", "list"]);
    expect(alone).toEqual(asked);
    expect(alone.stdout.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "NAME",
      "dev",
      "prod",
      "staging",
      "",
    ]);
  });

  it("checks all of them, or those that are named", async () => {
    expect((await drydockHere(["environments", "check"])).stdout).toBe(
      "dev: good (development)\nprod: good (production)\nstaging: good (staging)\n",
    );
    expect((await drydockHere(["environments", "check", "prod"])).stdout).toBe("prod: good (production)\n");
  });

  it("answers a bad file of a folder of the user's own with sentences and exit code 1", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-environments-"));
    fs.writeFileSync(path.join(folder, "lab.json"), JSON.stringify({ name: "lab", tier: "developement" }));
    const { code, stderr } = await drydockHere(["environments", "check", "--env-dir", folder]);
    expect(code).toBe(1);
    expect(stderr).toContain("tier");
    expect(stderr).toContain("developement");
    expect(stderr).not.toMatch(/^\s+at /m);
    fs.rmSync(folder, { recursive: true });
  });

  it.each([[["environments"]], [["environments", "list"]], [["environments", "check"]]])(
    "reads a folder of the user's own with --env-dir after %s, and before what follows",
    async (argv) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-environments-"));
      fs.writeFileSync(path.join(folder, "lab.json"), "{");
      const [first = "", ...rest] = argv;
      for (const line of [
        [...argv, "--env-dir", folder],
        [first, "--env-dir", folder, ...rest],
      ]) {
        const { code, stderr } = await drydockHere(line);
        expect(code).toBe(1);
        expect(stderr).toContain(`${path.join(folder, "lab.json")} is not JSON`);
      }
      fs.rmSync(folder, { recursive: true });
    },
  );

  it("describes one field with unit and default, and what hangs below it", async () => {
    const { stdout } = await drydockHere(["environments", "describe", "keys"]);
    expect(stdout).toContain("keys.rotationDays (whole number; days; default 365)");
    expect(stdout).not.toContain("network");
  });

  it("describes every field when none is named", async () => {
    const { stdout } = await drydockHere(["environments", "describe"]);
    expect(stdout).toContain("network.vpcCidr");
    expect(stdout).toContain('with via: "ssm-tunnel"');
  });
});

describe("drydock guardrails", () => {
  it("lists every rule with its layer", async () => {
    const { code, stdout } = await drydockHere(["guardrails"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^kms-rotation +error +configuration +/m);
    expect(stdout).toMatch(/^stateful-not-replaced +error +plan +/m);
    expect(stdout).toMatch(/^stateful-prevent-destroy +error +construct tree +/m);
  });

  it("lists what was accepted on an environment, each with its reason", async () => {
    const { code, stdout } = await drydockHere(["guardrails", "--accepted", "prod"]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "bootstrap-production aws_s3_bucket.access-logs\n  s3-access-logging: No aws_s3_bucket_logging",
    );
    expect(stdout).toContain("\n  accepted: A log bucket that logs its own requests fills itself");
    expect(stdout).not.toContain("sandbox");
    expect((await drydockHere(["guardrails", "--accepted", "prd"])).stderr).toContain('Did you mean "prod"?');
  });

  it("explains one, with its sources", async () => {
    const { stdout } = await drydockHere(["guardrails", "kms-rotation"]);
    expect(stdout).toContain("kms-rotation (error, on the configuration)");
    expect(stdout).toContain("Source: CIS AWS Foundations Benchmark");
  });
});
