import type { Attributes } from "../../../../app/simulator/value";
import { AwsAccount, refusal } from "./aws-account";
import { network } from "./vpc-fixture";

const zoneIn = (aws: AwsAccount, more: Attributes = {}) =>
  aws.create("aws_route53_zone", { name: "dev.example.com", ...more });
const recordIn = (aws: AwsAccount, zoneId: string, more: Attributes = {}) =>
  aws.create("aws_route53_record", { zone_id: zoneId, type: "A", ttl: 60, records: ["192.0.2.1"], ...more });

describe("a public zone", () => {
  it("gets four name servers of four domains, which another zone of the same name does not get", () => {
    const aws = new AwsAccount();
    const zone = zoneIn(aws);
    const servers = zone.attributes["name_servers"] as string[];
    expect(zone.id).toMatch(/^Z[A-Z0-9]{20}$/);
    expect(zone.attributes).toMatchObject({
      zone_id: zone.id,
      arn: `arn:aws:route53:::hostedzone/${zone.id}`,
    });
    for (const domain of ["com", "net", "org", "co.uk"]) {
      expect(servers).toContainEqual(
        expect.stringMatching(new RegExp(`^ns-\\d+\\.awsdns-\\d\\d\\.${domain}$`)),
      );
    }
    expect(zoneIn(aws).attributes["name_servers"]).not.toEqual(servers);
  });

  it("is seen from every region of its account", () => {
    const aws = new AwsAccount();
    const zone = zoneIn(aws);
    const there = aws.elsewhere({ region: "us-east-1" });
    expect(refusal(() => recordIn(there, zone.id, { name: "a" }))).toBeUndefined();
  });

  it("is not deleted while it holds a record of somebody's, unless it is told to empty itself", () => {
    const aws = new AwsAccount();
    const zone = zoneIn(aws);
    const record = recordIn(aws, zone.id, { name: "a" });
    expect(refusal(() => aws.delete(zone))).toBe(
      "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
    );
    aws.delete(record);
    expect(refusal(() => aws.delete(zone))).toBeUndefined();

    const emptied = zoneIn(aws, { force_destroy: true });
    const gone = recordIn(aws, emptied.id, { name: "a" });
    aws.delete(emptied);
    expect(aws.read(gone)).toBeUndefined();
  });

  it("is never made private", () => {
    const { aws, vpc } = network();
    const zone = zoneIn(aws);
    expect(refusal(() => aws.update(zone, { vpc: [{ vpc_id: vpc.id, vpc_region: "" }] }))).toBe(
      `PublicZoneVPCAssociation: Attempting to associate public zone: ${zone.id} with vpc: ${vpc.id}`,
    );
  });

  it("counts against the account's quota", () => {
    const aws = new AwsAccount();
    aws.cloud.quotas.set("L-4EA4796A", 1);
    zoneIn(aws);
    expect(refusal(() => zoneIn(aws))).toBe(
      "TooManyHostedZones: Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones.",
    );
  });
});

describe("a private zone", () => {
  it("is in the provider's region unless it says another, and has every private zone's name servers", () => {
    const { aws, vpc } = network();
    const zone = zoneIn(aws, { vpc: [{ vpc_id: vpc.id, vpc_region: null }] });
    expect(zone.attributes["vpc"]).toEqual([{ vpc_id: vpc.id, vpc_region: "eu-west-1" }]);
    expect(zone.attributes["name_servers"]).toContain("ns-1536.awsdns-00.co.uk.");
  });

  it("is one of its name in a VPC; two public ones may share a name", () => {
    const { aws, vpc } = network();
    const vpcs = { vpc: [{ vpc_id: vpc.id, vpc_region: null }] };
    const zone = zoneIn(aws, vpcs);
    expect(refusal(() => zoneIn(aws, vpcs))).toBe(
      `ConflictingDomainExists: The VPC ${vpc.id} in region eu-west-1 has already been associated with the hosted zone ${zone.id} with the same domain name.`,
    );
    expect(refusal(() => [zoneIn(aws), zoneIn(aws)])).toBeUndefined();
  });

  it("needs a VPC that exists and keeps the last one", () => {
    const { aws, vpc } = network();
    expect(refusal(() => zoneIn(aws, { vpc: [{ vpc_id: "vpc-0", vpc_region: "eu-west-1" }] }))).toMatch(
      /^InvalidVPCId: The VPC vpc-0 .*not authorized to make the association\.$/,
    );
    const zone = zoneIn(aws, { vpc: [{ vpc_id: vpc.id, vpc_region: null }] });
    expect(refusal(() => aws.update(zone, { vpc: [] }))).toMatch(/^LastVPCAssociation/);
  });
});

