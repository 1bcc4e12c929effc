import * as fs from "node:fs";
import * as path from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformStack, Testing } from "cdktf";
import type { App } from "cdktf";
import { Construct } from "constructs";
import { checkConfiguration } from "../../../policies/guardrails/configuration";
import { checkConstructs } from "../../../policies/guardrails/construct-tree";
import { blocking, describeFinding } from "../../../policies/guardrails/finding";
import type { TerraformJson } from "../../../policies/guardrails/stack-configuration";
import { suppress, suppressions } from "../../../policies/guardrails/suppression";

const REASON = "The scratch bucket is emptied every night by design.";

function appWithBucket(): { app: App; stack: TerraformStack; group: Construct } {
  const app = Testing.app();
  const stack = new TerraformStack(app, "keep-dev-storage");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const group = new Construct(stack, "scratch");
  new S3Bucket(group, "bucket", {});
  return { app, stack, group };
}

function synthesized(stack: TerraformStack): TerraformJson {
  const file = path.join(Testing.fullSynth(stack), "stacks", stack.node.id, "cdk.tf.json");
  return JSON.parse(fs.readFileSync(file, "utf8")) as TerraformJson;
}

describe("a suppression at a construct", () => {
  test("keeps the finding in the report, with the reason, and stops nothing", () => {
    const { app, group } = appWithBucket();
    expect(blocking(checkConstructs(app)).map((finding) => finding.rule)).toContain(
      "stateful-prevent-destroy",
    );

    suppress(group, "stateful-prevent-destroy", REASON);

    const finding = checkConstructs(app).find(({ rule }) => rule === "stateful-prevent-destroy");
    expect(finding?.suppression).toEqual({ reason: REASON });
    expect(finding && describeFinding(finding)).toContain(`(suppressed: ${REASON})`);
    expect(blocking(checkConstructs(app)).map(({ rule }) => rule)).not.toContain("stateful-prevent-destroy");
  });

  test("stands beside the resource in the synthesized file, where the configuration rules read it", () => {
    const { stack, group } = appWithBucket();
    suppress(group, "s3-public-access-block", REASON);

    const finding = checkConfiguration("keep-dev-storage", synthesized(stack)).find(
      ({ rule }) => rule === "s3-public-access-block",
    );
    expect(finding?.suppression).toEqual({ reason: REASON });
  });

  test("takes away the rule that it names and no other", () => {
    const { stack, group } = appWithBucket();
    suppress(group, "kms-rotation", REASON);

    const findings = checkConfiguration("keep-dev-storage", synthesized(stack));
    expect(blocking(findings).map(({ rule }) => rule)).toContain("s3-public-access-block");
  });

  test("is reported when it matches nothing, once, whichever layer its rule is in", () => {
    const { app, stack, group } = appWithBucket();
    new S3Bucket(group, "second", { lifecycle: { preventDestroy: true } });
    suppress(group.node.findChild("second"), "stateful-prevent-destroy", REASON);
    suppress(group, "kms-rotation", REASON);

    const unused = [
      ...checkConstructs(app),
      ...checkConfiguration("keep-dev-storage", synthesized(stack)),
    ].filter(({ rule }) => rule === "unused-suppression");
    expect(unused.map(({ address, severity }) => [address, severity])).toEqual([
      [expect.stringContaining("scratch/second"), "warning"],
      [expect.stringContaining("scratch"), "warning"],
    ]);
  });

  test("of an unknown rule is refused with the closest name", () => {
    const { group } = appWithBucket();
    expect(() => suppress(group, "kms-rotatoin", REASON)).toThrow(
      'There is no guardrail "kms-rotatoin". Did you mean "kms-rotation"?',
    );
  });

  test.each(["", "  ", "not needed", "because I say"])("with the reason %j is refused", (reason) => {
    const { group } = appWithBucket();
    expect(() => suppress(group, "kms-rotation", reason)).toThrow(
      "Give a sentence that a reviewer can judge.",
    );
  });

  test("can be listed by stack and construct", () => {
    const { app, group } = appWithBucket();
    suppress(group, "kms-rotation", REASON);
    const listed = suppressions(app).get("keep-dev-storage");
    expect([...(listed?.values() ?? [])].flat()).toEqual([
      { rule: "kms-rotation", reason: REASON, at: "keep-dev-storage/scratch" },
    ]);
  });
});
