import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const acmCreateBeforeDestroy: ConfigurationRule = {
  id: "acm-create-before-destroy",
  severity: "error",
  title: "Certificates are replaced by a new one before the old one goes",
  rationale:
    "A load balancer holds its certificate: deleting that first fails with ResourceInUseException, in the middle of an apply.",
  source: { checkov: ["CKV_AWS_233"] },
  *check(stack) {
    for (const certificate of stack.ofType("aws_acm_certificate")) {
      const [lifecycle] = blocks(certificate.attributes, "lifecycle");
      if (lifecycle?.create_before_destroy === true) continue;
      yield { subject: certificate, message: "Its lifecycle lacks create_before_destroy = true." };
    }
  },
};
