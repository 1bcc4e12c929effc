import { createHash } from "node:crypto";
import type { CallContext, CloudObject, ServiceTables, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { daysInMs } from "../cloud/clock";
import type { Attributes } from "../value";
import { generatedName, regionalArn, text } from "./identifiers";
import { parsePolicy, samePolicy } from "./json-policy";
import { requireKey } from "./kms";
import { checkPrincipals } from "./principals";

const secret: TypeTable = {
  facts: {
    force_overwrite_replica_secret: { default: false },
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    policy: { computed: true, equivalent: samePolicy },
    recovery_window_in_days: { default: 30 },
    replica: { computed: true },
    "replica.kms_key_id": { computed: true },
    tags_all: { computed: true },
  },
  api: {
    service: "Secrets Manager",
    noun: "Secrets Manager Secret",
    create: "CreateSecret",
    read: "DescribeSecret",
    update: "UpdateSecret",
    delete: "DeleteSecret",
  },
  behaviour: {
    identity: (attributes, context) => {
      const name = generatedName(attributes, "name", context);
      return regionalArn("secretsmanager", context, `secret:${name}-${suffix(context)}`);
    },
    computed: {
      arn: (attributes) => text(attributes["id"]),
      name: (attributes) => nameOf(text(attributes["id"])),
      name_prefix: () => "",
      policy: () => "",
    },
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "ResourceExistsException",
        message: (attributes) =>
          `The operation failed because the secret ${text(attributes["name"])} already exists.`,
      },
    ],
    check: checkSecret,
    deleted: scheduleDeletion,
  },
};

/** Six characters that AWS adds to the ARN, so that a new secret of an old name is another one. */
function suffix(context: CallContext): string {
  return createHash("sha256").update(context.id("", 40)).digest("base64").replace(/[+/=]/g, "").slice(0, 6);
}

/** `estate/recovery` of `arn:aws:secretsmanager:eu-west-1:111111111111:secret:estate/recovery-AbCdEf`. */
function nameOf(arn: string): string {
  return arn.split(":").slice(6).join(":").slice(0, -"-AbCdEf".length);
}

function checkSecret(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const key = text(attributes["kms_key_id"]);
  if (key !== "" && key !== prior?.["kms_key_id"]) checkKey(key, context);
  const document = text(attributes["policy"]);
  if (document === "" || document === prior?.["policy"]) return;
  const policy = parsePolicy(document);
  if ("problem" in policy) throw new ApiError("MalformedPolicyDocumentException", policy.problem);
  checkPrincipals(policy, context, {
    code: "MalformedPolicyDocumentException",
    message: () => "This resource policy contains an unsupported principal.",
  });
}

/** @throws ApiError InvalidParameterException, under which Secrets Manager passes on what KMS says */
function checkKey(key: string, context: CallContext): void {
  if (key.startsWith("alias/") || key.includes(":alias/")) return;
  try {
    requireKey(key, context);
  } catch (error) {
    if (error instanceof ApiError) throw new ApiError("InvalidParameterException", error.message);
    throw error;
  }
}

/** A deleted secret keeps its name until the recovery window is over; a window of 0 days ends at once. */
function scheduleDeletion(object: CloudObject, context: CallContext): void {
  const { cloud } = context;
  const days = Number(object.attributes["recovery_window_in_days"]);
  if (days === 0) return;
  cloud.names.bury({
    space: cloud.nameSpace(object.type, { provider: "aws", ...object }, "region"),
    name: text(object.attributes["name"]),
    untilMs: cloud.clock.nowMs + daysInMs(days),
    code: "InvalidRequestException",
    message:
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
  });
}

/** AWS Secrets Manager. */
export const secretsManager: ServiceTables = {
  resources: { aws_secretsmanager_secret: secret },
  dataSources: {},
};
