import { TerraformFailure } from "../../terraform/failures";
import { selected } from "../scenario";
import type { Check } from "./check";

/** A `terraform destroy` of what must survive is refused while it is still a plan. */
export const survivorsProtected: Check = {
  name: "survivors refuse to be destroyed",
  run: async ({ stage }) => {
    const survivors = selected(stage.options.stacks, "survivors");
    // All to the end, also when one fails: a terraform left running would keep asking a cloud that is gone.
    const plans = await Promise.allSettled(
      survivors.map((stack) => stage.runner.plan(stack, { destroy: true, refresh: false })),
    );
    const wrong = plans.flatMap((plan, index) => {
      if (plan.status === "fulfilled") {
        return [
          `A destroy of "${survivors[index]?.name}" is not refused: none of its resources has prevent_destroy.`,
        ];
      }
      const reason: unknown = plan.reason;
      if (reason instanceof TerraformFailure && reason.kind === "prevent-destroy") return [];
      throw reason;
    });
    return { count: survivors.length, subject: "stacks", wrong };
  },
};
