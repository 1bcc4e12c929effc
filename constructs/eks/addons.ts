import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { AddonName } from "../../app/versions";
import type { Placement } from "../estate/placement";
import type { Statement } from "../iam/policy-document";
import type { ClusterName } from "./cluster-name";
import { PodIdentity } from "./pod-identity";

/** @see Addons */
export interface AddonsProps {
  readonly placement: Placement;
  readonly cluster: ClusterName;
  /** Exact version of each add-on. */
  readonly versions: Readonly<Record<AddonName, string>>;
  /** Start of the names of the add-ons' roles. */
  readonly name: string;
  /** ARN of the key that encrypts the volumes of pods. */
  readonly volumeKeyArn: string;
  /** Tags of what add-ons make in AWS: volumes of pods, network interfaces of nodes. */
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of the permissions boundary of the roles. */
  readonly permissionsBoundaryArn: string;
}

/**
 * The add-ons of a cluster, in two parts with the nodes between them. What a node needs to become ready comes first:
 * DaemonSets, which are complete on no nodes, so that EKS calls them active. Add-ons with a Deployment come after the
 * first nodes: EKS calls them degraded without, and Terraform would wait 20 minutes for nodes that wait for Terraform.
 * The EBS driver is one of these.
 * Source: https://github.com/hashicorp/terraform-provider-aws/issues/44669
 */
export class Addons extends Construct {
  /** What nodes wait for. */
  readonly beforeNodes: readonly EksAddon[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AddonsProps,
  ) {
    super(scope, id);
    const agent = this.addon("eks-pod-identity-agent");
    const proxy = this.addon("kube-proxy");
    const identity = this.identity("vpc-cni", "aws-node", {
      description: "Gives pods addresses of the VPC",
      awsPolicy: "AmazonEKS_CNI_Policy",
    });
    // The agent lives in its node's own network, so it works before the CNI does, and serves it.
    const cni = this.addon("vpc-cni", {
      after: [agent, identity.association],
      configuration: cniConfiguration(props.tags),
    });
    this.beforeNodes = [agent, proxy, cni];
  }

  /** Adds what runs somewhere on the nodes, once these groups have some. */
  runOn(nodes: readonly TerraformResource[]): void {
    const identity = this.identity("aws-ebs-csi-driver", "ebs-csi-controller-sa", {
      description: "Makes and attaches the volumes of the cluster's pods",
      // Volumes of this cluster only: the policy compares their tag with the session's, which Pod Identity sets.
      awsPolicy: "AmazonEBSCSIDriverEKSClusterScopedPolicy",
      statements: volumeKeyStatements(this.props),
    });
    this.addon("aws-ebs-csi-driver", {
      after: [...nodes, identity.association],
      configuration: { controller: { extraVolumeTags: this.props.tags } },
    });
    this.addon("coredns", { after: nodes });
    this.addon("metrics-server", { after: nodes });
  }

  private addon(
    name: AddonName,
    settings: { readonly configuration?: object; readonly after?: readonly TerraformResource[] } = {},
  ): EksAddon {
    return new EksAddon(this, name, {
      clusterName: this.props.cluster.reference,
      addonName: name,
      addonVersion: this.props.versions[name],
      configurationValues: settings.configuration && JSON.stringify(settings.configuration),
      // What an add-on installs is Terraform's: changes by hand go at the next apply, and it goes with the cluster.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      preserve: false,
      dependsOn: settings.after && [...settings.after],
    });
  }

  private identity(
    addon: AddonName,
    serviceAccount: string,
    rights: { description: string; awsPolicy: string; statements?: readonly Statement[] },
  ): PodIdentity {
    const { placement, cluster, name, permissionsBoundaryArn } = this.props;
    return new PodIdentity(this, `${addon}-identity`, {
      ...rights,
      placement,
      cluster,
      serviceAccount: { namespace: "kube-system", name: serviceAccount },
      roleName: `${name}-${addon}`,
      permissionsBoundaryArn,
    });
  }
}

/**
 * Pods get addresses from blocks of 16, so that a node holds 110 of them (the network is sized for that, see
 * app/environments/rules/network.ts), and network policies are enforced.
 * Sources: EKS user guide, "Assign more IP addresses to Amazon EKS nodes with prefixes" and "Restrict Pod network
 * traffic with Kubernetes network policies"; https://github.com/aws/amazon-vpc-cni-k8s (ADDITIONAL_ENI_TAGS).
 */
function cniConfiguration(tags: AddonsProps["tags"]): object {
  return {
    enableNetworkPolicy: "true",
    env: {
      ADDITIONAL_ENI_TAGS: JSON.stringify(tags),
      ENABLE_PREFIX_DELEGATION: "true",
      WARM_PREFIX_TARGET: "1",
    },
  };
}

/** Source: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/install.md, "Encrypted EBS Volumes". */
function volumeKeyStatements({ volumeKeyArn, placement }: AddonsProps): Statement[] {
  const throughEc2 = { "kms:ViaService": `ec2.${placement.region}.amazonaws.com` };
  return [
    {
      sid: "EncryptVolumes",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
      resources: [volumeKeyArn],
      conditions: { StringEquals: throughEc2 },
    },
    {
      sid: "GrantToEc2",
      actions: ["kms:CreateGrant"],
      resources: [volumeKeyArn],
      conditions: { StringEquals: throughEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
