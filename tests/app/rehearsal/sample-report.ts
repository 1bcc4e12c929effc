import { type RehearsalReport, reportVersion, type StepReport } from "../../../app/rehearsal/report/shape";

const step = (parts: Partial<StepReport> & Pick<StepReport, "step" | "title">): StepReport => ({
  outcome: "passed",
  seconds: 1.25,
  stacks: [],
  checks: [],
  disturbances: [],
  differences: [],
  problems: [],
  ...parts,
});

/** A report with one of everything: a failure, drift, differences, suppressions, and names that need escaping. */
export const failedReport: RehearsalReport = {
  version: reportVersion,
  level: "embedded",
  outcome: "failed",
  startedAt: "2026-03-01T12:00:00.000Z",
  seconds: 21.5,
  binary: { kind: "terraform", version: "1.11.4", path: "/usr/local/bin/terraform" },
  firstCause: {
    environment: "dev",
    scenario: "default",
    step: "Apply the disposable stacks",
    stack: "dev-network",
    sentence: 'The state of "dev-network" is locked <b>by</b> somebody.',
    details: ["Log: /tmp/dev-network-02-plan.log"],
  },
  environments: [
    {
      name: "dev",
      stacks: [
        { name: "bootstrap-sandbox", lifetime: "account", dependsOn: [], wave: 0, resources: 41 },
        { name: "keep-dev-keys", lifetime: "keep", dependsOn: ["bootstrap-sandbox"], wave: 1, resources: 6 },
        {
          name: "dev-network",
          lifetime: "disposable",
          dependsOn: ["bootstrap-sandbox", "keep-dev-keys"],
          wave: 2,
          resources: 72,
        },
      ],
    },
  ],
  runs: [
    {
      environment: "dev",
      scenario: "default",
      summary: "Create, verify, drift, destroy, recreate and compare.",
      outcome: "failed",
      seconds: 20,
      folder: "/tmp/rehearsal/dev-default",
      steps: [
        step({
          step: "apply",
          title: "Apply the survivors",
          stacks: [
            {
              stack: "keep-dev-keys",
              outcome: "passed",
              startedAfterSeconds: 0.2,
              seconds: 1,
              summary: "2 to create, 1 to update",
              drift: [],
              changes: [
                {
                  address: "aws_kms_key.data",
                  type: "aws_kms_key",
                  mode: "managed",
                  action: "create",
                  attributes: [],
                },
                {
                  address: "aws_kms_key.logs",
                  type: "aws_kms_key",
                  mode: "managed",
                  action: "update",
                  attributes: [
                    {
                      path: "enable_key_rotation",
                      before: false,
                      after: true,
                      unknown: false,
                      sensitive: false,
                      forcesReplacement: false,
                    },
                    { path: "token", unknown: false, sensitive: true, forcesReplacement: false },
                  ],
                },
              ],
            },
          ],
        }),
        step({
          step: "drift",
          title: "Disturb objects and expect the plan to show them",
          disturbances: [
            {
              stack: "dev-network",
              address: "aws_route.default",
              what: "deleted",
              shown: true,
              repair: "create",
            },
          ],
        }),
        step({
          step: "compare-states",
          title: "Compare the states with those remembered (first build)",
          checks: [
            {
              name: "same states",
              passed: true,
              sentence: "2 differences between the builds, 0 of them without an explanation.",
            },
          ],
          differences: [
            {
              stack: "dev-network",
              address: "aws_vpc.vpc",
              path: "id",
              before: "vpc-1",
              after: "vpc-2",
              rule: "AWS generates it for each new object",
            },
            {
              stack: "dev-network",
              address: "aws_vpc.vpc",
              path: "cidr_block",
              before: "10.0.0.0/16",
              after: "10.1.0.0/16",
            },
          ],
        }),
        step({
          step: "apply",
          title: "Apply the disposable stacks",
          outcome: "failed",
          seconds: 3,
          problems: [
            {
              stack: "dev-network",
              sentence: 'The state of "dev-network" is locked <b>by</b> somebody.',
              details: ["Wait."],
            },
          ],
          stacks: [
            {
              stack: "dev-network",
              outcome: "failed",
              startedAfterSeconds: 0,
              seconds: 3,
              summary: "locked",
              changes: [],
              drift: [],
            },
            {
              stack: "dev-edge",
              outcome: "not-run",
              startedAfterSeconds: 0,
              seconds: 0,
              summary: 'it needs "dev-network", which failed',
              changes: [],
              drift: [],
            },
          ],
        }),
        step({ step: "verify", title: "Verify what no plan shows", outcome: "not-run", seconds: 0 }),
      ],
    },
  ],
  guardrails: [
    {
      rule: "s3-encryption",
      severity: "error",
      stack: "bootstrap-sandbox",
      address: "aws_s3_bucket.logs",
      message: "Its algorithm is AES256.",
      suppressed: "S3 log delivery cannot use a customer's key.",
    },
    {
      rule: "vpc-nat-per-zone",
      severity: "warning",
      stack: "dev-network",
      address: "aws_nat_gateway.nat",
      message: "One gateway serves all zones.",
    },
  ],
  secretScan: { files: 57, findings: [], outcome: "clean" },
};

/** The same estate in two environments, and nothing went wrong; both suppress the same rule at the same construct. */
export const passedReport: RehearsalReport = (() => {
  const { firstCause: _, ...report } = failedReport;
  const [dev] = report.environments;
  const [run] = report.runs;
  if (!dev || !run) throw new Error("The sample report has no environment or no run.");
  const renamed = (name: string): string => name.replace("dev", "prod").replace("sandbox", "production");
  const [suppressed] = report.guardrails;
  if (!suppressed) throw new Error("The sample report has no finding.");
  const passed = {
    ...run,
    outcome: "passed" as const,
    steps: run.steps.filter(({ outcome }) => outcome === "passed"),
  };
  return {
    ...report,
    outcome: "passed",
    environments: [
      dev,
      { name: "prod", stacks: dev.stacks.map((stack) => ({ ...stack, name: renamed(stack.name) })) },
    ],
    runs: [passed, { ...passed, environment: "prod" }],
    guardrails: [suppressed, { ...suppressed, stack: renamed(suppressed.stack) }],
  };
})();
