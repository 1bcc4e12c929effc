import { isAllow, isAnybody, nameOf, readPolicy } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const vpcEndpointPolicy: ConfigurationRule = {
  id: "vpc-endpoint-policy",
  severity: "error",
  title: "VPC endpoints let through named principals or accounts only",
  rationale:
    "Without a policy an endpoint carries any credentials to any account: data leaves through the one door that no firewall watches.",
  source: { design: "Endpoints are for the account's own principals" },
  *check(stack) {
    for (const endpoint of stack.ofType("aws_vpc_endpoint")) {
      const { policy } = endpoint.attributes;
      if (policy === undefined) {
        yield {
          subject: endpoint,
          // Some services' endpoints take none, and which do changes, so this only warns.
          severity: "warning",
          message:
            "It has no policy, which allows everything. State one, or suppress this where the service takes none.",
        };
        continue;
      }
      const statements = readPolicy(policy) ?? [];
      for (const statement of statements.filter(isAllow)) {
        const open = statement.principals.some(isAnybody) && statement.conditions.length === 0;
        if (!open || !statement.actions.includes("*")) continue;
        yield {
          subject: endpoint,
          message: `Its ${nameOf(statement, statements)} allows everything to everybody. Add a condition on aws:PrincipalAccount.`,
        };
      }
    }
  },
};
