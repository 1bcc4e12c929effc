import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import { type Rehearsal, runRehearsal } from "../../../app/rehearsal/rehearse";
import type { StepReport } from "../../../app/rehearsal/report/shape";
import { type Binary, findBinary } from "../../../app/terraform/binary";
import { PlainProgress, type Progress } from "../../../app/terraform/progress";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { temporaryFolder } from "../terraform/workbench";

interface Choices {
  readonly environment?: string;
  readonly stacks?: readonly string[];
  readonly scenarios?: readonly string[];
  readonly binary: Binary;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  readonly out?: string;
}

function rehearse({
  environment = "dev",
  stacks,
  scenarios,
  binary,
  progress = new PlainProgress({ write: () => undefined }),
  signal,
  out,
}: Choices): Promise<Rehearsal> {
  return runRehearsal({
    environments: loadEnvironments({ names: [environment] }),
    ...(scenarios && { scenarios }),
    ...(stacks && { stacks }),
    binary,
    out: out ?? path.join(temporaryFolder(), "rehearsal"),
    progress,
    ...(signal && { signal }),
  });
}

/** The smallest part of the estate with something of each lifetime. */
const network = ["*-network"];

function steps({ report }: Rehearsal): StepReport[] {
  return report.runs.flatMap((run) => run.steps);
}

/** A rehearsal that passed; otherwise its first cause, so that a failing test says what went wrong. */
function expectPassed({ report }: Rehearsal): void {
  if (report.firstCause)
    throw new Error([report.firstCause.sentence, ...report.firstCause.details].join("\n"));
  expect(report.outcome).toBe("passed");
}

