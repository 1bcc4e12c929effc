import type { CallContext, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { accountArn, generatedName, iamUniqueId, text } from "./identifiers";
import { parsePolicy, type PolicyDocument, samePolicy } from "./json-policy";
import { isManagedByAws } from "./managed-policies";
import { quota } from "./quotas";

/**
 * Reads a policy that says what its holder may do.
 * @throws ApiError MalformedPolicyDocument
 */
function identityPolicy(document: string): PolicyDocument {
  const policy = parsePolicy(document);
  if ("problem" in policy) throw malformed(policy.problem);
  for (const statement of policy.statements) {
    if (statement.principals || statement.hasNotPrincipal) {
      throw malformed("Policy document should not specify a principal.");
    }
    const actions = [...statement.actions, ...statement.notActions];
    if (actions.length === 0) throw malformed("Policy statement must contain actions.");
    if (actions.some((action) => action !== "*" && !action.includes(":"))) {
      throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    const resources = [...statement.resources, ...statement.notResources];
    if (resources.length === 0) throw malformed("Policy statement must contain resources.");
    const wrong = resources.find((resource) => resource !== "*" && !/^(arn:|\$\{)/.test(resource));
    if (wrong !== undefined) throw malformed(`Resource ${wrong} must be in ARN format or "*".`);
  }
  return policy;
}

/** The role behind a name, or the sentence that IAM gives. Roles that AWS made for itself cannot be changed. */
function refuseServiceRole(role: string, context: CallContext): void {
  if (
    context.cloud
      .findAllBy("aws_iam_service_linked_role", "name", role)
      .some((one) => one.account === context.account)
  ) {
    throw new ApiError(
      "UnmodifiableEntity",
      `Cannot perform the operation on the protected role '${role}' - this role is only modifiable by AWS`,
    );
  }
  if (context.cloud.get("aws_iam_role", role, context)) return;
  throw new ApiError("NoSuchEntity", `The role with name ${role} cannot be found.`, { statusCode: 404 });
}

export const rolePolicy: TypeTable = {
  facts: {
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    policy: { equivalent: samePolicy },
    role: { forceNew: true },
  },
  api: {
    service: "IAM",
    noun: "IAM Role Policy",
    create: "PutRolePolicy",
    read: "GetRolePolicy",
    update: "PutRolePolicy",
    delete: "DeleteRolePolicy",
  },
  behaviour: {
    identity: (attributes, context) =>
      `${text(attributes["role"])}:${generatedName(attributes, "name", context)}`,
    // PutRolePolicy writes over a policy of the same name.
    adopt: (attributes, context) =>
      text(attributes["name"]) === ""
        ? undefined
        : context.cloud.get(context.type, `${text(attributes["role"])}:${text(attributes["name"])}`, context),
    computed: {
      name: (attributes) => text(attributes["id"]).split(":")[1] ?? "",
      name_prefix: () => "",
    },
    check(attributes, context) {
      const role = text(attributes["role"]);
      refuseServiceRole(role, context);
      const { characters } = identityPolicy(text(attributes["policy"]));
      const others = context.cloud
        .findAllBy(context.type, "role", role)
        .filter(
          (other) => other.account === context.account && other.attributes["name"] !== attributes["name"],
        )
        .map((other) => identityPolicy(text(other.attributes["policy"])).characters);
      const limit = quota(context.cloud, "InlinePolicySizePerRole");
      if (others.reduce((sum, one) => sum + one, characters) > limit) {
        throw limitExceeded(`Maximum policy size of ${limit} bytes exceeded for role ${role}`);
      }
    },
  },
};

export const managedPolicy: TypeTable = {
  facts: {
    description: { forceNew: true },
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    path: { default: "/", forceNew: true },
    policy: { equivalent: samePolicy },
    tags_all: { computed: true },
  },
  api: {
    service: "IAM",
    noun: "IAM Policy",
    create: "CreatePolicy",
    read: "GetPolicy",
    update: "CreatePolicyVersion",
    delete: "DeletePolicy",
  },
  behaviour: {
    identity: (attributes, context) =>
      accountArn(
        "iam",
        context,
        `policy${text(attributes["path"])}${generatedName(attributes, "name", context)}`,
      ),
    computed: {
      arn: (attributes) => text(attributes["id"]),
      attachment_count: () => 0,
      name: (attributes) => text(attributes["id"]).split("/").at(-1) ?? "",
      name_prefix: () => "",
      policy_id: (_, context) => iamUniqueId("ANPA", context),
    },
    unique: [
      {
        key: (attributes) => text(attributes["name"]).toLowerCase() || undefined,
        scope: "account",
        code: "EntityAlreadyExists",
        statusCode: 409,
        message: (attributes) =>
          `A policy called ${text(attributes["name"])} already exists. Duplicate names are not allowed.`,
      },
    ],
    check(attributes, context) {
      const limit = quota(context.cloud, "PolicySize");
      if (identityPolicy(text(attributes["policy"])).characters > limit) {
        throw limitExceeded(`Cannot exceed quota for PolicySize: ${limit}`);
      }
    },
    beforeDelete(object, { cloud }) {
      if (cloud.findBy("aws_iam_role_policy_attachment", "policy_arn", object.id)) {
        throw new ApiError("DeleteConflict", "Cannot delete a policy attached to entities.", {
          statusCode: 409,
        });
      }
    },
  },
};

export const rolePolicyAttachment: TypeTable = {
  facts: { policy_arn: { forceNew: true }, role: { forceNew: true } },
  api: {
    service: "IAM",
    noun: "IAM Role Policy Attachment",
    create: "AttachRolePolicy",
    read: "ListAttachedRolePolicies",
    delete: "DetachRolePolicy",
  },
  behaviour: {
    identity: (attributes, context) => context.id(`${text(attributes["role"])}-`, 26),
    // Attaching twice is no error.
    adopt: (attributes, context) =>
      attachmentsOf(text(attributes["role"]), context).find(
        (attachment) => attachment.attributes["policy_arn"] === attributes["policy_arn"],
      ),
    check(attributes, context) {
      const role = text(attributes["role"]);
      const arn = text(attributes["policy_arn"]);
      refuseServiceRole(role, context);
      requirePolicy("Policy", arn, context);
      const limit = quota(context.cloud, "PoliciesPerRole");
      const others = attachmentsOf(role, context).filter((one) => one.attributes["policy_arn"] !== arn);
      if (others.length >= limit) throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${limit}`);
    },
    importId(id) {
      const slash = id.indexOf("/");
      return slash < 1 ? undefined : { role: id.slice(0, slash), policy_arn: id.slice(slash + 1) };
    },
  },
};

/**
 * A managed policy must exist, AWS's own or the account's.
 * @param what how IAM calls it in its answer
 * @throws ApiError NoSuchEntity
 */
export function requirePolicy(what: "Policy" | "Scope ARN:", arn: string, context: CallContext): void {
  if (isManagedByAws(arn) || context.cloud.get("aws_iam_policy", arn, context)) return;
  throw new ApiError("NoSuchEntity", `${what} ${arn} does not exist or is not attachable.`, {
    statusCode: 404,
  });
}

/** Managed policies that a role holds. */
export function attachmentsOf(role: string, context: CallContext) {
  return context.cloud
    .findAllBy("aws_iam_role_policy_attachment", "role", role)
    .filter((attachment) => attachment.account === context.account);
}

export function malformed(message: string): ApiError {
  return new ApiError("MalformedPolicyDocument", message);
}

export function limitExceeded(message: string): ApiError {
  return new ApiError("LimitExceeded", message, { statusCode: 409 });
}

/** Inline policies of a role. */
export function inlinePoliciesOf(role: string, context: Pick<CallContext, "cloud" | "account">) {
  return context.cloud
    .findAllBy("aws_iam_role_policy", "role", role)
    .filter((policy) => policy.account === context.account);
}
