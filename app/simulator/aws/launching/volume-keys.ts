import type { CallContext, CloudObject } from "../../behaviour";
import type { Attributes } from "../../value";
import { blocks, text } from "../identifiers";
import { concerns, parsePolicy } from "../json-policy";

/** The role that Auto Scaling launches machines with; AWS makes it for the account. */
const SERVICE_ROLE = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

/**
 * Why machines with the template's volumes would end right after their launch: a key that is gone or disabled, or one
 * that Auto Scaling's service-linked role may not use (Amazon EC2 Auto Scaling User Guide, "Required AWS KMS key policy
 * for use with encrypted volumes").
 * @returns EC2's reason; undefined when every key can be used
 */
export function volumeKeyProblem(template: Attributes | undefined, context: CallContext): string | undefined {
  for (const mapping of blocks(template?.["block_device_mappings"])) {
    for (const volume of blocks(mapping["ebs"])) {
      const arn = text(volume["kms_key_id"]);
      if (arn === "") continue;
      const key = context.cloud.findBy("aws_kms_key", "arn", arn);
      if (!key || key.attributes["is_enabled"] === false) {
        return "Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state";
      }
      if (!allowsAutoScaling(key, context)) return "Client.InternalError: Client error on launch";
    }
  }
  return undefined;
}

/** The account's root as principal is not enough: the role's own policy says nothing of keys. */
function allowsAutoScaling(key: CloudObject, { account }: CallContext): boolean {
  const policy = parsePolicy(text(key.attributes["policy"]));
  if ("problem" in policy) return false;
  return policy.statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      concerns(statement, "kms:CreateGrant") &&
      statement.principals?.["AWS"]?.some(
        (name) => name === "*" || name === `arn:aws:iam::${account}:${SERVICE_ROLE}`,
      ),
  );
}
