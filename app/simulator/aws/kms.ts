import type { CallContext, CloudObject, ServiceTables, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Cloud } from "../cloud/cloud";
import { daysInMs } from "../cloud/clock";
import type { HeldName } from "../cloud/name-register";
import type { Attributes } from "../value";
import { generatedName, regionalArn, text, uuid } from "./identifiers";
import { concerns, parsePolicy, type PolicyDocument, samePolicy } from "./json-policy";
import { checkPrincipals } from "./principals";

/** Bytes of a key policy: 32 KB (KMS Developer Guide, "Resource quotas"). */
const MAX_POLICY_BYTES = 32 * 1024;
/** Days that a key waits for its deletion when nothing else is said (ScheduleKeyDeletion). */
const DEFAULT_DELETION_WINDOW_DAYS = 30;
/** Days between rotations when rotation is on and nothing else is said (EnableKeyRotation). */
const DEFAULT_ROTATION_DAYS = 365;

const key: TypeTable = {
  facts: {
    bypass_policy_lockout_safety_check: { default: false },
    custom_key_store_id: { forceNew: true },
    customer_master_key_spec: { default: "SYMMETRIC_DEFAULT", forceNew: true },
    description: { computed: true },
    enable_key_rotation: { default: false },
    is_enabled: { default: true },
    key_usage: { default: "ENCRYPT_DECRYPT", forceNew: true },
    multi_region: { computed: true, forceNew: true },
    policy: { computed: true, equivalent: samePolicy },
    rotation_period_in_days: { computed: true },
    tags_all: { computed: true },
    xks_key_id: { forceNew: true },
  },
  api: {
    service: "KMS",
    noun: "KMS Key",
    create: "CreateKey",
    read: "DescribeKey",
    update: "PutKeyPolicy",
    delete: "ScheduleKeyDeletion",
  },
  behaviour: {
    identity: (_, context) => uuid(context),
    computed: {
      arn: (attributes, context) => regionalArn("kms", context, `key/${text(attributes["id"])}`),
      description: () => "",
      key_id: (attributes) => text(attributes["id"]),
      multi_region: () => false,
      policy: (_, { account }) => defaultPolicy(account),
      rotation_period_in_days: (attributes) =>
        attributes["enable_key_rotation"] === true ? DEFAULT_ROTATION_DAYS : null,
    },
    check: checkKeyPolicy,
    deleted: scheduleDeletion,
  },
};

/** The policy of a key that is created without one (KMS Developer Guide, "Default key policy"). */
function defaultPolicy(account: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

function checkKeyPolicy(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const document = text(attributes["policy"]);
  if (document === "" || document === prior?.["policy"]) return;
  const policy = parsePolicy(document);
  if ("problem" in policy) throw malformed(policy.problem);
  if (policy.characters > MAX_POLICY_BYTES) {
    throw new ApiError("LimitExceededException", `The key policy is longer than ${MAX_POLICY_BYTES} bytes.`);
  }
  for (const statement of policy.statements) {
    if (statement.resources.length === 0) throw malformed("Policy statement must contain resources.");
    if (!statement.principals && !statement.hasNotPrincipal) {
      throw malformed("Policy statement must contain a principal.");
    }
  }
  checkPrincipals(policy, context, {
    code: "MalformedPolicyDocumentException",
    message: () => "Policy contains a statement with one or more invalid principals.",
  });
  if (attributes["bypass_policy_lockout_safety_check"] !== true && !keepsControl(policy, context.account)) {
    throw malformed("The new key policy will not allow you to update the key policy in the future.");
  }
}

/**
 * KMS's lockout safety check: somebody of the account must be able to change the policy again. AWS asks for the
 * caller; here any principal of the account counts, and conditions are not evaluated.
 */
function keepsControl(policy: PolicyDocument, account: string): boolean {
  return policy.statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      concerns(statement, "kms:PutKeyPolicy") &&
      statement.principals?.["AWS"]?.some(
        (name) => name === "*" || name === account || name.includes(`::${account}:`),
      ),
  );
}

