import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const ecrEncryption: ConfigurationRule = {
  id: "ecr-encryption",
  severity: "error",
  title: "Image repositories encrypt with a KMS key of ours",
  rationale:
    "Images hold the trading code. With our key reading them takes a second right; ECR fixes the key when the repository is created.",
  source: { awsControls: ["ECR.5"], checkov: ["CKV_AWS_136"] },
  *check(stack) {
    for (const repository of stack.ofType("aws_ecr_repository")) {
      const encryption = blocks(repository.attributes, "encryption_configuration");
      const ours = encryption.some(
        (block) => String(block.encryption_type).startsWith("KMS") && block.kms_key !== undefined,
      );
      if (ours) continue;
      yield {
        subject: repository,
        message: "Its encryption_configuration names no key of ours. Use encryption_type KMS with kms_key.",
      };
    }
  },
};
