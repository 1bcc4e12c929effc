import type { ServiceTables, TypeTable } from "../behaviour";
import { createHash } from "node:crypto";
import { instanceProfile, role } from "./iam-role";
import { limitExceeded, managedPolicy, rolePolicy, rolePolicyAttachment } from "./iam-policies";
import { serviceLinkedRole } from "./iam-service-linked-role";
import { accountArn, text } from "./identifiers";
import { quota } from "./quotas";

const openIdConnectProvider: TypeTable = {
  facts: {
    tags_all: { computed: true },
    thumbprint_list: { computed: true },
    url: { forceNew: true, equivalent: (planned, prior) => host(planned) === host(prior) },
  },
  api: {
    service: "IAM",
    noun: "IAM OIDC Provider",
    create: "CreateOpenIDConnectProvider",
    read: "GetOpenIDConnectProvider",
    update: "UpdateOpenIDConnectProviderThumbprint",
    delete: "DeleteOpenIDConnectProvider",
  },
  behaviour: {
    identity: (attributes, context) =>
      accountArn("iam", context, `oidc-provider/${host(text(attributes["url"]))}`),
    computed: {
      arn: (attributes) => text(attributes["id"]),
      // AWS fetches the thumbprint of the issuer's certificate; here it follows from the address.
      thumbprint_list: (attributes) => [
        createHash("sha1")
          .update(host(text(attributes["url"])))
          .digest("hex"),
      ],
    },
    unique: [
      {
        key: (attributes) => host(text(attributes["url"])),
        scope: "account",
        code: "EntityAlreadyExists",
        statusCode: 409,
        message: (attributes) => `Provider with url ${text(attributes["url"])} already exists.`,
      },
    ],
    check(_, context, prior) {
      const limit = quota(context.cloud, "OpenIDConnectProvidersPerAccount");
      if (!prior && context.cloud.list(context.type, context).length >= limit) {
        throw limitExceeded(`Cannot exceed quota for OpenIDConnectProvidersPerAccount: ${limit}`);
      }
    },
  },
};

function host(url: string): string {
  return url.replace(/^https:\/\//, "");
}

const PASSWORD_POLICY_ID = "iam-account-password-policy";

const accountPasswordPolicy: TypeTable = {
  facts: {
    allow_users_to_change_password: { default: true },
    hard_expiry: { computed: true },
    max_password_age: { computed: true },
    minimum_password_length: { default: 6 },
    password_reuse_prevention: { computed: true },
    require_lowercase_characters: { computed: true },
    require_numbers: { computed: true },
    require_symbols: { computed: true },
    require_uppercase_characters: { computed: true },
  },
  api: {
    service: "IAM",
    noun: "IAM Account Password Policy",
    create: "UpdateAccountPasswordPolicy",
    read: "GetAccountPasswordPolicy",
    update: "UpdateAccountPasswordPolicy",
    delete: "DeleteAccountPasswordPolicy",
  },
  behaviour: {
    identity: () => PASSWORD_POLICY_ID,
    adopt: (_, context) => context.cloud.get(context.type, PASSWORD_POLICY_ID, context),
    computed: {
      hard_expiry: () => false,
      max_password_age: () => 0,
      expire_passwords: ({ max_password_age: days }) => typeof days === "number" && days > 0,
      password_reuse_prevention: () => 0,
      require_lowercase_characters: () => false,
      require_numbers: () => false,
      require_symbols: () => false,
      require_uppercase_characters: () => false,
    },
    recomputedBy: [{ when: ["max_password_age"], attributes: ["expire_passwords"] }],
  },
};

/** AWS Identity and Access Management. */
export const iam: ServiceTables = {
  resources: {
    aws_iam_account_password_policy: accountPasswordPolicy,
    aws_iam_instance_profile: instanceProfile,
    aws_iam_openid_connect_provider: openIdConnectProvider,
    aws_iam_policy: managedPolicy,
    aws_iam_role: role,
    aws_iam_role_policy: rolePolicy,
    aws_iam_role_policy_attachment: rolePolicyAttachment,
    aws_iam_service_linked_role: serviceLinkedRole,
  },
  dataSources: {},
};
