import { iamArn, regionalArn, s3Arn, type Placement } from "../estate/placement";
import type { Conditions, Statement } from "../iam/policy-document";

/** What a deploy role's permissions depend on. */
export interface DeployScope {
  /** Account and region of the environment. */
  readonly placement: Placement;
  /** The environment's tag, `environment`, on everything it owns. */
  readonly environment: string;
  /** Start of the names of everything it owns: `drydock-dev-`. */
  readonly namePrefix: string;
  readonly state: {
    /** Name of the state bucket. */
    readonly bucket: string;
    /** ARN of the key that encrypts it. */
    readonly keyArn: string;
    /** Patterns of the state keys that the role writes: `dev-*`. */
    readonly writableKeys: readonly string[];
    /** State keys that it reads beside those. */
    readonly readableKeys: readonly string[];
  };
  /** ARN of the deploy role itself. */
  readonly deployRoleArn: string;
  /** ARN of the boundary that every role it creates must carry. */
  readonly permissionsBoundaryArn: string;
}

/**
 * What Terraform needs to create, read, change and delete the stacks of one environment, a policy for each domain.
 * Everything is narrowed to the environment by name, by tag or by region, whichever the action supports.
 * Source of what supports what: AWS service authorization reference.
 */
export function deployPermissions(scope: DeployScope): Record<string, Statement[]> {
  return {
    state: state(scope),
    keys: keys(scope),
    network: network(scope),
    logs: logs(scope),
    roles: roles(scope),
  };
}

function state({ placement, state }: DeployScope): Statement[] {
  const objects = (keys: readonly string[], suffix = "") =>
    keys.map((key) => s3Arn(placement, `${state.bucket}/${key}${suffix}`));
  return [
    { sid: "Find", actions: ["s3:ListBucket"], resources: [s3Arn(placement, state.bucket)] },
    {
      sid: "Read",
      actions: ["s3:GetObject"],
      resources: objects([...state.writableKeys, ...state.readableKeys]),
    },
    { sid: "Write", actions: ["s3:PutObject"], resources: objects(state.writableKeys) },
    // Versions keep what was overwritten; only the lock file is ever deleted.
    { sid: "Unlock", actions: ["s3:DeleteObject"], resources: objects(state.writableKeys, ".tflock") },
    { sid: "Encrypt", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [state.keyArn] },
  ];
}

function keys({ placement, environment, namePrefix }: DeployScope): Statement[] {
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
        "kms:EnableKeyRotation",
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
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
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
  ];
}

