import type { TerraformResource } from "cdktf";
import { addressOf } from "../../../constructs/estate/address-tag";
import type { ConstructTreeRule } from "../rule";

export const uniqueAddresses: ConstructTreeRule = {
  id: "unique-addresses",
  severity: "error",
  title: "No two constructs share a Terraform address, no two stacks a name",
  rationale:
    "Silently, cdktf drops characters from ids and merges what then has one name, so that two resources become one.",
  source: { design: "Addresses are public API: collisions throw" },
  *check(stacks) {
    const names = new Map<string, string>();
    for (const { stack, name, resources } of stacks) {
      const holder = names.get(name);
      if (holder !== undefined) {
        yield { subject: stack, message: `The stack ${holder} has the same name. Rename one of them.` };
      }
      names.set(name, stack.node.path);

      const holders = new Map<string, TerraformResource>();
      for (const resource of resources) {
        const address = addressOf(resource);
        const first = holders.get(address);
        if (first !== undefined) {
          yield {
            subject: resource,
            message: `${first.node.path} and ${resource.node.path} are both ${address}. Rename one of them.`,
          };
        }
        holders.set(address, resource);
      }
    }
  },
};
