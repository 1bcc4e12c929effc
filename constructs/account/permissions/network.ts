import type { Conditions, Statement } from "../../iam/policy-document";
import { claim, notOfOthers, ownTag, type DeployScope } from "./scope";

/** The VPC of the environment and what stands in it. */
export function network({ placement, environment }: DeployScope): Statement[] {
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
