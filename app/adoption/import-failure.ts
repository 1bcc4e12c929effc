import type { Diagnostic } from "../terraform/diagnostics";
import { oneLine, shorten } from "../terraform/failure-rules";
import { typeOf } from "./claims";
import { importRuleOf } from "./import-ids/table";

/** What a plan that failed over its imports says of them, by address. */
export interface ImportFailure {
  /** There is no such object. */
  readonly missing: ReadonlySet<string>;
  /** The provider could not read the object; its words. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Reads which imports of a plan have failed. Terraform looks at all of them in one plan and names each that is not
 * there. The errors of a provider come without an address: they are told by the id in them, or by the words that the
 * type is known for; these only once nothing else has failed, since until then an import may not have been tried.
 * @param attempted import ids by address
 * @param planned addresses that the same plan could read
 * @returns undefined when the plan failed over something else than its imports
 */
export function readImportFailure(
  diagnostics: readonly Diagnostic[],
  attempted: ReadonlyMap<string, string>,
  planned: ReadonlySet<string>,
): ImportFailure | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const missing = new Set<string>();
  for (const { summary, detail } of errors) {
    const address = /^While attempting to import an existing object to "([^"]+)"/.exec(detail)?.[1];
    if (summary === "Cannot import non-existent remote object" && address) missing.add(address);
  }
  const unreadable = new Map<string, string>();
  if (missing.size > 0) return { missing, unreadable };

  const open = [...attempted].filter(([address]) => !planned.has(address));
  for (const { summary, detail, address: named } of errors) {
    const text = oneLine(`${summary} ${detail}`);
    const [found] =
      open.find(
        ([address, id]) => address === named || text.includes(`(${id})`) || text.includes(`"${id}"`),
      ) ?? [];
    if (found !== undefined) unreadable.set(found, shorten(text, 300));
    else if (summary !== "") {
      for (const [address] of open) {
        if (importRuleOf(typeOf(address))?.missing?.test(text) === true) missing.add(address);
      }
    }
  }
  return missing.size + unreadable.size > 0 ? { missing, unreadable } : undefined;
}
