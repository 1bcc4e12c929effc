import { placementOf } from "../../../constructs/estate/placement";
import { AccessLogBucket } from "../../../constructs/s3/access-log-bucket";
import { configurationWith, only, statementsOf } from "../configuration";

const configuration = configurationWith((stack) => {
  new AccessLogBucket(stack, "access-logs", {
    name: "drydock-dev-access-logs-111111111111",
    placement: placementOf("111111111111", "eu-west-1"),
    from: "drydock-dev-*-111111111111",
    days: 30,
  });
});

describe("a bucket of access logs", () => {
  it("takes what S3's log service writes, for the buckets that are meant and for nobody else's", () => {
    const { LogDelivery } = statementsOf(only(configuration, "aws_s3_bucket_policy").policy);
    expect(LogDelivery).toEqual({
      Sid: "LogDelivery",
      Effect: "Allow",
      Principal: { Service: ["logging.s3.amazonaws.com"] },
      Action: ["s3:PutObject"],
      Resource: ["arn:aws:s3:::drydock-dev-access-logs-111111111111/*"],
      Condition: {
        StringEquals: { "aws:SourceAccount": "111111111111" },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::drydock-dev-*-111111111111" },
      },
    });
  });

  it("has S3's own encryption, the only one under which logs arrive", () => {
    const encryption = only(configuration, "aws_s3_bucket_server_side_encryption_configuration");
    expect(encryption.rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  it("does not log its own requests, and keeps logs for as long as it is told", () => {
    expect(configuration.resource).not.toHaveProperty("aws_s3_bucket_logging");
    const rules = only(configuration, "aws_s3_bucket_lifecycle_configuration").rule as object[];
    expect(rules).toContainEqual(expect.objectContaining({ id: "expiry", expiration: [{ days: 30 }] }));
  });
});
