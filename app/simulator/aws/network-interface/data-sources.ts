import type { DataSource } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import { matchesFilters } from "../filters";
import { regionalArn, text } from "../identifiers";
import { type PresentInterface, presentInterfaces } from "./present-interfaces";

const filterNames = ["vpc-id", "subnet-id", "description", "tag:*"];

function filtered(one: PresentInterface, name: string): string | undefined {
  if (name.startsWith("tag:")) return one.tags[name.slice("tag:".length)];
  if (name === "vpc-id") return one.vpcId;
  return name === "subnet-id" ? one.subnetId : one.description;
}

export const networkInterfaces: DataSource = {
  facts: { tags: { computed: true } },
  api: { service: "EC2", noun: "EC2 Network Interfaces", read: "DescribeNetworkInterfaces" },
  read(config, context) {
    const matches = matchesFilters(config, filterNames, filtered);
    const ids = presentInterfaces(context)
      .filter(matches)
      .map(({ id }) => id);
    return { id: context.region, ids: ids.sort() };
  },
};

export const networkInterfaceById: DataSource = {
  facts: { tags: { computed: true } },
  api: { service: "EC2", noun: "EC2 Network Interface", read: "DescribeNetworkInterfaces" },
  read(config, context) {
    const id = text(config["id"]);
    const found = presentInterfaces(context).find((one) => one.id === id);
    if (!found) {
      throw new ApiError(
        "InvalidNetworkInterfaceID.NotFound",
        `The networkInterface ID '${id}' does not exist`,
      );
    }
    const { description, interfaceType, requesterId, instanceId, groups, tags, subnetId, vpcId } = found;
    return {
      id,
      arn: regionalArn("ec2", context, `network-interface/${id}`),
      attachment:
        instanceId === ""
          ? []
          : [
              {
                attachment_id: `eni-attach-${id.slice("eni-".length)}`,
                device_index: 0,
                instance_id: instanceId,
                instance_owner_id: context.account,
              },
            ],
      description,
      interface_type: interfaceType,
      owner_id: context.account,
      requester_id: requesterId,
      security_groups: [...groups],
      subnet_id: subnetId,
      tags: { ...tags },
      vpc_id: vpcId,
    };
  },
};
