import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { awsPolicyArn, type Placement } from "../estate/placement";
import { policyDocument } from "../iam/policy-document";

/** @see SsmTunnel */
export interface SsmTunnelProps {
  readonly placement: Placement;
  readonly vpcCidr: string;
  /** The access group, which the host carries. */
  readonly securityGroupId: string;
  /** A private subnet. */
  readonly subnetId: string;
  /** Start of all names. */
  readonly name: string;
  readonly instanceType: string;
  /** Exact name of an Amazon Linux 2023 image for the instance type's architecture. */
  readonly imageName: string;
  /** ARN of the key that encrypts the disk. */
  readonly kmsKeyArn: string;
  /** ARN of the permissions boundary of the role. */
  readonly permissionsBoundaryArn: string;
}

const HTTPS = 443;
const DISK_GIB = 8;

/**
 * A small instance that nothing can connect to. It dials out to Systems Manager, and an operator forwards a port
 * through it: `aws ssm start-session --document-name AWS-StartPortForwardingSessionToRemoteHost`.
 */
export class SsmTunnel extends Construct {
  readonly instance: Instance;

  constructor(scope: Construct, id: string, props: SsmTunnelProps) {
    super(scope, id);
    new VpcSecurityGroupEgressRule(this, "https-to-vpc", {
      securityGroupId: props.securityGroupId,
      description: "HTTPS to the endpoints of Systems Manager and to private endpoints of the estate",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      cidrIpv4: props.vpcCidr,
    });

    const role = new IamRole(this, "role", {
      name: props.name,
      description: "Lets the tunnel's host register with Systems Manager",
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument([
        { sid: "Instance", actions: ["sts:AssumeRole"], principals: { service: ["ec2.amazonaws.com"] } },
      ]),
    });
    const registration = new IamRolePolicyAttachment(this, "registration", {
      role: role.name,
      policyArn: awsPolicyArn(props.placement, "AmazonSSMManagedInstanceCore"),
    });
    const profile = new IamInstanceProfile(this, "profile", { name: props.name, role: role.name });

    const image = new DataAwsAmi(this, "image", {
      owners: ["amazon"],
      // A pinned image stays valid after Amazon deprecates it; that must not break a plan.
      includeDeprecated: true,
      filter: [{ name: "name", values: [props.imageName] }],
    });
    this.instance = new Instance(this, RESOURCE, {
      ami: image.id,
      instanceType: props.instanceType,
      subnetId: props.subnetId,
      vpcSecurityGroupIds: [props.securityGroupId],
      associatePublicIpAddress: false,
      iamInstanceProfile: profile.name,
      ebsOptimized: true,
      // Said although it is the default: what somebody protects by hand is then drift, and does not stop a rebuild.
      disableApiTermination: false,
      monitoring: true,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: {
        volumeType: "gp3",
        volumeSize: DISK_GIB,
        encrypted: true,
        kmsKeyId: props.kmsKeyArn,
        deleteOnTermination: true,
      },
      tags: { Name: props.name },
      dependsOn: [registration],
    });
  }
}
