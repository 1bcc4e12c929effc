import type { Resources, RuleCases } from "./rule-cases";

const bucket: Resources = { aws_s3_bucket: { state: { bucket: "drydock-state" } } };
const ofBucket = { bucket: "${aws_s3_bucket.state.id}" };
const address = "aws_s3_bucket.state";

export const s3UploadCases: readonly RuleCases[] = [
  {
    rule: "s3-abort-multipart",
    fails: [
      {
        what: "a bucket without a lifecycle",
        resources: bucket,
        at: [address],
        says: "no lifecycle configuration",
      },
      {
        what: "a lifecycle rule that is switched off",
        resources: {
          ...bucket,
          aws_s3_bucket_lifecycle_configuration: {
            state: {
              ...ofBucket,
              rule: [
                { status: "Disabled", abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] },
              ],
            },
          },
        },
        at: [address],
        says: "No enabled lifecycle rule",
      },
      {
        what: "a lifecycle that clears away a part of the bucket",
        resources: {
          ...bucket,
          aws_s3_bucket_lifecycle_configuration: {
            state: {
              ...ofBucket,
              rule: [
                {
                  status: "Enabled",
                  filter: [{ prefix: "uploads/" }],
                  abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
                },
              ],
            },
          },
        },
        at: [address],
        says: "for the whole bucket",
      },
      {
        what: "a lifecycle of a bucket of another stack",
        resources: {
          aws_s3_bucket_lifecycle_configuration: {
            other: { bucket: "elsewhere", rule: [{ status: "Enabled", expiration: [{ days: 7 }] }] },
          },
        },
        at: ["aws_s3_bucket_lifecycle_configuration.other"],
        says: "No enabled lifecycle rule",
      },
    ],
    passes: [
      {
        what: "a lifecycle that ends failed uploads",
        resources: {
          ...bucket,
          aws_s3_bucket_lifecycle_configuration: {
            state: {
              ...ofBucket,
              rule: [
                {
                  status: "Enabled",
                  filter: [{ prefix: "" }],
                  abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
                },
              ],
            },
          },
        },
      },
    ],
  },
];
