import { parsePolicy } from "../../simulator/aws/json-policy";
import type { EndpointResponse } from "../../simulator/state-endpoint/message";
import { ServiceError } from "../../simulator/state-endpoint/service-error";
import type { AwsCall } from "../aws-call";
import type { Gap } from "../gap";
import type { Moto } from "../moto";
import { bucketOfSetting, requireBucket, s3Target } from "./bucket-call";

/**
 * Policies by bucket. Moto would take each statement that denies under a condition for one without, so that a bucket
 * with "only over TLS" were closed to everybody. Here they are kept and not evaluated.
 */
export class BucketPolicies implements Gap {
  readonly service = "s3";
  readonly moto = "evaluates a bucket policy without its conditions, so that a bucket for TLS only is closed";
  private readonly documents = new Map<string, string>();

  /** The policy of a bucket; undefined when it has none. */
  of(bucket: string): string | undefined {
    return this.documents.get(bucket);
  }

  async answer(call: AwsCall, moto: Moto): Promise<EndpointResponse | undefined> {
    const bucket = bucketOfSetting(call, "policy");
    if (bucket === undefined) return this.forgetDeleted(call, moto);
    await requireBucket(bucket, call, moto);
    switch (call.method) {
      case "PUT":
        this.put(bucket, call.body.toString());
        return { status: 204 };
      case "DELETE":
        this.documents.delete(bucket);
        return { status: 204 };
      default:
        return { status: 200, headers: { "content-type": "application/json" }, body: this.get(bucket) };
    }
  }

  private put(bucket: string, document: string): void {
    const policy = parsePolicy(document);
    if ("problem" in policy) throw new ServiceError(400, "MalformedPolicy", policy.problem);
    this.documents.set(bucket, document);
  }

  private get(bucket: string): string {
    const document = this.documents.get(bucket);
    if (document !== undefined) return document;
    throw new ServiceError(404, "NoSuchBucketPolicy", "The bucket policy does not exist", {
      BucketName: bucket,
    });
  }

  /** A policy goes with its bucket, and a later bucket of that name has none. */
  private async forgetDeleted(call: AwsCall, moto: Moto): Promise<EndpointResponse | undefined> {
    const { bucket, key } = s3Target(call);
    if (call.method !== "DELETE" || key !== "" || call.query.size > 0) return undefined;
    const response = await moto.forward(call);
    if (response.status < 300) this.documents.delete(bucket);
    return response;
  }
}
