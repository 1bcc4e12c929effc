import type { Hazard } from "./hazard";

const storage = { parts: ["keep-storage"] } as const;

export const bucketNotEmpty: Hazard = {
  name: "bucket-not-empty",
  errorCode: "BucketNotEmpty",
  happens:
    "A bucket that holds anything is not deleted, and one that may be emptied on the way loses its data.",
  rehearsed:
    "A tick lies in the lake; a destruction of the storage is refused as a plan; then it is deployed as before.",
  survived:
    "Buckets are in a stack that no rebuild touches, with prevent_destroy and without force_destroy: terraform refuses the plan, and S3 would refuse the call.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
  needs: { part: "keep-storage", type: "aws_s3_bucket" },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "Ticks lie in the lake",
      by: (scene) => {
        const { id } = scene.object("aws_s3_bucket", { bucket: /-ticks-/ });
        scene.cloud.objectStore.put(id, "year=2025/month=01/day=02/symbol=ES/0.parquet", Buffer.from("PAR1"));
        return id;
      },
    },
    {
      step: "expect-failure",
      of: "destroy",
      stacks: storage,
      code: "Instance cannot be destroyed",
      says: /must survive \(prevent_destroy\), and this plan would destroy it\. Nothing was changed\.$/,
    },
    {
      step: "expect",
      title: "The ticks are still there",
      of: ({ cloud }) => {
        const bucket = cloud.listEverywhere("aws_s3_bucket").find(({ id }) => id.includes("-ticks-"));
        const keys = bucket ? cloud.objectStore.keys(bucket.id) : [];
        return {
          sentence: `${keys.length} objects`,
          wrong: keys.length > 0 ? [] : ["The lake is empty after a destruction that was refused."],
        };
      },
    },
    { step: "expect-empty-plan", stacks: storage },
  ],
};
