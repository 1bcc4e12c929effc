import type { TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { text } from "./identifiers";
import { addDefaultSecurityGroup } from "./vpc-network";

/** The group that every VPC comes with: taken over rather than made, and never deleted. */
export const defaultSecurityGroup: TypeTable = {
  version: 1,
  facts: {
    egress: { computed: true },
    ingress: { computed: true },
    revoke_rules_on_delete: { default: false },
    tags_all: { computed: true },
    vpc_id: { computed: true, forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "Default Security Group",
    create: "DescribeSecurityGroups",
    read: "DescribeSecurityGroups",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DescribeSecurityGroups",
  },
  behaviour: {
    identity(attributes) {
      throw new ApiError(
        "InvalidGroup.NotFound",
        `There is no default security group: VPC "${text(attributes["vpc_id"])}" does not exist.`,
      );
    },
    adopt: (attributes, { cloud }) => {
      const vpcId = text(attributes["vpc_id"]);
      return vpcId === "" ? undefined : cloud.findBy("aws_default_security_group", "vpc_id", vpcId);
    },
    // Taken over, the group loses every rule that the configuration does not state.
    computed: { egress: () => [], ingress: () => [] },
    references: [{ path: "vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVpcID.NotFound" }],
    // AWS cannot delete it, and terraform only forgets it: the rules stay as they are.
    deleted(object, context) {
      const parent = context.cloud.get("aws_vpc", text(object.attributes["vpc_id"]), context);
      if (!parent) return;
      addDefaultSecurityGroup(parent, context);
      const { egress = [], ingress = [] } = object.attributes;
      context.cloud.change(object, { egress, ingress });
    },
  },
};
