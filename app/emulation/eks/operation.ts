import type { JsonObject } from "../../terraform/json";
import type { AwsCall } from "../aws-call";
import type { Moto } from "../moto";
import type { Clusters } from "./registry";

/** A call of EKS, taken apart. */
export interface EksCall {
  readonly call: AwsCall;
  /** Other services of the same account, for what EKS makes or looks at there. */
  readonly moto: Moto;
  readonly clusters: Clusters;
  readonly input: JsonObject;
  /** What stands in the path, decoded: cluster, then the object. */
  readonly names: readonly string[];
  readonly account: string;
  readonly region: string;
}

/** What EKS does at a method and path; a `*` in the pattern is a name. */
export interface EksOperation {
  readonly method: "GET" | "POST" | "DELETE";
  /** Parts with a slash in front, names as `*`. */
  readonly path: string;
  perform(call: EksCall): JsonObject | Promise<JsonObject>;
}

/** Seconds since 1970, as EKS writes times. */
export function now(): number {
  return Date.now() / 1000;
}

export function eksArn({ region, account }: EksCall, resource: string): string {
  return `arn:aws:eks:${region}:${account}:${resource}`;
}
