import type { CloudObject } from "../../simulator/behaviour";
import { cluster } from "../hazards/hazard";
import type { Scene } from "../scene";
import { nodeTypes } from "./family-short";
import { fault } from "./fault";

export const gpuSpotShort = fault({
  name: "gpu-spot-short",
  summary:
    "The autoscaler asks for a GPU node while AWS has no spot capacity of the first family: the group takes another, and terraform has nothing to do about it.",
  needs: { part: "cluster-*", type: "aws_eks_node_group" },
  from: "created",
  steps: [
    {
      step: "arrange",
      title: "The first GPU family is short, and the autoscaler asks for a node",
      by: (scene) => {
        const group = spotGroup(scene);
        scene.cloud.capacity.exhaust({ instanceType: firstType(group), market: "spot" });
        const [scaling] = group.attributes["scaling_config"] as Record<string, number>[];
        scene.cloud.changeBehindTerraform(group, { scaling_config: [{ ...scaling, desired_size: 1 }] });
        return `${group.id}, without ${firstType(group)}`;
      },
    },
    {
      step: "expect",
      title: "The node is of another family",
      of: (scene) => {
        const types = (spotGroup(scene).attributes["instance_types"] as string[]).slice(1);
        const nodes = nodeTypes(scene);
        const taken = nodes.filter((type) => types.includes(type));
        return {
          sentence: `Nodes: ${nodes.join(", ")}`,
          wrong:
            taken.length === 1
              ? []
              : [`${taken.length} nodes are one of ${types.join(", ")}, and 1 should be.`],
        };
      },
    },
    { step: "expect-empty-plan", stacks: cluster },
  ],
});

/** The first group of spot nodes with several types. @throws UserError when there is none */
function spotGroup(scene: Scene): CloudObject {
  return scene.object("aws_eks_node_group", { capacity_type: "SPOT", instance_types: /,/ });
}

function firstType({ attributes }: CloudObject): string {
  return (attributes["instance_types"] as string[])[0] ?? "";
}
