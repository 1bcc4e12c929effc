import { AutoscalingGroupTagA } from "@cdktf/provider-aws/lib/autoscaling-group-tag";
import { Construct } from "constructs";
import { kubernetesEffect, labelsOf, taintsOf, type NodePool } from "./node-labels";

/** Start of the tags in which the Cluster Autoscaler looks for what a node would be like. */
export const NODE_TEMPLATE = "k8s.io/cluster-autoscaler/node-template";

/** @see AutoscalerTags */
export interface AutoscalerTagsProps {
  /** Name of the Auto Scaling group behind a node group. */
  readonly autoScalingGroupName: string;
  readonly pool: NodePool;
  /** Size of a node's disk, GiB. */
  readonly diskGib: number;
}

/**
 * Tells the Cluster Autoscaler what a node of an empty group would be like; from a group with nodes it knows. The tags
 * by which it finds the groups are set by EKS.
 * Source: https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md,
 * "Auto-Discovery Setup"; EKS user guide, "Managed node groups concepts".
 */
export class AutoscalerTags extends Construct {
  constructor(scope: Construct, id: string, props: AutoscalerTagsProps) {
    super(scope, id);
    const tag = (tagId: string, key: string, value: string): void => {
      new AutoscalingGroupTagA(this, tagId, {
        autoscalingGroupName: props.autoScalingGroupName,
        tag: { key: `${NODE_TEMPLATE}/${key}`, value, propagateAtLaunch: false },
      });
    };
    for (const [key, value] of Object.entries(labelsOf(props.pool)))
      tag(`label-${idOf(key)}`, `label/${key}`, value);
    for (const { key, value, effect } of taintsOf(props.pool)) {
      tag(`taint-${idOf(key)}`, `taint/${key}`, `${value}:${kubernetesEffect(effect)}`);
    }
    // Without this it takes an empty node to have no disk, and never starts one for a pod that asks for some.
    tag("ephemeral-storage", "resources/ephemeral-storage", `${props.diskGib}Gi`);
  }
}

function idOf(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
