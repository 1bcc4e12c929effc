import { regionalArn, type Placement } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import { claim, newTag, notOfOthers, ownTag, type DeployScope } from "./scope";

/** Keys and aliases of the environment, and their use for disks of instances that Terraform starts. */
export function keys({ placement, environment, namePrefix }: DeployScope): Statement[] {
  const own = ownTag(environment);
  const anyKey = regionalArn(placement, "kms", "key/*");
  return [
    { sid: "Create", actions: ["kms:CreateKey"], resources: ["*"], conditions: newTag(environment) },
    {
      sid: "TagNew",
      actions: ["kms:TagResource"],
      resources: [anyKey],
      conditions: claim(environment),
    },
    // What Terraform does to a key seconds after it made it: a tag may take five minutes until policies see it.
    // Source: KMS developer guide, "ABAC for AWS KMS".
    {
      sid: "FinishNew",
      actions: ["kms:CreateAlias", "kms:EnableKeyRotation"],
      resources: [anyKey],
      conditions: notOfOthers(environment),
    },
    { sid: "List", actions: ["kms:ListAliases"], resources: ["*"] },
    // Of any key: a key that lost its tag behind Terraform's back must show as drift, not as a refusal.
    {
      sid: "Read",
      actions: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
      resources: [anyKey],
    },
    {
      sid: "Administer",
      actions: [
        "kms:CancelKeyDeletion",
        "kms:EnableKey",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      resources: [anyKey],
      conditions: own,
    },
    // An alias is authorized twice: on its own name and on the key.
    {
      sid: "AliasNames",
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [regionalArn(placement, "kms", `alias/${namePrefix}*`)],
    },
    {
      sid: "AliasKeys",
      actions: ["kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [anyKey],
      conditions: own,
    },
    // EC2 takes a grant on behalf of whoever starts an instance with an encrypted disk.
    {
      sid: "DisksOfInstances",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      resources: [anyKey],
      conditions: { StringEquals: { ...own.StringEquals, "kms:ViaService": viaEc2(placement) } },
    },
    {
      sid: "GrantsOfInstances",
      actions: ["kms:CreateGrant"],
      resources: [anyKey],
      conditions: {
        StringEquals: { ...own.StringEquals, "kms:ViaService": viaEc2(placement) },
        Bool: { "kms:GrantIsForAWSResource": "true" },
      },
    },
    // EKS takes a grant on behalf of whoever creates a cluster; it does not say that the grant is for a resource of
    // AWS. Which keys may be granted so, their own policies decide.
    { sid: "GrantsOfClusters", actions: ["kms:CreateGrant"], resources: [anyKey], conditions: own },
  ];
}

function viaEc2({ region }: Placement): string {
  return `ec2.${region}.amazonaws.com`;
}
