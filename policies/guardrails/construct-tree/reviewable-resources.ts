import type { ConstructTreeRule } from "../rule";

/** Types whose effect no plan shows. */
const opaque: Readonly<Record<string, string>> = {
  helm_release: "a chart renders its objects while applying",
  kubernetes_manifest: "it needs a live cluster to be planned and has no types",
  kubectl_manifest: "it needs a live cluster to be planned and has no types",
  null_resource: "it exists for its provisioners",
  aws_cloudformation_stack: "the template's objects are in no plan",
};

export const reviewableResources: ConstructTreeRule = {
  id: "reviewable-resources",
  severity: "error",
  title: "Every object is a typed resource in the plan",
  rationale: "A reviewer sees each object, and everything can be planned without a live cluster.",
  source: { design: "Every object is a typed resource in the plan" },
  *check(stacks) {
    for (const { resources } of stacks) {
      for (const resource of resources) {
        const type = resource.terraformResourceType;
        const reason = Object.hasOwn(opaque, type) ? opaque[type] : undefined;
        if (reason !== undefined) {
          yield { subject: resource, message: `${type}: ${reason}. Declare the objects themselves.` };
        }
        if ((resource.provisioners ?? []).length > 0) {
          yield {
            subject: resource,
            message: "It runs a provisioner, which no plan shows. Declare what it makes.",
          };
        }
      }
    }
  },
};
