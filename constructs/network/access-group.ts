import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";

/** @see AccessGroup */
export interface AccessGroupProps {
  readonly vpcId: string;
  /** Name of the security group. */
  readonly name: string;
}

/**
 * The security group of the machines through which Terraform reaches private endpoints, whichever way that is: private
 * endpoints of other stacks admit its members. It stays when the way changes, for EC2 deletes no group that a rule of
 * another stack still names; only its own rules and members come and go.
 */
export class AccessGroup extends Construct {
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: AccessGroupProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, RESOURCE, {
      name: props.name,
      description: "Machines that may call private endpoints: no way in",
      vpcId: props.vpcId,
      tags: { Name: props.name },
      // EC2 deletes no group that a machine is still in: the members move first.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
