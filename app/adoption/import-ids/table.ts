import { account } from "./account";
import { buckets } from "./buckets";
import { clusters } from "./clusters";
import type { ImportRule, ImportRules } from "./import-rule";
import { keys } from "./keys";
import { logs } from "./logs";
import { machines } from "./machines";
import { network } from "./network";
import { registry } from "./registry";
import { roles } from "./roles";
import { zones } from "./zones";

/** Every type of the estate; a further one is added to its service's file. */
export const importRules: ImportRules = {
  ...account,
  ...buckets,
  ...clusters,
  ...keys,
  ...logs,
  ...machines,
  ...network,
  ...registry,
  ...roles,
  ...zones,
};

/** How a type is imported; undefined for one that nobody has added. */
export function importRuleOf(type: string): ImportRule | undefined {
  return Object.hasOwn(importRules, type) ? importRules[type] : undefined;
}
