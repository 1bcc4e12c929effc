import { VaultProvider as VaultProviderBinding } from "@cdktf/provider-vault/lib/provider";
import type { Construct } from "constructs";
import { withConstraint } from "../estate/provider-constraint";

/** @see VaultProvider */
export interface VaultProviderProps {
  /** Host name in Vault's certificate: `vault.internal.dev.trading.example.com`. */
  readonly host: string;
  /** Port of this machine at which Vault is forwarded. @default - Vault is reached under its name */
  readonly localPort?: number;
  readonly region: string;
  /** ARN of the role whose identity is shown to Vault. */
  readonly roleArn: string;
  /** Role of Vault's AWS auth method that is bound to it. */
  readonly vaultRole: string;
  /** Names Terraform's sessions in Vault's audit log. */
  readonly sessionName: string;
}

const VAULT_PORT = 8200;

/** Twenty minutes: longer than an apply of one stack, shorter than anybody needs to find a leaked token. */
const TOKEN_SECONDS = 1200;

/**
 * The vault provider of a stack. It logs in by AWS auth: a request to STS, signed by the deploy role, that Vault
 * sends on to learn who signed it. The request carries Vault's name, so that it is worth nothing at another Vault
 * that somebody else runs. No token or secret id exists before or after. The provider needs 5.9: releases before
 * 5.7 did not take the role, and those before 5.9 took it twice where CI comes with a web identity.
 */
export class VaultProvider extends VaultProviderBinding {
  constructor(scope: Construct, id: string, props: VaultProviderProps) {
    const { host, localPort } = props;
    super(scope, id, {
      address: localPort === undefined ? `https://${host}:${VAULT_PORT}` : `https://127.0.0.1:${localPort}`,
      // Behind a forwarded port the certificate is still Vault's.
      tlsServerName: localPort === undefined ? undefined : host,
      // Terraform works under a child of the token that it logged in with: short, not renewed, and by its name told
      // apart in the audit log. The policy of the role grants `update` on `auth/token/create` for it.
      skipChildToken: false,
      maxLeaseTtlSeconds: TOKEN_SECONDS,
      tokenName: props.sessionName,
      authLoginAws: [
        {
          role: props.vaultRole,
          awsRoleArn: props.roleArn,
          awsRoleSessionName: props.sessionName,
          awsRegion: props.region,
          // X-Vault-AWS-IAM-Server-ID; the auth method's `iam_server_id_header_value` asks for the same.
          headerValue: host,
        },
      ],
    });
  }

  override toTerraform(): object {
    return withConstraint(super.toTerraform() as object, "vault");
  }
}
