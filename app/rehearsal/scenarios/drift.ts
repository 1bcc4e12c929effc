import type { Disturbance, Scenario, Step } from "../scenario";

/**
 * What people do at a console: open a network, weaken a key, shorten a retention, remove a route or a policy. One
 * object of each is disturbed, so every stack of an environment has something to repair.
 */
const disturbances: readonly Disturbance[] = [
  { stacks: "account", type: "aws_s3_bucket_public_access_block", by: { block_public_policy: false } },
  { stacks: "account", type: "aws_iam_role_policy_attachment", by: "delete" },
  { stacks: "keep", type: "aws_kms_key", by: { enable_key_rotation: false } },
  { stacks: "keep", type: "aws_kms_alias", by: "delete" },
  { stacks: "keep", type: "aws_ecr_repository", by: { image_tag_mutability: "MUTABLE" } },
  { stacks: "keep", type: "aws_ecr_repository_policy", by: "delete" },
  { stacks: "disposable", type: "aws_vpc", by: { enable_dns_hostnames: false } },
  { stacks: "disposable", type: "aws_route", by: "delete" },
  { stacks: "disposable", type: "aws_flow_log", by: "delete" },
  { stacks: "disposable", type: "aws_cloudwatch_log_group", by: { retention_in_days: 1 } },
  { stacks: "disposable", type: "aws_eks_access_policy_association", by: "delete" },
  { stacks: "disposable", type: "aws_eks_addon", by: { addon_version: "v1.0.0-eksbuild.1" } },
];

/** Disturbs, repairs, and finds nothing left to repair. */
export const driftSteps: readonly Step[] = [
  { step: "drift", disturbances },
  { step: "apply", stacks: "all" },
  { step: "expect-empty-plan", stacks: "all" },
];

export const drift: Scenario = {
  name: "drift",
  from: "created",
  summary: "Objects that were deleted or changed behind terraform's back are shown by the plan and repaired.",
  steps: driftSteps,
};
