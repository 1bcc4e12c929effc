import { createHash } from "node:crypto";
import type { CloudObject } from "../../behaviour";
import type { Cloud } from "../../cloud/cloud";
import { daysInMs, secondsInMs } from "../../cloud/clock";
import type { Attributes } from "../../value";
import { recordName } from "../route53/dns-names";
import { blocks, text, texts } from "../identifiers";
import { caaRecords, publicRecord } from "../route53/public-dns";

/** Seconds that ACM takes to notice the validation record and to issue: minutes, says its user guide. */
const ISSUE_SECONDS = 120;
/** A request that nobody validates in 72 hours fails for good (ACM user guide, "Certificate request times out"). */
const VALIDATION_HOURS = 72;
/** Days that a public certificate of ACM is valid (ACM user guide, "Public certificate characteristics"). */
const VALID_DAYS = 395;
/** Names under which a CAA record may allow ACM to issue (ACM user guide, "Configure a CAA record"). */
const AMAZON_CAS = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/** What stands in `domain_validation_options` for one name of a certificate. */
export function validationOption(domain: string, account: string): Attributes {
  const base = domain.replace(/^\*\./, "");
  const token = (part: string, length: number) =>
    createHash("sha256").update(`${account}|${base}|${part}`).digest("hex").slice(0, length);
  return {
    domain_name: domain,
    // The record belongs to the account and the name: a wildcard has the one of the name that it stands under, and
    // a certificate that is requested again has the one of its predecessor.
    resource_record_name: `_${token("name", 32)}.${base}.`,
    resource_record_type: "CNAME",
    resource_record_value: `_${token("value", 32)}.${token("domain", 10)}.acm-validations.aws.`,
  };
}

export type CertificateStatus = "PENDING_VALIDATION" | "ISSUED" | "FAILED" | "VALIDATION_TIMED_OUT";

/**
 * The status of a certificate at this moment of simulated time. ACM works by itself: a certificate is issued when its
 * records can be found from the internet, whether anybody waits for it or not.
 */
export function certificateStatus(certificate: CloudObject, cloud: Cloud): CertificateStatus {
  const status = text(certificate.attributes["status"]);
  if (status !== "PENDING_VALIDATION") return status as CertificateStatus;
  const options = blocks(certificate.attributes["domain_validation_options"]);
  const age = cloud.clock.nowMs - certificate.createdAt;
  const found = options.map((option) => validatedFor(option, cloud));
  if (
    found.every((ms) => ms !== undefined && ms >= secondsInMs(ISSUE_SECONDS)) &&
    age >= secondsInMs(ISSUE_SECONDS)
  ) {
    return options.every((option) => mayIssue(text(option["domain_name"]), cloud)) ? "ISSUED" : "FAILED";
  }
  return age > secondsInMs(VALIDATION_HOURS * 3600) ? "VALIDATION_TIMED_OUT" : "PENDING_VALIDATION";
}

/** Writes down what ACM has done since somebody looked. */
export function settle(certificate: CloudObject, cloud: Cloud): CertificateStatus {
  const status = certificateStatus(certificate, cloud);
  if (status === text(certificate.attributes["status"])) return status;
  const moment = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
  const { nowMs } = cloud.clock;
  cloud.change(certificate, {
    status,
    ...(status === "ISSUED" && {
      not_before: moment(nowMs),
      not_after: moment(nowMs + daysInMs(VALID_DAYS)),
    }),
  });
  return status;
}

/** Milliseconds since the record of one name can be found; undefined: it cannot. */
function validatedFor(option: Attributes, cloud: Cloud): number | undefined {
  const name = recordName(text(option["resource_record_name"]));
  const record = publicRecord(name, "CNAME", cloud);
  const [target] = texts(record?.attributes["records"]);
  if (!record || recordName(target ?? "") !== recordName(text(option["resource_record_value"])))
    return undefined;
  return cloud.clock.nowMs - record.createdAt;
}

/** Whether the CAA records, where there are any, let ACM issue for a name (RFC 8659, section 4.3). */
function mayIssue(domain: string, cloud: Cloud): boolean {
  const properties = caaRecords(domain.replace(/^\*\./, ""), cloud).flatMap((record) => {
    const [, tag = "", value = ""] = record.match(/^\d+\s+(\w+)\s+"?([^";\s]*)/) ?? [];
    return [{ tag, value }];
  });
  const wild = properties.filter(({ tag }) => tag === "issuewild");
  const relevant =
    domain.startsWith("*.") && wild.length > 0 ? wild : properties.filter(({ tag }) => tag === "issue");
  return relevant.length === 0 || relevant.some(({ value }) => AMAZON_CAS.includes(value));
}
