import { ApiError } from "../cloud/api-error";

/** AWS's own endpoint services that stacks of an estate use, by what follows the region in their names. */
interface EndpointService {
  readonly kinds: readonly ("Gateway" | "Interface")[];
  /** Name in front of `.REGION.amazonaws.com` that private DNS takes over; by default the service's own. */
  readonly privateDns?: string;
}

const both: EndpointService = { kinds: ["Gateway", "Interface"] };
const viaInterface: EndpointService = { kinds: ["Interface"] };

/** Source: AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink". */
const SERVICES: Readonly<Record<string, EndpointService>> = {
  "aps-workspaces": viaInterface,
  autoscaling: viaInterface,
  dynamodb: both,
  ebs: viaInterface,
  ec2: viaInterface,
  ec2messages: viaInterface,
  "ecr.api": { kinds: ["Interface"], privateDns: "api.ecr" },
  "ecr.dkr": { kinds: ["Interface"], privateDns: "*.dkr.ecr" },
  eks: viaInterface,
  "eks-auth": viaInterface,
  elasticache: viaInterface,
  elasticloadbalancing: viaInterface,
  kms: viaInterface,
  logs: viaInterface,
  monitoring: viaInterface,
  rds: viaInterface,
  s3: both,
  secretsmanager: viaInterface,
  sns: viaInterface,
  sqs: viaInterface,
  ssm: viaInterface,
  ssmmessages: viaInterface,
  sts: viaInterface,
  tagging: viaInterface,
};

/**
 * The service behind a name such as `com.amazonaws.eu-west-1.s3`.
 * @throws ApiError InvalidServiceName
 */
export function endpointService(
  serviceName: string,
  region: string,
  kind: string,
): { readonly shortName: string; readonly privateDnsName: string } {
  const prefix = `com.amazonaws.${region}.`;
  const shortName = serviceName.startsWith(prefix) ? serviceName.slice(prefix.length) : "";
  const service = SERVICES[shortName];
  if (!service) {
    throw new ApiError("InvalidServiceName", `The Vpc Endpoint Service '${serviceName}' does not exist`);
  }
  if (!service.kinds.some((one) => one === kind)) {
    throw new ApiError(
      "InvalidParameter",
      `Endpoint type (${kind}) does not match available service types ([${service.kinds.join(", ")}]).`,
    );
  }
  return { shortName, privateDnsName: `${service.privateDns ?? shortName}.${region}.amazonaws.com` };
}
