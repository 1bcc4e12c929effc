import { UserError } from "../../app/user-error";

/** Who a statement is about. `"*"` is everyone and belongs under a condition or in a Deny. */
export type Principals =
  | "*"
  | {
      /** Account ids' roots, role and user ARNs. */
      readonly aws?: readonly string[];
      /** Service names: `vpc-flow-logs.amazonaws.com`. */
      readonly service?: readonly string[];
      /** ARNs of identity providers. */
      readonly federated?: readonly string[];
    };

/** Operator, then condition key, then the value or values: `{ StringEquals: { "aws:SourceAccount": "1234" } }`. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an IAM policy. Strings may hold cdktf tokens. */
export interface Statement {
  /** Names the statement in reviews and errors; letters and digits. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** `service:Action`, `*` allowed as in IAM. */
  readonly actions: readonly string[];
  /** ARNs. @default - none, as in a trust policy, where the resource is the role itself */
  readonly resources?: readonly string[];
  /** @default - none, as in a policy attached to an identity */
  readonly principals?: Principals;
  /** @default - unconditional */
  readonly conditions?: Conditions;
}

type Json = string | readonly Json[] | { readonly [key: string]: Json };

const ACTION = /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/;
const TOKEN = /\$\{TfToken\[[^\]]*\]\}/g;
const LIST_TOKEN = "#{TfToken[";

/**
 * The JSON text of an IAM policy: keys sorted, lists sorted and without duplicates, statements in the order given,
 * so that the same policy is always the same bytes and a reviewer reads it in the plan.
 * @throws UserError for statements that IAM would refuse or Terraform would misread
 */
export function policyDocument(statements: readonly Statement[]): string {
  if (statements.length === 0) throw new UserError("A policy needs at least one statement; none was given.");
  const sids = new Set<string>();
  for (const statement of statements) {
    check(statement);
    if (sids.has(statement.sid)) {
      throw new UserError(`Two statements of one policy have the sid "${statement.sid}". Rename one.`);
    }
    sids.add(statement.sid);
  }
  const document = JSON.stringify(sorted({ Version: "2012-10-17", Statement: statements.map(toJson) }));
  refuseTemplates(document);
  return document;
}

/**
 * An IAM policy variable, `${aws:PrincipalTag/team}`, written so that Terraform does not take it for its own
 * template syntax.
 */
export function policyVariable(name: string): string {
  return `$\${${name}}`;
}

function check(statement: Statement): void {
  if (!/^[A-Za-z0-9]+$/.test(statement.sid)) {
    throw new UserError(`The sid "${statement.sid}" is refused: IAM takes letters and digits only.`);
  }
  if (statement.actions.length === 0)
    throw new UserError(`The statement "${statement.sid}" lists no action.`);
  for (const action of statement.actions) {
    if (!ACTION.test(action)) {
      throw new UserError(
        `The action "${action}" in the statement "${statement.sid}" is refused: write it as "service:Action".`,
      );
    }
  }
  if (statement.resources?.length === 0) {
    throw new UserError(
      `The statement "${statement.sid}" has an empty list of resources; it would match nothing.`,
    );
  }
  if (statement.resources === undefined && statement.principals === undefined) {
    throw new UserError(`The statement "${statement.sid}" names neither resources nor principals.`);
  }
}

function toJson(statement: Statement): Json {
  return {
    Sid: statement.sid,
    Effect: statement.effect ?? "Allow",
    Action: statement.actions,
    ...(statement.resources === undefined ? {} : { Resource: statement.resources }),
    ...(statement.principals === undefined ? {} : { Principal: principalsToJson(statement.principals) }),
    ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
  };
}

function principalsToJson(principals: Principals): Json {
  if (principals === "*") return "*";
  const { aws, service, federated } = principals;
  return {
    ...(aws === undefined ? {} : { AWS: aws }),
    ...(service === undefined ? {} : { Service: service }),
    ...(federated === undefined ? {} : { Federated: federated }),
  };
}

function sorted(value: Json): Json {
  if (typeof value === "string") return value;
  if (isList(value)) {
    const items = value.map(sorted);
    // Statements keep their order: they are read from top to bottom. Every other list of a policy is a set.
    return items.every((item) => typeof item === "string") ? [...new Set(items)].sort() : items;
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function refuseTemplates(document: string): void {
  if (document.includes(LIST_TOKEN)) {
    throw new UserError("A policy cannot hold a list that Terraform computes; name its members one by one.");
  }
  const rest = document.replace(TOKEN, "").replace(/\$\$\{/g, "");
  const template = /[$%]\{[^}]*\}?/.exec(rest);
  if (template) {
    throw new UserError(
      `"${template[0]}" in a policy would be read by Terraform as its own template. ` +
        `Write an IAM policy variable with policyVariable("…").`,
    );
  }
}
