import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { policyDocument, type Conditions, type Statement } from "./policy-document";

/** @see ServiceRole */
export interface ServiceRoleProps {
  /** Name of the role; at most 64 characters. */
  readonly name: string;
  /** What the role is for, as shown in the console. */
  readonly description: string;
  /** Service that assumes the role: `vpc-flow-logs.amazonaws.com`. */
  readonly service: string;
  /** Conditions on the trust, against the confused deputy. @default - none */
  readonly trustConditions?: Conditions;
  /** ARN of the permissions boundary; the deploy role may not create a role without it. */
  readonly permissionsBoundaryArn: string;
  /** What the role may do. */
  readonly statements: readonly Statement[];
}

/** A role that one AWS service assumes, with an inline policy and nothing else. */
export class ServiceRole extends Construct {
  readonly role: IamRole;
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, RESOURCE, {
      name: props.name,
      description: props.description,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument([
        {
          sid: "Service",
          actions: ["sts:AssumeRole"],
          principals: { service: [props.service] },
          conditions: props.trustConditions,
        },
      ]),
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: "permissions",
      role: this.role.name,
      policy: policyDocument(props.statements),
    });
  }
}
