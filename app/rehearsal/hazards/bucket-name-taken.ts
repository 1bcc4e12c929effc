import type { Hazard } from "./hazard";

const storage = { parts: ["keep-storage"] } as const;

const SOMEBODY_ELSE = "999999999999";

export const bucketNameTaken: Hazard = {
  name: "bucket-name-taken",
  errorCode: "BucketAlreadyExists",
  happens:
    "The names of buckets are shared by all accounts: what is deleted by hand may belong to somebody else before it is made again.",
  rehearsed:
    "The bucket of artifacts is deleted at the console, and another account makes one of its name; the deployment stops, and once the name is free again it goes on.",
  survived:
    "Each name holds the account's id, so that nobody takes it by chance; the failure says whose it is, and everything else stays as it was.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  needs: { part: "keep-storage", type: "aws_s3_bucket" },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "The bucket of artifacts is deleted, and its name is taken by another account",
      by: (scene) => {
        const bucket = scene.object("aws_s3_bucket", { bucket: /-artifacts-\d{12}$/ });
        scene.remove(bucket);
        return scene.make("keep-storage", "aws_s3_bucket", { bucket: bucket.id }, SOMEBODY_ELSE).id;
      },
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: storage,
      code: "BucketAlreadyExists",
      says: /^The name of aws_s3_bucket\.artifacts of "[\w-]+" belongs to another AWS account, .* get the name from its owner, and run the command again\.$/,
    },
    {
      step: "arrange",
      title: "The other account gives the name up",
      by: (scene) => scene.remove(scene.object("aws_s3_bucket", { bucket: /-artifacts-\d{12}$/ })),
    },
    { step: "apply", stacks: storage },
    { step: "expect-empty-plan", stacks: storage },
  ],
};
