import type { Doomed } from "../../../app/deployment/obstacles/doomed";
import { doomedObjects } from "../../../app/deployment/obstacles/doomed";
import { refuseObstacles } from "../../../app/deployment/obstacles/obstacle";
import { protectedObjects } from "../../../app/deployment/obstacles/protection";
import { strangersIn } from "../../../app/deployment/obstacles/strangers";
import type { Survey } from "../../../app/deployment/obstacles/survey";
import { readPlan } from "../../../app/terraform/plan";
import { UserError } from "../../../app/user-error";

const doomed = (type: string, attributes: Record<string, unknown>, name = "one"): Doomed => ({
  stack: "dev-network",
  address: `${type}.${name}`,
  type,
  attributes,
});

const nothing: Survey = {
  interfaces: [],
  securityGroups: [],
  records: new Map(),
  nodeGroups: [],
  nodeIds: [],
};
const vpc = doomed("aws_vpc", { id: "vpc-1", default_security_group_id: "sg-default" });

const sentences = (survey: Partial<Survey>, ...objects: Doomed[]): string[] =>
  strangersIn({ ...nothing, ...survey }, [vpc, ...objects]).map(({ sentence }) => sentence);

describe("what a plan destroys", () => {
  it("is what it deletes or replaces of its own, as it is now", () => {
    const change = (address: string, actions: string[], mode: "managed" | "data" = "managed") => ({
      address,
      mode,
      type: "aws_vpc",
      name: "x",
      change: { actions, before: { id: address } },
    });
    const plan = {
      format_version: "1.2",
      resource_changes: [
        change("a", ["delete"]),
        change("b", ["delete", "create"]),
        change("c", ["update"]),
        change("d", ["delete"], "data"),
      ],
    };
    const planned = { stack: "s", changes: true, summary: readPlan(plan), plan, file: "", seconds: 0 };
    expect(doomedObjects([planned]).map(({ stack, attributes }) => [stack, attributes["id"]])).toEqual([
      ["s", "a"],
      ["s", "b"],
    ]);
  });
});

describe("an object that is protected against deletion", () => {
  it.each([
    ["aws_instance", "disable_api_termination"],
    ["aws_lb", "enable_deletion_protection"],
    ["aws_eks_cluster", "deletion_protection"],
    ["aws_cloudwatch_log_group", "deletion_protection_enabled"],
  ])("stands in the way: %s by %s", (type, attribute) => {
    expect(protectedObjects([doomed(type, { [attribute]: true })])).toEqual([
      {
        stack: "dev-network",
        sentence: expect.stringMatching(
          new RegExp(
            `^${type}\\.one of "dev-network" is protected against deletion \\(${attribute}\\)\\. If it may go`,
          ),
        ),
      },
    ]);
    expect(protectedObjects([doomed(type, { [attribute]: false }), doomed(type, {})])).toEqual([]);
  });
});

describe("a network interface in a VPC that goes", () => {
  const one = (more: object = {}) => ({
    id: "eni-1",
    subnet_id: "subnet-1",
    vpc_id: "vpc-1",
    description: "",
    ...more,
  });

  it("stands in the way when it belongs to nothing that goes, and says whose it is", () => {
    expect(sentences({ interfaces: [one({ description: "AWS Lambda VPC ENI-x" })] })).toEqual([
      'The network interface eni-1 in subnet-1 ("AWS Lambda VPC ENI-x") belongs to something that no state knows and keeps its subnet. Remove what it belongs to, and run the command again.',
    ]);
    expect(sentences({ interfaces: [one({ attachment: [{ instance_id: "i-9" }] })] })[0]).toContain(
      "(of the instance i-9)",
    );
    expect(sentences({ interfaces: [one()] })[0]).toContain("(without a description)");
  });

  it.each([
    ["a NAT gateway", one(), doomed("aws_nat_gateway", { network_interface_id: "eni-1" })],
    ["an endpoint", one(), doomed("aws_vpc_endpoint", { network_interface_ids: ["eni-0", "eni-1"] })],
    ["a machine", one({ attachment: [{ instance_id: "i-1" }] }), doomed("aws_instance", { id: "i-1" })],
    [
      "a cluster",
      one({ description: "Amazon EKS dev-main" }),
      doomed("aws_eks_cluster", { name: "dev-main" }),
    ],
    [
      "pods of a cluster",
      one({ description: "aws-K8S-i-5", tags: { "cluster.k8s.amazonaws.com/name": "dev-main" } }),
      doomed("aws_eks_cluster", { name: "dev-main" }),
    ],
    [
      "a load balancer",
      one({ description: "ELB net/edge/50dc" }),
      doomed("aws_lb", { arn_suffix: "net/edge/50dc" }),
    ],
  ])("goes with %s, and stands in the way when that stays", (_, found, owner) => {
    expect(sentences({ interfaces: [found] }, owner)).toEqual([]);
    expect(sentences({ interfaces: [found] })).toHaveLength(1);
  });

  it("goes with a machine of a node group", () => {
    const found = one({ attachment: [{ instance_id: "i-5" }] });
    expect(sentences({ interfaces: [found], nodeIds: ["i-5"] })).toEqual([]);
  });

  it("is not known by an id that only begins like one that is", () => {
    const owner = doomed("aws_nat_gateway", { network_interface_id: "eni-12" });
    expect(sentences({ interfaces: [one()] }, owner)).toHaveLength(1);
  });
});

