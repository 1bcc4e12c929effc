import type { Value } from "../../value";

/** The name of a zone as the provider keeps it: lower case, without the trailing dot (the root stays a dot). */
export function zoneName(name: string): string {
  const lower = name.toLowerCase();
  return lower === "." ? lower : withoutDot(lower);
}

/** The name of a record as the provider keeps it in plan and state: lower case, without the trailing dot. */
export function recordName(name: string): string {
  return withoutDot(name).toLowerCase();
}

/**
 * The whole name of a record. The provider appends the zone's name where the record's does not end in it, and it
 * compares texts, not labels: `notexample.com` counts as a name inside `example.com`, which Route 53 then refuses.
 */
export function fullRecordName(name: string, zone: string): string {
  const own = recordName(name);
  if (own.endsWith(zone)) return own;
  return own === "" ? zone : `${own}.${zone}`;
}

/** Whether a name is the zone's or below it, label by label. */
export function isInZone(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** A name and those above it, the longest first: `a.b.c`, `b.c`, `c`. */
export function upwards(name: string): string[] {
  const labels = name.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}

/** The name in the form that a planned value takes, when it is a text already. */
export function normalised(value: Value | undefined, normalise: (name: string) => string): Value {
  return typeof value === "string" ? normalise(value) : (value ?? null);
}

function withoutDot(name: string): string {
  return name.endsWith(".") ? name.slice(0, -1) : name;
}
