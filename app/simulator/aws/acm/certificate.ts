import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import { daysInMs } from "../../cloud/clock";
import { UNKNOWN, type Attributes } from "../../value";
import { settle, validationOption } from "./issuance";
import { blocks, regionalArn, text, texts, uuid } from "../identifiers";
import { quota } from "../quotas";

/** Seconds for which the provider goes on asking to delete a certificate that is still in use. */
const IN_USE_PATIENCE_SECONDS = 20 * 60;

export const certificate: TypeTable = {
  facts: {
    certificate_authority_arn: { forceNew: true },
    domain_name: { computed: true, forceNew: true },
    key_algorithm: { computed: true, forceNew: true },
    options: { computed: true, maxItems: 1 },
    "options.certificate_transparency_logging_preference": { default: "ENABLED" },
    "options.export": { computed: true },
    private_key: { sensitive: true },
    subject_alternative_names: { computed: true, forceNew: true },
    tags_all: { computed: true },
    validation_method: { computed: true, forceNew: true },
    validation_option: { forceNew: true },
    "validation_option.domain_name": { forceNew: true },
    "validation_option.validation_domain": { forceNew: true },
  },
  api: {
    service: "ACM",
    noun: "ACM Certificate",
    create: "RequestCertificate",
    read: "DescribeCertificate",
    update: "UpdateCertificateOptions",
    delete: "DeleteCertificate",
  },
  behaviour: {
    identity: (_, context) => regionalArn("acm", context, `certificate/${uuid(context)}`),
    computed: {
      arn: (attributes) => text(attributes["id"]),
      key_algorithm: () => "RSA_2048",
      not_after: () => null,
      not_before: () => null,
      options: () => [{ certificate_transparency_logging_preference: "ENABLED", export: "DISABLED" }],
      pending_renewal: () => false,
      renewal_eligibility: () => "INELIGIBLE",
      renewal_summary: () => [],
      status: () => "PENDING_VALIDATION",
      subject_alternative_names: (attributes) => [text(attributes["domain_name"])],
      type: () => "AMAZON_ISSUED",
      validation_emails: () => [],
    },
    plan: planNames,
    check: checkQuotas,
    created(object, { cloud, account }) {
      const { attributes } = object;
      cloud.change(object, {
        domain_validation_options: texts(attributes["subject_alternative_names"]).map((domain) =>
          validationOption(domain, account),
        ),
        options: blocks(attributes["options"]).map((option) => ({
          ...option,
          export: text(option["export"]) || "DISABLED",
        })),
      });
    },
    read: readCertificate,
    beforeDelete: refuseWhileInUse,
  },
};

/**
 * What the provider works out before AWS is asked: the certificate's own name is one of its alternative names, and
 * each name has a validation record whose name and value AWS will say.
 */
function planNames(planned: Attributes, prior: Attributes | null): void {
  const domain = planned["domain_name"];
  const configured = planned["subject_alternative_names"];
  if (typeof domain !== "string" || (configured === UNKNOWN && prior !== null)) return;
  const names = [...new Set([...texts(configured), domain])];
  if (configured !== UNKNOWN) planned["subject_alternative_names"] = names;
  if (prior !== null && sameNames(names, texts(prior["subject_alternative_names"]))) return;
  if (planned["validation_method"] !== "DNS") return;
  planned["domain_validation_options"] = names.map((name) => ({
    domain_name: name,
    resource_record_name: UNKNOWN,
    resource_record_type: UNKNOWN,
    resource_record_value: UNKNOWN,
  }));
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

function checkQuotas(_: Attributes, context: CallContext, prior?: Attributes): void {
  if (prior) return;
  const { cloud } = context;
  if (cloud.list(context.type, context).length >= quota(cloud, "L-F141DD1D")) {
    throw new ApiError("LimitExceededException", "Error: you have reached your limit of certificates.");
  }
  const since = cloud.clock.nowMs - daysInMs(365);
  const requested = cloud.events.all.filter(
    ({ type, operation, scope, atMs, error }) =>
      type === context.type && operation === "create" && scope === context.scope && atMs > since && !error,
  );
  const limit = quota(cloud, "AcmCertificatesPerYear");
  if (requested.length >= limit) {
    throw new ApiError(
      "LimitExceededException",
      `Error: you have reached your limit of ${limit} certificates in the last year.`,
    );
  }
}

/** The provider takes a certificate that was never validated for gone, and plans a new one. */
function readCertificate(object: CloudObject, { cloud, ...place }: CallContext): Attributes | undefined {
  if (settle(object, cloud) === "VALIDATION_TIMED_OUT") return undefined;
  return cloud.get(object.type, object.id, place)?.attributes;
}

function refuseWhileInUse(object: CloudObject, { cloud, account }: CallContext): void {
  const users = cloud
    .referring(object, "arn")
    .filter(({ type }) => type !== "aws_acm_certificate_validation");
  if (users.length === 0) return;
  cloud.wait(IN_USE_PATIENCE_SECONDS);
  throw new ApiError("ResourceInUseException", `Certificate ${object.id} in account ${account} is in use.`);
}