describe("a record", () => {
  const given = () => {
    const aws = new AwsAccount();
    return { aws, zone: zoneIn(aws) };
  };

  it("is called by zone, name and type, and its whole name ends in the zone's", () => {
    const { aws, zone } = given();
    const record = recordIn(aws, zone.id, { name: "www" });
    expect(record.id).toBe(`${zone.id}_www_A`);
    expect(record.attributes["fqdn"]).toBe("www.dev.example.com");
    expect(recordIn(aws, zone.id, { name: "api.dev.example.com" }).attributes["fqdn"]).toBe(
      "api.dev.example.com",
    );
    expect(aws.import("aws_route53_record", record.id)?.id).toBe(record.id);
  });

  it("takes time to reach all name servers, and the provider waits for it", () => {
    const { aws, zone } = given();
    const before = aws.cloud.clock.nowMs;
    recordIn(aws, zone.id, { name: "www" });
    expect(aws.cloud.clock.nowMs - before).toBe(30_000);
  });

  it.each<[string, Attributes, string]>([
    [
      "exists already, be it the zone's own",
      { name: "dev.example.com", type: "NS" },
      "[Tried to create resource record set [name='dev.example.com.', type='NS'] but it already exists]",
    ],
    [
      "is a CNAME at the top of the zone",
      { name: "dev.example.com", type: "CNAME" },
      "[RRSet of type CNAME with DNS name dev.example.com. is not permitted at apex in zone dev.example.com.]",
    ],
    [
      "only looks as if it were in the zone",
      { name: "notdev.example.com" },
      "[RRSet with DNS name notdev.example.com. is not permitted in zone dev.example.com.]",
    ],
    [
      "stands beside a CNAME",
      { name: "alias" },
      "[RRSet of type A with DNS name alias.dev.example.com. is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone dev.example.com.]",
    ],
    [
      "is a CNAME beside something else",
      { name: "www", type: "CNAME" },
      "[RRSet of type CNAME with DNS name www.dev.example.com. is not permitted as it conflicts with other records with the same DNS name in zone dev.example.com.]",
    ],
  ])("that %s is refused", (_, configured, message) => {
    const { aws, zone } = given();
    recordIn(aws, zone.id, { name: "alias", type: "CNAME", records: ["x.example.com"] });
    recordIn(aws, zone.id, { name: "www" });
    expect(refusal(() => recordIn(aws, zone.id, configured))).toBe(`InvalidChangeBatch: ${message}`);
  });

  it("takes over what exists when it is told to", () => {
    const { aws, zone } = given();
    const first = recordIn(aws, zone.id, { name: "www" });
    const second = recordIn(aws, zone.id, { name: "www", records: ["192.0.2.9"], allow_overwrite: true });
    expect(second.id).toBe(first.id);
    expect(aws.read(first)?.["records"]).toEqual(["192.0.2.9"]);
  });

  it("needs a zone", () => {
    expect(refusal(() => recordIn(new AwsAccount(), "Z1", { name: "a" }))).toBe(
      "NoSuchHostedZone: No hosted zone found with ID: Z1",
    );
  });
});
