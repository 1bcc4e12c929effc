import { iamArn, type Placement } from "../estate/placement";
import type { Statement } from "../iam/policy-document";

/**
 * Lets principals of one account pass an endpoint, whatever they ask for: what they may do is for their own
 * policies to say. Credentials of another account, brought in by an intruder, do not pass.
 */
export function ownPrincipals({ accountId }: Placement): Statement {
  return {
    sid: "OwnAccount",
    actions: ["*"],
    resources: ["*"],
    principals: "*",
    conditions: { StringEquals: { "aws:PrincipalAccount": accountId } },
  };
}

/**
 * Lets a workload exchange its OpenID Connect token for a role of the account: such a request is not signed, so it
 * has no account of its own. Source: AWS STS API reference, "AssumeRoleWithWebIdentity" ("Calling
 * AssumeRoleWithWebIdentity does not require the use of AWS security credentials").
 */
export function tokensForOwnRoles(placement: Placement): Statement {
  return {
    sid: "TokensForOwnRoles",
    actions: ["sts:AssumeRoleWithWebIdentity"],
    resources: [iamArn(placement, "role/*")],
    principals: "*",
  };
}
