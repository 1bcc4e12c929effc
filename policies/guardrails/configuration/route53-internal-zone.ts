import type { ConfigurationRule } from "../rule";

export const route53InternalZone: ConfigurationRule = {
  id: "route53-internal-zone",
  severity: "error",
  title: "Zones of internal names are private",
  rationale:
    "A zone that names no VPC is public: addresses and names of everything inside would be there for whoever asks.",
  source: { design: "Internal names are resolved in the environment's own network only" },
  *check(stack) {
    for (const zone of stack.ofType("aws_route53_zone")) {
      const { name, vpc } = zone.attributes;
      if (!String(name).startsWith("internal.") || vpc !== undefined) continue;
      yield { subject: zone, message: `${String(name)} has no vpc, so it is public. State the VPC.` };
    }
  },
};
