import type { ConfigurationRule } from "../rule";

export const ecrLifecycle: ConfigurationRule = {
  id: "ecr-lifecycle",
  severity: "error",
  title: "Image repositories have a lifecycle policy",
  rationale: "Layers that no tag names any more are billed for ever, and are scanned with the rest.",
  source: { awsControls: ["ECR.3"] },
  *check(stack) {
    for (const repository of stack.ofType("aws_ecr_repository")) {
      if (stack.companions(repository, "aws_ecr_lifecycle_policy", "repository").length > 0) continue;
      yield {
        subject: repository,
        message: "No aws_ecr_lifecycle_policy refers to it. Add one that says what is kept.",
      };
    }
  },
};
