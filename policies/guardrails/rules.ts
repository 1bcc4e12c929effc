import { acmCreateBeforeDestroy } from "./configuration/acm-create-before-destroy";
import { acmDnsValidation } from "./configuration/acm-dns-validation";
import { acmKeyAlgorithm } from "./configuration/acm-key-algorithm";
import { acmTransparencyLog } from "./configuration/acm-transparency-log";
import { ebsEncryptionByDefault } from "./configuration/ebs-encryption-by-default";
import { ec2DetailedMonitoring } from "./configuration/ec2-detailed-monitoring";
import { ec2EbsOptimized } from "./configuration/ec2-ebs-optimized";
import { ec2Imdsv2 } from "./configuration/ec2-imdsv2";
import { ec2InstanceProfile } from "./configuration/ec2-instance-profile";
import { ec2MetadataHopLimit } from "./configuration/ec2-metadata-hop-limit";
import { ec2NoPublicIp } from "./configuration/ec2-no-public-ip";
import { ec2VolumeEncryption } from "./configuration/ec2-volume-encryption";
import { ecrEncryption } from "./configuration/ecr-encryption";
import { ecrImmutableTags } from "./configuration/ecr-immutable-tags";
import { ecrLifecycle } from "./configuration/ecr-lifecycle";
import { ecrPolicyPrincipals } from "./configuration/ecr-policy-principals";
import { ecrScanOnPush } from "./configuration/ecr-scan-on-push";
import { eipInUse } from "./configuration/eip-in-use";
import { eksAccessEntries } from "./configuration/eks-access-entries";
import { eksAddonVersion } from "./configuration/eks-addon-version";
import { eksControlPlaneLogs } from "./configuration/eks-control-plane-logs";
import { eksNodeImage } from "./configuration/eks-node-image";
import { eksNodeLaunchTemplate } from "./configuration/eks-node-launch-template";
import { eksPrivateEndpoint } from "./configuration/eks-private-endpoint";
import { eksSecretsEncryption } from "./configuration/eks-secrets-encryption";
import { eksSupportedVersion } from "./configuration/eks-supported-version";
import { iamDataReadsScoped } from "./configuration/iam-data-reads-scoped";
import { iamNoAdminManagedPolicy } from "./configuration/iam-no-admin-managed-policy";
import { iamNoFullAccess } from "./configuration/iam-no-full-access";
import { iamNoServiceWildcard } from "./configuration/iam-no-service-wildcard";
import { iamPasswordPolicy } from "./configuration/iam-password-policy";
import { iamPolicyReadable } from "./configuration/iam-policy-readable";
import { iamPrivilegeEscalation } from "./configuration/iam-privilege-escalation";
import { iamTrustOidcConditions } from "./configuration/iam-trust-oidc-conditions";
import { iamTrustPrincipals } from "./configuration/iam-trust-principals";
import { iamWritesScoped } from "./configuration/iam-writes-scoped";
import { imageDigest } from "./configuration/image-digest";
import { kmsDeletionWindow } from "./configuration/kms-deletion-window";
import { kmsEnabled } from "./configuration/kms-enabled";
import { kmsPolicyPrincipals } from "./configuration/kms-policy-principals";
import { kmsRotation } from "./configuration/kms-rotation";
import { logGroupKms } from "./configuration/log-group-kms";
import { logGroupRetention } from "./configuration/log-group-retention";
import { routeDefaultTarget } from "./configuration/route-default-target";
import { route53Caa } from "./configuration/route53-caa";
import { route53InternalZone } from "./configuration/route53-internal-zone";
import { route53RecordTarget } from "./configuration/route53-record-target";
import { s3AbortMultipart } from "./configuration/s3-abort-multipart";
import { s3AccessLogTarget } from "./configuration/s3-access-log-target";
import { s3AccessLogging } from "./configuration/s3-access-logging";
import { s3AccountPublicAccessBlock } from "./configuration/s3-account-public-access-block";
import { s3Encryption } from "./configuration/s3-encryption";
import { s3ObjectLock } from "./configuration/s3-object-lock";
import { s3OwnershipEnforced } from "./configuration/s3-ownership-enforced";
import { s3PolicyPrincipals } from "./configuration/s3-policy-principals";
import { s3PublicAccessBlock } from "./configuration/s3-public-access-block";
import { s3SmallObjects } from "./configuration/s3-small-objects";
import { s3TlsOnly } from "./configuration/s3-tls-only";
import { s3Versioning } from "./configuration/s3-versioning";
import { secretLiterals } from "./configuration/secret-literals";
import { securityGroupDescription } from "./configuration/security-group-description";
import { securityGroupEgress } from "./configuration/security-group-egress";
import { securityGroupInUse } from "./configuration/security-group-in-use";
import { securityGroupIngress } from "./configuration/security-group-ingress";
import { subnetNoPublicIp } from "./configuration/subnet-no-public-ip";
import { vpcDefaultSecurityGroup } from "./configuration/vpc-default-security-group";
import { vpcEndpointPolicy } from "./configuration/vpc-endpoint-policy";
import { vpcFlowLogs } from "./configuration/vpc-flow-logs";
import { ec2ImageOwner } from "./construct-tree/ec2-image-owner";
import { lifetimeDependencies } from "./construct-tree/lifetime-dependencies";
import { noForceDestroy } from "./construct-tree/no-force-destroy";
import { noSecretsInState } from "./construct-tree/no-secrets-in-state";
import { providerAccountGuard } from "./construct-tree/provider-account-guard";
import { providerShortLivedCredentials } from "./construct-tree/provider-short-lived-credentials";
import { requiredTags } from "./construct-tree/required-tags";
import { reviewableResources } from "./construct-tree/reviewable-resources";
import { stackSize } from "./construct-tree/stack-size";
import { statefulPreventDestroy } from "./construct-tree/stateful-prevent-destroy";
import { statefulSurvives } from "./construct-tree/stateful-survives";
import { uniqueAddresses } from "./construct-tree/unique-addresses";
import { clusterNotReplaced } from "./plan/cluster-not-replaced";
import { statefulNotDestroyed } from "./plan/stateful-not-destroyed";
import { statefulNotRemade } from "./plan/stateful-not-remade";
import { statefulNotReplaced } from "./plan/stateful-not-replaced";
import type { ConfigurationRule, ConstructTreeRule, Layer, PlanRule, RuleDescription } from "./rule";

