import type { TerraformProvider } from "cdktf";
import { isObject } from "../../../app/terraform/json";
import { stated, states } from "../construct-arguments";
import type { ConstructTreeRule } from "../rule";

/** How Terraform logs in to what the estate runs: the one way that needs no secret, and the others. */
interface Login {
  readonly provider: string;
  readonly way: string;
  readonly others: readonly string[];
  /** Switches off the check of the server's certificate. */
  readonly unverified: string;
}

const LOGINS: readonly Login[] = [
  {
    provider: "kubernetes",
    way: "exec",
    others: [
      "client_certificate",
      "client_key",
      "config_path",
      "config_paths",
      "password",
      "token",
      "username",
    ],
    unverified: "insecure",
  },
  {
    provider: "vault",
    way: "auth_login_aws",
    others: [
      "auth_login",
      ...["azure", "cert", "gcp", "jwt", "kerberos", "oci", "oidc", "radius", "token_file", "userpass"].map(
        (method) => `auth_login_${method}`,
      ),
      "token",
    ],
    unverified: "skip_tls_verify",
  },
];

/** Static credentials inside the block that logs in to Vault, by the names of the bindings. */
const STATIC_KEYS = ["awsAccessKeyId", "awsSecretAccessKey", "awsSessionToken"];

export const providerShortLivedCredentials: ConstructTreeRule = {
  id: "provider-short-lived-credentials",
  severity: "error",
  title: "Providers of Kubernetes and Vault log in as an AWS role, and hold no secret",
  rationale:
    "A token or key in a provider block is in the configuration and in every plan; a role's signature is good for minutes.",
  source: { design: "No secret value in synth, plan, state, log or image" },
  *check(stacks) {
    for (const provider of stacks.flatMap(({ otherProviders }) => otherProviders)) {
      const login = LOGINS.find((one) => one.provider === provider.terraformResourceType);
      if (login === undefined) continue;
      const message = [...problems(provider, login)].join(" ");
      if (message !== "") yield { subject: provider, message };
    }
  },
};

function* problems(provider: TerraformProvider, { way, others, unverified }: Login) {
  if (!states(provider, way)) yield `It has no ${way}. Let it log in as the deploy role.`;
  const secrets = others.filter((argument) => states(provider, argument));
  if (secrets.length > 0) yield `It states ${secrets.join(", ")}. Let it log in by ${way} alone.`;
  const blocks = stated(provider, way);
  const keys = (Array.isArray(blocks) ? blocks : [])
    .filter(isObject)
    .flatMap((block) => STATIC_KEYS.filter((key) => block[key] !== undefined));
  if (keys.length > 0) yield `Its ${way} holds ${keys.join(", ")}. Name the role to assume instead.`;
  if (stated(provider, unverified) === true)
    yield `It states ${unverified}. Trust the server's own authority.`;
}
