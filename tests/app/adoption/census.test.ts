import { type Candidate, censusConfiguration, readCensus } from "../../../app/adoption/census";
import type { Diagnostic } from "../../../app/terraform/diagnostics";

function candidate(address: string, id: string, body: Record<string, unknown> = {}): Candidate {
  return { address, id, template: { address, type: address.split(".")[0] ?? "", body } };
}

const gone = (place: string): Diagnostic => ({
  severity: "error",
  summary: "Cannot import non-existent remote object",
  detail: `While attempting to import an existing object to "${place}", the provider detected that no object exists with the given id.`,
});
const said = (summary: string): Diagnostic => ({ severity: "error", summary, detail: "" });

describe("the configuration of a census", () => {
  const stack = {
    terraform: { backend: { s3: { bucket: "states" } }, required_providers: { aws: { source: "aws" } } },
    provider: { aws: [{ region: "eu-west-1" }] },
    resource: { aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } } },
    data: { terraform_remote_state: {} },
  };
  const subnet = candidate("aws_subnet.private-a", "subnet-${1}", {
    vpc_id: "${aws_vpc.vpc.id}",
    cidr_block: "10.0.1.0/24",
    tags: { Name: "%{if true}a%{endif}", address: "aws_subnet.private-a" },
    lifecycle: { prevent_destroy: true },
    depends_on: ["aws_vpc.vpc"],
  });

  it("holds the providers and the candidates, and neither backend nor anything else of the stack", () => {
    const configuration = censusConfiguration(stack, [subnet, candidate("aws_vpc.vpc", "vpc-1")]);
    expect(Object.keys(configuration).sort()).toEqual(["import", "provider", "resource", "terraform"]);
    expect(configuration["terraform"]).toEqual({ required_providers: { aws: { source: "aws" } } });
    expect(configuration["import"]).toEqual([
      { to: "aws_subnet.drydock_candidate_0", id: "subnet-$${1}" },
      { to: "aws_vpc.drydock_candidate_1", id: "vpc-1" },
    ]);
  });

  it("lets no candidate wait for another: what a block refers to is an unknown value", () => {
    const { resource } = censusConfiguration(stack, [subnet]) as { resource: Record<string, unknown> };
    const unknown = "${jsondecode(terraform_data.drydock_unknown.id)}";
    expect(resource["aws_subnet"]).toEqual({
      drydock_candidate_0: {
        vpc_id: unknown,
        cidr_block: "10.0.1.0/24",
        tags: { Name: unknown, address: "aws_subnet.private-a" },
      },
    });
  });
});

describe("a census", () => {
  const candidates = [
    candidate("aws_vpc.vpc", "vpc-1"),
    candidate("aws_subnet.a", "subnet-1"),
    candidate("aws_route_table_association.a", "subnet-1/rtb-1"),
    candidate("aws_s3_bucket.ticks", "ticks"),
    candidate("aws_kms_key.k", "k"),
  ];

  it("tells what exists, what is missing, and what could not be read", () => {
    const diagnostics = [
      gone("aws_subnet.drydock_candidate_1"),
      said("couldn't find resource"),
      said("reading S3 Bucket (ticks): operation error S3: HeadBucket, api error Forbidden: Forbidden"),
      { ...gone("aws_kms_key.drydock_candidate_4"), severity: "warning" as const },
    ];
    expect(readCensus(candidates, diagnostics, new Set(["aws_vpc.drydock_candidate_0"]))).toEqual([
      { kind: "exists" },
      { kind: "missing" },
      { kind: "missing" },
      {
        kind: "unreadable",
        words: "reading S3 Bucket (ticks): operation error S3: HeadBucket, api error Forbidden: Forbidden",
      },
      undefined,
    ]);
  });

  it("says nothing when the plan failed over something else", () => {
    const findings = readCensus(candidates, [said("Error acquiring the state lock")], new Set());
    expect(findings).toEqual(candidates.map(() => undefined));
  });
});
