import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const acmTransparencyLog: ConfigurationRule = {
  id: "acm-transparency-log",
  severity: "error",
  title: "Certificates are recorded in certificate transparency logs",
  rationale:
    "Browsers refuse certificates that no public log holds, and a certificate that somebody else got for our names is found there.",
  source: { checkov: ["CKV_AWS_234"] },
  *check(stack) {
    for (const certificate of stack.ofType("aws_acm_certificate")) {
      for (const options of blocks(certificate.attributes, "options")) {
        const preference = options.certificate_transparency_logging_preference;
        // Without a preference ACM logs.
        if (preference === undefined || preference === "ENABLED") continue;
        yield {
          subject: certificate,
          message: `options.certificate_transparency_logging_preference is ${JSON.stringify(preference)}. Leave it out.`,
        };
      }
    }
  },
};
