import type { CallContext, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { isSet, regionalArn, text } from "./identifiers";
import { concerns, parsePolicy } from "./json-policy";

const SOURCES = [
  "vpc_id",
  "subnet_id",
  "eni_id",
  "transit_gateway_id",
  "transit_gateway_attachment_id",
] as const;

/** Source: VPC User Guide, "Flow log records", default format. */
const DEFAULT_FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} " +
  "${bytes} ${start} ${end} ${action} ${log-status}";

export const flowLog: TypeTable = {
  version: 1,
  facts: {
    deliver_cross_account_role: { forceNew: true },
    destination_options: { forceNew: true, maxItems: 1 },
    "destination_options.file_format": { default: "plain-text", forceNew: true },
    "destination_options.hive_compatible_partitions": { default: false, forceNew: true },
    "destination_options.per_hour_partition": { default: false, forceNew: true },
    eni_id: { forceNew: true },
    iam_role_arn: { forceNew: true },
    log_destination: { computed: true, forceNew: true },
    log_destination_type: { default: "cloud-watch-logs", forceNew: true },
    log_format: { computed: true, forceNew: true },
    max_aggregation_interval: { default: 600, forceNew: true },
    regional_nat_gateway_id: { forceNew: true },
    subnet_id: { forceNew: true },
    tags_all: { computed: true },
    traffic_type: { forceNew: true },
    transit_gateway_attachment_id: { forceNew: true },
    transit_gateway_id: { forceNew: true },
    vpc_id: { forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "Flow Log",
    create: "CreateFlowLogs",
    read: "DescribeFlowLogs",
    delete: "DeleteFlowLogs",
  },
  behaviour: {
    identity: (_, context) => context.id("fl-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `vpc-flow-log/${text(attributes["id"])}`),
      log_destination: () => "",
      log_format: () => DEFAULT_FORMAT,
    },
    references: [
      { path: "vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVpcId.NotFound" },
      { path: "subnet_id", type: "aws_subnet", attribute: "id", missing: "InvalidSubnetId.NotFound" },
    ],
    unique: [
      {
        key: (attributes) =>
          [...SOURCES, "traffic_type", "log_destination", "log_destination_type"]
            .map((name) => text(attributes[name]))
            .join("/"),
        scope: "region",
        code: "FlowLogAlreadyExists",
        message: () =>
          "Error. There is an existing Flow Log with the same configuration and log destination.",
      },
    ],
    check(attributes, context) {
      if (attributes["log_destination_type"] === "s3")
        checkBucket(text(attributes["log_destination"]), context);
      if (attributes["log_destination_type"] === "cloud-watch-logs") checkDeliveryRole(attributes, context);
    },
  },
};

function checkBucket(arn: string, { cloud }: CallContext): void {
  const bucket = arn.replace(/^arn:aws:s3:::/, "").split("/", 1)[0] ?? "";
  if (cloud.findBy("aws_s3_bucket", "id", bucket)) return;
  throw new ApiError("InvalidParameter", `LogDestination: ${bucket} does not exist`);
}

/** The service must be able to take the role on; right after the role's creation it cannot yet. */
function checkDeliveryRole(attributes: Attributes, context: CallContext): void {
  const arn = text(attributes["iam_role_arn"]);
  if (!isSet(attributes["iam_role_arn"])) {
    throw new ApiError(
      "InvalidParameter",
      "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
    );
  }
  const { cloud } = context;
  const role = cloud.findBy("aws_iam_role", "arn", arn);
  const visible = role && cloud.consistency.isVisible(role, context, cloud.clock.nowMs);
  const trust = parsePolicy(text(role?.attributes["assume_role_policy"]));
  const trusted =
    !("problem" in trust) &&
    trust.statements.some(
      (statement) =>
        statement.effect === "Allow" &&
        concerns(statement, "sts:AssumeRole") &&
        statement.principals?.["Service"]?.includes("vpc-flow-logs.amazonaws.com"),
    );
  if (visible && trusted) return;
  throw new ApiError("InvalidParameter", `Unable to assume given IAM role: '${arn}'`, {
    retryable: trusted,
  });
}
