import type { CallContext, CloudObject } from "../behaviour";
import { secondsInMs } from "../cloud/clock";
import type { Attributes } from "../value";
import { text } from "./identifiers";
import { concerns, parsePolicy } from "./json-policy";

/**
 * Records are under way for some time after what they tell of has gone: flow logs are published within about 5
 * minutes after an aggregation interval of up to 10 (VPC User Guide, "Flow log records", "Aggregation interval").
 */
const UNDER_WAY_SECONDS = 15 * 60;

/** Whether late records bring a log group back, or are turned away. */
export type LateRecords = "none" | "turned away" | "bring it back";

/**
 * What records that are still under way do to a log group that is deleted: the service that delivers them creates the
 * group anew, unless its role may not.
 */
export function lateRecords(group: CloudObject, context: CallContext): LateRecords {
  const arn = text(group.attributes["arn"]);
  const writers = stillThere("aws_flow_log", context).filter(
    ({ log_destination: destination }) => text(destination).replace(/:\*$/, "") === arn,
  );
  if (writers.length === 0) return "none";
  return writers.some((writer) => mayCreate(text(writer["iam_role_arn"]), context))
    ? "bring it back"
    : "turned away";
}

/** Objects of a type that exist or went a short while ago. */
function stillThere(type: string, { cloud, ...place }: CallContext): Attributes[] {
  const recently = cloud.clock.nowMs - secondsInMs(UNDER_WAY_SECONDS);
  const departed = cloud.departed
    .since(recently)
    .filter((object) => object.type === type && object.account === place.account);
  const present = cloud.listEverywhere(type).filter(({ account }) => account === place.account);
  return [...present, ...departed].map(({ attributes }) => attributes);
}

/** Sessions outlive the role and its policies, so those that went a short while ago count. */
function mayCreate(roleArn: string, context: CallContext): boolean {
  const role = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const attached = stillThere("aws_iam_role_policy_attachment", context)
    .filter((attachment) => attachment["role"] === role)
    .map((attachment) => attachment["policy_arn"]);
  const documents = [
    ...stillThere("aws_iam_role_policy", context).filter((policy) => policy["role"] === role),
    ...stillThere("aws_iam_policy", context).filter((policy) => attached.includes(policy["arn"] ?? null)),
  ];
  return documents.some((document) => {
    const policy = parsePolicy(text(document["policy"]));
    return (
      !("problem" in policy) &&
      policy.statements.some(
        (statement) => statement.effect === "Allow" && concerns(statement, "logs:CreateLogGroup"),
      )
    );
  });
}
