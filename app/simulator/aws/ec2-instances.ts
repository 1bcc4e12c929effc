import type { CloudObject, DataSource } from "../behaviour";
import { matchesFilters } from "./filters";
import { text } from "./identifiers";
import { vpcOfSubnet } from "./vpc-gateways";

/** Running machines, those of node groups among them. */
export const instances: DataSource = {
  facts: { instance_tags: { computed: true } },
  api: { service: "EC2", noun: "EC2 Instances", read: "DescribeInstances" },
  read(config, context) {
    const matches = matchesFilters<CloudObject>(config, ["vpc-id", "tag:*"], ({ attributes }, name) =>
      name === "vpc-id"
        ? vpcOfSubnet(text(attributes["subnet_id"]), context)
        : tagOf(attributes["tags_all"], name.slice("tag:".length)),
    );
    const place = { provider: "aws", account: context.account, region: context.region };
    const found = context.cloud.list("aws_instance", place).filter(matches);
    return { id: context.region, ids: found.map(({ id }) => id).sort() };
  },
};

function tagOf(tags: CloudObject["attributes"][string] | undefined, name: string): string | undefined {
  if (tags === null || typeof tags !== "object" || Array.isArray(tags)) return undefined;
  const value = Object.entries(tags).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : undefined;
}