/** A key is never gone at once: until the window ends it exists, cannot be used, and its deletion can be cancelled. */
function scheduleDeletion(object: CloudObject, { cloud }: CallContext): void {
  const days = object.attributes["deletion_window_in_days"];
  const windowDays = typeof days === "number" ? days : DEFAULT_DELETION_WINDOW_DAYS;
  cloud.names.bury({
    ...heldBy(object, cloud),
    untilMs: cloud.clock.nowMs + daysInMs(windowDays),
    code: "KMSInvalidStateException",
    message: `${text(object.attributes["arn"])} is pending deletion.`,
  });
}

/**
 * Takes back the deletion of a key, as somebody with the right to does (CancelKeyDeletion): the key is there again, and
 * disabled.
 * @throws Error when no key of that id was deleted
 */
export function cancelKeyDeletion(id: string, cloud: Cloud): CloudObject {
  const departed = cloud.departed
    .since(0)
    .filter((object) => object.type === "aws_kms_key" && object.id === id);
  const last = departed.at(-1);
  if (!last) throw new Error(`There is no key ${id} whose deletion could be taken back.`);
  cloud.names.unbury(heldBy(last, cloud));
  const attributes = { ...last.attributes, is_enabled: false };
  return cloud.insert(key, { ...last, attributes }, { provider: "aws", ...last });
}

function heldBy({ id, account, region }: CloudObject, cloud: Cloud): HeldName {
  return { space: cloud.nameSpace("aws_kms_key", { provider: "aws", account, region }, "region"), name: id };
}

/**
 * The key that an id or ARN means.
 * @throws ApiError KMSInvalidStateException when it waits for its deletion, NotFoundException when there is none
 */
export function requireKey(idOrArn: string, context: CallContext): CloudObject {
  const { cloud } = context;
  const id = keyIdOf(idOrArn);
  const found = cloud.get("aws_kms_key", id, context);
  if (found) return found;
  cloud.names.refuseBuried(
    { space: cloud.nameSpace("aws_kms_key", context, "region"), name: id },
    cloud.clock.nowMs,
  );
  const arn = idOrArn.startsWith("arn:") ? idOrArn : regionalArn("kms", context, `key/${idOrArn}`);
  throw new ApiError("NotFoundException", `Key '${arn}' does not exist`);
}

function keyIdOf(idOrArn: string): string {
  return idOrArn.slice(idOrArn.lastIndexOf("/") + 1);
}

const alias: TypeTable = {
  facts: {
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    target_key_id: { equivalent: (planned, prior) => keyIdOf(planned) === keyIdOf(prior) },
  },
  api: {
    service: "KMS",
    noun: "KMS Alias",
    create: "CreateAlias",
    read: "ListAliases",
    update: "UpdateAlias",
    delete: "DeleteAlias",
  },
  behaviour: {
    identity: (attributes, context) =>
      generatedName({ name_prefix: "alias/", ...attributes }, "name", context),
    computed: {
      name: (attributes) => text(attributes["id"]),
      name_prefix: () => "",
      arn: (attributes, context) => regionalArn("kms", context, text(attributes["id"])),
      target_key_arn: (attributes, context) =>
        text(requireKey(text(attributes["target_key_id"]), context).attributes["arn"]),
    },
    recomputedBy: [{ when: ["target_key_id"], attributes: ["target_key_arn"] }],
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "AlreadyExistsException",
        message: (attributes) => `An alias with the name ${text(attributes["name"])} already exists`,
      },
    ],
    check(attributes, context) {
      if (text(attributes["name"]).startsWith("alias/aws/")) {
        throw new ApiError("NotAuthorizedException", "alias/aws/ is a reserved prefix and cannot be used.");
      }
      requireKey(text(attributes["target_key_id"]), context);
    },
  },
};

function malformed(message: string): ApiError {
  return new ApiError("MalformedPolicyDocumentException", message);
}

/** AWS Key Management Service. */
export const kms: ServiceTables = {
  resources: { aws_kms_key: key, aws_kms_alias: alias },
  dataSources: {},
};
