import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { withConstraint } from "./provider-constraint";

/** @see AccountProvider */
export interface AccountProviderProps {
  /** The only account that it works in, 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** Tags of everything it makes. */
  readonly tags: Readonly<Record<string, string>>;
  /** @default - the caller's own credentials */
  readonly assumeRole?: { readonly roleArn: string; readonly sessionName: string };
  /** Name under which resources ask for it. @default - none: the provider of all that do not ask */
  readonly alias?: string;
}

/** The aws provider of a stack: it refuses a foreign account and tags what it makes. */
export class AccountProvider extends AwsProvider {
  constructor(scope: Construct, id: string, props: AccountProviderProps) {
    const config: AwsProviderConfig = {
      alias: props.alias,
      region: props.region,
      allowedAccountIds: [props.accountId],
      assumeRole: props.assumeRole && [props.assumeRole],
      defaultTags: [{ tags: { ...props.tags } }],
    };
    super(scope, id, config);
  }

  override toTerraform(): object {
    return withConstraint(super.toTerraform() as object, "aws");
  }
}
