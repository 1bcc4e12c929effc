import { partitionOf } from "../../naming";
import type { CloudObject } from "../behaviour";
import { secondsInMs } from "../cloud/clock";
import type { Cloud } from "../cloud/cloud";

/** One resource as the tag index knows it. */
export interface TaggedResource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Types that take tags and that GetResources never returns. Source: Resource Groups Tagging API reference, "Services
 * that support the Resource Groups Tagging API": neither IAM users and roles nor Auto Scaling groups.
 */
const NEVER_LISTED: ReadonlySet<string> = new Set([
  "aws_autoscaling_group",
  "aws_iam_role",
  "aws_iam_service_linked_role",
  "aws_iam_user",
]);

/** What has no region is listed in one region of its partition only: cloud-custodian/cloud-custodian#2729, #9475. */
const WITHOUT_REGION = /^aws_(iam|route53|cloudfront)_/;
const REGION_OF_THE_GLOBAL = { aws: "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" };

/** Attribute that holds the ARN, where it is not `arn`. */
const ARN_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_eks_access_entry: "access_entry_arn",
  aws_eks_pod_identity_association: "association_arn",
};

/** Kind in the ARN of types of Amazon EC2 of which the provider says no ARN. */
const KINDS: Readonly<Record<string, string>> = { aws_nat_gateway: "natgateway" };

/** Whether the ARN of a type's objects is known: they have the attribute, or it can be worked out. */
export function hasArn(type: string, attributes: readonly string[]): boolean {
  return NEVER_LISTED.has(type) || type in KINDS || attributes.includes(ARN_ATTRIBUTES[type] ?? "arn");
}

/**
 * Seconds that GetResources goes on listing what was deleted: "ghosts" were seen for hours (boto/boto3#3341,
 * aws/aws-sdk#676).
 */
const LISTED_AFTER_DELETION_SECONDS = 2 * 60 * 60;

/** What GetResources lists of an account in a region, in the order of ARNs. */
export function taggedResources(cloud: Cloud, account: string, region: string): TaggedResource[] {
  const gone = cloud.departed.since(cloud.clock.nowMs - secondsInMs(LISTED_AFTER_DELETION_SECONDS));
  const listed = new Map<string, TaggedResource>();
  // What exists comes last, so that it stands in place of a namesake that is gone.
  for (const object of [...gone, ...cloud.everything()]) {
    if (!object.type.startsWith("aws_") || NEVER_LISTED.has(object.type)) continue;
    if (object.account !== account || indexRegionOf(object) !== region) continue;
    const tags = tagsOf(object);
    if (Object.keys(tags).length === 0) continue;
    const arn = arnOf(object);
    listed.set(arn, { arn, tags });
  }
  return [...listed.values()].sort((one, other) => (one.arn < other.arn ? -1 : 1));
}

function indexRegionOf({ type, region }: CloudObject): string {
  return WITHOUT_REGION.test(type) ? REGION_OF_THE_GLOBAL[partitionOf(region)] : region;
}

function tagsOf({ attributes }: CloudObject): Record<string, string> {
  const tags = attributes["tags_all"] ?? attributes["tags"] ?? {};
  if (typeof tags !== "object" || Array.isArray(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

/** @throws Error for a type whose objects are tagged and whose ARN nobody has said */
function arnOf({ type, id, account, region, attributes }: CloudObject): string {
  const arn = attributes[ARN_ATTRIBUTES[type] ?? "arn"];
  if (typeof arn === "string") return arn;
  const kind = KINDS[type];
  if (kind === undefined) {
    throw new Error(`${type} has tags and no ARN: add it to tagged-resources.ts.`);
  }
  return `arn:${partitionOf(region)}:ec2:${region}:${account}:${kind}/${id}`;
}
