import type { CallContext, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { attachmentsOf, inlinePoliciesOf, limitExceeded, malformed, requirePolicy } from "./iam-policies";
import { accountArn, generatedName, iamUniqueId, text } from "./identifiers";
import { parsePolicy, samePolicy } from "./json-policy";
import { checkPrincipals } from "./principals";
import { quota } from "./quotas";

/**
 * What IAM refuses of a trust policy.
 * @throws ApiError MalformedPolicyDocument, LimitExceeded
 */
function checkTrustPolicy(document: string, context: CallContext): void {
  const policy = parsePolicy(document);
  if ("problem" in policy) throw malformed(policy.problem);
  const limit = quota(context.cloud, "ACLSizePerRole");
  if (policy.characters > limit) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${limit}`);
  for (const statement of policy.statements) {
    if (statement.resources.length > 0 || statement.notResources.length > 0) {
      throw malformed("Has prohibited field Resource");
    }
    if (statement.hasNotPrincipal && statement.effect === "Allow") {
      throw malformed("Allow with NotPrincipal is not allowed.");
    }
    if (!statement.principals && !statement.hasNotPrincipal)
      throw malformed("Missing required field Principal");
    if (statement.actions.some((action) => action !== "*" && !/^sts:/i.test(action))) {
      throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }
  checkPrincipals(policy, context, {
    code: "MalformedPolicyDocument",
    message: (kind, principal) => `Invalid principal in policy: "${kind.toUpperCase()}":"${principal}"`,
  });
}

export const role: TypeTable = {
  facts: {
    assume_role_policy: { equivalent: samePolicy },
    force_detach_policies: { default: false },
    inline_policy: { computed: true },
    managed_policy_arns: { computed: true },
    max_session_duration: { default: 3600 },
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    path: { default: "/", forceNew: true },
    tags_all: { computed: true },
  },
  legacyTypeSystem: true,
  api: {
    service: "IAM",
    noun: "IAM Role",
    create: "CreateRole",
    read: "GetRole",
    update: "UpdateRole",
    delete: "DeleteRole",
  },
  behaviour: {
    identity: (attributes, context) => generatedName(attributes, "name", context),
    computed: {
      arn: (attributes, context) =>
        accountArn("iam", context, `role${text(attributes["path"])}${text(attributes["id"])}`),
      create_date: (_, { cloud }) => cloud.clock.timestamp,
      inline_policy: () => [],
      managed_policy_arns: () => [],
      name: (attributes) => text(attributes["id"]),
      name_prefix: () => "",
      unique_id: (_, context) => iamUniqueId("AROA", context),
    },
    unique: [
      {
        key: (attributes) => text(attributes["name"]).toLowerCase() || undefined,
        scope: "account",
        code: "EntityAlreadyExists",
        statusCode: 409,
        message: (attributes) => `Role with name ${text(attributes["name"])} already exists.`,
      },
    ],
    check(attributes, context, prior) {
      refuseReservedName(attributes, context);
      const document = text(attributes["assume_role_policy"]);
      if (document !== prior?.["assume_role_policy"]) checkTrustPolicy(document, context);
      const boundary = text(attributes["permissions_boundary"]);
      if (boundary !== "" && boundary !== prior?.["permissions_boundary"]) {
        requirePolicy("Scope ARN:", boundary, context);
      }
      const limit = quota(context.cloud, "RolesPerAccount");
      if (!prior && context.cloud.list("aws_iam_role", context).length >= limit) {
        throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${limit}`);
      }
    },
    beforeDelete(object, context) {
      const { cloud } = context;
      const attachments = attachmentsOf(object.id, context);
      const inline = inlinePoliciesOf(object.id, context);
      if (object.attributes["force_detach_policies"] !== true) {
        if (inline.length > 0) throw deleteConflict("Cannot delete entity, must delete policies first.");
        if (attachments.length > 0)
          throw deleteConflict("Cannot delete entity, must detach all policies first.");
      }
      for (const policy of [...attachments, ...inline]) cloud.discard(policy);
      // The provider takes the role out of its instance profiles before it deletes it.
      for (const profile of cloud.findAllBy("aws_iam_instance_profile", "role", object.id)) {
        if (profile.account === object.account) cloud.change(profile, { role: "" });
      }
    },
    deleted: (object, { cloud }) => cloud.principals.bury(text(object.attributes["arn"])),
  },
};

/** Such names and the path belong to service-linked roles, which only CreateServiceLinkedRole makes. */
function refuseReservedName(attributes: Attributes, { cloud, account }: CallContext): void {
  const name = text(attributes["name"]);
  const taken = cloud
    .findAllBy("aws_iam_service_linked_role", "name", name)
    .some((one) => one.account === account);
  if (taken)
    throw new ApiError("EntityAlreadyExists", `Role with name ${name} already exists.`, { statusCode: 409 });
  if (text(attributes["path"]).startsWith("/aws-service-role/") || name.startsWith("AWSServiceRoleFor")) {
    throw new ApiError(
      "InvalidInput",
      `The role name ${name} or its path is reserved for service-linked roles.`,
    );
  }
}

function deleteConflict(message: string): ApiError {
  return new ApiError("DeleteConflict", message, { statusCode: 409 });
}

export const instanceProfile: TypeTable = {
  facts: {
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    path: { default: "/", forceNew: true },
    tags_all: { computed: true },
  },
  api: {
    service: "IAM",
    noun: "IAM Instance Profile",
    create: "CreateInstanceProfile",
    read: "GetInstanceProfile",
    update: "AddRoleToInstanceProfile",
    delete: "DeleteInstanceProfile",
  },
  behaviour: {
    identity: (attributes, context) => generatedName(attributes, "name", context),
    computed: {
      arn: (attributes, context) =>
        accountArn("iam", context, `instance-profile${text(attributes["path"])}${text(attributes["id"])}`),
      create_date: (_, { cloud }) => cloud.clock.timestamp,
      name: (attributes) => text(attributes["id"]),
      name_prefix: () => "",
      unique_id: (_, context) => iamUniqueId("AIPA", context),
    },
    references: [{ path: "role", type: "aws_iam_role", attribute: "name", missing: "NoSuchEntity" }],
    unique: [
      {
        key: (attributes) => text(attributes["name"]).toLowerCase() || undefined,
        scope: "account",
        code: "EntityAlreadyExists",
        statusCode: 409,
        message: (attributes) => `Instance Profile ${text(attributes["name"])} already exists.`,
      },
    ],
  },
};
