import { Ec2CapacityReservation } from "@cdktf/provider-aws/lib/ec2-capacity-reservation";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Token, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { AutoscalerTags } from "./autoscaler-tags";
import type { ClusterName } from "./cluster-name";
import { NodeTemplate } from "./launch-template";
import { labelsOf, taintsOf, type NodePool } from "./node-labels";

/** @see NodeGroup */
export interface NodeGroupProps {
  readonly cluster: ClusterName;
  /** Name of the launch template and of the instances. */
  readonly templateName: string;
  readonly pool: NodePool;
  /** Kubernetes minor version. */
  readonly version: string;
  /** Exact release of the EKS optimized Amazon Linux 2023 image. */
  readonly imageRelease: string;
  /** EC2 instance types; EC2 takes on-demand nodes in this order. */
  readonly instanceTypes: readonly string[];
  /** Nodes: fewest, at creation, most. */
  readonly size: { readonly min: number; readonly desired: number; readonly max: number };
  /** Size of each root volume, GiB. */
  readonly diskGib: number;
  /** Subnets of the nodes. */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly roleArn: string;
  /** ARN of the key that encrypts the root volumes. */
  readonly volumeKeyArn: string;
  /** Capacity that the group is confined to. @default - none */
  readonly reservation?: Reservation;
  /** Tags of what EC2 starts for the group. */
  readonly tags: Readonly<Record<string, string>>;
  /** What must be there before a node starts: the CNI, the Pod Identity agent, kube-proxy, the role's policies. */
  readonly after: readonly TerraformResource[];
}

/** A capacity reservation of somebody else's, or one to make. */
export type Reservation =
  | { readonly id: string }
  | {
      /** Instances. */
      readonly count: number;
      readonly zone: string;
      /** ISO 8601, UTC. */
      readonly endsAt: string;
    };

/** Nodes that are replaced at a time when a group gets a new image or version: a third, at least one. */
const UNAVAILABLE_PERCENT = 33;

/** A managed node group with a launch template of its own. The autoscaler owns its size once it exists. */
export class NodeGroup extends Construct {
  readonly nodeGroup: EksNodeGroup;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { pool, size } = props;
    const { template } = new NodeTemplate(this, "template", {
      name: props.templateName,
      description: `Nodes of the group ${pool.name}`,
      diskGib: props.diskGib,
      volumeKeyArn: props.volumeKeyArn,
      securityGroupId: props.securityGroupId,
      capacityReservationId: this.reservationId(props),
      tags: props.tags,
    });
    this.nodeGroup = new EksNodeGroup(this, RESOURCE, {
      clusterName: props.cluster.reference,
      nodeGroupName: pool.name,
      nodeRoleArn: props.roleArn,
      subnetIds: [...props.subnetIds],
      amiType: pool.gpu ? "AL2023_x86_64_NVIDIA" : "AL2023_x86_64_STANDARD",
      version: props.version,
      releaseVersion: props.imageRelease,
      capacityType: pool.capacity === "spot" ? "SPOT" : "ON_DEMAND",
      instanceTypes: [...props.instanceTypes],
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      scalingConfig: { minSize: size.min, desiredSize: size.desired, maxSize: size.max },
      updateConfig: { maxUnavailablePercentage: UNAVAILABLE_PERCENT },
      // EKS drains and replaces a node that stays NotReady.
      nodeRepairConfig: { enabled: true },
      labels: labelsOf(pool),
      taint: taintsOf(pool).map((taint) => ({ ...taint })),
      lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] },
      dependsOn: [...props.after],
    });
    if (size.min === 0) {
      new AutoscalerTags(this, "autoscaler", {
        autoScalingGroupName: this.nodeGroup.resources.get(0).autoscalingGroups.get(0).name,
        pool,
        diskGib: props.diskGib,
      });
    }
  }

  private reservationId({ reservation, instanceTypes, templateName }: NodeGroupProps): string | undefined {
    if (!reservation || "id" in reservation) return reservation?.id;
    const [instanceType = ""] = instanceTypes;
    const made = new Ec2CapacityReservation(this, "reservation", {
      instanceType,
      instancePlatform: "Linux/UNIX",
      instanceCount: reservation.count,
      availabilityZone: reservation.zone,
      endDateType: "limited",
      endDate: reservation.endsAt,
      // Only instances that name it: a passing m6i.large would otherwise take a place.
      instanceMatchCriteria: "targeted",
      tags: { Name: templateName },
    });
    return made.id;
  }
}
