import { deleteVersion } from "../../simulator/state-endpoint/s3-objects";
import type { Scene } from "../scene";
import type { Observation } from "../steps/expect";
import type { Hazard } from "./hazard";
import { refusedCalls } from "./refused-call";

const storage = { parts: ["keep-storage"] } as const;

const RECORD = "trades/2026-01-31.json";

export const objectsLocked: Hazard = {
  name: "objects-locked",
  errorCode: "AccessDenied",
  happens:
    "Whoever gives an environment up, or breaks into it, empties and deletes the archive that must be kept for years.",
  rehearsed:
    "A trade lies in the compliance archive; the deletion of its version and that of the bucket are refused, and so is the destruction of the buckets' stack, while it is still a plan.",
  survived:
    "Object lock keeps each version until its time is over, S3 deletes no bucket that holds anything, and prevent_destroy keeps terraform from trying.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html",
  needs: { part: "keep-storage", type: "aws_s3_bucket_object_lock_configuration" },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "A trade is archived",
      by: (scene) => {
        const { id } = archive(scene);
        scene.cloud.objectStore.put(id, RECORD, Buffer.from("{}"));
        return `s3://${id}/${RECORD}`;
      },
    },
    { step: "expect", title: "Neither the trade nor its bucket can be deleted", of: archiveKept },
    {
      step: "expect-failure",
      of: "destroy",
      stacks: storage,
      code: "cannot be destroyed",
      says: /must survive \(prevent_destroy\), and this plan would destroy it\. Nothing was changed\.$/,
    },
    { step: "expect-empty-plan", stacks: storage },
  ],
};

function archive(scene: Scene) {
  return scene.object("aws_s3_bucket", { bucket: /-compliance-\d{12}$/ });
}

/** Tries to delete the record's version and then the bucket, as somebody with every right in the account. */
export function archiveKept(scene: Scene): Observation {
  const bucket = archive(scene);
  const [version] = scene.cloud.objectStore.versions(bucket.id, RECORD);
  const versionId = version?.versionId ?? "";
  return refusedCalls(
    {
      what: "The deletion of the record",
      code: "AccessDenied",
      by: () => deleteVersion(scene.cloud, bucket.id, RECORD, versionId),
    },
    { what: "The deletion of the bucket", code: "BucketNotEmpty", by: () => scene.remove(bucket) },
  );
}
