import type { ServiceTables } from "../../behaviour";
import { accessEntry, accessPolicyAssociation } from "./access";
import { addon } from "./addon";
import { cluster } from "./cluster";
import { nodeGroup } from "./node-group";
import { nodeGroups } from "./node-groups";
import { podIdentityAssociation } from "./pod-identity";

/** Amazon Elastic Kubernetes Service. */
export const eks: ServiceTables = {
  resources: {
    aws_eks_access_entry: accessEntry,
    aws_eks_access_policy_association: accessPolicyAssociation,
    aws_eks_addon: addon,
    aws_eks_cluster: cluster,
    aws_eks_node_group: nodeGroup,
    aws_eks_pod_identity_association: podIdentityAssociation,
  },
  dataSources: { aws_eks_node_groups: nodeGroups },
};
