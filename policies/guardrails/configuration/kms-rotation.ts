import type { ConfigurationRule } from "../rule";

export const kmsRotation: ConfigurationRule = {
  id: "kms-rotation",
  severity: "error",
  title: "KMS keys rotate",
  rationale:
    "Rotation bounds how much data one key material protects; without it a leaked key reads everything ever written.",
  source: { cis: ["3.6"], awsControls: ["KMS.4"], checkov: ["CKV_AWS_7"] },
  *check(stack) {
    for (const key of stack.ofType("aws_kms_key")) {
      const { enable_key_rotation: rotation, customer_master_key_spec: spec } = key.attributes;
      // AWS rotates symmetric keys only.
      const symmetric = spec === undefined || spec === "SYMMETRIC_DEFAULT";
      if (!symmetric || rotation === true) continue;
      yield {
        subject: key,
        message: `enable_key_rotation is ${JSON.stringify(rotation ?? null)}. Set it to true.`,
      };
    }
  },
};
