import type { CloudObject, DataSource } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { matchesFilters } from "./filters";
import { text } from "./identifiers";

export const securityGroups: DataSource = {
  facts: { tags: { computed: true } },
  api: { service: "EC2", noun: "EC2 Security Groups", read: "DescribeSecurityGroups" },
  read(config, context) {
    const matches = matchesFilters<CloudObject>(config, ["vpc-id", "group-name"], ({ attributes }, name) =>
      text(attributes[name === "vpc-id" ? "vpc_id" : "name"]),
    );
    const place = { provider: "aws", account: context.account, region: context.region };
    const found = context.cloud
      .list("aws_security_group", place)
      .filter(matches)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    return {
      id: context.region,
      arns: found.map(({ attributes }) => text(attributes["arn"])),
      ids: found.map(({ id }) => id),
      vpc_ids: found.map(({ attributes }) => text(attributes["vpc_id"])),
    };
  },
};

export const securityGroupById: DataSource = {
  facts: { name: { computed: true }, tags: { computed: true }, vpc_id: { computed: true } },
  api: { service: "EC2", noun: "EC2 Security Group", read: "DescribeSecurityGroups" },
  read(config, context) {
    const id = text(config["id"]);
    const found = context.cloud.get("aws_security_group", id, context);
    if (!found) throw new ApiError("InvalidGroup.NotFound", `The security group '${id}' does not exist`);
    const { arn, name, description, tags_all: tags, vpc_id: vpcId } = found.attributes;
    return {
      id,
      arn: arn ?? null,
      description: description ?? null,
      name: name ?? null,
      tags: tags ?? {},
      vpc_id: vpcId ?? null,
    };
  },
};
