import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { regionalArn, type Placement } from "../estate/placement";
import { RESOURCE } from "../estate/logical-ids";
import type { Statement } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";
import type { ClusterName } from "./cluster-name";

/** @see ControlPlane */
export interface ControlPlaneProps {
  readonly placement: Placement;
  /** Name of the cluster; its log group and role are called after it. */
  readonly name: string;
  /** Kubernetes minor version: `1.35`. */
  readonly version: string;
  /** What AWS does when standard support of the version ends: upgrade it, or charge for twelve months more. */
  readonly support: "standard" | "extended";
  /** Addresses of Kubernetes services, outside the VPC. */
  readonly serviceCidr: string;
  /** Subnets for the control plane's network interfaces, in two zones or more. */
  readonly subnetIds: readonly string[];
  /** Security groups of those interfaces, beside the one that EKS makes. */
  readonly securityGroupIds: readonly string[];
  /** What must be there before nodes join: the rules of the security groups. */
  readonly after: readonly TerraformResource[];
  /** Networks of the internet that may call the API. @default - none: the endpoint is private */
  readonly publicCidrs?: readonly string[];
  /** ARN of the key that encrypts Kubernetes secrets. */
  readonly secretsKeyArn: string;
  /** ARN of the key that encrypts the log group. */
  readonly logsKeyArn: string;
  /** Days that the logs are kept. */
  readonly logRetentionDays: number;
  /** ARN of the permissions boundary of the role. */
  readonly permissionsBoundaryArn: string;
}

/** Every log that EKS offers. Source: EKS user guide, "Send control plane logs to CloudWatch Logs". */
const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/** Name of the log group that EKS writes to; it cannot be chosen. */
export function controlPlaneLogGroup(clusterName: string): string {
  return `/aws/eks/${clusterName}/cluster`;
}

/**
 * The control plane of an EKS cluster: private endpoint, encrypted secrets, every log, and nobody in it but those with
 * an access entry.
 */
export class ControlPlane extends Construct {
  readonly cluster: EksCluster;
  readonly clusterName: ClusterName;
  readonly logGroup: CloudwatchLogGroup;
  readonly role: ServiceRole;

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    // Before the cluster: EKS would make it itself, unencrypted and without an end.
    this.logGroup = new CloudwatchLogGroup(this, "logs", {
      name: controlPlaneLogGroup(props.name),
      kmsKeyId: props.logsKeyArn,
      retentionInDays: props.logRetentionDays,
    });
    this.role = new ServiceRole(this, "role", {
      name: `${props.name}-control-plane`,
      description: `Lets EKS look after the nodes of ${props.name}`,
      service: "eks.amazonaws.com",
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      statements: roleStatements(props.placement),
    });
    const publicCidrs = props.publicCidrs ?? [];
    this.cluster = new EksCluster(this, RESOURCE, {
      name: props.name,
      version: props.version,
      roleArn: this.role.role.arn,
      // EKS would put unmanaged add-ons into the cluster, with versions of its own choice.
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      enabledClusterLogTypes: [...CONTROL_PLANE_LOGS],
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: props.secretsKeyArn } },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: props.serviceCidr },
      upgradePolicy: { supportType: props.support.toUpperCase() },
      vpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: publicCidrs.length > 0,
        publicAccessCidrs: publicCidrs.length > 0 ? [...publicCidrs] : undefined,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [...props.securityGroupIds],
      },
      // Costs nothing, and lets an operator lead traffic away from a zone that is ill.
      zonalShiftConfig: { enabled: true },
      // The rules too, for the way back: nodes that are drained still talk to the control plane.
      dependsOn: [this.logGroup, this.role.policy, ...props.after],
    });
    this.clusterName = { literal: props.name, reference: this.cluster.name };
  }
}

/**
 * The least that EKS asks for. AmazonEKSClusterPolicy would allow it load balancers and volumes as well, which are
 * Terraform's and the EBS driver's business here.
 * Source: EKS user guide, "Amazon EKS cluster IAM role".
 */
function roleStatements(placement: Placement): Statement[] {
  return [
    {
      sid: "TagNodes",
      actions: ["ec2:CreateTags"],
      resources: [regionalArn(placement, "ec2", "instance/*")],
      conditions: { "ForAnyValue:StringLike": { "aws:TagKeys": "kubernetes.io/cluster/*" } },
    },
    {
      sid: "Describe",
      actions: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTopology",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeVpcs",
        "kms:DescribeKey",
      ],
      resources: ["*"],
    },
  ];
}
