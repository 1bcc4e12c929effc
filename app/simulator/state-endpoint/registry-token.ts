import type { Caller } from "./credentials";

/** User name of every registry token (ECR user guide, "Private registry authentication"). */
const USER = "AWS";

/** Whom a registry token admits, and to which registry. */
export interface RegistryAccess {
  /** Account and region of the registry. */
  readonly account: string;
  readonly region: string;
  /** ARN of whoever asked for the token. */
  readonly arn: string;
  /** Milliseconds since 1970 of the simulated clock. */
  readonly expiresMs: number;
}

/** A token as `GetAuthorizationToken` gives it: user and password of HTTP's basic authentication, encoded. */
export function registryToken(caller: Caller, region: string, expiresMs: number): string {
  const access: RegistryAccess = { account: caller.account, region, arn: caller.arn, expiresMs };
  const password = Buffer.from(JSON.stringify(access)).toString("base64");
  return Buffer.from(`${USER}:${password}`).toString("base64");
}

/** What a token says; undefined when nobody gave it out. */
export function readRegistryToken(authorization: string | undefined): RegistryAccess | undefined {
  const token = /^Basic (\S+)$/i.exec(authorization ?? "")?.[1];
  const [user, password = ""] = Buffer.from(token ?? "", "base64")
    .toString()
    .split(":");
  if (user !== USER) return undefined;
  try {
    const access = JSON.parse(Buffer.from(password, "base64").toString()) as Partial<RegistryAccess> | null;
    const { account, region, arn, expiresMs } = access ?? {};
    if (typeof account !== "string" || typeof region !== "string" || typeof arn !== "string")
      return undefined;
    return typeof expiresMs === "number" ? { account, region, arn, expiresMs } : undefined;
  } catch {
    return undefined;
  }
}
