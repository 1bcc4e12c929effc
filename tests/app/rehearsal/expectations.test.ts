import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import type { RunReport } from "../../../app/rehearsal/report/shape";
import { type EnvironmentRehearsal, rehearseEnvironment } from "../../../app/rehearsal/rehearse-environment";
import type { Step } from "../../../app/rehearsal/scenario";
import { create } from "../../../app/rehearsal/scenarios/create";
import { synthesize } from "../../../app/synth/synthesize";
import { type Binary, findBinary } from "../../../app/terraform/binary";
import { selectStacks, withProducers } from "../../../app/terraform/selection";
import { PlainProgress } from "../../../app/terraform/progress";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { temporaryFolder } from "../terraform/workbench";

/** What a rehearsal must notice: scenarios of our own that fail, each in a copy of the same dev. */
const failing: Readonly<Record<string, readonly Step[]>> = {
  "not repaired": [
    {
      step: "drift",
      disturbances: [{ stacks: "disposable", type: "aws_vpc", by: { enable_dns_hostnames: false } }],
    },
    { step: "expect-empty-plan", stacks: { parts: ["network"] } },
  ],
  "not destroyed": [{ step: "expect-only-survivors" }],
  "not the same": [
    { step: "remember-states", as: "before" },
    { step: "drift", disturbances: [{ stacks: "disposable", type: "aws_route", by: "delete" }] },
    { step: "destroy", stacks: { parts: ["network"] } },
    { step: "compare-states", with: "before" },
  ],
  "nothing to disturb": [
    {
      step: "drift",
      disturbances: [{ stacks: "disposable", type: "aws_nothing", by: "delete" }],
    },
  ],
  "nothing failed": [
    { step: "expect-failure", of: "apply", stacks: { parts: ["network"] }, code: "Any", says: /./ },
  ],
  "failed otherwise": [
    { step: "destroy", stacks: { parts: ["network"] } },
    {
      step: "arrange",
      title: "No VPC may be made",
      by: ({ cloud }) => void cloud.quotas.set("L-F678F1CE", 0),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "AddressLimitExceeded",
      says: /^Raise the quota of addresses/,
    },
  ],
  "nothing refused": [{ step: "expect-refusal", stacks: { parts: ["network"] }, says: /./ }],
  "refused otherwise": [
    {
      step: "arrange",
      title: "Somebody makes a group",
      by: (scene) =>
        scene.make("network", "aws_security_group", {
          name: "quotes",
          vpc_id: scene.object("aws_vpc").id,
        }).id,
    },
    { step: "expect-refusal", stacks: { parts: ["network"] }, says: /^The subnet/ },
  ],
  "no such part": [{ step: "apply", stacks: { parts: ["netwrok"] } }],
};

/** Scenarios for dev that begin with all of it. */
async function rehearse(binary: Binary): Promise<EnvironmentRehearsal> {
  const out = temporaryFolder();
  const environments = loadEnvironments({ names: ["dev"] });
  const [definition] = environments;
  if (!definition) throw new Error("There is no environment dev.");
  const estate = synthesize({ environments, outdir: path.join(out, "synth") }).stacks;
  const stacks = withProducers(selectStacks(estate, ["dev-network"]), estate);
  return rehearseEnvironment({
    environment: "dev",
    definition,
    stacks,
    operators: environments.flatMap(({ account }) => account.operators),
    delegatedZones: [],
    scenarios: [
      create,
      ...Object.entries(failing).map(([name, steps]) => ({
        name,
        group: "own",
        from: "created" as const,
        summary: "A test's.",
        steps,
      })),
    ],
    binary,
    out,
    progress: new PlainProgress({ write: () => undefined }),
    limit: 2,
  });
}

function problems(report: RunReport | undefined): string[] {
  return report?.steps.flatMap((step) => step.problems.map(({ sentence }) => sentence)) ?? [];
}

