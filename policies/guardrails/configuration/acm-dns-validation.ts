import type { ConfigurationRule } from "../rule";

export const acmDnsValidation: ConfigurationRule = {
  id: "acm-dns-validation",
  severity: "error",
  title: "Certificates are validated by DNS",
  rationale:
    "A record that stays renews the certificate every year; a mail waits for somebody to read it, and whoever reads the mailbox gets certificates.",
  source: { design: "Nobody clicks: what a rebuild needs is in the code" },
  *check(stack) {
    for (const certificate of stack.ofType("aws_acm_certificate")) {
      const method = certificate.attributes.validation_method;
      if (method === "DNS") continue;
      yield {
        subject: certificate,
        message: `validation_method is ${JSON.stringify(method ?? null)}. Set it to "DNS".`,
      };
    }
  },
};
