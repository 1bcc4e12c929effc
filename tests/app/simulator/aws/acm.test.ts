import type { CloudObject, TypeTable } from "../../../../app/simulator/behaviour";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import type { Attributes } from "../../../../app/simulator/value";
import { AwsAccount, refusal } from "./aws-account";

const names = {
  domain_name: "dev.example.com",
  subject_alternative_names: ["*.dev.example.com", "dev.example.com"],
};

/** Something that serves under a certificate. */
const listener: TypeTable = {
  facts: {},
  api: { service: "ELBv2", noun: "Listener", create: "", read: "", delete: "" },
  behaviour: {
    identity: () => "listener",
    references: [
      {
        path: "certificate_arn",
        type: "aws_acm_certificate",
        attribute: "arn",
        missing: "CertificateNotFound",
      },
    ],
  },
};

/** A zone and a certificate of its names, as the estate has them; the zone's parent, outside, names its servers. */
class Edge {
  readonly aws: AwsAccount;
  zone: CloudObject;
  readonly certificate: CloudObject;

  constructor({ delegated = true } = {}) {
    const cloud = new Cloud();
    if (delegated) cloud.delegations.expect(["dev.example.com"]);
    this.aws = new AwsAccount(cloud);
    this.zone = this.aws.create("aws_route53_zone", { name: "dev.example.com" });
    this.certificate = this.request();
  }

  request(more: Attributes = {}): CloudObject {
    return this.aws.create("aws_acm_certificate", { ...names, validation_method: "DNS", ...more });
  }

  options(certificate = this.certificate): Attributes[] {
    return this.aws.read(certificate)?.["domain_validation_options"] as Attributes[];
  }

  /** Puts the validation record into a zone. */
  prove(zone = this.zone): CloudObject {
    const [option] = this.options();
    return this.aws.create("aws_route53_record", {
      zone_id: zone.id,
      name: String(option?.["resource_record_name"]).replace(/\.$/, ""),
      type: "CNAME",
      ttl: 300,
      records: [option?.["resource_record_value"] ?? ""],
    });
  }

  allow(...records: string[]): void {
    this.aws.create("aws_route53_record", {
      zone_id: this.zone.id,
      name: "dev.example.com",
      type: "CAA",
      ttl: 300,
      records,
    });
  }

  wait(more: Attributes = {}): CloudObject {
    return this.aws.create("aws_acm_certificate_validation", {
      certificate_arn: this.certificate.id,
      timeouts: { create: "30m" },
      ...more,
    });
  }

  status(): unknown {
    return this.aws.read(this.certificate)?.["status"];
  }
}

describe("a certificate", () => {
  it("has one validation record for a name and its wildcard, and the same one when it is requested again", () => {
    const edge = new Edge();
    const records = [...edge.options(), ...edge.options(edge.request())];
    expect(records.map((option) => option["domain_name"])).toEqual([
      "*.dev.example.com",
      "dev.example.com",
      "*.dev.example.com",
      "dev.example.com",
    ]);
    expect(new Set(records.map((option) => option["resource_record_name"])).size).toBe(1);
    expect(String(records[0]?.["resource_record_name"])).toMatch(/^_[0-9a-f]{32}\.dev\.example\.com\.$/);
    expect(String(records[0]?.["resource_record_value"])).toMatch(/\.acm-validations\.aws\.$/);
  });

  it("is issued by ACM itself once the record can be found, whether anybody waits or not", () => {
    const edge = new Edge();
    edge.prove();
    expect(edge.status()).toBe("PENDING_VALIDATION");
    edge.aws.settle().settle();
    expect(edge.aws.read(edge.certificate)).toMatchObject({
      status: "ISSUED",
      not_before: "2025-01-01T00:03:00Z",
      not_after: "2026-01-31T00:03:00Z",
    });
  });

  it("is gone for the provider when nobody has validated it for 72 hours, and the next one needs no new record", () => {
    const edge = new Edge({ delegated: false });
    edge.prove();
    edge.aws.cloud.clock.advanceDays(3.01);
    expect(edge.aws.read(edge.certificate)).toBeUndefined();
    edge.aws.cloud.delegations.delegate("dev.example.com", edge.zone.attributes["name_servers"] as string[]);
    const second = edge.request();
    edge.aws.settle().settle();
    expect(edge.aws.read(second)?.["status"]).toBe("ISSUED");
  });

  it("is not deleted while something uses it; that somebody waited for it is no use", () => {
    const edge = new Edge();
    edge.prove();
    const waited = edge.wait();
    const { cloud, account, region } = edge.aws;
    const attributes = { certificate_arn: edge.certificate.id };
    const user = cloud.insert(
      listener,
      { type: "aws_lb_listener", id: "listener", attributes },
      { provider: "aws", account, region },
    );
    expect(refusal(() => edge.aws.delete(edge.certificate))).toBe(
      `ResourceInUseException: Certificate ${edge.certificate.id} in account 111111111111 is in use.`,
    );
    cloud.discard(user);
    expect(refusal(() => edge.aws.delete(edge.certificate))).toBeUndefined();
    expect(edge.aws.read(waited)).toBeUndefined();
  });

  it("counts among those of the year, also when it is deleted", () => {
    const edge = new Edge();
    edge.aws.cloud.quotas.set("AcmCertificatesPerYear", 2);
    edge.aws.delete(edge.request());
    expect(refusal(() => edge.request())).toBe(
      "LimitExceededException: Error: you have reached your limit of 2 certificates in the last year.",
    );
    edge.aws.cloud.clock.advanceDays(366);
    expect(refusal(() => edge.request())).toBeUndefined();
  });
});