describeWith("terraform", "a rehearsal notices", () => {
  let reports: readonly RunReport[];
  const reportOf = (scenario: string) => reports.find((report) => report.scenario === scenario);
  beforeAll(async () => {
    ({ reports } = await rehearse(await findBinary(toolPath("terraform"))));
  });

  it("what was not repaired", () => {
    expect(reportOf("not repaired")?.outcome).toBe("failed");
    expect(problems(reportOf("not repaired"))).toEqual([
      expect.stringMatching(
        /^The second plan of "dev-network" is not empty: 1 to update, first aws_vpc\..*: update \(enable_dns_hostnames\)\.$/,
      ),
    ]);
  });

  it("what stays behind when nothing was destroyed, object by object", () => {
    expect(problems(reportOf("not destroyed"))).toContainEqual(
      expect.stringMatching(
        /^After the destroy the cloud still holds aws_vpc vpc-\w+ \(aws:\d{12}:.*\), which no survivor's state knows\.$/,
      ),
    );
  });

  it("a difference between two builds that nothing explains", () => {
    expect(problems(reportOf("not the same"))).toContainEqual(
      expect.stringMatching(
        /^The second build of "dev-network" differs from the first without an explanation: aws_vpc\./,
      ),
    );
  });

  it("a disturbance that finds nothing to disturb, instead of passing over it", () => {
    expect(problems(reportOf("nothing to disturb"))).toEqual([
      'The environment "dev" has no aws_nothing to disturb in its disposable stacks. Take another type in app/rehearsal/scenarios/drift.ts.',
    ]);
  });

  it("a failure that did not come", () => {
    expect(problems(reportOf("nothing failed"))).toEqual([
      "The apply went through, and Any should have stopped it.",
    ]);
  });

  it("a failure with another error, and one that is explained otherwise", () => {
    expect(problems(reportOf("failed otherwise"))).toEqual([
      expect.stringMatching(
        /^The apply should have failed with AddressLimitExceeded: A quota of the account is used up, so aws_vpc\.vpc of "dev-network" could not be created: VPCs per Region \(L-F678F1CE\)\. Have it raised/,
      ),
      expect.stringMatching(
        /^The failure is explained as "A quota .*", which does not match \/\^Raise the quota/,
      ),
    ]);
  });

  it("a destruction that nothing stands in the way of, and one that is refused with another sentence", () => {
    expect(problems(reportOf("nothing refused"))).toEqual(["The destruction was not refused."]);
    expect(problems(reportOf("refused otherwise"))).toEqual([
      expect.stringMatching(
        /^The destruction was refused with "Nothing was destroyed, .* The security group sg-\w+ \("quotes"\) is in no state .*", which does not match/,
      ),
    ]);
  });

  it("a part that the environment does not have", () => {
    expect(problems(reportOf("no such part"))).toEqual([
      'There is no stack "netwrok". Did you mean "network"?',
    ]);
  });

  it("all of it in copies of one environment, which is created and initialized once", () => {
    expect(reports.map(({ scenario, outcome }) => [scenario, outcome])).toEqual([
      ["create", "passed"],
      ...Object.keys(failing).map((name) => [name, "failed"]),
    ]);
    // Each sees the network as it was created, although another one has disturbed it, and one has destroyed it.
    const drifts = ["not repaired", "not the same"].map((name) =>
      reportOf(name)?.steps.find(({ step }) => step === "drift"),
    );
    expect(
      drifts.map((step) => step?.stacks.flatMap(({ drift }) => drift.map(({ address }) => address))),
    ).toEqual([[expect.stringMatching(/^aws_vpc\./)], [expect.stringMatching(/^aws_route\./)]]);
    const logs = reports
      // A look for what stands in the way has a folder, and an init, of its own.
      .filter(({ scenario }) => scenario !== "create" && !scenario.includes("refused"))
      .flatMap(({ folder }) => fs.readdirSync(folder, { recursive: true, encoding: "utf8" }))
      .filter((file) => file.endsWith(".log"));
    expect(logs.length).toBeGreaterThan(10);
    expect(logs.filter((file) => file.includes("init"))).toEqual([]);
  });
});

describeWith("terraform", "a rehearsal in which the create fails", () => {
  it("reports what would have begun with it as not run", async () => {
    const broken = { ...(await findBinary(toolPath("terraform"))), path: "/bin/false" };
    const { reports } = await rehearse(broken);
    expect(reports.map(({ outcome }) => outcome)).toEqual([
      "failed",
      ...Object.keys(failing).map(() => "not-run"),
    ]);
    expect(reports[1]?.steps.map(({ outcome }) => outcome)).toEqual(["not-run", "not-run"]);
  });
});
