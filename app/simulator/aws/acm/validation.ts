import type { CallContext, TypeTable } from "../../behaviour";
import type { Attributes } from "../../value";
import { settle } from "./issuance";
import { recordName } from "../route53/dns-names";
import { blocks, text, texts } from "../identifiers";

/** Seconds between two looks of the provider. */
const POLL_SECONDS = 15;
/** The provider's own patience, in seconds. */
const DEFAULT_TIMEOUT_SECONDS = 75 * 60;

/** Nothing of AWS's: a resource that waits until a certificate is issued. */
export const certificateValidation: TypeTable = {
  facts: {
    certificate_arn: { forceNew: true },
    validation_record_fqdns: { forceNew: true },
  },
  api: {
    service: "ACM",
    noun: "ACM Certificate",
    create: "DescribeCertificate",
    read: "DescribeCertificate",
    delete: "DescribeCertificate",
  },
  behaviour: {
    // The provider's id is the moment of issue, the same for all that waited at that moment; here ids are unique.
    identity: (attributes) => text(attributes["certificate_arn"]),
    references: [
      {
        path: "certificate_arn",
        type: "aws_acm_certificate",
        attribute: "arn",
        missing: "ResourceNotFoundException",
      },
    ],
    check(attributes, context, prior) {
      if (prior) return;
      requireRecords(attributes, context);
      waitUntilIssued(attributes, context);
    },
    /** Of a certificate that is not issued (any longer) the provider says that it was not waited for. */
    read(object, { cloud }) {
      const certificate = cloud.findBy(
        "aws_acm_certificate",
        "arn",
        text(object.attributes["certificate_arn"]),
      );
      return certificate && settle(certificate, cloud) === "ISSUED" ? object.attributes : undefined;
    },
  },
};

function requireRecords(attributes: Attributes, { cloud }: CallContext): void {
  const given = texts(attributes["validation_record_fqdns"]).map(recordName);
  if (given.length === 0) return;
  const certificate = cloud.findBy("aws_acm_certificate", "arn", text(attributes["certificate_arn"]));
  const missing = blocks(certificate?.attributes["domain_validation_options"])
    .map((option) => ({
      domain: text(option["domain_name"]),
      record: recordName(text(option["resource_record_name"])),
    }))
    .filter(({ record }) => !given.includes(record));
  if (missing.length === 0) return;
  throw new Error(
    missing.map(({ domain, record }) => `missing ${domain} DNS validation record: ${record}`).join("\n"),
  );
}

/** @throws Error in the provider's words when it is not issued in time, or never will be */
function waitUntilIssued(attributes: Attributes, { cloud }: CallContext): void {
  const arn = text(attributes["certificate_arn"]);
  const timeout = timeoutSeconds(attributes);
  for (let waited = 0; ; waited += POLL_SECONDS) {
    const certificate = cloud.findBy("aws_acm_certificate", "arn", arn);
    const status = certificate && settle(certificate, cloud);
    if (status === "ISSUED") return;
    const waiting = `waiting for ACM Certificate (${arn}) to be issued`;
    if (status !== "PENDING_VALIDATION") {
      const reason = status === "FAILED" ? ". last error: CAA_ERROR" : "";
      throw new Error(`${waiting}: unexpected state '${status ?? ""}', wanted target 'ISSUED'${reason}`);
    }
    if (waited >= timeout) {
      throw new Error(
        `${waiting}: timeout while waiting for state to become 'ISSUED' (last state: '${status}', timeout: ` +
          `${inGoNotation(timeout)})`,
      );
    }
    cloud.wait(POLL_SECONDS);
  }
}

/** `timeouts.create` in the notation of Go: `"30m"`, `"1h15m"`. */
function timeoutSeconds({ timeouts }: Attributes): number {
  const configured =
    typeof timeouts === "object" && timeouts !== null ? (timeouts as Attributes)["create"] : null;
  const [, hours, minutes, seconds] = text(configured).match(/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/) ?? [];
  const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return total > 0 ? total : DEFAULT_TIMEOUT_SECONDS;
}

function inGoNotation(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${hours > 0 ? `${hours}h` : ""}${minutes}m${seconds % 60}s`;
}
