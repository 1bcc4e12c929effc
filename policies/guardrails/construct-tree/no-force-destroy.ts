import type { ConstructTreeRule } from "../rule";

/** Arguments that let Terraform delete a thing together with what is in it. */
const contentDeletingArguments = ["forceDestroyInput", "forceDeleteInput"] as const;

export const noForceDestroy: ConstructTreeRule = {
  id: "no-force-destroy",
  severity: "error",
  title: "Nothing in a surviving stack may be deleted with its contents",
  rationale:
    "The argument force_destroy empties a bucket before deleting it; beside prevent_destroy it is a trap for the day that one is removed.",
  source: { design: "What must survive a rebuild has its own stack, with prevent_destroy" },
  *check(stacks) {
    for (const { lifetime, resources } of stacks) {
      if (lifetime === "disposable") continue;
      for (const resource of resources) {
        const forced = contentDeletingArguments.some((name) => Reflect.get(resource, name) === true);
        if (!forced) continue;
        yield {
          subject: resource,
          message: "It would be deleted together with its contents. Remove the argument.",
        };
      }
    }
  },
};
