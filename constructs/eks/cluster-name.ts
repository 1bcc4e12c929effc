import { regionalArn, type Placement } from "../estate/placement";

/** The name of a cluster, in both ways in which it is needed. */
export interface ClusterName {
  /** Known at synth: for policies, which a reviewer reads, and for the names of other things. */
  readonly literal: string;
  /** As Terraform hands it on: what uses it waits for the cluster. */
  readonly reference: string;
}

/** ARN of a cluster by its name: what policies narrow to it with, before there is one. */
export function clusterArn(placement: Placement, name: ClusterName): string {
  return regionalArn(placement, "eks", `cluster/${name.literal}`);
}
