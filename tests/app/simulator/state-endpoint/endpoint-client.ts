import * as http from "node:http";
import type { Cloud } from "../../../../app/simulator/cloud/cloud";
import { AwsAccount } from "../aws/aws-account";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly accessKeyId?: string;
  readonly region?: string;
}

/** Calls the endpoint as a client behind a proxy does; the signature itself is not looked at. */
export function call(proxy: string, url: string, options: Call = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, accessKeyId, region = "eu-west-1" } = options;
  const scope = `${accessKeyId}/20250101/${region}/s3/aws4_request`;
  const authorization =
    accessKeyId === undefined ? {} : { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, Signature=0` };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(proxy);
    const { host } = new URL(url);
    const request = http.request(
      { hostname, port, path: url, method, headers: { host, ...authorization, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** Puts a bucket into the cloud, as if a stack had made it. */
export function makeBucket(
  cloud: Cloud,
  bucket: string,
  account = "111111111111",
  versioned = true,
): AwsAccount {
  const aws = new AwsAccount(cloud, account);
  aws.create("aws_s3_bucket", { bucket });
  if (versioned)
    aws.create("aws_s3_bucket_versioning", { bucket, versioning_configuration: [{ status: "Enabled" }] });
  return aws;
}

/** The text of the first element of this name. */
export function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** The texts of all elements of this name. */
export function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map((match) => match[1] ?? "");
}
