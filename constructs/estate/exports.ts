import { Tokenization, type IResolvable, type TerraformStack } from "cdktf";
import { UserError } from "../../app/user-error";
import { resolveTokens } from "./rendering";
import { sensitiveAttributes } from "./sensitive-attributes";

/** What may pass from one stack to another: named scalars and lists of names, never resources. */
export type Exportable = string | number | boolean | readonly string[];

/** How an exported value is read back from a Terraform state. */
export type ExportKind = "string" | "number" | "bool" | "list";

/**
 * The contract of one stack: an interface whose members are all exportable. Producer and consumer name the same
 * interface, so that a renamed or retyped export fails to compile on both sides.
 */
export type ExportContract<T> = { readonly [K in keyof T]: Exportable };

/** What a producer hands over for a contract; a boolean that Terraform computes is an `IResolvable`. */
export type ExportValues<T> = {
  readonly [K in keyof T]: T[K] extends boolean ? boolean | IResolvable : T[K];
};

/** What a consumer reads for a contract: the same members, each a reference into the producer's state. */
export type ReadExports<T> = {
  readonly [K in keyof T]: T[K] extends boolean
    ? IResolvable
    : T[K] extends readonly string[]
      ? string[]
      : T[K];
};

const NAME = /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$/;

/**
 * The Terraform output of an exported member: `privateSubnetIds` is `private_subnet_ids`, the style that
 * Terraform's guide asks for.
 * @throws UserError for a name that would not come back the same
 */
export function outputName(member: string): string {
  if (!NAME.test(member)) {
    throw new UserError(
      `The export "${member}" is refused: write it in camelCase with letters and digits, as in "privateSubnetIds".`,
    );
  }
  return member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The kind of a value that a stack exports. */
export function exportKind(value: Exportable | IResolvable): ExportKind {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean" || Tokenization.isResolvable(value)) return "bool";
  return "list";
}

const REFERENCE = /\b(?:data\.)?([a-z]+_[a-z0-9_]+)\.[a-z0-9][a-z0-9-]*((?:\.[a-z0-9_]+|\[[^\]]*\])*)/g;

/**
 * Finds the references of a rendered expression to attributes that a provider marks sensitive.
 * @param expression text as it stands in the synthesized file: `${aws_iam_access_key.ci.secret}`
 * @returns the references, as written
 */
export function sensitiveReferences(expression: string): string[] {
  const found: string[] = [];
  for (const [reference, type = "", tail = ""] of expression.matchAll(REFERENCE)) {
    const attribute = tail.replace(/\[[^\]]*\]/g, "").replace(/^\./, "");
    const sensitive = (sensitiveAttributes[type] ?? []).some(
      (name) => attribute === name || attribute.startsWith(`${name}.`) || name.startsWith(`${attribute}.`),
    );
    if (sensitive || attribute === "") {
      // A whole resource carries its sensitive attributes with it.
      if (sensitive || type in sensitiveAttributes) found.push(reference);
    }
  }
  return found;
}

/** @throws UserError for a value that shows what a provider marks sensitive: it would lie readable in the state */
export function refuseSensitive(
  stack: TerraformStack,
  member: string,
  value: Exportable | IResolvable,
): void {
  const references = sensitiveReferences(JSON.stringify(resolveTokens(stack, value)));
  if (references.length === 0) return;
  throw new UserError(
    `The stack "${stack.node.id}" cannot export "${member}": ${references.join(", ")} is sensitive. ` +
      `Export the name or ARN under which the consumer fetches it with its own identity.`,
  );
}