describe("waiting for a certificate", () => {
  const timeout =
    /waiting for ACM Certificate \(arn:.*\) to be issued: timeout .* \(last state: 'PENDING_VALIDATION', timeout: 30m0s\)$/;

  it("ends when it is issued, minutes later", () => {
    const edge = new Edge();
    edge.prove();
    const before = edge.aws.cloud.clock.nowMs;
    edge.wait();
    expect(edge.status()).toBe("ISSUED");
    expect(edge.aws.cloud.clock.nowMs - before).toBeLessThanOrEqual(120_000);
  });

  it("fails when nobody delegates to the zone that has the record", () => {
    const edge = new Edge({ delegated: false });
    edge.prove();
    expect(() => edge.wait()).toThrow(timeout);
  });

  it("fails after the zone was made again: the parent still names the old servers", () => {
    const edge = new Edge();
    edge.aws.delete(edge.zone);
    edge.zone = edge.aws.create("aws_route53_zone", { name: "dev.example.com" });
    edge.prove();
    expect(() => edge.wait()).toThrow(timeout);
  });

  it("goes by what the zone above says, when that zone is in the cloud itself", () => {
    const edge = new Edge({ delegated: false });
    edge.aws.cloud.delegations.expect(["example.com"]);
    const above = edge.aws.create("aws_route53_zone", { name: "example.com" });
    edge.prove();
    expect(() => edge.wait()).toThrow(timeout);
    edge.aws.create("aws_route53_record", {
      zone_id: above.id,
      name: "dev",
      type: "NS",
      ttl: 3600,
      records: edge.zone.attributes["name_servers"] ?? [],
    });
    expect(() => edge.wait()).not.toThrow();
  });

  it("asks for the record by name, and says which is missing", () => {
    const edge = new Edge();
    expect(() => edge.wait({ validation_record_fqdns: ["other.dev.example.com"] })).toThrow(
      /^missing \*\.dev\.example\.com DNS validation record: _[0-9a-f]{32}\.dev\.example\.com/,
    );
  });

  it.each<[string, string[], boolean]>([
    ["allow Amazon", ['0 issue "amazon.com"', '0 issuewild "amazon.com"'], true],
    ["allow Amazon with no word of wildcards", ['0 issue "amazonaws.com"'], true],
    ["allow somebody else", ['0 issue "letsencrypt.org"'], false],
    ["allow Amazon, but no wildcard", ['0 issue "amazon.com"', '0 issuewild ";"'], false],
  ])("minds CAA records that %s", (_, records, issued) => {
    const edge = new Edge();
    edge.allow(...records);
    edge.prove();
    if (issued) expect(() => edge.wait()).not.toThrow();
    else
      expect(() => edge.wait()).toThrow(
        /unexpected state 'FAILED', wanted target 'ISSUED'. last error: CAA_ERROR$/,
      );
  });
});
