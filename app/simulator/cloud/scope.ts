/** How far a name or an object reaches: one region of one account, one account, or everywhere. */
export type Reach = "region" | "account" | "global";

/** Where a call is made, or an object lives. */
export interface Place {
  readonly provider: string;
  /** 12 digits; for a cluster or a Vault, its address. */
  readonly account: string;
  readonly region: string;
}

/**
 * Types whose objects all regions of an account share: IAM and Route 53 have one endpoint for a partition; so has
 * this setting.
 */
const ACCOUNT_WIDE = /^aws_iam_|^aws_route53_(zone|record)$|^aws_s3_account_public_access_block$/;

/** `aws:111111111111:eu-west-1`; an account's is `aws:111111111111:`, the global one `aws::`. */
export function scopeOf(place: Place, reach: Reach): string {
  const account = reach === "global" ? "" : place.account;
  const region = reach === "region" ? place.region : "";
  return `${place.provider}:${account}:${region}`;
}

/** An identifier is unique in its region; what an account shares is seen from all of its regions. */
export function canSee(
  observer: { readonly scope: string; readonly account: string; readonly region: string },
  object: { readonly scope: string; readonly account: string; readonly region: string },
): boolean {
  if (observer.account !== object.account) return false;
  return object.scope.endsWith(":") || observer.scope.endsWith(":") || observer.region === object.region;
}

/** The scope in which objects of the type live, seen from a call made at a place. */
export function homeOf(type: string, place: Place): string {
  return scopeOf(place, ACCOUNT_WIDE.test(type) ? "account" : "region");
}
