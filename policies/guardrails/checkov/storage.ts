import type { CheckovCheck } from "./check";

const bucket = ["aws_s3_bucket"];
const bucketPolicy = ["aws_s3_bucket", "aws_s3_bucket_policy"];
const encryption = ["aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration"];
const publicAccess = ["aws_s3_bucket_public_access_block"];
const repository = ["aws_ecr_repository"];

/** Where data lies: buckets and images. */
export const storageChecks: readonly CheckovCheck[] = [
  {
    id: "CKV_AWS_18",
    of: ["aws_s3_bucket", "aws_s3_bucket_logging"],
    asks: "Buckets write access logs",
    rules: ["s3-access-logging"],
  },
  { id: "CKV_AWS_19", of: encryption, asks: "Buckets encrypt", rules: ["s3-encryption"] },
  {
    id: "CKV_AWS_20",
    of: bucket,
    asks: "No access control list lets everybody read",
    rules: ["s3-ownership-enforced"],
  },
  {
    id: "CKV_AWS_21",
    of: ["aws_s3_bucket", "aws_s3_bucket_versioning"],
    asks: "Buckets keep versions",
    rules: ["s3-versioning"],
  },
  {
    id: "CKV_AWS_32",
    of: ["aws_ecr_repository_policy"],
    asks: "No repository's policy allows everybody",
    rules: ["ecr-policy-principals"],
  },
  { id: "CKV_AWS_51", of: repository, asks: "Tags do not move", rules: ["ecr-immutable-tags"] },
  {
    id: "CKV_AWS_53",
    of: publicAccess,
    asks: "New public access control lists are refused",
    rules: ["s3-public-access-block"],
  },
  {
    id: "CKV_AWS_54",
    of: publicAccess,
    asks: "New public policies are refused",
    rules: ["s3-public-access-block"],
  },
  {
    id: "CKV_AWS_55",
    of: publicAccess,
    asks: "Public access control lists count for nothing",
    rules: ["s3-public-access-block"],
  },
  {
    id: "CKV_AWS_56",
    of: publicAccess,
    asks: "A public policy lets in the account alone",
    rules: ["s3-public-access-block"],
  },
  {
    id: "CKV_AWS_57",
    of: bucket,
    asks: "No access control list lets everybody write",
    rules: ["s3-ownership-enforced"],
  },
  {
    id: "CKV_AWS_70",
    of: bucketPolicy,
    asks: "No bucket's policy allows everybody",
    rules: ["s3-policy-principals"],
  },
  {
    id: "CKV_AWS_93",
    of: bucketPolicy,
    asks: "No bucket's policy locks out all but the root user",
    rules: ["s3-policy-principals"],
  },
  {
    id: "CKV_AWS_136",
    of: repository,
    asks: "Repositories encrypt with KMS",
    rules: ["ecr-encryption"],
  },
  {
    id: "CKV_AWS_143",
    of: bucket,
    asks: "Buckets with an object lock have it switched on",
    rules: ["s3-object-lock"],
    differs:
      "checkov reads only the argument that the provider has deprecated. Which buckets are locked is the layout's decision: what a regulator asks for is, what is written over every day is not.",
  },
  {
    id: "CKV_AWS_144",
    of: bucket,
    asks: "Buckets are copied to another region",
    rules: [],
    differs:
      "Versions, and locks where a regulator asks for them, keep what is deleted by mistake. A copy in another region costs as much again, and nothing else of the estate is there to use it.",
  },
  {
    id: "CKV_AWS_145",
    of: encryption,
    asks: "Buckets encrypt with KMS by default",
    rules: ["s3-encryption"],
    differs: "Suppressed for buckets of access logs: S3 delivers those only to buckets with SSE-S3.",
  },
  {
    id: "CKV_AWS_163",
    of: repository,
    asks: "Images are scanned when they come",
    rules: ["ecr-scan-on-push"],
  },
  {
    id: "CKV_AWS_300",
    of: ["aws_s3_bucket_lifecycle_configuration"],
    asks: "Uploads that failed are cleared away",
    rules: ["s3-abort-multipart"],
  },
  {
    id: "CKV2_AWS_6",
    of: ["aws_s3_bucket", "aws_s3_bucket_public_access_block"],
    asks: "Each bucket has a public access block",
    rules: ["s3-public-access-block"],
  },
  {
    id: "CKV2_AWS_61",
    of: ["aws_s3_bucket", "aws_s3_bucket_lifecycle_configuration"],
    asks: "Each bucket has a lifecycle",
    rules: ["s3-abort-multipart"],
  },
  {
    id: "CKV2_AWS_62",
    of: bucket,
    asks: "Buckets send events",
    rules: [],
    differs: "Nothing of the estate listens to them. Who touched an object stands in the access logs.",
  },
  {
    id: "CKV2_AWS_65",
    of: ["aws_s3_bucket_ownership_controls"],
    asks: "Buckets have no access control lists",
    rules: ["s3-ownership-enforced"],
  },
];
