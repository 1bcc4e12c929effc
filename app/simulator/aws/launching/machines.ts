import type { CallContext, CloudObject } from "../../behaviour";
import type { Attributes } from "../../value";
import { instance } from "../ec2-instance";
import { blocks, regionalArn, text, texts } from "../identifiers";
import { privateAddress } from "../network-addresses";
import type { Launched } from "./launch";

/**
 * Puts machines behind a group that asked for them. They hold addresses in subnets and security groups, as any machine,
 * and go with the group.
 * @param template that they are started from, with the tags that it gives them
 * @param tags by which they are known as the group's
 * @returns their ids
 */
export function addMachines(
  owner: CloudObject,
  launched: readonly Launched[],
  securityGroups: readonly string[],
  template: Attributes | undefined,
  tags: Readonly<Record<string, string>>,
  context: CallContext,
): string[] {
  return launched.map(({ instanceType, subnet, market, reservationId }) => {
    const id = context.id("i-");
    const attributes: Attributes = {
      id,
      arn: regionalArn("ec2", context, `instance/${id}`),
      availability_zone: subnet.attributes["availability_zone"] ?? null,
      capacity_reservation_id: reservationId,
      instance_lifecycle: market === "spot" ? "spot" : "",
      instance_state: "running",
      instance_type: instanceType,
      private_ip: privateAddress(subnet, context),
      subnet_id: subnet.id,
      tags_all: { ...templateTags(template), ...tags },
      vpc_security_group_ids: [...securityGroups],
    };
    context.cloud.addOwned(owner, "aws_instance", id, attributes, instance);
    return id;
  });
}

/** The machines behind a group. */
export function machinesOf(owner: CloudObject, { cloud }: CallContext): CloudObject[] {
  return cloud.ownedBy(owner, "aws_instance");
}

/** Tags that a launch template gives to the machines. */
function templateTags(template: Attributes | undefined): Record<string, string> {
  const tags = blocks(template?.["tag_specifications"])
    .filter((specification) => specification["resource_type"] === "instance")
    .map((specification) => specification["tags"] ?? {});
  return Object.fromEntries(
    tags.flatMap((each) => Object.entries(each).map(([key, value]) => [key, text(value)])),
  );
}

/** Security groups that a launch template names, for the machine or for its interfaces. */
export function templateSecurityGroups(template: Attributes | undefined): string[] {
  return [
    ...texts(template?.["vpc_security_group_ids"]),
    ...blocks(template?.["network_interfaces"]).flatMap((one) => texts(one["security_groups"])),
  ];
}
