import type { CallContext } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { text } from "./identifiers";
import { parsePolicy, type PolicyDocument, type Statement } from "./json-policy";
import { checkPrincipals } from "./principals";

/** Bytes of a bucket policy: 20 KB (Amazon S3 User Guide, "Adding a bucket policy"). */
const MAX_POLICY_BYTES = 20 * 1024;

/** Conditions that confine `Principal: "*"` to known callers (User Guide, "The meaning of public"). */
const CONFINING_KEYS =
  /^(aws:(principal(arn|orgid|orgpaths|account)|source(arn|vpc|vpce|account|ip|orgid|owner)|userid)|s3:dataaccesspoint(arn|account))$/i;

/**
 * What S3 refuses of a bucket policy.
 * @throws ApiError MalformedPolicy, PolicyTooLarge, AccessDenied (public, and the bucket blocks public policies)
 */
export function checkBucketPolicy(attributes: Attributes, context: CallContext): void {
  const document = text(attributes["policy"]);
  const bucket = text(attributes["bucket"]);
  const policy = parsePolicy(document);
  if ("problem" in policy) {
    const json = document.startsWith("{") && policy.problem !== "This policy contains invalid Json";
    throw malformed(json ? policy.problem : "Policies must be valid JSON and the first byte must be '{'");
  }
  if (policy.characters > MAX_POLICY_BYTES) {
    throw new ApiError("PolicyTooLarge", "Policy exceeds the maximum allowed document size.");
  }
  for (const statement of policy.statements) checkStatement(statement, bucket);
  checkPrincipals(policy, context, { code: "MalformedPolicy", message: () => "Invalid principal in policy" });
  if (isPublic(policy) && blocksPublicPolicies(bucket, context)) {
    throw new ApiError(
      "AccessDenied",
      `User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}" because public ` +
        "policies are blocked by the BlockPublicPolicy block public access setting.",
      { statusCode: 403 },
    );
  }
}

function checkStatement(statement: Statement, bucket: string): void {
  if (!statement.principals && !statement.hasNotPrincipal)
    throw malformed("Missing required field Principal");
  const actions = [...statement.actions, ...statement.notActions];
  if (actions.length === 0) throw malformed("Missing required field Action");
  if (actions.some((action) => action !== "*" && !/^s3:/i.test(action))) {
    throw malformed("Policy has invalid action");
  }
  const resources = [...statement.resources, ...statement.notResources];
  if (resources.length === 0) throw malformed("Missing required field Resource");
  const arn = `arn:aws:s3:::${bucket}`;
  if (resources.some((resource) => resource !== arn && !resource.startsWith(`${arn}/`) && resource !== "*")) {
    throw malformed("Policy has invalid resource");
  }
}

function isPublic(policy: PolicyDocument): boolean {
  return policy.statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      (statement.hasNotPrincipal || statement.principals?.["AWS"]?.includes("*")) &&
      !isConfined(statement),
  );
}

function isConfined(statement: Statement): boolean {
  return Object.values(statement.conditions ?? {}).some(
    (keys) =>
      typeof keys === "object" && keys !== null && Object.keys(keys).some((key) => CONFINING_KEYS.test(key)),
  );
}

/**
 * A new bucket blocks all public access (User Guide, "Default settings for new S3 buckets FAQ"), until a setting of its
 * own says otherwise. That the setting was deleted again is not told from there never having been one.
 */
function blocksPublicPolicies(bucket: string, context: CallContext): boolean {
  const { cloud, account } = context;
  const own = cloud.get("aws_s3_bucket_public_access_block", bucket, context);
  const ofAccount = cloud.get("aws_s3_account_public_access_block", account, context);
  return !own || [own, ofAccount].some((block) => block?.attributes["block_public_policy"] === true);
}

function malformed(message: string): ApiError {
  return new ApiError("MalformedPolicy", message);
}
