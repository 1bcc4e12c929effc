import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, generatedName, regionalArn, text, texts } from "../identifiers";
import { regionFacts } from "../regions";
import { gatewayOf, vpcOfSubnet, zoneOfSubnet } from "../vpc-gateways";
import { loadBalancerFacts } from "./load-balancer-facts";

/** The part of an ARN that says which kind of load balancer it is. */
const KINDS: Readonly<Record<string, string>> = { application: "app", gateway: "gwy", network: "net" };

export const loadBalancer: TypeTable = {
  facts: loadBalancerFacts,
  api: {
    service: "Elastic Load Balancing v2",
    noun: "ELBv2 Load Balancer",
    create: "CreateLoadBalancer",
    read: "DescribeLoadBalancers",
    update: "ModifyLoadBalancerAttributes",
    delete: "DeleteLoadBalancer",
  },
  behaviour: {
    identity: (attributes, context) => {
      const name = generatedName({ name_prefix: "tf-lb-", ...attributes }, "name", context);
      const kind = KINDS[text(attributes["load_balancer_type"])] ?? "app";
      return regionalArn(
        "elasticloadbalancing",
        context,
        `loadbalancer/${kind}/${name}/${context.id("", 16)}`,
      );
    },
    computed: {
      arn: (attributes) => text(attributes["id"]),
      arn_suffix: (attributes) => text(attributes["id"]).split(":loadbalancer/")[1] ?? "",
      internal: () => false,
      name: (attributes) => text(attributes["id"]).split("/")[2] ?? "",
      name_prefix: () => "",
      dns_name: dnsName,
      enforce_security_group_inbound_rules_on_private_link_traffic: () => "",
      ip_address_type: () => "ipv4",
      secondary_ips_auto_assigned_per_subnet: () => 0,
      security_groups: (attributes, context) =>
        attributes["load_balancer_type"] === "application" ? [defaultGroup(attributes, context)] : [],
      subnet_mapping: (attributes) => texts(attributes["subnets"]).map(mapping),
      subnets: (attributes) => subnetsOf(attributes),
      vpc_id: (attributes, context) => vpcOfSubnet(subnetsOf(attributes)[0] ?? "", context),
      zone_id: (attributes, { region }) => {
        const { albHostedZone, nlbHostedZone } = regionFacts(region);
        return attributes["load_balancer_type"] === "network" ? nlbHostedZone : albHostedZone;
      },
    },
    references: [
      ...["subnets", "subnet_mapping.subnet_id"].map((path) => ({
        path,
        type: "aws_subnet",
        attribute: "id",
        missing: "SubnetNotFound",
        sentence: "The subnet ID '{}' does not exist",
      })),
      {
        path: "security_groups",
        type: "aws_security_group",
        attribute: "id",
        missing: "InvalidSecurityGroup",
        sentence: "The security group '{}' does not exist",
      },
      {
        path: "subnet_mapping.allocation_id",
        type: "aws_eip",
        attribute: "id",
        missing: "AllocationIdNotFound",
        sentence: "The allocation IDs '{}' do not exist",
      },
    ],
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "DuplicateLoadBalancerName",
        message: (attributes) =>
          `A load balancer with the same name '${text(attributes["name"])}' exists, but with different settings`,
      },
    ],
    check: checkLoadBalancer,
    beforeDelete(object) {
      if (object.attributes["enable_deletion_protection"] !== true) return;
      throw new ApiError(
        "OperationNotPermitted",
        `Load balancer '${object.id}' cannot be deleted because deletion protection is enabled`,
      );
    },
    deleted(object, { cloud }) {
      for (const listener of cloud.findAllBy("aws_lb_listener", "load_balancer_arn", object.id)) {
        cloud.discard(listener);
      }
    },
  },
};

/** Subnets, however they were given. */
function subnetsOf(attributes: Attributes): string[] {
  const own = texts(attributes["subnets"]);
  return own.length > 0 ? own : blocks(attributes["subnet_mapping"]).map((one) => text(one["subnet_id"]));
}

function mapping(subnetId: string): Attributes {
  return {
    subnet_id: subnetId,
    allocation_id: "",
    ipv6_address: "",
    outpost_id: "",
    private_ipv4_address: "",
  };
}

function dnsName(attributes: Attributes, { region }: CallContext): string {
  const [, , name = "", digits = ""] = text(attributes["id"]).split("/");
  if (attributes["load_balancer_type"] === "network") return `${name}-${digits}.elb.${region}.amazonaws.com`;
  const prefix = attributes["internal"] === true ? "internal-" : "";
  return `${prefix}${name}-${parseInt(digits.slice(0, 8), 16)}.${region}.elb.amazonaws.com`;
}

function defaultGroup(attributes: Attributes, context: CallContext): string {
  const vpcId = vpcOfSubnet(subnetsOf(attributes)[0] ?? "", context);
  const parent: CloudObject | undefined = context.cloud.get("aws_vpc", vpcId, context);
  return text(parent?.attributes["default_security_group_id"]);
}

function checkLoadBalancer(attributes: Attributes, context: CallContext): void {
  const subnets = subnetsOf(attributes);
  const zones = subnets.map((id) => zoneOfSubnet(id, context));
  if (new Set(zones).size < zones.length) {
    throw new ApiError(
      "InvalidConfigurationRequest",
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
  }
  if (attributes["load_balancer_type"] === "application" && zones.length < 2) {
    throw new ApiError(
      "ValidationError",
      "At least two subnets in two different Availability Zones must be specified",
    );
  }
  const vpcId = vpcOfSubnet(subnets[0] ?? "", context);
  if (attributes["internal"] !== true && vpcId !== "" && !gatewayOf(vpcId, context)) {
    throw new ApiError("InvalidSubnet", `VPC ${vpcId} has no internet gateway`);
  }
  const stranger = texts(attributes["security_groups"]).find(
    (id) => context.cloud.get("aws_security_group", id, context)?.attributes["vpc_id"] !== vpcId,
  );
  if (stranger !== undefined) {
    throw new ApiError(
      "InvalidConfigurationRequest",
      `One or more security groups are invalid: ${stranger} is not in VPC ${vpcId}`,
    );
  }
}
