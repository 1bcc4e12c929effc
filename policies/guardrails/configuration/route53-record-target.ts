import type { ConfigurationRule } from "../rule";
import { blocks, isExpression, list, type TerraformJson } from "../stack-configuration";

const addressTypes = ["A", "AAAA", "CNAME"];

export const route53RecordTarget: ConfigurationRule = {
  id: "route53-record-target",
  severity: "error",
  title: "Records point at resources, and not at addresses that are written out",
  rationale:
    "An address outlives what had it: whoever gets it next answers under our name, with a certificate for it if they ask.",
  source: { checkov: ["CKV2_AWS_23"] },
  *check(stack) {
    for (const record of stack.ofType("aws_route53_record")) {
      if (!addressTypes.includes(String(record.attributes.type))) continue;
      const literal = targets(record.attributes).filter((target) => !isExpression(target));
      if (literal.length === 0) continue;
      yield {
        subject: record,
        message: `It points at ${literal.join(", ")}. Refer to the resource that has the address, so that the record goes with it.`,
      };
    }
  },
};

function targets(record: TerraformJson): unknown[] {
  return [...list(record.records), ...blocks(record, "alias").map(({ name }) => name)];
}
