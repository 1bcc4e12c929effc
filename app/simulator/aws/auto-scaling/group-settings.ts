import type { Reference, TypeTable } from "../../behaviour";
import type { Attributes } from "../../value";
import { regionalArn, text, uuid } from "../identifiers";
import { policyFacts } from "./policy-facts";

const ofGroup: Reference = {
  path: "autoscaling_group_name",
  type: "aws_autoscaling_group",
  attribute: "name",
  missing: "ValidationError",
  sentence: "Group {} not found",
};

const keyOf = (attributes: Attributes): string =>
  `${text(attributes["autoscaling_group_name"])}/${text(attributes["name"])}`;

/** What happens before a machine serves, or before it ends. */
export const lifecycleHook: TypeTable = {
  facts: {
    autoscaling_group_name: { forceNew: true },
    default_result: { computed: true },
    name: { forceNew: true },
  },
  api: {
    service: "Auto Scaling",
    noun: "Auto Scaling Lifecycle Hook",
    create: "PutLifecycleHook",
    read: "DescribeLifecycleHooks",
    update: "PutLifecycleHook",
    delete: "DeleteLifecycleHook",
  },
  behaviour: {
    identity: (attributes) => text(attributes["name"]),
    // PutLifecycleHook writes over a hook of the same name.
    adopt: (attributes, context) =>
      context.cloud.list(context.type, context).find((hook) => keyOf(hook.attributes) === keyOf(attributes)),
    computed: { default_result: () => "ABANDON" },
    references: [
      ofGroup,
      {
        path: "role_arn",
        type: "aws_iam_role",
        attribute: "arn",
        missing: "ValidationError",
        sentence: "Unable to publish test message to notification target using IAM role {}.",
      },
    ],
    importId: importIdOf,
  },
};

/** How a group grows and shrinks by itself. */
export const scalingPolicy: TypeTable = {
  facts: { ...policyFacts, policy_type: { default: "SimpleScaling" } },
  api: {
    service: "Auto Scaling",
    noun: "Auto Scaling Policy",
    create: "PutScalingPolicy",
    read: "DescribePolicies",
    update: "PutScalingPolicy",
    delete: "DeletePolicy",
  },
  behaviour: {
    identity: (attributes) => text(attributes["name"]),
    computed: {
      arn: (attributes, context) =>
        regionalArn(
          "autoscaling",
          context,
          `scalingPolicy:${uuid(context)}:autoScalingGroupName/${keyOf(attributes).replace("/", ":policyName/")}`,
        ),
      metric_aggregation_type: () => "",
    },
    references: [ofGroup],
    importId: importIdOf,
  },
};

/** `GROUP/NAME`. */
function importIdOf(id: string): Attributes | undefined {
  const [groupName, name] = id.split("/");
  if (groupName === undefined || name === undefined) return undefined;
  return { name, autoscaling_group_name: groupName };
}
