import { CALLER_USER } from "../aws/account";
import type { Clock } from "../cloud/clock";
import type { ServiceError } from "./service-error";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Characters of an access key id behind its prefix: eighty bits. */
const KEY_ID_CHARACTERS = 16;
/** Of these the highest is not used, forty hold the account, and the lowest thirty-nine tell its keys apart. */
const ACCOUNT_SHIFT = 39n;
const ACCOUNT_MASK = (1n << 40n) - 1n;
const KEY_ID = /^(AKIA|ASIA)[A-Z2-7]{16}$/;

/** Who signed a call. */
export interface Caller {
  /** 12 digits. */
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  /** Of a session: the role that was taken on, with its path, which the session's own ARN leaves out. */
  readonly roleArn?: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a session token says; the token is this, encoded, so that no list of sessions has to be kept. */
interface SessionToken {
  readonly arn: string;
  readonly userId: string;
  readonly roleArn: string;
  readonly expiresMs: number;
}

/**
 * An access key id that belongs to an account. AWS writes the account's number into it in the same way, so that one
 * can tell an account from a key id without asking.
 */
export function accessKeyId(prefix: "AKIA" | "ASIA", account: string): string {
  let bits = BigInt(account) << ACCOUNT_SHIFT;
  let text = "";
  for (let index = 0; index < KEY_ID_CHARACTERS; index++) {
    text = BASE32.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return prefix + text;
}

/** The account in an access key id; undefined when it is none. */
export function accountOfAccessKey(keyId: string): string | undefined {
  if (!KEY_ID.test(keyId)) return undefined;
  let bits = 0n;
  for (const character of keyId.slice(4)) bits = (bits << 5n) | BigInt(BASE32.indexOf(character));
  return ((bits >> ACCOUNT_SHIFT) & ACCOUNT_MASK).toString().padStart(12, "0");
}

/** Credentials of the account's administrator, as a person or CI would have them. */
export function accountCredentials(account: string): Credentials {
  return { accessKeyId: accessKeyId("AKIA", account), secretAccessKey: `simulated-secret-of-${account}` };
}

/** Credentials of an assumed role. */
export function sessionCredentials(caller: Required<Caller>, expiresMs: number): Required<Credentials> {
  const { arn, userId, roleArn } = caller;
  const token: SessionToken = { arn, userId, roleArn, expiresMs };
  return {
    accessKeyId: accessKeyId("ASIA", caller.account),
    secretAccessKey: `simulated-session-secret-of-${caller.account}`,
    sessionToken: Buffer.from(JSON.stringify(token)).toString("base64"),
  };
}

/** What the signature of a call (AWS Signature Version 4) says; the signature itself is not verified. */
export interface SignedScope {
  readonly keyId: string;
  readonly region: string;
}

/** Reads the credential scope from the header, or from a presigned URL. */
export function signedScope(
  authorization: string | undefined,
  query: URLSearchParams,
): SignedScope | undefined {
  const scope =
    /Credential=([^,\s]+)/.exec(authorization ?? "")?.[1] ?? query.get("X-Amz-Credential") ?? undefined;
  const [keyId, , region] = scope?.split("/") ?? [];
  return keyId === undefined || region === undefined ? undefined : { keyId, region };
}

/**
 * The caller behind a key id and session token.
 * @throws ServiceError with codes that the service passes for keys that are unknown and sessions that are over
 */
export function identify(
  keyId: string,
  sessionToken: string | undefined,
  clock: Clock,
  refusals: { readonly unknown: ServiceError; readonly expired: ServiceError },
): Caller {
  const account = accountOfAccessKey(keyId);
  if (account === undefined) throw refusals.unknown;
  if (keyId.startsWith("AKIA")) {
    return {
      account,
      arn: `arn:aws:iam::${account}:user/${CALLER_USER}`,
      userId: `AIDA${account.padEnd(17, "A")}`,
    };
  }
  const token = readToken(sessionToken);
  if (!token) throw refusals.unknown;
  if (token.expiresMs <= clock.sessionMs) throw refusals.expired;
  return { account, arn: token.arn, userId: token.userId, roleArn: token.roleArn };
}

function readToken(sessionToken: string | undefined): SessionToken | undefined {
  try {
    const token: unknown = JSON.parse(Buffer.from(sessionToken ?? "", "base64").toString());
    if (typeof token !== "object" || token === null) return undefined;
    const { arn, userId, roleArn, expiresMs } = token as Partial<SessionToken>;
    if (typeof arn !== "string" || typeof userId !== "string" || typeof roleArn !== "string")
      return undefined;
    return typeof expiresMs === "number" ? { arn, userId, roleArn, expiresMs } : undefined;
  } catch {
    return undefined;
  }
}
