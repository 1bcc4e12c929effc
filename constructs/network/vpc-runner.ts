import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";

/** @see VpcRunner */
export interface VpcRunnerProps {
  readonly vpcId: string;
  /** Name of the security group. */
  readonly name: string;
}

const HTTPS = 443;

/**
 * The security group of the machines in the VPC that run Terraform: nothing in, HTTPS out (AWS, the registries of
 * providers, private endpoints, which admit this group). The runner itself belongs to the CI system, not to the
 * estate that it deploys.
 */
export class VpcRunner extends Construct {
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: VpcRunnerProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, RESOURCE, {
      name: props.name,
      description: "Runners of Terraform: no way in, HTTPS out",
      vpcId: props.vpcId,
      tags: { Name: props.name },
    });
    new VpcSecurityGroupEgressRule(this, "https-out", {
      securityGroupId: this.securityGroup.id,
      description: "HTTPS to AWS, provider registries and private endpoints",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      cidrIpv4: "0.0.0.0/0",
    });
  }
}
