import { byArn, byLastPart, type ImportRules, joined } from "./import-rule";

/** Amazon Route 53 and AWS Certificate Manager. */
export const zones: ImportRules = {
  aws_acm_certificate: byArn,
  aws_acm_certificate_validation: { settles: "it waits for a certificate that exists" },
  aws_route53_record: {
    fromValues: (values) => {
      const { zone_id: zone, name, type, set_identifier: set } = values;
      return joined("_", zone, name, type, ...(typeof set === "string" && set !== "" ? [set] : []));
    },
  },
  aws_route53_zone: byLastPart,
};
