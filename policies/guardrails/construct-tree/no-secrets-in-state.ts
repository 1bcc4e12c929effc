import type { ConstructTreeRule } from "../rule";

/** Types that make a secret and write it into the state, and what to use instead. */
const makers: Readonly<Record<string, string>> = {
  aws_iam_access_key: "Use a role",
  aws_iam_user_login_profile: "Use single sign-on",
  random_password: "Let the service make and keep its password, or use a write-only argument",
  random_string: "Use a name from app/naming.ts, or a write-only argument for a secret",
  random_bytes: "Use a write-only argument",
  tls_private_key: "Make the key where it is used",
};

export const noSecretsInState: ConstructTreeRule = {
  id: "no-secrets-in-state",
  severity: "error",
  title: "No resource makes a secret that Terraform stores",
  rationale: "Whoever can read the state can read the secret, and every old version of the state keeps it.",
  source: { design: "No secret value in synth, plan, state or image" },
  *check(stacks) {
    for (const { resources } of stacks) {
      for (const resource of resources) {
        const type = resource.terraformResourceType;
        if (!Object.hasOwn(makers, type)) continue;
        yield { subject: resource, message: `${type} keeps its secret in the state. ${makers[type]}.` };
      }
    }
  },
};
