import type { Diagnostic } from "./diagnostics";

/** What a service of AWS answered to a call of the provider, as its diagnostic words it. */
export interface ServiceError {
  /** `aws_vpc.vpc`, where terraform names it. */
  readonly address?: string;
  /** The service's error code: `VpcLimitExceeded`. */
  readonly code: string;
  /** AWS's own sentence. */
  readonly message: string;
}

interface Explanation {
  readonly codes: readonly string[];
  /** Where a code means several things: what AWS's sentence holds. */
  readonly message?: RegExp;
  /** @param subject `aws_vpc.vpc of "dev-network"` */
  explain(subject: string, error: ServiceError): { sentence: string; details?: readonly string[] };
}

/** Quotas by the error that says that they are used up. Source: AWS General Reference, "Service endpoints and quotas". */
const QUOTAS: Readonly<Record<string, string>> = {
  AddressLimitExceeded: "EC2-VPC Elastic IPs (L-0263D0A3)",
  InternetGatewayLimitExceeded: "Internet gateways per Region (L-A4707A72)",
  NatGatewayLimitExceeded: "NAT gateways per Availability Zone (L-FE5A380F)",
  RulesPerSecurityGroupLimitExceeded: "Inbound or outbound rules per security group (L-0EA8095F)",
  SecurityGroupLimitExceeded: "VPC security groups per Region (L-E79EC296)",
  SubnetLimitExceeded: "Subnets per VPC (L-407747CB)",
  MaxSpotInstanceCountExceeded: "Spot requests of this instance type's families, in vCPUs",
  VcpuLimitExceeded: "Running On-Demand instances of this instance type's families, in vCPUs",
  VpcEndpointLimitExceeded: "Interface VPC endpoints per VPC (L-29B6F2EB)",
  VpcLimitExceeded: "VPCs per Region (L-F678F1CE)",
};

/**
 * Errors of AWS that have a known way out. Source of codes and meanings: the services' API references, "Common errors"
 * and the errors of each action; Amazon EC2 API Reference, "Error codes". docs/hazards.md shows most of them at work.
 */
const EXPLANATIONS: readonly Explanation[] = [
  {
    codes: [
      "AlreadyExistsException",
      "BucketAlreadyOwnedByYou",
      "EntityAlreadyExists",
      "FlowLogAlreadyExists",
      "InvalidGroup.Duplicate",
      "RepositoryAlreadyExistsException",
      "ResourceAlreadyExistsException",
      "ResourceInUseException",
    ],
    message: /already exist|already own/i,
    explain: (subject, { message }) => ({
      sentence: `${subject} exists already, and its state does not know it: ${message} Take it over (npx drydock adopt ENV), or delete it, and run the command again.`,
    }),
  },
  {
    codes: ["BucketAlreadyExists"],
    explain: (subject) => ({
      sentence: `The name of ${subject} belongs to another AWS account, since all accounts share the names of buckets. Choose another \`project\` in the environment, or get the name from its owner, and run the command again.`,
    }),
  },
  {
    codes: Object.keys(QUOTAS),
    explain: (subject, { code }) => ({
      sentence: `A quota of the account is used up, so ${subject} could not be created: ${QUOTAS[code]}. Have it raised in Service Quotas, or remove what nobody needs, and run the command again.`,
    }),
  },
  {
    codes: ["InsufficientInstanceCapacity", "InsufficientCapacityOnHost", "UnfulfillableCapacity"],
    explain: (subject, { message }) => ({
      sentence: `AWS is out of capacity for ${subject} at this moment. Run the command again later, or name another instance type or zone in the environment.`,
      details: [message],
    }),
  },
  {
    codes: [
      "RequestLimitExceeded",
      "SlowDown",
      "Throttling",
      "ThrottlingException",
      "TooManyRequestsException",
    ],
    explain: (subject) => ({
      sentence: `AWS throttled the calls for ${subject} for longer than terraform repeats them. What was done is in the state: run the command again.`,
    }),
  },
  {
    codes: ["DependencyViolation"],
    explain: (subject, { message }) => ({
      sentence: `Something that the state does not know still uses ${subject}: ${message} Remove that, and run the command again.`,
      details: [
        "What is in a VPC: aws ec2 describe-network-interfaces --filters Name=vpc-id,Values=VPC (Description says whose each is).",
      ],
    }),
  },
  {
    codes: ["DisabledException", "KMSInvalidStateException", "AccessDeniedException"],
    message: /pending deletion|KMS key|is disabled/i,
    explain: (subject, { message }) => ({
      sentence: `The KMS key of ${subject} cannot be used: it is disabled, waits for its deletion, or is closed to the service. Cancel its deletion and enable it (aws kms cancel-key-deletion, aws kms enable-key), or deploy the stack that holds it, and run the command again.`,
      details: [message],
    }),
  },
  {
    codes: ["OperationNotPermitted", "ValidationException", "InvalidRequestException"],
    message: /may not be terminated|protected against deletion|deletion protection/i,
    explain: (subject) => ({
      sentence: `${subject} is protected against deletion. If it may really go, deploy its stack, which takes back a protection that somebody switched on by hand, and run the command again.`,
    }),
  },
  {
    codes: ["InternalError", "InternalFailure", "InternalServerError", "ServiceUnavailable", "Unavailable"],
    explain: (subject, { message }) => ({
      sentence: `AWS failed at ${subject} by a fault of its own. What was done is in the state: run the command again.`,
      details: [message],
    }),
  },
];

