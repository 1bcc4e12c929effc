import * as fs from "node:fs";
import * as path from "node:path";
import { faults } from "../../../app/rehearsal/faults/all";
import { repositoryRoot } from "../../../app/repository";
import { Disturbance } from "../../../app/simulator/state-endpoint/disturbance";
import { stsService } from "../../../app/simulator/state-endpoint/sts-service";
import { AwsAccount, refusal } from "../simulator/aws/aws-account";

describe("faults", () => {
  it("have a file and a line in docs/rehearsal.md each, and end with nothing left to do", () => {
    const page = fs.readFileSync(path.join(repositoryRoot, "docs", "rehearsal.md"), "utf8");
    const folder = path.join(repositoryRoot, "app", "rehearsal", "faults");
    const files = fs.readdirSync(folder).map((file) => `fault-${path.basename(file, ".ts")}`);
    expect(faults.map(({ name }) => name).filter((name) => !files.includes(name))).toEqual([]);
    expect(files.length).toBe(faults.length + ["all.ts", "fault.ts"].length);
    for (const { name, group, steps } of faults) {
      expect(group).toBe("faults");
      expect(page).toContain(`\`${name}\``);
      expect([name, steps.some(({ step }) => step === "expect-empty-plan")]).toEqual([name, true]);
    }
  });
});

describe("throttling", () => {
  it("of a service ends after so many calls, and tells how many are left", () => {
    const throttling = new Disturbance();
    throttling.throttle("sts", 1);
    expect([throttling.toThrottle("sts"), throttling.toThrottle("s3")]).toEqual([1, 0]);
    expect(() => throttling.strike(stsService)).toThrow("Rate exceeded");
    expect(throttling.toThrottle("sts")).toBe(0);
    expect(() => throttling.strike(stsService)).not.toThrow();
  });
});

describe("an outage", () => {
  it("cuts so many calls, or all until it is over", () => {
    const outage = new Disturbance();
    outage.unreachable(2);
    expect([1, 2, 3].map(() => outage.takesDown())).toEqual([true, true, false]);
    outage.unreachable();
    expect([1, 2, 3].map(() => outage.takesDown())).toEqual([true, true, true]);
    outage.restore();
    expect(outage.takesDown()).toBe(false);
  });

  it("can begin with a call that fails", () => {
    const aws = new AwsAccount();
    const outage = new Disturbance();
    aws.cloud.faults.add({
      type: "aws_vpc",
      code: "ServiceUnavailable",
      message: "Service Unavailable",
      also: () => outage.unreachable(),
    });
    aws.create("aws_eip");
    expect(outage.takesDown()).toBe(false);
    expect(refusal(() => aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" }))).toMatch(
      /^ServiceUnavailable/,
    );
    expect(outage.takesDown()).toBe(true);
  });
});
