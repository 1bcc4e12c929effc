import { TerraformFailure } from "../../terraform/failures";
import { selected } from "../scenario";
import type { Check } from "./check";

/** A `terraform destroy` of what must survive is refused while it is still a plan. */
export const survivorsProtected: Check = {
  name: "survivors refuse to be destroyed",
  run: async ({ stage }) => {
    const survivors = selected(stage.options.stacks, "survivors");
    const wrong = await Promise.all(
      survivors.map(async (stack) => {
        try {
          await stage.runner.plan(stack, { destroy: true, refresh: false });
        } catch (error) {
          if (error instanceof TerraformFailure && error.kind === "prevent-destroy") return [];
          throw error;
        }
        return [`A destroy of "${stack.name}" is not refused: none of its resources has prevent_destroy.`];
      }),
    );
    return { count: survivors.length, subject: "stacks", wrong: wrong.flat() };
  },
};