export const constructTreeRules: readonly ConstructTreeRule[] = [
  ec2ImageOwner,
  lifetimeDependencies,
  noForceDestroy,
  noSecretsInState,
  providerAccountGuard,
  providerShortLivedCredentials,
  requiredTags,
  reviewableResources,
  stackSize,
  statefulPreventDestroy,
  statefulSurvives,
  uniqueAddresses,
];

export const configurationRules: readonly ConfigurationRule[] = [
  acmCreateBeforeDestroy,
  acmDnsValidation,
  acmKeyAlgorithm,
  acmTransparencyLog,
  ebsEncryptionByDefault,
  ec2DetailedMonitoring,
  ec2EbsOptimized,
  ec2Imdsv2,
  ec2InstanceProfile,
  ec2MetadataHopLimit,
  ec2NoPublicIp,
  ec2VolumeEncryption,
  ecrEncryption,
  ecrImmutableTags,
  ecrLifecycle,
  ecrPolicyPrincipals,
  ecrScanOnPush,
  eipInUse,
  eksAccessEntries,
  eksAddonVersion,
  eksControlPlaneLogs,
  eksNodeImage,
  eksNodeLaunchTemplate,
  eksPrivateEndpoint,
  eksSecretsEncryption,
  eksSupportedVersion,
  iamDataReadsScoped,
  iamNoAdminManagedPolicy,
  iamNoFullAccess,
  iamNoServiceWildcard,
  iamPasswordPolicy,
  iamPolicyReadable,
  iamPrivilegeEscalation,
  iamTrustOidcConditions,
  iamTrustPrincipals,
  iamWritesScoped,
  imageDigest,
  kmsDeletionWindow,
  kmsEnabled,
  kmsPolicyPrincipals,
  kmsRotation,
  logGroupKms,
  logGroupRetention,
  routeDefaultTarget,
  route53Caa,
  route53InternalZone,
  route53RecordTarget,
  s3AbortMultipart,
  s3AccessLogTarget,
  s3AccessLogging,
  s3AccountPublicAccessBlock,
  s3Encryption,
  s3ObjectLock,
  s3OwnershipEnforced,
  s3PolicyPrincipals,
  s3PublicAccessBlock,
  s3SmallObjects,
  s3TlsOnly,
  s3Versioning,
  secretLiterals,
  securityGroupDescription,
  securityGroupEgress,
  securityGroupInUse,
  securityGroupIngress,
  subnetNoPublicIp,
  vpcDefaultSecurityGroup,
  vpcEndpointPolicy,
  vpcFlowLogs,
];

export const planRules: readonly PlanRule[] = [
  clusterNotReplaced,
  statefulNotDestroyed,
  statefulNotRemade,
  statefulNotReplaced,
];

/** All rules, layer by layer. */
export const rulesByLayer: Readonly<Record<Layer, readonly RuleDescription[]>> = {
  "construct-tree": constructTreeRules,
  configuration: configurationRules,
  plan: planRules,
};

/** Ids of all rules, sorted: what a suppression may name. */
export function ruleIds(): string[] {
  return Object.values(rulesByLayer)
    .flat()
    .map((rule) => rule.id)
    .sort();
}
