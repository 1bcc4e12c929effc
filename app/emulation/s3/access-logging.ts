import { ServiceError } from "../../simulator/state-endpoint/service-error";
import { asObject } from "../../terraform/json";
import type { Gap } from "../gap";
import { parseXml } from "../xml-protocol";
import { bucketOfSetting, hasBucket, requireBucket } from "./bucket-call";

const NO_LOGGING = '<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>';

/**
 * Where a bucket's requests are logged. S3 takes the setting whether or not the target's policy lets it deliver yet
 * (Amazon S3 user guide, "Enabling Amazon S3 server access logging"); moto refuses it without a grant, and knows
 * grants of one form only.
 */
export function accessLogging(): Gap {
  const documents = new Map<string, string>();
  return {
    service: "s3",
    moto: "refuses access logging whose target grants the delivery by a policy with conditions, or a moment later",
    async answer(call, moto) {
      const bucket = bucketOfSetting(call, "logging");
      if (bucket === undefined) return undefined;
      await requireBucket(bucket, call, moto);
      if (call.method === "GET") return { status: 200, body: documents.get(bucket) ?? NO_LOGGING };
      const document = call.body.toString();
      const enabled = asObject(parseXml(document)["BucketLoggingStatus"])["LoggingEnabled"];
      if (enabled === undefined) {
        documents.delete(bucket);
        return { status: 200 };
      }
      const target = String(asObject(enabled)["TargetBucket"]);
      if (!(await hasBucket(target, call, moto))) {
        throw new ServiceError(
          400,
          "InvalidTargetBucketForLogging",
          "The target bucket for logging does not exist",
          { TargetBucket: target },
        );
      }
      documents.set(bucket, document);
      return { status: 200 };
    },
  };
}
