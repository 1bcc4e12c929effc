import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc as VpcResource } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";

/** @see Vpc */
export interface VpcProps {
  /** Value of the Name tag. */
  readonly name: string;
  /** Address range, /16 to /28. */
  readonly cidr: string;
}

/** A VPC with DNS, an internet gateway, and a default security group that lets nothing in or out. */
export class Vpc extends Construct {
  readonly vpc: VpcResource;
  readonly internetGateway: InternetGateway;
  /** Adopted to be emptied: AWS makes one with every VPC, open among its members (CIS AWS Foundations 5.4). */
  readonly defaultSecurityGroup: DefaultSecurityGroup;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    this.vpc = new VpcResource(this, RESOURCE, {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: props.name },
    });
    this.defaultSecurityGroup = new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: this.vpc.id,
      tags: { Name: `${props.name}-closed` },
    });
    this.internetGateway = new InternetGateway(this, "internet-gateway", {
      vpcId: this.vpc.id,
      tags: { Name: props.name },
    });
  }

  /** Id of the VPC. */
  get vpcId(): string {
    return this.vpc.id;
  }
}
