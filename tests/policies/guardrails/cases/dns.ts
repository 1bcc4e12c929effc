import type { Resources, RuleCases } from "./rule-cases";

const certificateAddress = "aws_acm_certificate.edge";
const certificate = (attributes: Record<string, unknown>): Resources => ({
  aws_acm_certificate: { edge: { domain_name: "dev.example.com", ...attributes } },
});

const zoneAddress = "aws_route53_zone.public";
const zone = (attributes: Record<string, unknown> = {}): Resources => ({
  aws_route53_zone: { public: { name: "dev.example.com", ...attributes } },
});

const recordAddress = "aws_route53_record.one";
const record = (attributes: Record<string, unknown>): Resources => ({
  aws_route53_record: {
    one: { zone_id: "${aws_route53_zone.public.zone_id}", name: "dev.example.com", ...attributes },
  },
});
const issuers = { type: "CAA", records: ['0 issue "amazon.com"'] };

export const dnsCases: readonly RuleCases[] = [
  {
    rule: "acm-key-algorithm",
    fails: [
      {
        what: "a certificate that leaves its key to ACM",
        resources: certificate({}),
        at: [certificateAddress],
        says: "key_algorithm is null",
      },
      {
        what: "a key of 112 bits",
        resources: certificate({ key_algorithm: "RSA_2048" }),
        at: [certificateAddress],
        says: '"RSA_2048"',
      },
    ],
    passes: [
      {
        what: "an elliptic curve of 256 bits",
        resources: certificate({ key_algorithm: "EC_prime256v1" }),
      },
    ],
  },
  {
    rule: "acm-dns-validation",
    fails: [
      {
        what: "a certificate that waits for somebody to read a mail",
        resources: certificate({ validation_method: "EMAIL" }),
        at: [certificateAddress],
        says: '"EMAIL"',
      },
    ],
    passes: [{ what: "validation by a record", resources: certificate({ validation_method: "DNS" }) }],
  },
  {
    rule: "acm-create-before-destroy",
    fails: [
      {
        what: "a certificate that is deleted before its successor is there",
        resources: certificate({ lifecycle: { prevent_destroy: true } }),
        at: [certificateAddress],
        says: "create_before_destroy",
      },
    ],
    passes: [
      {
        what: "a successor that comes first",
        resources: certificate({ lifecycle: { create_before_destroy: true } }),
      },
    ],
  },
  {
    rule: "acm-transparency-log",
    fails: [
      {
        what: "a certificate that no log records",
        resources: certificate({ options: { certificate_transparency_logging_preference: "DISABLED" } }),
        at: [certificateAddress],
        says: '"DISABLED"',
      },
    ],
    passes: [
      { what: "what ACM does by itself", resources: certificate({}) },
      {
        what: "logging that is stated",
        resources: certificate({ options: { certificate_transparency_logging_preference: "ENABLED" } }),
      },
    ],
  },
  {
    rule: "route53-caa",
    fails: [
      {
        what: "a zone for which everybody may issue",
        resources: zone(),
        at: [zoneAddress],
        says: "of type CAA",
      },
      {
        what: "issuers of a name below the zone",
        resources: { ...zone(), ...record({ ...issuers, name: "www.dev.example.com" }) },
        at: [zoneAddress],
        says: "at its apex",
      },
      {
        what: "an address to write to, and no issuer",
        resources: { ...zone(), ...record({ type: "CAA", records: ['0 iodef "mailto:ops@example.com"'] }) },
        at: [zoneAddress],
        says: "names an issuer",
      },
    ],
    passes: [
      { what: "an issuer at the apex", resources: { ...zone(), ...record(issuers) } },
      {
        what: "an apex named by reference",
        resources: { ...zone(), ...record({ ...issuers, name: "${aws_route53_zone.public.name}" }) },
      },
      { what: "a private zone, which no authority sees", resources: zone({ vpc: [{ vpc_id: "vpc-1" }] }) },
    ],
  },
  {
    rule: "route53-internal-zone",
    fails: [
      {
        what: "internal names for everybody",
        resources: zone({ name: "internal.dev.example.com" }),
        at: [zoneAddress],
        says: "internal.dev.example.com has no vpc",
      },
    ],
    passes: [
      { what: "public names", resources: zone() },
      {
        what: "internal names of a VPC",
        resources: zone({ name: "internal.dev.example.com", vpc: [{ vpc_id: "vpc-1" }] }),
      },
    ],
  },
  {
    rule: "route53-record-target",
    fails: [
      {
        what: "an address that is written out",
        resources: record({ type: "A", records: ["203.0.113.10"] }),
        at: [recordAddress],
        says: "203.0.113.10",
      },
      {
        what: "an alias of a load balancer's name",
        resources: record({ type: "AAAA", alias: { name: "edge-1.elb.amazonaws.com", zone_id: "Z1" } }),
        at: [recordAddress],
        says: "edge-1.elb.amazonaws.com",
      },
    ],
    passes: [
      {
        what: "an address of the stack",
        resources: record({ type: "A", records: ["${aws_eip.nat.public_ip}"] }),
      },
      {
        what: "name servers of another zone",
        resources: record({ type: "NS", records: ["ns-1.awsdns-1.com."] }),
      },
    ],
  },
];
