import { isObject } from "../../terraform/json";
import { managedObjects } from "../../terraform/state-objects";
import type { Check } from "./check";

const required = ["owner", "environment", "stack", "cost", "address"] as const;

/** Every object that takes tags carries all five, and its address tag leads to the line that declares it. */
export const tagged: Check = {
  name: "every taggable object is tagged with its address",
  run: ({ stage, states }) => {
    let count = 0;
    const wrong: string[] = [];
    for (const [stack, state] of states) {
      for (const { address, type, attributes } of managedObjects(state)) {
        // The provider reports tags_all for every type that takes tags.
        if (!("tags_all" in attributes)) continue;
        count += 1;
        const object = stage.cloud.listEverywhere(type).find(({ id }) => id === attributes["id"]);
        const tags = object?.attributes["tags_all"] ?? object?.attributes["tags"];
        const found = isObject(tags) ? tags : {};
        const missing = required.filter((name) => typeof found[name] !== "string" || found[name] === "");
        if (missing.length > 0) wrong.push(`${address} of "${stack}" has no tag ${missing.join(", ")}.`);
        else if (found["address"] !== address || found["stack"] !== stack) {
          wrong.push(
            `The tags of ${address} of "${stack}" lead to ${String(found["address"])} of "${String(found["stack"])}".`,
          );
        }
      }
    }
    return { count, subject: "objects", wrong };
  },
};
