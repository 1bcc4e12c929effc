import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const ecrScanOnPush: ConfigurationRule = {
  id: "ecr-scan-on-push",
  severity: "error",
  title: "Images are scanned when they are pushed",
  rationale: "A known hole in an image is found when it arrives, and not when it is exploited.",
  source: { awsControls: ["ECR.1"], checkov: ["CKV_AWS_163"] },
  *check(stack) {
    for (const repository of stack.ofType("aws_ecr_repository")) {
      const scanning = blocks(repository.attributes, "image_scanning_configuration");
      if (scanning.some((block) => block.scan_on_push === true)) continue;
      yield { subject: repository, message: "Its image_scanning_configuration has no scan_on_push = true." };
    }
  },
};
