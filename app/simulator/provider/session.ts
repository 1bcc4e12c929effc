import type { Attributes, Value } from "../value";
import { hasUnknown } from "../value";

/** What one configured instance (alias) of a provider stands for. */
export interface Session {
  /** 12 digits; for a cluster or a Vault, its address. */
  readonly account: string;
  /** AWS region; empty for other providers. */
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Reads a provider block. @throws Error with the sentence that the user sees */
export type SessionReader = (config: Attributes) => Session;

/**
 * An aws provider block. The account is that of the role it assumes; without one, the account that it allows; else
 * the one of the credentials.
 *
 * @param credentialsAccount account of the simulated credentials, 12 digits
 */
export function awsSession(config: Attributes, credentialsAccount: string): Session {
  const { region } = config;
  if (typeof region !== "string" || region === "") {
    throw new Error("invalid AWS Region: the provider block names none. Set its argument region.");
  }
  const allowed = texts(config["allowed_account_ids"]);
  const forbidden = texts(config["forbidden_account_ids"]);
  const account = assumedAccount(config["assume_role"]) ?? (allowed.length === 1 ? allowed[0] : undefined);
  const session = { account: account ?? credentialsAccount, region, defaultTags: defaultTags(config) };
  if ((allowed.length > 0 && !allowed.includes(session.account)) || forbidden.includes(session.account)) {
    throw new Error(`AWS account ID not allowed: ${session.account}`);
  }
  return session;
}

/** A kubernetes or vault provider block: the server that it talks to. */
export function serverSession(config: Attributes): Session {
  const address = config["host"] ?? config["address"];
  return { account: typeof address === "string" ? address : "", region: "", defaultTags: {} };
}

function assumedAccount(blocks: Value | undefined): string | undefined {
  const role = firstBlock(blocks)?.["role_arn"];
  if (typeof role !== "string") return undefined;
  const account = role.match(/^arn:[\w-]+:iam::(\d{12}):role\/.+$/)?.[1];
  if (account === undefined) throw new Error(`The role to assume, "${role}", is not the ARN of an IAM role.`);
  return account;
}

function defaultTags(config: Attributes): Record<string, string> {
  const tags = firstBlock(config["default_tags"])?.["tags"] ?? null;
  if (hasUnknown(tags)) throw new Error("The tags of default_tags must be known when terraform plans.");
  return (tags ?? {}) as Record<string, string>;
}

function firstBlock(blocks: Value | undefined): Attributes | undefined {
  return Array.isArray(blocks) ? (blocks[0] as Attributes | undefined) : undefined;
}

const texts = (list: Value | undefined): string[] =>
  Array.isArray(list) ? list.filter((item): item is string => typeof item === "string") : [];
