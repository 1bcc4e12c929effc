import { parsePolicy } from "../../simulator/aws/json-policy";
import { ServiceError } from "../../simulator/state-endpoint/service-error";
import type { Gap } from "../gap";
import { bucketOfSetting, requireBucket, s3Target } from "./bucket-call";

/**
 * Policies by bucket, kept and not evaluated. Moto would take each statement that denies under a condition for one
 * without, so that a bucket with "only over TLS" were closed to everybody.
 */
export function bucketPolicies(): Gap {
  const documents = new Map<string, string>();
  return {
    service: "s3",
    moto: "evaluates a bucket's policy without its conditions, so that a bucket for TLS only is closed",
    async answer(call, moto) {
      const bucket = bucketOfSetting(call, "policy");
      if (bucket === undefined) {
        const target = s3Target(call);
        if (call.method !== "DELETE" || target.key !== "" || call.query.size > 0) return undefined;
        // A policy goes with its bucket, and a later bucket of that name has none.
        const response = await moto.forward(call);
        if (response.status < 300) documents.delete(target.bucket);
        return response;
      }
      await requireBucket(bucket, call, moto);
      if (call.method === "PUT") {
        const document = call.body.toString();
        const policy = parsePolicy(document);
        if ("problem" in policy) throw new ServiceError(400, "MalformedPolicy", policy.problem);
        documents.set(bucket, document);
        return { status: 204 };
      }
      if (call.method === "DELETE") {
        documents.delete(bucket);
        return { status: 204 };
      }
      const document = documents.get(bucket);
      if (document === undefined) {
        throw new ServiceError(404, "NoSuchBucketPolicy", "The bucket policy does not exist", {
          BucketName: bucket,
        });
      }
      return { status: 200, headers: { "content-type": "application/json" }, body: document };
    },
  };
}