/**
 * The first error of a service that has a known way out, as one sentence.
 * @returns undefined when there is none among the diagnostics
 */
export function explainServiceError(
  stack: string,
  errors: readonly Diagnostic[],
): { sentence: string; details: readonly string[] } | undefined {
  for (const diagnostic of errors) {
    const error = serviceError(diagnostic);
    const known = error && EXPLANATIONS.find((each) => covers(each, error));
    if (!error || !known) continue;
    const subject = `${error.address ?? objectIn(diagnostic) ?? "something"} of "${stack}"`;
    const { sentence, details = [] } = known.explain(subject, error);
    return { sentence, details };
  }
  return undefined;
}

/** The SDK writes "api error" only before errors that it has no type for. */
const answer =
  /(?:\bapi error |\bStatusCode: \d+, RequestID: [^,]*, (?:HostID: [^,]*, )?(?!api error))([A-Za-z][\w.]*): ?(.*)$/;

/** What EC2 answered to a group of machines, at the end of what the provider says of the group. */
const launchFailure =
  /\b(InsufficientInstanceCapacity|MaxSpotInstanceCountExceeded|UnfulfillableCapacity|VcpuLimitExceeded) - (.*?)(?: Launching EC2 instance failed\.)?$/;

/** The answer of a service in a diagnostic of the aws provider, which tofu breaks in two. */
export function serviceError({ summary, detail, address }: Diagnostic): ServiceError | undefined {
  const text = `${summary} ${detail}`.replace(/\s+/g, " ").trim();
  const [, code, message = ""] = answer.exec(text) ?? launchFailure.exec(text) ?? [];
  if (code === undefined) return undefined;
  const sentence = message === "" || /[.!?]$/.test(message) ? message : `${message}.`;
  return { ...(address !== undefined && { address }), code, message: sentence };
}

/** `EC2 Subnet (subnet-0)` of "deleting EC2 Subnet (subnet-0): …": of a deletion terraform names no address. */
function objectIn({ summary, detail }: Diagnostic): string | undefined {
  return /^(?:creating|reading|updating|deleting) ([^:]+?)(?::|$)/.exec(`${summary} ${detail}`.trim())?.[1];
}

function covers({ codes, message }: Explanation, error: ServiceError): boolean {
  return codes.includes(error.code) && (message === undefined || message.test(error.message));
}
