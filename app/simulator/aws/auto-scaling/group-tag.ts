import type { TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, text } from "../identifiers";

const keyOf = (attributes: Attributes): string => text(blocks(attributes["tag"])[0]?.["key"]);

/** One tag of an Auto Scaling group that somebody else made, such as the one behind a node group. */
export const groupTag: TypeTable = {
  facts: { autoscaling_group_name: { forceNew: true }, "tag.key": { forceNew: true } },
  api: {
    service: "Auto Scaling",
    noun: "AutoScaling Group Tag",
    create: "CreateOrUpdateTags",
    read: "DescribeTags",
    update: "CreateOrUpdateTags",
    delete: "DeleteTags",
  },
  behaviour: {
    identity: (attributes) => `${text(attributes["autoscaling_group_name"])},${keyOf(attributes)}`,
    // CreateOrUpdateTags writes over a tag of the same key.
    adopt: (attributes, context) =>
      context.cloud.get(context.type, groupTag.behaviour.identity(attributes, context), context),
    check(attributes, context) {
      const name = text(attributes["autoscaling_group_name"]);
      if (context.cloud.get("aws_autoscaling_group", name, context)) return;
      throw new ApiError(
        "ValidationError",
        `AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`,
      );
    },
  },
};
