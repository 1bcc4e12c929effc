import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { accountRoot, iamArn, type Placement } from "../estate/placement";
import { policyDocument, type Statement } from "../iam/policy-document";
import type { OidcProvider } from "./oidc-provider";

/** @see DeployRole */
export interface DeployRoleProps {
  readonly placement: Placement;
  /** Name of the role. */
  readonly name: string;
  /** Name of the environment that the role deploys, for its description. */
  readonly environment: string;
  /** ARNs of IAM users and roles that may take the role beside CI. */
  readonly operators: readonly string[];
  /** CI's way in. @default - none: only the operators may deploy */
  readonly oidc?: {
    readonly provider: OidcProvider;
    readonly audience: string;
    /** Subjects of the tokens; `*` may stand for a part. */
    readonly subjects: readonly string[];
  };
  readonly permissionsBoundaryArn: string;
  /** What the role may do: each entry becomes one managed policy. */
  readonly permissions: Readonly<Record<string, readonly Statement[]>>;
}

/** The role that Terraform works under in one environment: the state backend and every provider assume it. */
export class DeployRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, RESOURCE, {
      name: props.name,
      description: `Terraform deploys ${props.environment} under this role`,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument(trust(props)),
    });
    for (const [part, statements] of Object.entries(props.permissions)) {
      const policy = new IamPolicy(this, part, {
        name: deployPolicyName(props.name, part),
        description: `What ${props.name} may do: ${part}`,
        policy: policyDocument(statements),
      });
      new IamRolePolicyAttachment(this, `${part}-attachment`, {
        role: this.role.name,
        policyArn: policy.arn,
      });
    }
  }
}

/** Name of the managed policy that holds one part of a deploy role's permissions. */
export function deployPolicyName(roleName: string, part: string): string {
  return `${roleName}-${part}`;
}

function trust(props: DeployRoleProps): Statement[] {
  const users = props.operators.filter((arn) => /:user\//.test(arn));
  const others = props.operators.filter((arn) => !users.includes(arn));
  const statements: Statement[] = [];
  if (props.oidc) {
    const { provider, audience, subjects } = props.oidc;
    statements.push({
      sid: "Ci",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: { federated: [provider.arn] },
      conditions: {
        StringEquals: { [`${provider.issuer}:aud`]: audience },
        StringLike: { [`${provider.issuer}:sub`]: subjects },
      },
    });
  }
  // CI holds the role already when Terraform's provider assumes it. IAM refuses a principal that does not exist
  // yet, and the role is just being made; so the account is named, and the condition narrows it to the role.
  statements.push({
    sid: "Itself",
    actions: ["sts:AssumeRole"],
    principals: { aws: [accountRoot(props.placement)] },
    conditions: { ArnEquals: { "aws:PrincipalArn": iamArn(props.placement, `role/${props.name}`) } },
  });
  if (users.length > 0) {
    statements.push({
      sid: "OperatorUsers",
      actions: ["sts:AssumeRole"],
      principals: { aws: users },
      conditions: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    });
  }
  // A session of a role does not carry the key of multi-factor authentication; its own trust asks for it.
  if (others.length > 0) {
    statements.push({ sid: "OperatorRoles", actions: ["sts:AssumeRole"], principals: { aws: others } });
  }
  return statements;
}
