import type { CallContext, CloudObject, ServiceTables, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { defaultSecurityGroup } from "./default-security-group";
import { DELETION_RETRIED_SECONDS } from "./dependencies";
import { generatedName, regionalArn, text } from "./identifiers";
import { requireNetwork } from "./network-addresses";
import { managedPrefixLists } from "./prefix-lists";
import { quota } from "./quotas";
import { securityGroupById, securityGroups } from "./security-group-data";

const RULES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] as const;

const group: TypeTable = {
  version: 1,
  facts: {
    description: { default: "Managed by Terraform", forceNew: true },
    egress: { computed: true },
    ingress: { computed: true },
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    revoke_rules_on_delete: { default: false },
    tags_all: { computed: true },
    vpc_id: { computed: true, forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "Security Group",
    create: "CreateSecurityGroup",
    read: "DescribeSecurityGroups",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DeleteSecurityGroup",
  },
  behaviour: {
    identity: (_, context) => context.id("sg-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `security-group/${text(attributes["id"])}`),
      egress: () => [],
      ingress: () => [],
      name: (attributes, context) => generatedName(attributes, "name", context),
      name_prefix: () => "",
      owner_id: (_, { account }) => account,
      vpc_id: () => "",
    },
    references: [{ path: "vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVpcID.NotFound" }],
    unique: [
      {
        key: (attributes) =>
          text(attributes["name"]) === ""
            ? undefined
            : `${text(attributes["vpc_id"])}/${text(attributes["name"])}`,
        scope: "region",
        code: "InvalidGroup.Duplicate",
        message: (attributes) =>
          `The security group '${text(attributes["name"])}' already exists for VPC '${text(attributes["vpc_id"])}'`,
      },
    ],
    check(attributes, context, prior) {
      const name = text(attributes["name"]);
      if (name === "default") {
        throw new ApiError("InvalidParameterValue", "Cannot use reserved security group name: default");
      }
      if (name.startsWith("sg-")) {
        throw new ApiError("InvalidParameterValue", "Group names may not be in the format sg-*.");
      }
      if (text(attributes["vpc_id"]) === "") {
        throw new ApiError("VPCIdNotSpecified", "No default VPC for this user");
      }
      if (!prior && context.cloud.list(context.type, context).length >= quota(context.cloud, "L-E79EC296")) {
        throw new ApiError(
          "SecurityGroupLimitExceeded",
          "The maximum number of security groups has been reached.",
        );
      }
    },
    beforeDelete: refuseWhileUsed,
    deleted(object, { cloud }) {
      for (const rule of rulesOf(object.id, { cloud })) cloud.discard(rule);
    },
  },
};

/** Rules of the group itself go with it; everybody else who names it keeps it alive. */
function refuseWhileUsed(object: CloudObject, { cloud }: CallContext): void {
  const user = cloud
    .referring(object, "id")
    .find((other) => other.attributes["security_group_id"] !== object.id);
  if (!user && !cloud.remains.hold(object, cloud.clock.nowMs)) return;
  throw new ApiError("DependencyViolation", `resource ${object.id} has a dependent object`, {
    retriedForSeconds: DELETION_RETRIED_SECONDS.securityGroup,
  });
}

function rulesOf(groupId: string, { cloud }: Pick<CallContext, "cloud">): CloudObject[] {
  return RULES.flatMap((type) => cloud.findAllBy(type, "security_group_id", groupId));
}

function rule(direction: "ingress" | "egress"): TypeTable {
  const verb = direction === "ingress" ? "Ingress" : "Egress";
  return {
    facts: { security_group_id: { forceNew: true }, tags_all: { computed: true } },
    api: {
      service: "EC2",
      noun: "VPC Security Group Rule",
      create: `AuthorizeSecurityGroup${verb}`,
      read: "DescribeSecurityGroupRules",
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${verb}`,
    },
    behaviour: {
      identity: (_, context) => context.id("sgr-"),
      computed: {
        arn: (attributes, context) =>
          regionalArn("ec2", context, `security-group-rule/${text(attributes["id"])}`),
        security_group_rule_id: (attributes) => text(attributes["id"]),
      },
      references: [
        {
          path: "referenced_security_group_id",
          type: "aws_security_group",
          attribute: "id",
          missing: "InvalidGroup.NotFound",
        },
      ],
      unique: [
        {
          key: ruleKey,
          scope: "region",
          code: "InvalidPermission.Duplicate",
          message: (attributes) => `the specified rule "${describeRule(attributes)}" already exists`,
        },
      ],
      check: checkRule,
    },
  };
}

const PEERS = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"] as const;

function peerOf(attributes: Attributes): string {
  return PEERS.map((name) => text(attributes[name])).find((peer) => peer !== "") ?? "";
}

function ruleKey(attributes: Attributes): string {
  const { ip_protocol: protocol, from_port: from, to_port: to } = attributes;
  return [text(attributes["security_group_id"]), protocol, from, to, peerOf(attributes)]
    .map(String)
    .join("/");
}

function describeRule(attributes: Attributes): string {
  const protocol = text(attributes["ip_protocol"]);
  const { from_port: from, to_port: to } = attributes;
  const ports =
    protocol === "-1"
      ? "ALL"
      : `${protocol.toUpperCase()}, from port: ${String(from)}, to port: ${String(to)}`;
  return `peer: ${peerOf(attributes)}, ${ports}, ALLOW`;
}

function checkRule(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const { cloud } = context;
  const groupId = text(attributes["security_group_id"]);
  const own = cloud.get("aws_security_group", groupId, context);
  if (!own) throw new ApiError("InvalidGroup.NotFound", `The security group '${groupId}' does not exist`);
  checkPeer(attributes, own, context);
  checkPorts(attributes);
  const limit = quota(cloud, "L-0EA8095F");
  const others = cloud
    .findAllBy(context.type, "security_group_id", groupId)
    .filter((other) => !prior || other.id !== prior["id"]);
  const used = others.reduce((sum, other) => sum + weightOf(other.attributes, context), 0);
  if (used + weightOf(attributes, context) > limit) {
    throw new ApiError(
      "RulesPerSecurityGroupLimitExceeded",
      "The maximum number of rules per security group has been reached.",
    );
  }
}

function checkPeer(attributes: Attributes, own: CloudObject, { cloud, ...place }: CallContext): void {
  const cidr = text(attributes["cidr_ipv4"]);
  if (cidr !== "") requireNetwork(cidr, "cidrIp");
  const list = text(attributes["prefix_list_id"]);
  if (list !== "" && !managedPrefixLists(place.region).some(({ id }) => id === list)) {
    throw new ApiError("InvalidPrefixListID.NotFound", `The prefix list ID '${list}' does not exist`);
  }
  const other = cloud.get("aws_security_group", text(attributes["referenced_security_group_id"]), place);
  if (other && other.attributes["vpc_id"] !== own.attributes["vpc_id"]) {
    throw new ApiError(
      "InvalidGroup.NotFound",
      "You have specified two resources that belong to different networks.",
    );
  }
}

function checkPorts(attributes: Attributes): void {
  const protocol = text(attributes["ip_protocol"]);
  const { from_port: from, to_port: to } = attributes;
  if (protocol !== "tcp" && protocol !== "udp") return;
  const valid = [from, to].every((port) => typeof port === "number" && port >= 0 && port <= 65_535);
  if (valid && Number(from) <= Number(to)) return;
  throw new ApiError(
    "InvalidParameterValue",
    `Invalid value for portRange. Invalid ${protocol.toUpperCase()} port range (${String(from)}-${String(to)})`,
  );
}

/** A prefix list counts for as many rules as its weight says. */
function weightOf(attributes: Attributes, { region }: CallContext): number {
  const list = text(attributes["prefix_list_id"]);
  return managedPrefixLists(region).find(({ id }) => id === list)?.weight ?? 1;
}

/** Security groups of Amazon VPC, and their rules. */
export const securityGroup: ServiceTables = {
  resources: {
    aws_default_security_group: defaultSecurityGroup,
    aws_security_group: group,
    aws_vpc_security_group_egress_rule: rule("egress"),
    aws_vpc_security_group_ingress_rule: rule("ingress"),
  },
  dataSources: { aws_security_group: securityGroupById, aws_security_groups: securityGroups },
};
