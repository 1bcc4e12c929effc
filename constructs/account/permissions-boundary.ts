import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { suppress } from "../../policies/guardrails/suppression";
import { RESOURCE } from "../estate/logical-ids";
import { iamArn, type Placement } from "../estate/placement";
import { policyDocument } from "../iam/policy-document";

/** @see PermissionsBoundary */
export interface PermissionsBoundaryProps {
  readonly placement: Placement;
  /** Name of the policy. */
  readonly name: string;
  /** ARNs of the deploy roles, which nobody under the boundary may change. */
  readonly protectedRoleArns: readonly string[];
  /** ARNs of policies that nobody under the boundary may change, beside the boundary itself. */
  readonly protectedPolicyArns: readonly string[];
  /** ARNs of the account's own buckets: states, access logs. */
  readonly protectedBucketArns: readonly string[];
  /** The tag, `environment`, of the account's own keys. */
  readonly accountTag: string;
}

/** Services that anything in the estate works with; what a role may really do is for its own policy to say. */
const SERVICES = [
  "autoscaling",
  "ec2",
  "ec2messages",
  "ecr",
  "eks",
  "eks-auth",
  "kms",
  "logs",
  "s3",
  "ssm",
  "ssmmessages",
  "sts",
  "tag",
] as const;

/** Zones, records and certificates; no domain is bought or moved, and no private key leaves ACM. */
const NAMES = [
  "acm:*TagsFromCertificate",
  "acm:*TagsToCertificate",
  "acm:DeleteCertificate",
  "acm:DescribeCertificate",
  "acm:GetCertificate",
  "acm:List*",
  "acm:RequestCertificate",
  "acm:UpdateCertificateOptions",
  "route53:*VPC*HostedZone",
  "route53:ChangeResourceRecordSets",
  "route53:ChangeTagsForResource",
  "route53:CreateHostedZone",
  "route53:DeleteHostedZone",
  "route53:Get*",
  "route53:List*",
  "route53:UpdateHostedZoneComment",
] as const;

/**
 * What the deploy role needs of IAM, and nothing that makes a principal outside the boundary: service-linked roles
 * carry none, and are the account's.
 */
const ROLE_MANAGEMENT = [
  "iam:*InstanceProfile*",
  "iam:*RolePolicies",
  "iam:*RolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:GetRole",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
] as const;

/** What only the account's administrators do to its buckets; states and lock files come and go without any of it. */
const BUCKET_ADMINISTRATION = [
  "s3:DeleteBucket*",
  "s3:DeleteObjectVersion",
  "s3:PutBucket*",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
] as const;

const KEY_ADMINISTRATION = [
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
] as const;

/** Rules about what a policy grants. */
const LIMIT_NOT_GRANT = [
  "iam-data-reads-scoped",
  "iam-no-service-wildcard",
  "iam-privilege-escalation",
  "iam-writes-scoped",
] as const;

/**
 * The most that the deploy roles, and every role they create, can ever do. A role without this boundary cannot be
 * created, the boundary cannot be changed or taken off, the deploy roles cannot rewrite themselves, and the account's
 * buckets and keys stay as they are; so who deploys never gets beyond the boundary, also not through a role that he
 * creates. Environments that share an account share the boundary: it does not stand between them.
 * Source: AWS IAM user guide, "Delegating responsibility to others using permissions boundaries".
 */
export class PermissionsBoundary extends Construct {
  readonly policy: IamPolicy;
  /** Known at synth, because the boundary names itself. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    for (const rule of LIMIT_NOT_GRANT) {
      suppress(
        this,
        rule,
        "A permissions boundary grants nothing: it limits what a role's own policies grant.",
      );
    }
    this.arn = iamArn(props.placement, `policy/${props.name}`);
    this.policy = new IamPolicy(this, RESOURCE, {
      name: props.name,
      description: "The most that deploy roles and the roles they create can do",
      policy: policyDocument([
        { sid: "Services", actions: SERVICES.map((service) => `${service}:*`), resources: ["*"] },
        { sid: "Names", actions: NAMES, resources: ["*"] },
        { sid: "Roles", actions: ROLE_MANAGEMENT, resources: ["*"] },
        {
          sid: "BoundaryOnEveryRole",
          effect: "Deny",
          actions: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
          resources: ["*"],
          conditions: { StringNotEquals: { "iam:PermissionsBoundary": this.arn } },
        },
        {
          sid: "BoundaryStays",
          effect: "Deny",
          actions: ["iam:DeleteRolePermissionsBoundary"],
          resources: ["*"],
        },
        {
          sid: "PoliciesStay",
          effect: "Deny",
          actions: [
            "iam:CreatePolicyVersion",
            "iam:DeletePolicy",
            "iam:DeletePolicyVersion",
            "iam:SetDefaultPolicyVersion",
          ],
          resources: [this.arn, ...props.protectedPolicyArns],
        },
        {
          sid: "DeployRolesStay",
          effect: "Deny",
          actions: [
            "iam:AttachRolePolicy",
            "iam:DeleteRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:PassRole",
            "iam:PutRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
          ],
          resources: props.protectedRoleArns,
        },
        {
          sid: "BucketsStay",
          effect: "Deny",
          actions: BUCKET_ADMINISTRATION,
          resources: props.protectedBucketArns.flatMap((arn) => [arn, `${arn}/*`]),
        },
        {
          // Objects that are locked in GOVERNANCE mode are for the account's administrators to free.
          sid: "LocksStay",
          effect: "Deny",
          actions: ["s3:BypassGovernanceRetention"],
          resources: ["*"],
        },
        {
          sid: "KeysStay",
          effect: "Deny",
          actions: KEY_ADMINISTRATION,
          resources: ["*"],
          conditions: { StringEquals: { "aws:ResourceTag/environment": props.accountTag } },
        },
      ]),
    });
  }
}
