import { createHash } from "node:crypto";
import type { CallContext } from "../behaviour";
import { type Attributes, UNKNOWN, type Value } from "../value";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The ARN of something in the caller's account and region. */
export function regionalArn(service: string, context: CallContext, resource: string): string {
  return `arn:aws:${service}:${context.region}:${context.account}:${resource}`;
}

/** The ARN of something that all regions of the account share (IAM). */
export function accountArn(service: string, context: CallContext, resource: string): string {
  return `arn:aws:${service}::${context.account}:${resource}`;
}

/** A key id: 8-4-4-4-12 hexadecimal digits with the marks of a random UUID (RFC 9562, version 4). */
export function uuid(context: CallContext): string {
  const digits = context.id("", 32);
  const variant = "89ab"[parseInt(digits.slice(16, 17), 16) % 4];
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ];
  return parts.join("-");
}

/** IAM's unique id: a prefix for the kind (`AROA` a role, `ANPA` a policy, `AIPA` a profile) and 17 characters. */
export function iamUniqueId(prefix: string, context: CallContext): string {
  const digest = createHash("sha256").update(context.id("", 40)).digest();
  return prefix + [...digest.subarray(0, 17)].map((byte) => BASE32[byte % BASE32.length]).join("");
}

/**
 * The name that the provider makes up when the configuration gives none or a prefix only: the prefix, or
 * `terraform-`, and 26 digits (`id.PrefixedUniqueId` of the provider's SDK).
 */
export function generatedName(attributes: Attributes, attribute: string, context: CallContext): string {
  const name = attributes[attribute];
  if (typeof name === "string" && name !== "") return name;
  const prefix = attributes[`${attribute}_prefix`];
  return context.id(typeof prefix === "string" && prefix !== "" ? prefix : "terraform-", 26);
}

/** The text of an attribute; empty when it is null, unknown or something else. */
export function text(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** The texts of a list or set; empty when it is null or unknown. */
export function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}

/** The blocks of a list or set of blocks. */
export function blocks(value: Value | undefined): Attributes[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (element): element is Attributes =>
      typeof element === "object" && element !== null && !Array.isArray(element),
  );
}

/** True when the configuration, or AWS, has said something. */
export function isSet(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== UNKNOWN && value !== "";
}
