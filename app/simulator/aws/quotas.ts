import type { Cloud } from "../cloud/cloud";

/**
 * Default quotas of an account, by the codes of Service Quotas (IAM's by their names in IAM's own errors).
 * Source: AWS General Reference, "Service endpoints and quotas", read for January 2025.
 */
export const DEFAULT_QUOTAS = {
  /** VPCs per Region. */
  "L-F678F1CE": 5,
  /** Subnets per VPC. */
  "L-407747CB": 200,
  /** Internet gateways per Region. */
  "L-A4707A72": 5,
  /** NAT gateways per Availability Zone. */
  "L-FE5A380F": 5,
  /** EC2-VPC Elastic IPs per Region. */
  "L-0263D0A3": 5,
  /** Route tables per VPC. */
  "L-589F43AA": 200,
  /** Routes per route table. */
  "L-93826ACB": 500,
  /** Interface VPC endpoints per VPC. */
  "L-29B6F2EB": 50,
  /** VPC security groups per Region. */
  "L-E79EC296": 2500,
  /** Inbound or outbound rules per security group, each direction alone. */
  "L-0EA8095F": 60,
  /** ECR repositories per Region. */
  "L-CFEB8E8D": 100_000,
  /**
   * vCPUs of running machines: on demand standard (A, C, D, H, I, M, R, T, Z), on demand G and VT, on demand P, and the
   * same of spot requests. A new account has 5, and none of G and P: an estate like this asks for more first, so these
   * figures are what it has been given.
   */
  "L-1216C47A": 512,
  "L-DB2E81BA": 256,
  "L-417A185B": 192,
  "L-34B43A08": 512,
  "L-3819A6DF": 256,
  "L-7212CCBC": 192,
  /** Hosted zones per account. */
  "L-4EA4796A": 500,
  /** ACM certificates per Region. */
  "L-F141DD1D": 2500,
  /**
   * ACM certificates requested in 365 days, twice the quota above; new accounts are known to start with 20. It has
   * no code of its own here.
   */
  AcmCertificatesPerYear: 5000,
  /** IAM: roles in an account. */
  RolesPerAccount: 1000,
  /** IAM: managed policies attached to a role. */
  PoliciesPerRole: 10,
  /** IAM: characters of a trust policy, white space not counted. */
  ACLSizePerRole: 2048,
  /** IAM: characters of all inline policies of a role, white space not counted. */
  InlinePolicySizePerRole: 10_240,
  /** IAM: characters of a managed policy, white space not counted. */
  PolicySize: 6144,
  /** IAM: identity providers (OpenID Connect) in an account. */
  OpenIDConnectProvidersPerAccount: 100,
} as const;

export type QuotaCode = keyof typeof DEFAULT_QUOTAS;

/** The quota in force: AWS's default unless a scenario has set another one on the cloud. */
export function quota(cloud: Cloud, code: QuotaCode): number {
  return cloud.quotas.get(code) ?? DEFAULT_QUOTAS[code];
}
