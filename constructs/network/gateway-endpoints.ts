import type { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { s3Arn, type Placement } from "../estate/placement";
import { policyDocument, type Statement } from "../iam/policy-document";
import { ownPrincipals } from "./endpoint-policy";

/** @see GatewayEndpoints */
export interface GatewayEndpointsProps {
  readonly vpcId: string;
  /** The account's own principals may pass. */
  readonly placement: Placement;
  /** Start of the Name tags; the service follows. */
  readonly name: string;
  /** Tables that get the routes: those of every tier without a cheaper way. */
  readonly routeTables: readonly RouteTable[];
}

/** Routes to S3 and DynamoDB that cost nothing and leave the NAT gateways alone. */
export class GatewayEndpoints extends Construct {
  readonly s3: VpcEndpoint;
  readonly dynamodb: VpcEndpoint;

  constructor(scope: Construct, id: string, props: GatewayEndpointsProps) {
    super(scope, id);
    const endpoint = (service: string, statements: readonly Statement[]): VpcEndpoint =>
      new VpcEndpoint(this, service, {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${props.placement.region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: props.routeTables.map((table) => table.id),
        policy: policyDocument(statements),
        tags: { Name: `${props.name}-${service}` },
      });
    this.s3 = endpoint("s3", [ownPrincipals(props.placement), awsOwnedBuckets(props.placement)]);
    this.dynamodb = endpoint("dynamodb", [ownPrincipals(props.placement)]);
  }
}

/**
 * Image layers of ECR, EKS's add-ons among them, and packages of Amazon Linux lie in buckets of AWS that the caller's
 * account does not sign for. Layers that other registries keep in S3 are left out: nodes pull from the environment's own
 * registry, which what runs here is mirrored into.
 * Sources: Amazon ECR user guide, "Minimum Amazon S3 bucket permissions"; Amazon Linux 2023 user guide, "Deterministic
 * upgrades".
 */
function awsOwnedBuckets(placement: Placement): Statement {
  return {
    sid: "AwsOwnedBuckets",
    actions: ["s3:GetObject"],
    resources: [
      s3Arn(placement, `prod-${placement.region}-starport-layer-bucket/*`),
      s3Arn(placement, `al2023-repos-${placement.region}-de612dc2/*`),
    ],
    principals: "*",
  };
}
