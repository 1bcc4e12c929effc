import type { ConfigurationRule } from "../rule";

export const ecrImmutableTags: ConfigurationRule = {
  id: "ecr-immutable-tags",
  severity: "error",
  title: "Tags of an image repository are immutable",
  rationale: "Where a tag can move, what was scanned and reviewed under it is not what is pulled under it.",
  source: { awsControls: ["ECR.2"], checkov: ["CKV_AWS_51"] },
  *check(stack) {
    for (const repository of stack.ofType("aws_ecr_repository")) {
      const { image_tag_mutability: mutability } = repository.attributes;
      if (mutability === "IMMUTABLE") continue;
      yield {
        subject: repository,
        message: `Its image_tag_mutability is ${mutability === undefined ? "not stated, which is MUTABLE" : String(mutability)}. Set it to IMMUTABLE.`,
      };
    }
  },
};
