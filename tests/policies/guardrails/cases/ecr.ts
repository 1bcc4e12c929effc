import { policy } from "./rule-cases";
import type { Resources, RuleCases } from "./rule-cases";

const address = "aws_ecr_repository.engine";
const repository = (attributes: Record<string, unknown>): Resources => ({
  aws_ecr_repository: { engine: { name: "drydock-dev/engine", ...attributes } },
});
const withPolicy = (document: unknown): Resources => ({
  aws_ecr_repository_policy: {
    engine: { repository: "${aws_ecr_repository.engine.name}", policy: document },
  },
});
const pull = { Effect: "Allow", Action: ["ecr:BatchGetImage"] };

export const ecrCases: readonly RuleCases[] = [
  {
    rule: "ecr-immutable-tags",
    fails: [
      {
        what: "a repository that says nothing",
        resources: repository({}),
        at: [address],
        says: "not stated",
      },
      {
        what: "tags that move",
        resources: repository({ image_tag_mutability: "MUTABLE" }),
        at: [address],
        says: "is MUTABLE",
      },
      {
        what: "exceptions",
        resources: repository({ image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION" }),
        at: [address],
        says: "IMMUTABLE_WITH_EXCLUSION",
      },
    ],
    passes: [{ what: "tags that stay", resources: repository({ image_tag_mutability: "IMMUTABLE" }) }],
  },
  {
    rule: "ecr-scan-on-push",
    fails: [
      {
        what: "a repository that says nothing",
        resources: repository({}),
        at: [address],
        says: "scan_on_push",
      },
      {
        what: "scanning that is off",
        resources: repository({ image_scanning_configuration: { scan_on_push: false } }),
        at: [address],
        says: "scan_on_push",
      },
    ],
    passes: [
      {
        what: "scanning",
        resources: repository({ image_scanning_configuration: { scan_on_push: true } }),
      },
    ],
  },
  {
    rule: "ecr-encryption",
    fails: [
      {
        what: "a repository that says nothing",
        resources: repository({}),
        at: [address],
        says: "no key of ours",
      },
      {
        what: "AWS's own key",
        resources: repository({ encryption_configuration: [{ encryption_type: "KMS" }] }),
        at: [address],
        says: "kms_key",
      },
    ],
    passes: [
      {
        what: "a key of ours",
        resources: repository({
          encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.data.arn}" }],
        }),
      },
    ],
  },
  {
    rule: "ecr-lifecycle",
    fails: [
      {
        what: "a repository alone",
        resources: repository({}),
        at: [address],
        says: "No aws_ecr_lifecycle_policy",
      },
    ],
    passes: [
      {
        what: "a repository with one",
        resources: {
          ...repository({}),
          aws_ecr_lifecycle_policy: { engine: { repository: "${aws_ecr_repository.engine.name}" } },
        },
      },
    ],
  },
  {
    rule: "ecr-policy-principals",
    fails: [
      {
        what: "a policy that publishes the images",
        resources: withPolicy(policy({ ...pull, Principal: "*" })),
        at: ["aws_ecr_repository_policy.engine"],
        says: "allows any principal",
      },
      {
        what: "a policy for everybody but one",
        resources: withPolicy(policy({ ...pull, NotPrincipal: { AWS: "123456789012" } })),
        at: ["aws_ecr_repository_policy.engine"],
        says: "allows any principal",
      },
      {
        what: "a policy that nobody can read here",
        resources: withPolicy("${data.aws_iam_policy_document.engine.json}"),
        at: ["aws_ecr_repository_policy.engine"],
        says: "Write it out",
      },
    ],
    passes: [
      {
        what: "an account that is named, and denials for everybody",
        resources: withPolicy(
          policy(
            { ...pull, Principal: { AWS: "arn:aws:iam::123456789012:root" } },
            { Effect: "Deny", Principal: "*", Action: "ecr:*" },
          ),
        ),
      },
    ],
  },
];
