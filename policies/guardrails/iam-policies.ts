import { isAllow, readPolicy } from "./policy-document";
import type { PolicyStatement } from "./policy-document";
import { blocks } from "./stack-configuration";
import type { StackConfiguration, TerraformResource } from "./stack-configuration";

/** A policy that gives an identity its rights: a managed policy, or one written into a role. */
export interface IdentityPolicy {
  readonly resource: TerraformResource;
  /** The JSON document or expression as it stands in the configuration. */
  readonly document: unknown;
}

export interface AllowStatement {
  readonly resource: TerraformResource;
  readonly statement: PolicyStatement;
  readonly statements: readonly PolicyStatement[];
}

export function identityPolicies(stack: StackConfiguration): IdentityPolicy[] {
  const own = stack
    .ofType("aws_iam_policy", "aws_iam_role_policy")
    .map((resource) => ({ resource, document: resource.attributes.policy }));
  const inline = stack
    .ofType("aws_iam_role")
    .flatMap((resource) =>
      blocks(resource.attributes, "inline_policy").map((block) => ({ resource, document: block.policy })),
    );
  return [...own, ...inline];
}

/** Every Allow of the stack's identity policies; documents that cannot be read are the rule iam-policy-readable's. */
export function allowStatements(stack: StackConfiguration): readonly AllowStatement[] {
  const known = readBefore.get(stack);
  if (known !== undefined) return known;
  const statements = identityPolicies(stack).flatMap(readAllows);
  readBefore.set(stack, statements);
  return statements;
}

/** Six rules ask for the same statements of a stack; parsing the documents once is most of what they cost. */
const readBefore = new WeakMap<StackConfiguration, readonly AllowStatement[]>();

function readAllows({ resource, document }: IdentityPolicy): AllowStatement[] {
  const statements = readPolicy(document) ?? [];
  return statements.filter(isAllow).map((statement) => ({ resource, statement, statements }));
}

/** Whether the statement reaches every resource, and no condition narrows it. */
export function isUnscoped(statement: PolicyStatement): boolean {
  return statement.resources.includes("*") && statement.conditions.length === 0;
}
