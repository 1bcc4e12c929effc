import { familyOf } from "../../environments/instances";
import { asArray } from "../../terraform/json";
import { buildCluster, cluster } from "../hazards/hazard";
import type { Scene } from "../scene";
import type { Observation } from "../steps/expect";
import { fault } from "./fault";

export const familyShort = fault({
  name: "family-short",
  summary:
    "The first instance family of a node group is out of capacity and another of the group is taken; when all are short, the apply fails with a sentence, and goes on once there is capacity.",
  needs: { part: "cluster-*", type: "aws_eks_node_group" },
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "AWS is out of capacity",
      by: (scene) => {
        const families = [...new Set(groupFamilies(scene).flat())];
        for (const family of families) scene.cloud.capacity.exhaust({ instanceType: `${family}.*` });
        return families.join(", ");
      },
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: cluster,
      code: "InsufficientInstanceCapacity",
      says: /^AWS is out of capacity for aws_eks_node_group\.\S+ of .* at this moment\. Run the command again later, or name another instance type/,
    },
    {
      step: "arrange",
      title: "Every family has capacity again, but for the first of each group",
      by: (scene) => {
        const families = firstFamilies(scene);
        scene.cloud.capacity.replenish();
        for (const family of families) scene.cloud.capacity.exhaust({ instanceType: `${family}.*` });
        return `still short: ${families.join(", ")}`;
      },
    },
    ...buildCluster,
    { step: "expect", title: "Nodes are of other families", of: nodesOfOtherFamilies },
  ],
});

/** The families of each group of on-demand nodes, in its order. */
function groupFamilies(scene: Scene): string[][] {
  return scene
    .declaredAll("cluster-*", "aws_eks_node_group")
    .filter(({ attributes }) => attributes["capacity_type"] !== "SPOT")
    .map(({ attributes }) => asArray(attributes["instance_types"]).map((type) => familyOf(String(type))));
}

/** The family that each group would take first, of groups with several. */
function firstFamilies(scene: Scene): string[] {
  return [
    ...new Set(groupFamilies(scene).flatMap(([first, ...more]) => (first && more.length > 0 ? [first] : []))),
  ];
}

function nodesOfOtherFamilies(scene: Scene): Observation {
  const short = firstFamilies(scene);
  const types = nodeTypes(scene);
  return {
    sentence: `Nodes: ${types.join(", ")}`,
    wrong: [
      ...(short.length === 0 ? ["No group of on-demand nodes has a second family to take."] : []),
      ...(types.length === 0 ? ["The cluster has no node."] : []),
      ...types
        .filter((type) => short.includes(familyOf(type)))
        .map((type) => `A node is a ${type}, of which there was none.`),
    ],
  };
}

/** Instance types of the machines behind node groups. */
export function nodeTypes({ cloud }: Pick<Scene, "cloud">): string[] {
  return cloud
    .listEverywhere("aws_eks_node_group")
    .flatMap((group) => cloud.ownedBy(group, "aws_instance"))
    .map(({ attributes }) => String(attributes["instance_type"]));
}
