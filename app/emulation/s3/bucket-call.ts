import { ServiceError } from "../../simulator/state-endpoint/service-error";
import type { AwsCall } from "../aws-call";
import type { Moto } from "../moto";

/** The bucket of a call that is about one of its settings, which S3 keeps below a parameter without a value: `?policy`. */
export function bucketOfSetting(call: AwsCall, setting: string): string | undefined {
  const { bucket, key } = s3Target(call);
  return bucket !== "" && key === "" && call.query.has(setting) ? bucket : undefined;
}

/** Bucket and key of a call, whose path the endpoint has brought into the form `/BUCKET/KEY`. */
export function s3Target({ path }: AwsCall): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/.exec(path) ?? [];
  return { bucket, key };
}

/** @throws ServiceError NoSuchBucket when moto has no such bucket */
export async function requireBucket(bucket: string, call: AwsCall, moto: Moto): Promise<void> {
  if (await hasBucket(bucket, call, moto)) return;
  throw new ServiceError(404, "NoSuchBucket", "The specified bucket does not exist", { BucketName: bucket });
}

/** Whether moto has a bucket. */
export async function hasBucket(bucket: string, call: AwsCall, moto: Moto): Promise<boolean> {
  const query = new URLSearchParams();
  const lookup = { ...call, method: "HEAD", path: `/${bucket}`, query, body: Buffer.alloc(0) };
  return (await moto.forward(lookup)).status === 200;
}
