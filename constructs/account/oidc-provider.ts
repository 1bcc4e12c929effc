import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";

/** @see OidcProvider */
export interface OidcProviderProps {
  /** Issuer of the tokens, an https URL. */
  readonly issuerUrl: string;
  /** Audiences that tokens of this issuer may carry. */
  readonly audiences: readonly string[];
}

/** Makes an account trust the tokens of one issuer; which token may take which role is for the role to say. */
export class OidcProvider extends Construct {
  readonly provider: IamOpenidConnectProvider;
  /** The issuer without its scheme: the prefix of the condition keys. */
  readonly issuer: string;

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    this.issuer = props.issuerUrl.replace(/^https:\/\//, "").replace(/\/$/, "");
    // No thumbprint: AWS checks the certificates of public issuers against its own list of authorities.
    this.provider = new IamOpenidConnectProvider(this, RESOURCE, {
      url: props.issuerUrl,
      clientIdList: [...props.audiences],
    });
  }

  /** ARN of the provider. */
  get arn(): string {
    return this.provider.arn;
  }
}