function network({ placement, environment }: DeployScope): Statement[] {
  const inRegion = { StringEquals: { "aws:RequestedRegion": placement.region } };
  const ownOrUntagged: Conditions = { ...inRegion, ...notOfOthers(environment) };
  return [
    { sid: "Read", actions: ["ec2:Describe*"], resources: ["*"], conditions: inRegion },
    {
      sid: "Create",
      actions: [
        "ec2:AllocateAddress",
        "ec2:CreateFlowLogs",
        "ec2:CreateInternetGateway",
        "ec2:CreateNatGateway",
        "ec2:CreateRouteTable",
        "ec2:CreateSecurityGroup",
        "ec2:CreateSubnet",
        "ec2:CreateVpc",
        "ec2:CreateVpcEndpoint",
        "ec2:RunInstances",
      ],
      resources: ["*"],
      conditions: ownOrUntagged,
    },
    // A private endpoint brings a hosted zone of AWS's own into the VPC, for the private names of its service.
    // Source: service authorization reference, dependent actions of ec2:CreateVpcEndpoint.
    {
      sid: "PrivateNames",
      actions: ["route53:AssociateVPCWithHostedZone"],
      resources: [`arn:${placement.partition}:route53:::hostedzone/*`],
    },
    // Rules of the default security group are revoked before the group carries a tag.
    {
      sid: "SecurityGroupRules",
      actions: [
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:ModifySecurityGroupRules",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
      ],
      resources: ["*"],
      conditions: ownOrUntagged,
    },
    // The network interface of a NAT gateway carries no tag, and the association may be gone before its address.
    {
      sid: "FreeAddresses",
      actions: ["ec2:DisassociateAddress"],
      resources: ["*"],
      conditions: ownOrUntagged,
    },
    {
      sid: "TagNew",
      actions: ["ec2:CreateTags"],
      resources: ["*"],
      conditions: claim(environment),
    },
    {
      sid: "ChangeOwn",
      actions: [
        "ec2:AssociateIamInstanceProfile",
        "ec2:AssociateRouteTable",
        "ec2:AttachInternetGateway",
        "ec2:CreateRoute",
        "ec2:CreateTags",
        "ec2:DeleteFlowLogs",
        "ec2:DeleteInternetGateway",
        "ec2:DeleteNatGateway",
        "ec2:DeleteRoute",
        "ec2:DeleteRouteTable",
        "ec2:DeleteSecurityGroup",
        "ec2:DeleteSubnet",
        "ec2:DeleteTags",
        "ec2:DeleteVpc",
        "ec2:DeleteVpcEndpoints",
        "ec2:DetachInternetGateway",
        "ec2:DisassociateIamInstanceProfile",
        "ec2:DisassociateRouteTable",
        "ec2:ModifyInstanceAttribute",
        "ec2:ModifyInstanceMetadataOptions",
        "ec2:ModifySubnetAttribute",
        "ec2:ModifyVolume",
        "ec2:ModifyVpcAttribute",
        "ec2:ModifyVpcEndpoint",
        "ec2:MonitorInstances",
        "ec2:ReleaseAddress",
        "ec2:ReplaceRoute",
        "ec2:ReplaceRouteTableAssociation",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "ec2:TerminateInstances",
        "ec2:UnmonitorInstances",
      ],
      resources: ["*"],
      conditions: ownTag(environment),
    },
  ];
}

function logs({ placement, namePrefix }: DeployScope): Statement[] {
  const groups = regionalArn(placement, "logs", `log-group:${namePrefix}*`);
  return [
    {
      sid: "Find",
      actions: ["logs:DescribeLogGroups"],
      resources: [regionalArn(placement, "logs", "log-group:*")],
    },
    {
      sid: "Manage",
      actions: [
        "logs:AssociateKmsKey",
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DisassociateKmsKey",
        "logs:ListTagsForResource",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      resources: [groups],
    },
  ];
}

function roles({ placement, namePrefix, permissionsBoundaryArn, deployRoleArn }: DeployScope): Statement[] {
  const own = iamArn(placement, `role/${namePrefix}*`);
  return [
    // The trust names the account, which leaves the decision to the role's own policy; see DeployRole.
    { sid: "TakeItself", actions: ["sts:AssumeRole"], resources: [deployRoleArn] },
    {
      sid: "WithBoundaryOnly",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      resources: [own],
      conditions: { StringEquals: { "iam:PermissionsBoundary": permissionsBoundaryArn } },
    },
    {
      sid: "Manage",
      actions: [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: [own],
    },
    {
      sid: "InstanceProfiles",
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:GetInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
      ],
      resources: [iamArn(placement, `instance-profile/${namePrefix}*`)],
    },
    {
      sid: "HandToServices",
      actions: ["iam:PassRole"],
      resources: [own],
      conditions: {
        StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"] },
      },
    },
  ];
}

function ownTag(environment: string) {
  return { StringEquals: { "aws:ResourceTag/environment": environment } };
}

function newTag(environment: string) {
  return { StringEquals: { "aws:RequestTag/environment": environment } };
}

/**
 * What carries the environment's tag or none at all: new things, AWS's own, such as images, and a VPC's default
 * security group. Each thing that an action touches is compared, so nothing is built into a neighbour's network.
 */
function notOfOthers(environment: string) {
  return { StringEqualsIfExists: { "aws:ResourceTag/environment": environment } };
}

/** The environment's tag given to something new: what another environment or the account owns cannot be taken over. */
function claim(environment: string) {
  return { ...newTag(environment), ...notOfOthers(environment) };
}

function viaEc2({ region }: Placement): string {
  return `ec2.${region}.amazonaws.com`;
}
