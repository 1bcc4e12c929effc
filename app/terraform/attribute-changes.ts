import { asArray, asObject, isObject } from "./json";
import type { AttributeChange, RawChange } from "./plan";

/** The attributes that differ, leaf by leaf, so that a reviewer sees `tags.owner` and not the whole map twice. */
export function attributeChanges(change: RawChange): AttributeChange[] {
  const found: AttributeChange[] = [];
  const replacing = (change.replace_paths ?? []).map((path) => printPath(path));
  const visit = (path: readonly (string | number)[], parts: Parts): void => {
    const sensitive = parts.beforeSensitive === true || parts.afterSensitive === true;
    const whole = sensitive || parts.unknown === true || !(bothObjects(parts) || bothArrays(parts));
    if (whole) {
      if (parts.unknown !== true && sameJson(parts.before, parts.after)) return;
      const printed = printPath(path);
      found.push({
        path: printed,
        ...(!sensitive && parts.before !== undefined && { before: parts.before }),
        ...(!sensitive && parts.after !== undefined && { after: parts.after }),
        unknown: parts.unknown === true,
        sensitive,
        forcesReplacement: replacing.some(
          (each) => printed === each || printed.startsWith(`${each}.`) || printed.startsWith(`${each}[`),
        ),
      });
      return;
    }
    for (const key of keysOf(parts)) visit([...path, key], descend(parts, key));
  };
  const root: Parts = {
    before: change.before ?? {},
    after: change.after ?? {},
    unknown: change.after_unknown,
    beforeSensitive: change.before_sensitive,
    afterSensitive: change.after_sensitive,
  };
  visit([], root);
  return found;
}

interface Parts {
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
}

/** An object on one side and nothing on the other is compared leaf by leaf too: creations list their attributes. */
function bothObjects({ before, after }: Parts): boolean {
  return (
    (isObject(before) || before === undefined || before === null) &&
    (isObject(after) || after === undefined || after === null) &&
    (isObject(before) || isObject(after))
  );
}

function bothArrays({ before, after }: Parts): boolean {
  const containers = [before, after].every(
    (value) => Array.isArray(value) && value.some((item) => isObject(item)),
  );
  return containers;
}

function keysOf({ before, after, unknown }: Parts): (string | number)[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
  }
  return [
    ...new Set([
      ...Object.keys(asObject(before)),
      ...Object.keys(asObject(after)),
      ...Object.keys(asObject(unknown)),
    ]),
  ].sort();
}

function descend(parts: Parts, key: string | number): Parts {
  const at = (value: unknown): unknown =>
    typeof key === "number" ? asArray(value)[key] : asObject(value)[key];
  return {
    before: at(parts.before),
    after: at(parts.after),
    unknown: parts.unknown === true ? true : at(parts.unknown),
    beforeSensitive: parts.beforeSensitive === true ? true : at(parts.beforeSensitive),
    afterSensitive: parts.afterSensitive === true ? true : at(parts.afterSensitive),
  };
}

function printPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** Null and absent are the same to terraform's reader; objects by sorted keys. */
function sameJson(before: unknown, after: unknown): boolean {
  return canonical(before) === canonical(after);
}

function canonical(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isObject(value)) {
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(",")}}`;
  }
  return JSON.stringify(value);
}
