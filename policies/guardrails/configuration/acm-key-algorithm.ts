import type { ConfigurationRule } from "../rule";

/** Of 128 bits of strength and more, by ACM's names. Source: NIST SP 800-57 part 1 revision 5, table 2. */
const strong = ["EC_prime256v1", "EC_secp384r1", "EC_secp521r1", "RSA_3072", "RSA_4096"];

export const acmKeyAlgorithm: ConfigurationRule = {
  id: "acm-key-algorithm",
  severity: "error",
  title: "Keys of certificates have a strength of 128 bits or more",
  rationale:
    "NIST SP 800-57 lets 112 bits, which is RSA with 2048, protect nothing after 2030; ACM takes RSA_2048 unless told otherwise.",
  source: { awsControls: ["ACM.2"], design: "EC P-256 for certificates of the estate" },
  *check(stack) {
    for (const certificate of stack.ofType("aws_acm_certificate")) {
      const algorithm = certificate.attributes.key_algorithm;
      if (typeof algorithm === "string" && strong.includes(algorithm)) continue;
      yield {
        subject: certificate,
        message: `key_algorithm is ${JSON.stringify(algorithm ?? null)}. Set it to "EC_prime256v1", or to "EC_secp384r1"; ACM issues no stronger ones.`,
      };
    }
  },
};
