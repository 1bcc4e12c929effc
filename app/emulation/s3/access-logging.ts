import { XMLParser } from "fast-xml-parser";
import { concerns, matchesPattern, parsePolicy } from "../../simulator/aws/json-policy";
import { ServiceError } from "../../simulator/state-endpoint/service-error";
import { asObject } from "../../terraform/json";
import type { Gap } from "../gap";
import type { BucketPolicies } from "./bucket-policy";
import { bucketOfSetting, requireBucket } from "./bucket-call";

const DELIVERY = "logging.s3.amazonaws.com";
const NO_LOGGING = '<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>';

/**
 * Where a bucket's requests are logged. Moto asks whether logs may be delivered and knows only policies of one form;
 * here the target's policy must let S3's log delivery put objects below the prefix.
 */
export function accessLogging(policies: BucketPolicies): Gap {
  const documents = new Map<string, string>();
  return {
    service: "s3",
    moto: "does not see that a bucket's policy lets S3 deliver access logs",
    async answer(call, moto) {
      const bucket = bucketOfSetting(call, "logging");
      if (bucket === undefined) return undefined;
      await requireBucket(bucket, call, moto);
      if (call.method === "GET") return { status: 200, body: documents.get(bucket) ?? NO_LOGGING };
      const document = call.body.toString();
      const enabled = asObject(asObject(read(document)["BucketLoggingStatus"])["LoggingEnabled"]);
      const target = enabled["TargetBucket"];
      if (target === undefined) {
        documents.delete(bucket);
        return { status: 200 };
      }
      const prefix = String(enabled["TargetPrefix"] ?? "");
      if (!mayDeliver(policies.of(String(target)), `arn:aws:s3:::${String(target)}/${prefix}`)) {
        throw new ServiceError(
          400,
          "InvalidTargetBucketForLogging",
          "You must either provide the necessary permissions to the logging service using a bucket policy or give the log-delivery group WRITE and READ_ACP permissions to the target bucket",
          { TargetBucket: String(target) },
        );
      }
      documents.set(bucket, document);
      return { status: 200 };
    },
  };
}

function read(xml: string): Record<string, unknown> {
  return asObject(new XMLParser({ parseTagValue: false }).parse(xml));
}

function mayDeliver(policy: string | undefined, objects: string): boolean {
  const parsed = policy === undefined ? undefined : parsePolicy(policy);
  if (parsed === undefined || "problem" in parsed) return false;
  return parsed.statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      statement.principals?.["Service"]?.includes(DELIVERY) === true &&
      concerns(statement, "s3:PutObject") &&
      statement.resources.some((resource) => matchesPattern(resource, `${objects}object`)),
  );
}
