import type { CallContext } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { CALLER_USER } from "./account";
import type { PolicyDocument } from "./json-policy";

const ACCOUNT_ROOT = /^(?:arn:aws:iam::(\d{12}):root|(\d{12}))$/;
const IAM_ENTITY =
  /^arn:aws:(?:iam|sts)::(\d{12}):(role|user|assumed-role|federated-user|oidc-provider|saml-provider)\/.+$/;

/** What a service answers when a policy names somebody who does not exist. */
export interface PrincipalRefusal {
  readonly code: string;
  message(kind: string, principal: string): string;
}

/**
 * Checks that every principal of a policy exists. Roles and identity providers are known when their account has
 * anything in the cloud; people and roles outside the estate are those of `cloud.principals`. Principals of
 * an account that the cloud knows nothing about are taken as they are.
 * @throws ApiError in the words of the service; retryable while IAM has not yet told others of a new role
 */
export function checkPrincipals(
  policy: PolicyDocument,
  context: CallContext,
  refusal: PrincipalRefusal,
): void {
  for (const statement of policy.statements) {
    for (const [kind, names] of Object.entries(statement.principals ?? {})) {
      for (const name of names) {
        const state = principalState(kind, name, context);
        if (state === "exists") continue;
        throw new ApiError(refusal.code, refusal.message(kind, name), { retryable: state === "settling" });
      }
    }
  }
}

/** Whether somebody whom a policy or a call names is there: at once, only after IAM has settled, or not at all. */
export function principalState(
  kind: string,
  name: string,
  context: CallContext,
): "exists" | "settling" | "missing" {
  if (name === "*" || kind === "CanonicalUser") return "exists";
  if (kind === "Service") return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name) ? "exists" : "missing";
  if (kind === "Federated" && !name.startsWith("arn:")) return "exists";
  if (kind !== "AWS" && kind !== "Federated") return "missing";
  if (ACCOUNT_ROOT.test(name)) return "exists";
  const [, account, entity] = IAM_ENTITY.exec(name) ?? [];
  if (account === undefined || entity === undefined) return "missing";
  // Whoever runs the rehearsal exists: `aws_caller_identity` gives out this ARN.
  if (name === `arn:aws:iam::${account}:user/${CALLER_USER}`) return "exists";
  const { cloud } = context;
  if (account !== context.account && cloud.list("aws_iam_role", { ...context, account }).length === 0)
    return "exists";
  const type = TYPE_OF_ENTITY[entity];
  const unseen = cloud.principals.mayExist(name) ? "exists" : "missing";
  if (type === undefined) return entity === "user" ? unseen : "exists";
  const found = cloud.findBy(type, "arn", name) ?? cloud.findBy("aws_iam_service_linked_role", "arn", name);
  if (!found) return unseen;
  return cloud.consistency.isVisible(found, context, cloud.clock.nowMs) ? "exists" : "settling";
}

/** Sessions and SAML providers have no type here; a user is made by no stack. */
const TYPE_OF_ENTITY: Readonly<Record<string, string>> = {
  role: "aws_iam_role",
  "oidc-provider": "aws_iam_openid_connect_provider",
};
