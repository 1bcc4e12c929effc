import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import type { PublicZone } from "./public-zone";

/** @see ZoneCertificate */
export interface ZoneCertificateProps {
  /** The zone that holds the validation record. */
  readonly zone: PublicZone;
  /** Name of the zone, known at synth. */
  readonly zoneName: string;
}

const VALIDATION_SECONDS = 300;

/**
 * A certificate of ACM for a zone's own name and every name one label below it, with the record by which ACM sees
 * that the zone is ours. Nothing waits here for the certificate: until the zone is delegated ACM cannot find the
 * record. A request that stays so for 72 hours ends; Terraform then plans the certificate anew, and the record,
 * which belongs to the account and the name, serves the new one as it is.
 */
export class ZoneCertificate extends Construct {
  readonly certificate: AcmCertificate;
  readonly validationRecord: Route53Record;

  constructor(scope: Construct, id: string, { zone, zoneName }: ZoneCertificateProps) {
    super(scope, id);
    this.certificate = new AcmCertificate(this, RESOURCE, {
      domainName: zoneName,
      subjectAlternativeNames: [`*.${zoneName}`],
      validationMethod: "DNS",
      // 128 bits of security where RSA 2048 has 112, and a handshake that costs a server a fraction; load balancers,
      // CloudFront and every TLS client of the last decade take it.
      keyAlgorithm: "EC_prime256v1",
      // What uses the old one can change over before that is deleted.
      lifecycle: { createBeforeDestroy: true },
    });
    // Both names have one and the same record, so the first option tells it; there is no key to make a `for_each`
    // of before ACM has answered.
    const option = this.certificate.domainValidationOptions.get(0);
    this.validationRecord = new Route53Record(this, "validation", {
      zoneId: zone.zoneId,
      name: option.resourceRecordName,
      type: "CNAME",
      ttl: VALIDATION_SECONDS,
      records: [option.resourceRecordValue],
      // A certificate that is planned anew knows its record only after apply; without this the record, which stays
      // the same, would have to be replaced, and prevent_destroy would refuse the plan.
      lifecycle: { ignoreChanges: ["name", "records"] },
    });
  }
}