describeWith("terraform", "a rehearsal with terraform", () => {
  let binary: Binary;
  beforeAll(async () => {
    binary = await findBinary(toolPath("terraform"));
  });

  it("takes dev through its whole life", async () => {
    const rehearsal = await rehearse({ binary });
    expectPassed(rehearsal);
    const { report, files } = rehearsal;

    const drift = steps(rehearsal).find(({ step }) => step === "drift");
    expect(drift?.disturbances.length).toBeGreaterThanOrEqual(8);
    expect(drift?.disturbances.filter(({ shown, repair }) => !shown || repair === undefined)).toEqual([]);
    const compared = steps(rehearsal).find(({ step }) => step === "compare-states");
    expect(compared?.differences.length).toBeGreaterThan(10);
    expect(compared?.differences.filter(({ rule }) => rule === undefined)).toEqual([]);
    const checks = steps(rehearsal).flatMap((step) => step.checks);
    expect(checks.length).toBeGreaterThanOrEqual(7);
    expect(report.secretScan).toMatchObject({ outcome: "clean", findings: [] });
    expect(report.secretScan.files).toBeGreaterThan(50);
    expect(JSON.parse(fs.readFileSync(files.json, "utf8"))).toEqual(JSON.parse(JSON.stringify(report)));
    // A third of a minute on two idle cores; a busy machine may take its time.
  }, 240_000);

  it("rehearses one stack with those that it depends on, and nothing else", async () => {
    const rehearsal = await rehearse({ environment: "prod", binary, stacks: ["prod-network"] });
    expectPassed(rehearsal);
    const [environment] = rehearsal.report.environments;
    expect(environment?.stacks.map(({ name }) => name)).toEqual([
      "bootstrap-production",
      "keep-prod-keys",
      "prod-network",
    ]);
  });

  it("answers an unknown stack with the closest one", async () => {
    await expect(rehearse({ binary, stacks: ["dev-netwrok"] })).rejects.toThrow(
      'There is no stack "dev-netwrok". Did you mean "dev-network"?',
    );
  });

  it("runs the synthesized files unchanged and writes nothing beside them", async () => {
    const rehearsal = await rehearse({ binary, stacks: network, scenarios: ["create"] });
    expectPassed(rehearsal);
    const [run] = rehearsal.report.runs;
    const synth = path.join(path.dirname(rehearsal.files.json), "synth", "stacks");
    const stacks = rehearsal.report.environments.flatMap((environment) => environment.stacks);
    expect(stacks.length).toBeGreaterThan(1);
    for (const { name: stack } of stacks) {
      expect(fs.readdirSync(path.join(synth, stack))).toEqual(["cdk.tf.json"]);
    }
    const rehearsed = fs.readdirSync(path.join(run?.folder ?? "", "stacks"));
    expect(rehearsed).toContain("dev-network");
    for (const stack of rehearsed) {
      const copy = fs.readFileSync(path.join(run?.folder ?? "", "stacks", stack, "cdk.tf.json"));
      expect(copy.equals(fs.readFileSync(path.join(synth, stack, "cdk.tf.json")))).toBe(true);
    }
  });

  /** The real terraform, but one command of one stack fails. */
  function failing(command: string, stack: string): Binary {
    const file = path.join(temporaryFolder(), "terraform");
    const condition = `[ "$1" = ${command} ] && [ "$(basename "$PWD")" = ${stack} ]`;
    fs.writeFileSync(
      file,
      `#!/bin/sh\nif ${condition}; then echo "Error: the quota is reached" >&2; exit 1; fi\nexec ${binary.path} "$@"\n`,
      { mode: 0o755 },
    );
    return { ...binary, path: file };
  }

  it("stops at the first failure, names it on top and reports the rest as not run", async () => {
    const rehearsal = await rehearse({ binary: failing("apply", "keep-dev-keys"), stacks: network });
    const { report, files } = rehearsal;
    expect(report.outcome).toBe("failed");
    expect(report.firstCause).toMatchObject({
      environment: "dev",
      scenario: "default",
      step: "Apply the survivors",
      stack: "keep-dev-keys",
      sentence: 'terraform apply of "keep-dev-keys" failed: the quota is reached',
    });
    expect(
      steps(rehearsal)
        .map(({ outcome }) => outcome)
        .slice(0, 4),
    ).toEqual(["passed", "failed", "not-run", "not-run"]);
    expect(fs.readFileSync(files.html, "utf8")).toContain(
      "terraform apply of &quot;keep-dev-keys&quot; failed: the quota is reached",
    );
  });

  it("finishes in an orderly way when it is interrupted, and still writes its report", async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const progress = new PlainProgress({
      write: (line: string) => {
        lines.push(line);
        if (line.includes("Apply the disposable stacks")) setTimeout(() => stop.abort(), 150);
      },
    });
    const rehearsal = await rehearse({ binary, stacks: network, progress, signal: stop.signal });
    expect(rehearsal.report.outcome).toBe("interrupted");
    expect(rehearsal.report.secretScan.outcome).toBe("not-run");
    const taken = steps(rehearsal).filter(({ outcome }) => outcome !== "not-run");
    expect(taken.slice(0, -1).map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: taken.length - 1 }, () => "passed"),
    );
    expect(taken.at(-1)).toMatchObject({ title: "Apply the disposable stacks", outcome: "interrupted" });
    expect(fs.existsSync(rehearsal.files.html)).toBe(true);
    expect(lines.join("")).toContain("Apply the disposable stacks: dev-network");
  });

  it("answers an unknown scenario with the closest one, before anything runs", async () => {
    await expect(rehearse({ binary, scenarios: ["recrate"] })).rejects.toThrow(
      'There is no scenario "recrate". Did you mean "recreate"?',
    );
  });

  it("empties no folder that is not a rehearsal's", async () => {
    const out = temporaryFolder();
    fs.writeFileSync(path.join(out, "thesis.txt"), "years of work");
    await expect(rehearse({ binary, out })).rejects.toThrow(/holds something else than a rehearsal/);
    expect(fs.existsSync(path.join(out, "thesis.txt"))).toBe(true);
  });
});

describeWith("tofu", "a rehearsal with OpenTofu", () => {
  it("creates the network of dev, repairs its drift and finds nothing left to do", async () => {
    const binary = await findBinary(toolPath("tofu"));
    expectPassed(await rehearse({ binary, stacks: network, scenarios: ["drift"] }));
  });
});
