import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { UserError } from "../../app/user-error";
import type { Placement } from "../estate/placement";
import { policyDocument, type Statement } from "../iam/policy-document";
import { suppress } from "../../policies/guardrails/suppression";
import { ownPrincipals, tokensForOwnRoles } from "./endpoint-policy";

/** @see InterfaceEndpoints */
export interface InterfaceEndpointsProps {
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** The account's own principals may pass. */
  readonly placement: Placement;
  /** Start of the Name tags and name of the security group; the service follows. */
  readonly name: string;
  /** One for each zone that shall reach the endpoints without crossing zones. */
  readonly subnetIds: readonly string[];
  /** AWS services by the end of their endpoint's name: `sts`, `ecr.api`. */
  readonly services: readonly string[];
}

const HTTPS = 443;

/**
 * AWS documents endpoint policies for the EKS API ("Access Amazon EKS using AWS PrivateLink") but not for EKS Auth,
 * and EC2 refuses to create an endpoint with a policy that its service does not take.
 */
const WITHOUT_POLICY = "eks-auth";

/** Private addresses for AWS services, open to the VPC on 443 and to principals of the account only. */
export class InterfaceEndpoints extends Construct {
  readonly securityGroup: SecurityGroup;
  /** By service. */
  readonly endpoints: Readonly<Record<string, VpcEndpoint>>;

  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    const repeated = props.services.find((service, index) => props.services.indexOf(service) !== index);
    if (repeated !== undefined) {
      throw new UserError(`The interface endpoints of "${props.name}" name the service "${repeated}" twice.`);
    }
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name: props.name,
      description: "HTTPS from the VPC to the endpoints of AWS services",
      vpcId: props.vpcId,
      tags: { Name: props.name },
    });
    new VpcSecurityGroupIngressRule(this, "https-from-vpc", {
      securityGroupId: this.securityGroup.id,
      description: "HTTPS from the VPC",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      cidrIpv4: props.vpcCidr,
    });
    this.endpoints = Object.fromEntries(
      props.services.map((service) => [service, this.endpoint(service, props)]),
    );
  }

  private endpoint(service: string, props: InterfaceEndpointsProps): VpcEndpoint {
    const takesPolicy = service !== WITHOUT_POLICY;
    const endpoint = new VpcEndpoint(this, service.replaceAll(".", "-"), {
      vpcId: props.vpcId,
      serviceName: `com.amazonaws.${props.placement.region}.${service}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [...props.subnetIds],
      securityGroupIds: [this.securityGroup.id],
      policy: takesPolicy ? policyDocument(statementsFor(service, props.placement)) : undefined,
      tags: { Name: `${props.name}-${service}` },
    });
    if (!takesPolicy) {
      suppress(
        endpoint,
        "vpc-endpoint-policy",
        "AWS documents no endpoint policy for EKS Auth; the security group admits the VPC only.",
      );
    }
    return endpoint;
  }
}

function statementsFor(service: string, placement: Placement): Statement[] {
  const own = ownPrincipals(placement);
  return service === "sts" ? [own, tokensForOwnRoles(placement)] : [own];
}
