import { invalid } from "./ecr-errors";

/** ECR user guide, "Amazon ECR service quotas". */
const LONGEST_POLICY = 30_720;
const MOST_RULES = 50;
/** ECR user guide, "Lifecycle policy properties": wildcards in one pattern. */
const MOST_WILDCARDS = 4;

const RULE = ["action", "rulePriority", "selection"] as const;
const SELECTION = ["countNumber", "countType", "tagStatus"] as const;

/**
 * What ECR refuses of a lifecycle policy.
 * @throws ApiError InvalidParameterException, in ECR's words
 */
export function checkLifecyclePolicy(document: string): void {
  if (document.length > LONGEST_POLICY) throw refused(`maximum length is ${LONGEST_POLICY}`);
  const rules = rulesOf(document);
  if (rules.length === 0 || rules.length > MOST_RULES)
    throw refused(`from 1 to ${MOST_RULES} rules are allowed`);
  const priorities = new Set<unknown>();
  for (const rule of rules) {
    requireMembers(rule, RULE, ["description"]);
    if (priorities.has(rule["rulePriority"])) throw refused("Rule priorities must be unique.");
    priorities.add(rule["rulePriority"]);
    const action = asRecord(rule["action"]);
    if (action["type"] !== "expire") {
      throw refused(
        `instance value ("${String(action["type"])}") not found in enum (possible values: ["expire"])`,
      );
    }
    checkSelection(asRecord(rule["selection"]));
  }
  checkTogether(rules);
}

function checkSelection(selection: Record<string, unknown>): void {
  requireMembers(selection, SELECTION, ["countUnit", "tagPatternList", "tagPrefixList"]);
  const { tagStatus, countType, countUnit, countNumber, tagPatternList, tagPrefixList } = selection;
  const lists = [tagPatternList, tagPrefixList].filter((list) => list !== undefined);
  if (tagStatus === "tagged" ? lists.length !== 1 : lists.length > 0) {
    throw refused(
      tagStatus === "tagged"
        ? "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."
        : "tagPrefixList and tagPatternList can only be specified when tagStatus=TAGGED.",
    );
  }
  const patterns = Array.isArray(tagPatternList) ? tagPatternList.map(String) : [];
  if (patterns.some((pattern) => pattern.split("*").length - 1 > MOST_WILDCARDS)) {
    throw refused(`a pattern holds more than ${MOST_WILDCARDS} wildcards`);
  }
  const inDays = countType === "sinceImagePushed";
  if ((!inDays && countType !== "imageCountMoreThan") || (countUnit === "days") !== inDays) {
    throw refused("instance failed to match exactly one schema (matched 0 out of 2)");
  }
  if (typeof countNumber !== "number" || countNumber < 1) {
    throw refused(
      `numeric instance is lower than the required minimum (minimum: 1, found: ${String(countNumber)})`,
    );
  }
}

function checkTogether(rules: readonly Record<string, unknown>[]): void {
  const selecting = (status: string) =>
    rules.filter((rule) => asRecord(rule["selection"])["tagStatus"] === status);
  if (selecting("untagged").length > 1) throw refused("Only one rule can select Untagged images.");
  const last = Math.max(...rules.map((rule) => Number(rule["rulePriority"])));
  if (selecting("any").some((rule) => rule["rulePriority"] !== last)) {
    throw refused("Rule for tagStatus=ANY must have the lowest priority");
  }
}

function rulesOf(document: string): Record<string, unknown>[] {
  const policy = parse(document);
  if (!isRecord(policy)) throw refused("Could not map policyString into LifecyclePolicy.");
  const { rules } = policy;
  if (!Array.isArray(rules)) throw refused('object has missing required properties (["rules"])');
  return rules.map(asRecord);
}

function requireMembers(
  value: Record<string, unknown>,
  required: readonly string[],
  optional: readonly string[],
): void {
  const missing = required.filter((name) => value[name] === undefined);
  if (missing.length > 0)
    throw refused(`object has missing required properties (${JSON.stringify(missing)})`);
  const foreign = Object.keys(value).filter((name) => !required.includes(name) && !optional.includes(name));
  if (foreign.length > 0) {
    throw refused(
      `object instance has properties which are not allowed by the schema: (${JSON.stringify(foreign)})`,
    );
  }
}

/** Two policies that say the same: the provider compares them as JSON, with the rules by their priority. */
export function sameLifecyclePolicy(planned: string, prior: string): boolean {
  if (planned === prior) return true;
  const [one, other] = [parse(planned), parse(prior)];
  return one !== undefined && other !== undefined && canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (Array.isArray(member) && member.every((item) => isRecord(item) && "rulePriority" in item)) {
      return [...(member as Record<string, unknown>[])].sort(
        (one, other) => Number(one["rulePriority"]) - Number(other["rulePriority"]),
      );
    }
    if (!isRecord(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw refused('instance type does not match any allowed primitive type (allowed: ["object"])');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(reason: string) {
  return invalid("LifecyclePolicyText", `Lifecycle policy validation failure: ${reason}`);
}
