import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";

/** @see VpcRunner */
export interface VpcRunnerProps {
  /** The access group, which the runners carry. */
  readonly securityGroupId: string;
}

const HTTPS = 443;

/**
 * Lets machines in the VPC run Terraform: HTTPS out (AWS, the registries of providers, private endpoints), nothing in.
 * The runner itself belongs to the CI system, not to the estate that it deploys.
 */
export class VpcRunner extends Construct {
  readonly egress: VpcSecurityGroupEgressRule;

  constructor(scope: Construct, id: string, props: VpcRunnerProps) {
    super(scope, id);
    this.egress = new VpcSecurityGroupEgressRule(this, "https-out", {
      securityGroupId: props.securityGroupId,
      description: "HTTPS to AWS, provider registries and private endpoints",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      cidrIpv4: "0.0.0.0/0",
    });
  }
}
