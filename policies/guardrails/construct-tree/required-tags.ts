import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformResource } from "cdktf";
import { addressOf } from "../../../constructs/estate/address-tag";
import type { ConstructTreeRule } from "../rule";

/** Said once, by the provider, for every resource of a stack. */
const defaultTags = ["owner", "environment", "stack", "cost"];

export const requiredTags: ConstructTreeRule = {
  id: "required-tags",
  severity: "error",
  title: "Everything that takes tags carries owner, environment, stack, cost and its address",
  rationale:
    "A bill, an alarm or a leftover in the console leads to its owner and to the line of code that made it.",
  source: { design: "Five tags on every resource: owner, environment, stack, address, cost" },
  *check(stacks) {
    for (const { awsProviders, resources } of stacks) {
      for (const provider of awsProviders) {
        const missing = defaultTags.filter((tag) => !(tagsOfProvider(provider)[tag] ?? ""));
        if (missing.length === 0) continue;
        yield { subject: provider, message: `Its default tags lack ${missing.join(", ")}. Add them.` };
      }
      yield* checkResources(resources);
    }
  },
};

function* checkResources(
  resources: readonly TerraformResource[],
): Iterable<{ subject: TerraformResource; message: string }> {
  for (const resource of resources) {
    const tags = tagsOf(resource);
    if (tags === undefined) continue;
    const address = addressOf(resource);
    if (tags.address !== address) {
      yield {
        subject: resource,
        message: `Its tag address is ${JSON.stringify(tags.address ?? null)}. Set it to "${address}".`,
      };
    }
    const contradicted = defaultTags.filter((tag) => tags[tag] !== undefined);
    if (contradicted.length > 0) {
      yield {
        subject: resource,
        message: `It states ${contradicted.join(", ")} itself, against the default tags of its stack. Remove them here.`,
      };
    }
  }
}

function tagsOfProvider(provider: AwsProvider): Readonly<Record<string, string>> {
  const blocks = provider.defaultTagsInput;
  return Array.isArray(blocks) ? Object.assign({}, ...blocks.map((block) => block.tags ?? {})) : {};
}

/** The tags of an AWS resource; undefined for a type that takes none. The bindings have `tagsInput` where it does. */
function tagsOf(resource: TerraformResource): Readonly<Record<string, string>> | undefined {
  if (!resource.terraformResourceType.startsWith("aws_") || !("tagsInput" in resource)) return undefined;
  return (resource.tagsInput ?? {}) as Record<string, string>;
}
