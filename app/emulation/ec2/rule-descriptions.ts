import { asObject } from "../../terraform/json";
import type { Gap } from "../gap";
import { amendedXml, listed, parseXml } from "../xml-protocol";

const authorizing = /^AuthorizeSecurityGroup(Ingress|Egress)$/;
/** Of a rule for addresses, for a group or for a prefix list. */
const description = /^IpPermissions\.1\.\w+\.1\.Description$/;

/** What rules of security groups are for, one rule a call, as the provider sends them. */
export function ruleDescriptions(): Gap {
  const kept = new Map<string, string>();
  return {
    service: "ec2",
    moto: "loses the description of a security group's rule whose peer is another group",
    async answer(call, moto) {
      const { operation = "" } = call;
      const authorizes = authorizing.test(operation);
      if (!authorizes && operation !== "DescribeSecurityGroupRules") return undefined;
      const response = await moto.forward(call);
      if (authorizes) {
        const [, text] = [...call.form].find(([name]) => description.test(name)) ?? [];
        const answer = asObject(parseXml(response.body)[`${operation}Response`]);
        for (const { securityGroupRuleId } of listed(answer["securityGroupRuleSet"])) {
          if (text !== undefined) kept.set(String(securityGroupRuleId), text);
        }
        return response;
      }
      return amendedXml(response, (content) => {
        for (const rule of listed(content["securityGroupRuleSet"])) {
          const text = kept.get(String(rule["securityGroupRuleId"]));
          if (text !== undefined) rule["description"] = text;
        }
      });
    },
  };
}
