import type { Construct } from "constructs";
import { regionalArn, type Placement } from "../estate/placement";
import type { ClusterName } from "./cluster-name";
import { PodIdentity } from "./pod-identity";

/** @see AutoscalerIdentity */
export interface AutoscalerIdentityProps {
  readonly placement: Placement;
  readonly cluster: ClusterName;
  /** Name of the role; at most 64 characters. */
  readonly roleName: string;
  /** ARN of the permissions boundary of the role. */
  readonly permissionsBoundaryArn: string;
}

/** The service account that the Cluster Autoscaler runs under. */
export const AUTOSCALER = { namespace: "kube-system", name: "cluster-autoscaler" } as const;

/**
 * AWS rights of the Cluster Autoscaler: it sizes the groups of its own cluster, which EKS tags for it, and no others.
 * Source: https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md,
 * "IAM Policy".
 */
export class AutoscalerIdentity extends PodIdentity {
  constructor(scope: Construct, id: string, props: AutoscalerIdentityProps) {
    super(scope, id, {
      ...props,
      serviceAccount: AUTOSCALER,
      description: `Sizes the node groups of ${props.cluster.literal}`,
      statements: [
        {
          sid: "Look",
          actions: [
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeAutoScalingInstances",
            "autoscaling:DescribeLaunchConfigurations",
            "autoscaling:DescribeScalingActivities",
            "autoscaling:DescribeTags",
            "ec2:DescribeImages",
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeLaunchTemplateVersions",
            "ec2:GetInstanceTypesFromInstanceRequirements",
          ],
          resources: ["*"],
        },
        {
          sid: "LookAtNodeGroups",
          actions: ["eks:DescribeNodegroup"],
          resources: [regionalArn(props.placement, "eks", `nodegroup/${props.cluster.literal}/*`)],
        },
        {
          sid: "Size",
          actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
          resources: [
            regionalArn(props.placement, "autoscaling", "autoScalingGroup:*:autoScalingGroupName/eks-*"),
          ],
          conditions: {
            StringEquals: {
              "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
              [`aws:ResourceTag/k8s.io/cluster-autoscaler/${props.cluster.literal}`]: "owned",
            },
          },
        },
      ],
    });
  }
}
