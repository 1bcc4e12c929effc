import type { CallContext, CloudObject, ServiceTables, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { generatedName, regionalArn, text } from "./identifiers";
import { lateRecords } from "./late-records";
import { concerns, parsePolicy } from "./json-policy";

const logGroup: TypeTable = {
  facts: {
    deletion_protection_enabled: { computed: true },
    log_group_class: { computed: true, forceNew: true },
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    retention_in_days: { default: 0 },
    skip_destroy: { default: false },
    tags_all: { computed: true },
  },
  api: {
    service: "CloudWatch Logs",
    noun: "CloudWatch Logs Log Group",
    create: "CreateLogGroup",
    read: "DescribeLogGroups",
    update: "PutRetentionPolicy",
    delete: "DeleteLogGroup",
  },
  behaviour: {
    identity: (attributes, context) => generatedName(attributes, "name", context),
    computed: {
      arn: (attributes, context) => regionalArn("logs", context, `log-group:${text(attributes["id"])}`),
      deletion_protection_enabled: () => false,
      log_group_class: () => "STANDARD",
      name: (attributes) => text(attributes["id"]),
      name_prefix: () => "",
    },
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "ResourceAlreadyExistsException",
        message: () => "The specified log group already exists",
      },
    ],
    check(attributes, context, prior) {
      if (text(attributes["kms_key_id"]) !== text(prior?.["kms_key_id"])) checkKey(attributes, context);
    },
    beforeDelete(object) {
      if (object.attributes["deletion_protection_enabled"] !== true) return;
      throw new ApiError("ValidationException", `The log group ${object.id} is protected against deletion.`);
    },
    deleted(object, context) {
      keepWhenSkipped(object, context);
      keepWhileWritten(object, context);
      receiveLateRecords(object, context);
    },
  },
};

/**
 * Makes a log group as a service does that is about to write: without retention, key or tags. One that is there stays
 * as it is.
 */
export function ensureLogGroup(name: string, context: CallContext): void {
  const { cloud } = context;
  if (cloud.get("aws_cloudwatch_log_group", name, context)) return;
  const attributes: Attributes = {
    id: name,
    arn: regionalArn("logs", context, `log-group:${name}`),
    deletion_protection_enabled: false,
    kms_key_id: "",
    log_group_class: "STANDARD",
    name,
    name_prefix: "",
    retention_in_days: 0,
    skip_destroy: false,
    tags: {},
    tags_all: {},
  };
  cloud.insert(logGroup, { type: "aws_cloudwatch_log_group", id: name, attributes }, context);
}

/**
 * A cluster that logs makes its group anew as soon as it is deleted (terraform-aws-eks issues 920 and 2486): the group
 * must go after the cluster.
 */
function keepWhileWritten({ id }: CloudObject, context: CallContext): void {
  const [, name] = /^\/aws\/eks\/([^/]+)\/cluster$/.exec(id) ?? [];
  const cluster = name === undefined ? undefined : context.cloud.get("aws_eks_cluster", name, context);
  const types = cluster?.attributes["enabled_cluster_log_types"];
  if (Array.isArray(types) && types.length > 0) ensureLogGroup(id, context);
}

/** With `skip_destroy`, terraform forgets the group and AWS keeps it, name and all. */
function keepWhenSkipped(object: CloudObject, context: CallContext): void {
  if (object.attributes["skip_destroy"] === true) context.cloud.insert(logGroup, object, context);
}

/** Late records make the group anew, or are turned away, which only the log of events shows. */
function receiveLateRecords(group: CloudObject, context: CallContext): void {
  const outcome = lateRecords(group, context);
  if (outcome === "bring it back") ensureLogGroup(group.id, context);
  if (outcome !== "turned away") return;
  const { id, scope, type } = group;
  const { clock, events } = context.cloud;
  const error = {
    code: "AccessDeniedException",
    message: `The service that delivers to ${id} is not authorized to perform: logs:CreateLogGroup`,
  };
  events.add({ atMs: clock.nowMs, operation: "create", type, id: "", scope, error });
}

/**
 * CloudWatch Logs must be allowed to use the key (User Guide, "Encrypt log data using AWS KMS").
 * @throws ApiError AccessDeniedException, as AWS answers for a key that is missing, going, or closed to it
 */
function checkKey(attributes: Attributes, context: CallContext): void {
  const arn = text(attributes["kms_key_id"]);
  if (arn === "") return;
  const key = context.cloud.findBy("aws_kms_key", "arn", arn);
  const policy = parsePolicy(text(key?.attributes["policy"]));
  const service = `logs.${context.region}.amazonaws.com`;
  const allowed =
    key?.region === context.region &&
    key.attributes["is_enabled"] !== false &&
    !("problem" in policy) &&
    policy.statements.some(
      (statement) =>
        statement.effect === "Allow" &&
        concerns(statement, "kms:GenerateDataKey") &&
        statement.principals?.["Service"]?.some((name) => name === service || name === "logs.amazonaws.com"),
    );
  if (allowed) return;
  const group = regionalArn("logs", context, `log-group:${text(attributes["name"])}`);
  throw new ApiError(
    "AccessDeniedException",
    `The specified KMS key does not exist or is not allowed to be used with Arn '${group}'`,
  );
}

/** Amazon CloudWatch Logs. */
export const logs: ServiceTables = {
  resources: { aws_cloudwatch_log_group: logGroup },
  dataSources: {},
};
