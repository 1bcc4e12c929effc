import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import type { RunReport } from "../../../app/rehearsal/report/shape";
import { rehearseScenario } from "../../../app/rehearsal/run-scenario";
import type { Step } from "../../../app/rehearsal/scenario";
import { createSteps } from "../../../app/rehearsal/scenarios/create";
import { synthesize } from "../../../app/synth/synthesize";
import { findBinary } from "../../../app/terraform/binary";
import { PlainProgress } from "../../../app/terraform/progress";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { temporaryFolder } from "../terraform/workbench";

/** A scenario of our own for dev, after a create. */
async function run(...steps: Step[]): Promise<RunReport> {
  const folder = temporaryFolder();
  const environments = loadEnvironments({ names: ["dev"] });
  const { stacks } = synthesize({ environments, outdir: path.join(folder, "synth") });
  const { report } = await rehearseScenario({
    environment: "dev",
    stacks,
    operators: environments.flatMap(({ account }) => account.operators),
    scenario: { name: "own", summary: "A test's.", steps: [...createSteps, ...steps] },
    binary: await findBinary(toolPath("terraform")),
    folder: path.join(folder, "run"),
    progress: new PlainProgress({ write: () => undefined }),
    limit: 2,
  });
  return report;
}

function problems(report: RunReport): string[] {
  return report.steps.flatMap((step) => step.problems.map(({ sentence }) => sentence));
}

describeWith("terraform", "a rehearsal notices", () => {
  it("what was not repaired, and what a destroy would leave", async () => {
    const report = await run(
      {
        step: "drift",
        disturbances: [{ stacks: "disposable", type: "aws_vpc", by: { enable_dns_hostnames: false } }],
      },
      { step: "expect-empty-plan", stacks: "all" },
    );
    expect(report.outcome).toBe("failed");
    expect(problems(report)).toEqual([
      expect.stringMatching(
        /^The second plan of "dev-network" is not empty: 1 to update, first aws_vpc\..*: update \(enable_dns_hostnames\)\.$/,
      ),
    ]);
  });

  it("what stays behind when nothing was destroyed, object by object", async () => {
    const report = await run({ step: "expect-only-survivors" });
    expect(problems(report)).toContainEqual(
      expect.stringMatching(
        /^After the destroy the cloud still holds aws_vpc vpc-\w+ \(aws:\d{12}:.*\), which no survivor's state knows\.$/,
      ),
    );
  });

  it("a difference between two builds that nothing explains", async () => {
    const report = await run(
      { step: "remember-states", as: "before" },
      { step: "drift", disturbances: [{ stacks: "disposable", type: "aws_route", by: "delete" }] },
      { step: "destroy", stacks: "disposable" },
      { step: "compare-states", with: "before" },
    );
    expect(problems(report)).toContainEqual(
      expect.stringMatching(
        /^The second build of "dev-network" differs from the first without an explanation: aws_vpc\./,
      ),
    );
  });

  it("a disturbance that finds nothing to disturb, instead of passing over it", async () => {
    const report = await run({
      step: "drift",
      disturbances: [{ stacks: "disposable", type: "aws_eks_cluster", by: "delete" }],
    });
    expect(problems(report)).toEqual([
      'The environment "dev" has no aws_eks_cluster to disturb in its disposable stacks. Take another type in app/rehearsal/scenarios/drift.ts.',
    ]);
  });
});
