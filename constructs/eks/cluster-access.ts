import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import type { Placement } from "../estate/placement";
import type { ClusterName } from "./cluster-name";

/** @see ClusterAccess */
export interface ClusterAccessProps {
  readonly placement: Placement;
  readonly cluster: ClusterName;
  /** ARN of the role that Terraform works under; it administers the cluster. */
  readonly deployRoleArn: string;
  /** ARNs of IAM roles and users who may look at everything in the cluster but secrets. */
  readonly viewers: readonly string[];
}

/**
 * Who may call the Kubernetes API. The deploy role administers; operators look, and take the deploy role to change
 * something, as they do everywhere else. AmazonEKSAdminViewPolicy would show them Kubernetes secrets too.
 * Source: EKS user guide, "Review access policy permissions".
 */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    const grant = (entryId: string, principalArn: string, policy: string): void => {
      const entry = new EksAccessEntry(this, entryId, {
        clusterName: props.cluster.reference,
        principalArn,
        type: "STANDARD",
      });
      new EksAccessPolicyAssociation(this, `${entryId}-policy`, {
        clusterName: props.cluster.reference,
        principalArn: entry.principalArn,
        policyArn: `arn:${props.placement.partition}:eks::aws:cluster-access-policy/${policy}`,
        accessScope: { type: "cluster" },
      });
    };
    grant("deploy", props.deployRoleArn, "AmazonEKSClusterAdminPolicy");
    for (const arn of props.viewers) {
      grant(`viewer-${slug(arn, props.placement)}`, arn, "AmazonEKSViewPolicy");
    }
  }
}

/** "platform-engineer" for a role of the account; what differs from that is told apart by name. */
function slug(arn: string, { accountId }: Placement): string {
  const [, , , , account = "", resource = ""] = arn.split(":");
  const [kind = ""] = resource.split("/");
  const name = resource.split("/").at(-1) ?? "";
  return [account === accountId ? "" : account, kind === "role" ? "" : kind, name]
    .filter((part) => part !== "")
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
