import type { CloudObject } from "../../simulator/behaviour";
import type { Scene } from "../scene";
import type { Hazard } from "./hazard";
import { refusedCalls } from "./refused-call";

const storage = { parts: ["keep-storage"] } as const;

export const bucketNotEmpty: Hazard = {
  name: "bucket-not-empty",
  errorCode: "BucketNotEmpty",
  happens:
    "A bucket that holds anything is not deleted, and one that may be emptied on the way loses its data.",
  rehearsed:
    "A tick lies in the lake; S3 refuses to delete the bucket, and a destruction of the storage is refused as a plan; then a plan has nothing to do.",
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
        const { id } = lake(scene);
        scene.cloud.objectStore.put(id, "year=2025/month=01/day=02/symbol=ES/0.parquet", Buffer.from("PAR1"));
        return id;
      },
    },
    {
      step: "expect",
      title: "S3 refuses to delete the lake",
      of: (scene) =>
        refusedCalls({
          what: "The deletion of the lake",
          code: "BucketNotEmpty",
          by: () => scene.remove(lake(scene)),
        }),
    },
    {
      step: "expect-failure",
      of: "destroy",
      stacks: storage,
      code: "cannot be destroyed",
      says: /must survive \(prevent_destroy\), and this plan would destroy it\. Nothing was changed\.$/,
    },
    {
      step: "expect",
      title: "The ticks are still there",
      of: (scene) => {
        const keys = scene.cloud.objectStore.keys(lake(scene).id);
        return {
          sentence: `${keys.length} objects`,
          wrong: keys.length > 0 ? [] : ["The lake is empty after a destruction that was refused."],
        };
      },
    },
    { step: "expect-empty-plan", stacks: storage },
  ],
};

function lake(scene: Scene): CloudObject {
  return scene.object("aws_s3_bucket", { bucket: /-ticks-/ });
}