describe("a security group in a VPC that goes", () => {
  const group = { id: "sg-1", name: "quotes", vpc_id: "vpc-1" };

  it("stands in the way unless it goes, too, or is the default one", () => {
    expect(sentences({ securityGroups: [group] })).toEqual([
      'The security group sg-1 ("quotes") is in no state and keeps vpc-1. Delete it, or what made it, and run the command again.',
    ]);
    expect(sentences({ securityGroups: [group] }, doomed("aws_security_group", { id: "sg-1" }))).toEqual([]);
    expect(sentences({ securityGroups: [{ ...group, name: "default" }] })).toEqual([]);
  });

  it("goes with the cluster that EKS made it for", () => {
    const cluster = doomed("aws_eks_cluster", { vpc_config: [{ cluster_security_group_id: "sg-1" }] });
    expect(sentences({ securityGroups: [group] }, cluster)).toEqual([]);
  });
});

describe("a record in a zone that goes", () => {
  const zone = doomed("aws_route53_zone", { zone_id: "Z1", name: "internal.example" });
  const records = (...sets: object[]) => ({ records: new Map([["Z1", sets as Record<string, unknown>[]]]) });
  const own = [
    { name: "internal.example.", type: "NS" },
    { name: "internal.example.", type: "SOA" },
  ];

  it("stands in the way unless it goes, too, or came with the zone", () => {
    const foreign = { name: "\\052.quotes.internal.example.", type: "A" };
    expect(sentences(records(...own, foreign), zone)).toEqual([
      'The record *.quotes.internal.example. A is in no state and keeps the zone Z1 of "dev-network". Delete it, or what made it, and run the command again.',
    ]);
    const declared = doomed("aws_route53_record", { fqdn: "*.quotes.internal.example", type: "A" });
    expect(sentences(records(...own, foreign), zone, declared)).toEqual([]);
    expect(sentences(records({ ...own[0], name: "sub.internal.example." }), zone)).toHaveLength(1);
  });
});

describe("a node group of a cluster that goes", () => {
  const cluster = doomed("aws_eks_cluster", { name: "dev-main" });
  const nodeGroups = [{ cluster_name: "dev-main", names: ["quotes", "system"] }];

  it("stands in the way unless it goes, too", () => {
    const system = doomed("aws_eks_node_group", { id: "dev-main:system" });
    expect(sentences({ nodeGroups }, cluster, system)).toEqual([
      'The node group quotes is in no state and keeps the cluster dev-main of "dev-network". Delete it, or what made it, and run the command again.',
    ]);
    const quotes = doomed("aws_eks_node_group", { id: "dev-main:quotes" });
    expect(sentences({ nodeGroups }, cluster, system, quotes)).toEqual([]);
    expect(
      sentences({ nodeGroups }, cluster, doomed("aws_eks_node_group", { id: "dev-x:quotes" })),
    ).toHaveLength(2);
  });
});

describe("obstacles", () => {
  it("refuse the destruction, the first in the sentence and the others below", () => {
    const obstacles = [
      { stack: "a", sentence: "The first." },
      { stack: "b", sentence: "The second." },
    ];
    let refused: unknown;
    try {
      refuseObstacles(obstacles);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(UserError);
    expect(refused).toMatchObject({
      message: "Nothing was destroyed, since AWS would stop the destruction half-way. The first.",
      details: ["The second."],
    });
    expect(() => refuseObstacles([])).not.toThrow();
  });
});
