import { ApiError } from "../cloud/api-error";
import type { Attributes, Value } from "../value";
import { blocks, text } from "./identifiers";

/** What a lifecycle rule applies to. */
export interface LifecycleFilter {
  /** As S3 writes it in a refusal: `(prefix=logs/ and objectsizegreaterthan=131072)`; `()` for all objects. */
  readonly says: string;
  readonly bySize: boolean;
  readonly byTag: boolean;
}

/** @throws ApiError InvalidRequest for sizes between which nothing lies */
export function lifecycleFilter(rule: Attributes): LifecycleFilter {
  const [filter = {}] = blocks(rule["filter"]);
  const [and] = blocks(filter["and"]);
  const from = and ?? filter;
  const greater = size(from["object_size_greater_than"]);
  const less = size(from["object_size_less_than"]);
  if (greater !== undefined && less !== undefined && less <= greater) {
    throw new ApiError(
      "InvalidRequest",
      "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    );
  }
  const tags = and ? tagsOf(and["tags"]) : blocks(filter["tag"]).map(tagOf);
  const prefix = from["prefix"];
  // The provider writes what an `and` leaves out as an empty prefix and sizes of 0.
  const stated = typeof prefix === "string" && (and === undefined || prefix !== "");
  const parts = [
    ...(stated ? [`prefix=${prefix}`] : []),
    ...tags.map(([key, value]) => `tag={key=${key}, value=${value}}`),
    ...(greater === undefined ? [] : [`objectsizegreaterthan=${greater}`]),
    ...(less === undefined ? [] : [`objectsizelessthan=${less}`]),
  ];
  return {
    says: `(${parts.join(" and ")})`,
    bySize: greater !== undefined || less !== undefined,
    byTag: tags.length > 0,
  };
}

function size(value: Value | undefined): number | undefined {
  const bytes = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof bytes === "number" && bytes > 0 ? bytes : undefined;
}

function tagOf(tag: Attributes): [string, string] {
  return [text(tag["key"]), text(tag["value"])];
}

function tagsOf(tags: Value | undefined): [string, string][] {
  if (typeof tags !== "object" || tags === null || Array.isArray(tags)) return [];
  return Object.entries(tags).map(([key, value]) => [key, text(value as Value)]);
}
