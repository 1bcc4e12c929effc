import type { ConfigurationRule } from "../rule";
import { blocks, type TerraformJson } from "../stack-configuration";

export const s3SmallObjects: ConfigurationRule = {
  id: "s3-small-objects",
  severity: "error",
  title: "S3 lifecycles leave small objects where they are",
  rationale:
    "Glacier adds 40 KB to each object and bills every move: an archive of small objects costs more than it saves, for as long as it is kept.",
  source: { design: "Amazon S3 user guide, Transitioning objects using Amazon S3 Lifecycle" },
  *check(stack) {
    for (const lifecycle of stack.ofType("aws_s3_bucket_lifecycle_configuration")) {
      // S3's default leaves everything under 128 KB in place.
      if (lifecycle.attributes.transition_default_minimum_object_size !== "varies_by_storage_class") continue;
      for (const rule of blocks(lifecycle.attributes, "rule")) {
        if (!moves(rule) || hasSmallestSize(rule)) continue;
        yield {
          subject: lifecycle,
          message: `Its rule ${String(rule.id)} moves objects of any size. Filter by object_size_greater_than, or take all_storage_classes_128K.`,
        };
      }
    }
  },
};

function moves(rule: TerraformJson): boolean {
  return [...blocks(rule, "transition"), ...blocks(rule, "noncurrent_version_transition")].length > 0;
}

function hasSmallestSize(rule: TerraformJson): boolean {
  const filters = blocks(rule, "filter");
  return [...filters, ...filters.flatMap((filter) => blocks(filter, "and"))].some(
    ({ object_size_greater_than: bytes }) => Number(bytes) > 0,
  );
}
