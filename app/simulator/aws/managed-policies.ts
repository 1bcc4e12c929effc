const PREFIX = "arn:aws:iam::aws:policy/";

/**
 * Policies that AWS manages and that stacks of an estate attach, by what follows `policy/` in the ARN.
 * Source: "AWS Managed Policy Reference Guide". A policy that is not here is answered as if it did not exist.
 */
const NAMES = new Set([
  "AmazonEBSCSIDriverEKSClusterScopedPolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonEKSClusterPolicy",
  "AmazonEKSVPCResourceController",
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonSSMManagedInstanceCore",
  "AutoScalingFullAccess",
  "CloudWatchAgentServerPolicy",
  "CloudWatchLogsFullAccess",
  "CloudWatchReadOnlyAccess",
  "AdministratorAccess",
  "PowerUserAccess",
  "ReadOnlyAccess",
  "SecurityAudit",
  "job-function/ViewOnlyAccess",
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs",
  "service-role/AmazonEBSCSIDriverPolicy",
  "service-role/AmazonEC2RoleforSSM",
  "service-role/AmazonEFSCSIDriverPolicy",
  "service-role/AmazonRDSEnhancedMonitoringRole",
  "service-role/AWSConfigRole",
  "service-role/AWSLambdaBasicExecutionRole",
  "service-role/AWSLambdaVPCAccessExecutionRole",
]);

export function isManagedByAws(arn: string): boolean {
  return arn.startsWith(PREFIX) && NAMES.has(arn.slice(PREFIX.length));
}
