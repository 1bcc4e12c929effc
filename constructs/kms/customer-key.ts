import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { UserError } from "../../app/user-error";
import { RESOURCE } from "../estate/logical-ids";
import { accountRoot, type Placement } from "../estate/placement";
import { policyDocument, type Statement } from "../iam/policy-document";

/**
 * What an administrator of a key may do: everything but use it.
 * Source: the key administrators' statement of the default key policy (AWS KMS developer guide, "Default key
 * policy"), less the grants and key stores that the estate has no use for.
 */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListAliases",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
] as const;

/** Actions that encrypt and decrypt under a key, for a service or role that stores data with it. */
export const KEY_USE = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
] as const;

/** @see CustomerKey */
export interface CustomerKeyProps {
  /** Alias without the prefix `alias/`. */
  readonly alias: string;
  /** What the key protects. */
  readonly description: string;
  readonly placement: Placement;
  /** Days between two rotations of the key material, 90 to 2560. */
  readonly rotationDays: number;
  /** Days between the request to delete the key and its deletion, 7 to 30. */
  readonly deletionWindowDays: number;
  /** Who may use the key, for what. Resources are left out: a key policy speaks of its own key. */
  readonly use: readonly Omit<Statement, "resources">[];
}

/**
 * A symmetric customer-managed key with rotation and an alias. The account administers it through IAM but cannot
 * use it: whoever encrypts or decrypts is named in the policy. KMS refuses a policy that would lock its author
 * out, which is why administration stays with the account and not with a single role.
 */
export class CustomerKey extends Construct {
  readonly key: KmsKey;
  readonly alias: KmsAlias;

  constructor(scope: Construct, id: string, props: CustomerKeyProps) {
    super(scope, id);
    between("rotationDays", props.rotationDays, 90, 2560);
    between("deletionWindowDays", props.deletionWindowDays, 7, 30);
    this.key = new KmsKey(this, RESOURCE, {
      description: props.description,
      enableKeyRotation: true,
      rotationPeriodInDays: props.rotationDays,
      deletionWindowInDays: props.deletionWindowDays,
      policy: policyDocument([
        {
          sid: "Administration",
          actions: ADMINISTRATION,
          resources: ["*"],
          principals: { aws: [accountRoot(props.placement)] },
        },
        ...props.use.map((statement) => ({ ...statement, resources: ["*"] })),
      ]),
    });
    this.alias = new KmsAlias(this, "alias", {
      name: `alias/${props.alias}`,
      targetKeyId: this.key.keyId,
    });
  }

  /** ARN of the key. */
  get arn(): string {
    return this.key.arn;
  }
}

function between(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UserError(`${name} is ${value}; KMS takes whole days from ${least} to ${most}.`);
  }
}
