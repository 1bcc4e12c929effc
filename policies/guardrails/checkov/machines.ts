import type { CheckovCheck } from "./check";

const instance = ["aws_instance"];
const machines = ["aws_instance", "aws_launch_template"];
const cluster = ["aws_eks_cluster"];
const logGroup = ["aws_cloudwatch_log_group"];

/** What runs, and what it writes: instances, clusters, logs. */
export const machineChecks: readonly CheckovCheck[] = [
  { id: "CKV_AWS_8", of: instance, asks: "Volumes are encrypted", rules: ["ec2-volume-encryption"] },
  {
    id: "CKV_AWS_37",
    of: cluster,
    asks: "Clusters write all five logs of their control plane",
    rules: ["eks-control-plane-logs"],
  },
  {
    id: "CKV_AWS_38",
    of: cluster,
    asks: "The Kubernetes API is not open to the whole internet",
    rules: ["eks-private-endpoint"],
  },
  {
    id: "CKV_AWS_39",
    of: cluster,
    asks: "The Kubernetes API has no public endpoint",
    rules: ["eks-private-endpoint"],
    differs:
      "An environment may name networks that reach a public endpoint, such as an office's. None of the three does.",
  },
  { id: "CKV_AWS_46", of: machines, asks: "No secret in user data", rules: ["secret-literals"] },
  {
    id: "CKV_AWS_58",
    of: cluster,
    asks: "Clusters encrypt Kubernetes secrets",
    rules: ["eks-secrets-encryption"],
  },
  {
    id: "CKV_AWS_66",
    of: logGroup,
    asks: "Log groups say how long they keep logs",
    rules: ["log-group-retention"],
  },
  { id: "CKV_AWS_79", of: machines, asks: "Metadata asks for a token", rules: ["ec2-imdsv2"] },
  { id: "CKV_AWS_88", of: machines, asks: "Machines have no public address", rules: ["ec2-no-public-ip"] },
  {
    id: "CKV_AWS_100",
    of: ["aws_eks_node_group"],
    asks: "Nodes are not open to SSH from everywhere",
    rules: ["eks-node-launch-template"],
  },
  {
    id: "CKV_AWS_106",
    of: ["aws_ebs_encryption_by_default"],
    asks: "The account encrypts new volumes",
    rules: ["ebs-encryption-by-default"],
  },
  {
    id: "CKV_AWS_126",
    of: instance,
    asks: "Instances report every minute",
    rules: ["ec2-detailed-monitoring"],
  },
  {
    id: "CKV_AWS_135",
    of: instance,
    asks: "Volumes have bandwidth of their own",
    rules: ["ec2-ebs-optimized"],
  },
  {
    id: "CKV_AWS_158",
    of: logGroup,
    asks: "Log groups encrypt with KMS",
    rules: ["log-group-kms"],
  },
  {
    id: "CKV_AWS_338",
    of: logGroup,
    asks: "Log groups keep logs for a year",
    rules: ["log-group-retention"],
    differs: "In production only. An environment where things are tried decides by itself.",
  },
  {
    id: "CKV_AWS_339",
    of: cluster,
    asks: "EKS supports the version of Kubernetes",
    rules: ["eks-supported-version"],
    differs:
      "checkov has a list of versions; ours has the dates on which support ends, and counts those of extended support where the cluster pays for it.",
  },
  {
    id: "CKV_AWS_341",
    of: ["aws_launch_template"],
    asks: "Metadata is one hop away at most",
    rules: ["ec2-metadata-hop-limit"],
  },
  {
    id: "CKV_AWS_386",
    of: ["data.aws_ami"],
    asks: "Images that are looked up by a pattern have an owner",
    rules: ["ec2-image-owner"],
  },
  { id: "CKV2_AWS_41", of: instance, asks: "Instances have a role", rules: ["ec2-instance-profile"] },
];
