import { partitionOf } from "../../app/naming";

/** Where resources live: what an ARN is made of before the resource is named. */
export interface Placement {
  readonly partition: string;
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
}

/** The placement of a region of an account. */
export function placementOf(accountId: string, region: string): Placement {
  return { partition: partitionOf(region), region, accountId };
}

/** ARN of a regional resource: `arn:aws:logs:eu-west-1:111111111111:log-group:flow`. */
export function regionalArn(
  { partition, region, accountId }: Placement,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of an IAM entity: `arn:aws:iam::111111111111:role/deploy`. */
export function iamArn({ partition, accountId }: Placement, resource: string): string {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

/** ARN of a policy that AWS maintains. */
export function awsPolicyArn({ partition }: Placement, name: string): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}

/** ARN of a bucket, or of objects in it. */
export function s3Arn({ partition }: Placement, resource: string): string {
  return `arn:${partition}:s3:::${resource}`;
}

/** The account as a principal: delegates to the IAM policies of the account. */
export function accountRoot(placement: Placement): string {
  return iamArn(placement, "root");
}
