import type { CallContext } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { blocks, text } from "./identifiers";
import { concerns, parsePolicy, type Statement } from "./json-policy";

/** What ECR does with a key in the name of whoever creates a repository (user guide, "Encryption at rest"). */
const NEEDED = ["kms:DescribeKey", "kms:CreateGrant"] as const;

/**
 * The key of a new repository must let the account's principals use it through ECR.
 * @throws ApiError KmsException for a key that is disabled, of another region, or closed to ECR
 */
export function checkEncryption(attributes: Attributes, context: CallContext): void {
  const [encryption] = blocks(attributes["encryption_configuration"]);
  const arn = text(encryption?.["kms_key"]);
  if (arn === "") return;
  const key = context.cloud.findBy("aws_kms_key", "arn", arn);
  const policy = parsePolicy(text(key?.attributes["policy"]));
  const open =
    key?.region === context.region &&
    key.attributes["is_enabled"] !== false &&
    !("problem" in policy) &&
    NEEDED.every((action) => policy.statements.some((statement) => allows(statement, action, context)));
  if (!open) throw new ApiError("KmsException", "The operation failed due to a KMS exception.");
}

function allows(statement: Statement, action: string, { account, region }: CallContext): boolean {
  const named = statement.principals?.["AWS"]?.some(
    (name) => name === "*" || name === account || name.includes(`::${account}:`),
  );
  return (
    statement.effect === "Allow" &&
    named === true &&
    concerns(statement, action) &&
    servicesOf(statement).every((services) => services.includes(`ecr.${region}.amazonaws.com`))
  );
}

/** The lists of services to which a statement is confined. */
function servicesOf({ conditions }: Statement): string[][] {
  return Object.values(conditions ?? {}).flatMap((keys) =>
    Object.entries(keys ?? {})
      .filter(([key]) => key.toLowerCase() === "kms:viaservice")
      .map(([, services]) => [services].flat().map(String)),
  );
}
