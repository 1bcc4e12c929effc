import type { Scene } from "../scene";
import type { Observation } from "../steps/expect";
import { buildCluster, type Hazard } from "./hazard";

export const addonOrder: Hazard = {
  name: "addon-order",
  errorCode: "InsufficientNumberOfReplicas",
  happens:
    "Nodes without a network add-on never become ready, and an add-on that runs as pods stays degraded until there is a node.",
  rehearsed:
    "The cluster is built in a cloud that waits for both; the order of creation is read from the log of events.",
  survived:
    "What a node needs (vpc-cni, kube-proxy, Pod Identity agent) comes before the node groups, and what needs a node (EBS driver, CoreDNS, metrics-server) after those that always have one.",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/44669",
  needs: { part: "cluster-*", type: "aws_eks_addon" },
  from: "network",
  steps: [...buildCluster, { step: "expect", title: "Add-ons and nodes came in order", of: orderOfAddons }],
};

/** Add-ons that run as pods of their own; all others are there for nodes. */
const needNodes = ["aws-ebs-csi-driver", "coredns", "metrics-server"];

/** Whether each add-on came on its side of the first node group. */
export function orderOfAddons({ events }: Pick<Scene, "events">): Observation {
  const created = events.filter(({ operation, error }) => operation === "create" && error === undefined);
  const first = created.findIndex(({ type }) => type === "aws_eks_node_group");
  const addons = created.flatMap(({ type, id }, index) =>
    type === "aws_eks_addon" ? [{ name: id.slice(id.indexOf(":") + 1), after: index > first }] : [],
  );
  const wrong = addons
    .filter(({ name, after }) => needNodes.includes(name) !== after)
    .map(({ name, after }) => `The add-on ${name} came ${after ? "after" : "before"} the first node group.`);
  if (first < 0) wrong.push("No node group was created.");
  if (addons.length === 0) wrong.push("No add-on was created.");
  const order = addons.map(({ name, after }) => `${name} ${after ? "after" : "before"}`).join(", ");
  return { sentence: `The first node group: ${order}`, wrong };
}
