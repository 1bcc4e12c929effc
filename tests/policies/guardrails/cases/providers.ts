import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack, type App } from "cdktf";

type Build = (app: App) => void;

const kubernetes =
  (config: ConstructorParameters<typeof KubernetesProvider>[2]): Build =>
  (app) =>
    new KubernetesProvider(new TerraformStack(app, "dev-platform"), "kubernetes", config);

const vault =
  (config: ConstructorParameters<typeof VaultProvider>[2]): Build =>
  (app) =>
    new VaultProvider(new TerraformStack(app, "dev-platform"), "vault", config);

const exec = [{ apiVersion: "client.authentication.k8s.io/v1", command: "aws" }];
const login = { role: "terraform", awsRoleArn: "arn:aws:iam::123456789012:role/deploy" };

/** How Terraform logs in to Kubernetes and Vault. */
export const loginCases = {
  rule: "provider-short-lived-credentials",
  fails: [
    {
      what: "a cluster reached with whatever kubeconfig lies on the machine",
      build: kubernetes({ configPath: "~/.kube/config" }),
      says: "It has no exec.",
    },
    {
      what: "a cluster reached with a token beside the signed one",
      build: kubernetes({ exec, token: "t" }),
      says: "It states token.",
    },
    {
      what: "a cluster whose certificate nobody checks",
      build: kubernetes({ exec, insecure: true }),
      says: "It states insecure.",
    },
    { what: "a Vault reached with a token", build: vault({ token: "t" }), says: "It has no auth_login_aws." },
    {
      what: "a Vault reached with the access key of a user",
      build: vault({ authLoginAws: [{ ...login, awsAccessKeyId: "a", awsSecretAccessKey: "s" }] }),
      says: "holds awsAccessKeyId, awsSecretAccessKey",
    },
    {
      what: "a Vault whose certificate nobody checks",
      build: vault({ authLoginAws: [login], skipTlsVerify: true }),
      says: "It states skip_tls_verify.",
    },
  ],
  passes: [
    { what: "a token that a role signs for each command", build: kubernetes({ exec }) },
    { what: "a login that a role signs", build: vault({ authLoginAws: [login], skipTlsVerify: false }) },
  ],
};
