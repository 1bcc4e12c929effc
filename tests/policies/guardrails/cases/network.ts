import { policy } from "./rule-cases";
import type { Resources, RuleCases } from "./rule-cases";

const vpc: Resources = { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } };
const ofVpc = { vpc_id: "${aws_vpc.main.id}" };

function standalone(direction: "ingress" | "egress", rule: Record<string, unknown>): Resources {
  return {
    [`aws_vpc_security_group_${direction}_rule`]: {
      rule: { security_group_id: "${aws_security_group.runner.id}", description: "To the registry", ...rule },
    },
  };
}

const group: Resources = {
  aws_security_group: { runner: { ...ofVpc, description: "Machine inside the VPC" } },
};

function endpoint(attributes: Record<string, unknown>): Resources {
  return { aws_vpc_endpoint: { sts: { ...ofVpc, ...attributes } } };
}

const passesAnything = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };

export const networkCases: readonly RuleCases[] = [
  {
    rule: "vpc-default-security-group",
    fails: [
      {
        what: "a VPC whose default group nobody adopts",
        resources: vpc,
        at: ["aws_vpc.main"],
        says: "adopts",
      },
      {
        what: "a default group with rules",
        resources: {
          ...vpc,
          aws_default_security_group: { main: { ...ofVpc, egress: [{ cidr_blocks: ["10.0.0.0/16"] }] } },
        },
        at: ["aws_default_security_group.main"],
        says: "It has 1 rules",
      },
      {
        what: "a rule that opens the default group from outside",
        resources: {
          aws_vpc_security_group_ingress_rule: {
            web: { security_group_id: "${aws_default_security_group.main.id}", cidr_ipv4: "10.0.0.0/8" },
          },
        },
        at: ["aws_vpc_security_group_ingress_rule.web"],
        says: "opens the default group",
      },
      {
        what: "a rule for the default group that the VPC itself names",
        resources: {
          aws_security_group_rule: {
            web: { security_group_id: "${aws_vpc.main.default_security_group_id}" },
          },
        },
        at: ["aws_security_group_rule.web"],
        says: "opens the default group",
      },
    ],
    passes: [
      {
        what: "a closed default group",
        resources: { ...vpc, aws_default_security_group: { main: { ...ofVpc } } },
      },
    ],
  },
  {
    rule: "vpc-flow-logs",
    fails: [
      { what: "a VPC without flow logs", resources: vpc, at: ["aws_vpc.main"], says: "It has no flow log" },
      {
        what: "rejected traffic only",
        resources: { ...vpc, aws_flow_log: { main: { ...ofVpc, traffic_type: "REJECT" } } },
        at: ["aws_vpc.main"],
        says: "record REJECT only",
      },
    ],
    passes: [
      {
        what: "all traffic",
        resources: { ...vpc, aws_flow_log: { main: { ...ofVpc, traffic_type: "ALL" } } },
      },
    ],
  },
  {
    rule: "vpc-endpoint-policy",
    fails: [
      {
        what: "an endpoint without a policy, as a warning",
        resources: endpoint({}),
        at: ["aws_vpc_endpoint.sts"],
        says: "It has no policy",
        severity: "warning",
      },
      {
        what: "an endpoint for everybody",
        resources: endpoint({ policy: policy(passesAnything) }),
        at: ["aws_vpc_endpoint.sts"],
        says: "allows everything to everybody",
      },
    ],
    passes: [
      {
        what: "an endpoint for the account's own principals",
        resources: endpoint({
          policy: policy({
            ...passesAnything,
            Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
          }),
        }),
      },
    ],
  },
  {
    rule: "subnet-no-public-ip",
    fails: [
      {
        what: "a subnet that gives addresses",
        resources: { aws_subnet: { a: { ...ofVpc, map_public_ip_on_launch: true } } },
        at: ["aws_subnet.a"],
        says: "map_public_ip_on_launch is true",
      },
    ],
    passes: [
      { what: "a subnet that says no", resources: { aws_subnet: { a: { map_public_ip_on_launch: false } } } },
      { what: "a subnet that says nothing, which means no", resources: { aws_subnet: { a: {} } } },
    ],
  },
  {
    rule: "security-group-ingress",
    fails: [
      {
        what: "a rule that is open to the world",
        resources: standalone("ingress", {
          cidr_ipv4: "0.0.0.0/0",
          ip_protocol: "tcp",
          from_port: 22,
          to_port: 22,
        }),
        at: ["aws_vpc_security_group_ingress_rule.rule"],
        says: "It opens tcp 22 to 0.0.0.0/0",
      },
      {
        what: "the world in two halves",
        resources: standalone("ingress", {
          cidr_ipv4: "128.0.0.0/1",
          ip_protocol: "tcp",
          from_port: 80,
          to_port: 90,
        }),
        at: ["aws_vpc_security_group_ingress_rule.rule"],
        says: "tcp 80-90 to 128.0.0.0/1",
      },
      {
        what: "the world over IPv6, in a block of the group",
        resources: {
          aws_security_group: {
            open: { ingress: [{ protocol: "-1", from_port: 0, to_port: 0, ipv6_cidr_blocks: ["::/0"] }] },
          },
        },
        at: ["aws_security_group.open"],
        says: "all ports to ::/0",
      },
      {
        what: "the world in a dynamic block",
        resources: {
          aws_security_group: {
            open: {
              dynamic: {
                ingress: { for_each: [1], content: { cidr_blocks: ["0.0.0.0/0"], protocol: "tcp" } },
              },
            },
          },
        },
        at: ["aws_security_group.open"],
        says: "0.0.0.0/0",
      },
    ],
    passes: [
      {
        what: "one network",
        resources: standalone("ingress", {
          cidr_ipv4: "10.0.0.0/16",
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        }),
      },
      {
        what: "another group",
        resources: standalone("ingress", { referenced_security_group_id: "${aws_security_group.a.id}" }),
      },
    ],
  },
  {
    rule: "security-group-egress",
    fails: [
      {
        what: "everything to everywhere",
        resources: standalone("egress", { cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }),
        at: ["aws_vpc_security_group_egress_rule.rule"],
        says: "all ports to 0.0.0.0/0",
      },
      {
        what: "every TCP port to everywhere",
        resources: standalone("egress", {
          cidr_ipv6: "::/0",
          ip_protocol: "tcp",
          from_port: 0,
          to_port: 65535,
        }),
        at: ["aws_vpc_security_group_egress_rule.rule"],
        says: "tcp 0-65535 to ::/0",
      },
      {
        what: "every TCP port by the number that stands for all",
        resources: standalone("egress", {
          cidr_ipv4: "0.0.0.0/0",
          ip_protocol: "tcp",
          from_port: -1,
          to_port: -1,
        }),
        at: ["aws_vpc_security_group_egress_rule.rule"],
        says: "to 0.0.0.0/0",
      },
    ],
    passes: [
      {
        what: "HTTPS to everywhere",
        resources: standalone("egress", {
          cidr_ipv4: "0.0.0.0/0",
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        }),
      },
      {
        what: "every type of ICMP",
        resources: standalone("egress", {
          cidr_ipv4: "0.0.0.0/0",
          ip_protocol: "icmp",
          from_port: -1,
          to_port: -1,
        }),
      },
      {
        what: "everything inside the VPC",
        resources: standalone("egress", { cidr_ipv4: "10.0.0.0/16", ip_protocol: "-1" }),
      },
    ],
  },
  {
    rule: "security-group-description",
    fails: [
      {
        what: "a group that says nothing",
        resources: { aws_security_group: { runner: { description: "Managed by Terraform" } } },
        at: ["aws_security_group.runner"],
        says: "Managed by Terraform",
      },
      {
        what: "a rule that says nothing",
        resources: standalone("egress", { description: " " }),
        at: ["aws_vpc_security_group_egress_rule.rule"],
        says: "Say what it is for",
      },
    ],
    passes: [
      { what: "a group and a rule that say it", resources: { ...group, ...standalone("egress", {}) } },
    ],
  },
  {
    rule: "security-group-in-use",
    fails: [
      {
        what: "a group that only its own rule names",
        resources: { ...group, ...standalone("egress", {}) },
        at: ["aws_security_group.runner"],
        says: "Nothing in its stack uses it",
        severity: "warning",
      },
    ],
    passes: [
      {
        what: "a group on an instance",
        resources: {
          ...group,
          aws_instance: { runner: { vpc_security_group_ids: ["${aws_security_group.runner.id}"] } },
        },
      },
      {
        what: "a group that another stack takes",
        resources: group,
        output: { runner: { value: "${aws_security_group.runner.id}" } },
      },
    ],
  },
  {
    rule: "eip-in-use",
    fails: [
      {
        what: "an address that nothing uses",
        resources: { aws_eip: { nat: { domain: "vpc" } } },
        at: ["aws_eip.nat"],
        says: "Attach it or remove it",
        severity: "warning",
      },
    ],
    passes: [
      {
        what: "the address of a NAT gateway",
        resources: {
          aws_eip: { nat: { domain: "vpc" } },
          aws_nat_gateway: { nat: { allocation_id: "${aws_eip.nat.allocation_id}" } },
        },
      },
    ],
  },
];
