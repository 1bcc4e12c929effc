import type { CallContext, CloudObject } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, text } from "../identifiers";
import { machinesOf } from "../launching/machines";
import { addonFacts } from "./addon-catalogue";

/** Minutes that the provider waits for an add-on to become active. */
const PATIENCE_MINUTES = 20;

/**
 * An add-on that runs as a Deployment is degraded until nodes take its pods; the provider waits for it, and gives up.
 * The add-on stays, and terraform taints it (apecloud/kubeblocks issue 2371, terraform-provider-aws issue 44669).
 * @throws ApiError in the words of the provider's wait
 */
export function awaitAddon(object: CloudObject, context: CallContext): void {
  const name = text(object.attributes["addon_name"]);
  if (addonFacts(name)?.workload !== "deployment" || hasRoom(object.attributes, context)) return;
  context.cloud.wait(PATIENCE_MINUTES * 60);
  throw new ApiError(
    "InsufficientNumberOfReplicas",
    `timeout while waiting for state to become 'ACTIVE' (last state: 'DEGRADED', timeout: ${PATIENCE_MINUTES}m0s)`,
    { awaited: true, created: object },
  );
}

/** Whether the cluster has a node whose taints the add-on's pods bear. */
function hasRoom(attributes: Attributes, context: CallContext): boolean {
  const { cloud, scope } = context;
  const borne = tolerated(text(attributes["configuration_values"]));
  return cloud
    .findAllBy("aws_eks_node_group", "cluster_name", text(attributes["cluster_name"]))
    .filter((group) => group.scope === scope && machinesOf(group, context).length > 0)
    .some((group) =>
      blocks(group.attributes["taint"]).every(
        (taint) => taint["effect"] === "PREFER_NO_SCHEDULE" || borne(text(taint["key"])),
      ),
    );
}

/** AWS's add-ons bear this taint by themselves (EKS Best Practices Guide, "Karpenter": dedicated system nodes). */
const BORNE_BY_ALL = "CriticalAddonsOnly";

/** Keys of taints that the tolerations anywhere in an add-on's configuration bear. */
function tolerated(configuration: string): (key: string) => boolean {
  const lists: unknown[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [member, inner] of Object.entries(value)) {
      if (member === "tolerations" && Array.isArray(inner)) lists.push(...(inner as unknown[]));
      else visit(inner);
    }
  };
  if (configuration !== "") visit(JSON.parse(configuration));
  const keys = lists.map((one) => (one as { key?: unknown }).key);
  return (key) => key === BORNE_BY_ALL || keys.includes(key) || keys.includes(undefined);
}
