import type { Statement } from "../iam/policy-document";

/**
 * Lets principals of one account pass an endpoint, whatever they ask for: what they may do is for their own
 * policies to say. Credentials of another account, brought in by an intruder, do not pass.
 */
export function ownPrincipals(accountId: string): Statement {
  return {
    sid: "OwnAccount",
    actions: ["*"],
    resources: ["*"],
    principals: "*",
    conditions: { StringEquals: { "aws:PrincipalAccount": accountId } },
  };
}
