import type { Check } from "./check";

const settings = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

/** Every bucket refuses every way of being public. */
export const bucketsPrivate: Check = {
  name: "no bucket can be made public",
  run: ({ stage }) => {
    const all = stage.cloud.snapshot();
    const buckets = all.filter(({ type }) => type === "aws_s3_bucket");
    const wrong = buckets.flatMap(({ id }) => {
      const block = all.find(
        ({ type, attributes }) => type === "aws_s3_bucket_public_access_block" && attributes["bucket"] === id,
      );
      if (block === undefined) return [`The bucket ${id} has no public access block.`];
      const open = settings.filter((name) => block.attributes[name] !== true);
      return open.length > 0
        ? [`The public access block of the bucket ${id} leaves open: ${open.join(", ")}.`]
        : [];
    });
    return { count: buckets.length, subject: "buckets", wrong };
  },
};
