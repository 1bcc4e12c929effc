import type { ConfigurationRule } from "../rule";
import { list, type StackConfiguration, type TerraformResource } from "../stack-configuration";

export const route53Caa: ConfigurationRule = {
  id: "route53-caa",
  severity: "error",
  title: "Public zones say who may issue certificates for their names",
  rationale:
    "Every authority that browsers trust may otherwise issue a certificate for our names to whoever deceives it.",
  source: { design: "CAA records at the apex of each public zone" },
  *check(stack) {
    for (const zone of stack.ofType("aws_route53_zone")) {
      if (zone.attributes.vpc !== undefined || saysWhoIssues(stack, zone)) continue;
      yield {
        subject: zone,
        message:
          'No aws_route53_record of type CAA at its apex names an issuer. Add one with records such as 0 issue "amazon.com".',
      };
    }
  },
};

function saysWhoIssues(stack: StackConfiguration, zone: TerraformResource): boolean {
  return stack
    .companions(zone, "aws_route53_record", "zone_id")
    .filter(({ attributes }) => attributes.type === "CAA")
    .filter(
      ({ attributes }) =>
        attributes.name === zone.attributes.name || stack.referenced(attributes.name) === zone,
    )
    .some(({ attributes }) => list(attributes.records).some((record) => /^\d+ issue "/.test(String(record))));
}
