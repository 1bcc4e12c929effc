import type { Attributes } from "../value";
import { ApiError } from "./api-error";

export type Operation = "create" | "read" | "update" | "delete";

/** A disturbance that a scenario orders. Fields left out match everything. */
export interface FaultRule {
  readonly type?: string;
  readonly operation?: Operation;
  /** Patterns that attributes must match, each by its top-level name. */
  readonly match?: Readonly<Record<string, RegExp>>;
  readonly code: string;
  readonly message: string;
  /** HTTP status of the answer. @default 400 */
  readonly statusCode?: number;
  /** How many calls that match it lets pass before. @default 0 */
  readonly after?: number;
  /** How many calls it spoils. @default 1 */
  readonly times?: number;
  /** The provider calls again after such an answer, as it does after throttling. @default false */
  readonly retryable?: boolean;
  /** What happens along with each call that it spoils: more of the region goes. */
  readonly also?: () => void;
  /** The object exists although its creation is answered with an error: terraform taints it. @default false */
  readonly partial?: boolean;
}

/** The faults in force, and what each has left. */
export class Faults {
  readonly #rules: { rule: FaultRule; left: number; passing: number }[] = [];

  /** The same faults with as much left to do. */
  copy(): Faults {
    const copy = new Faults();
    copy.#rules.push(...this.#rules.map((entry) => ({ ...entry })));
    return copy;
  }

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1, passing: rule.after ?? 0 });
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** Rules that have not yet done all they were ordered to do. */
  get pending(): readonly FaultRule[] {
    return this.#rules.filter(({ left }) => left > 0).map(({ rule }) => rule);
  }

  /**
   * Lets one fault act on a call.
   * @returns the fault of a creation that succeeds and is answered with an error all the same
   * @throws ApiError when the call fails
   */
  strike(type: string, operation: Operation, attributes: Attributes): FaultRule | undefined {
    const found = this.#rules.find(
      ({ rule, left }) => left > 0 && applies(rule, type, operation, attributes),
    );
    if (!found) return undefined;
    if (found.passing > 0) {
      found.passing--;
      return undefined;
    }
    found.left--;
    const { rule } = found;
    rule.also?.();
    if (rule.partial === true && operation === "create") return rule;
    throw new ApiError(rule.code, rule.message, { statusCode: rule.statusCode, retryable: rule.retryable });
  }
}

function applies(rule: FaultRule, type: string, operation: Operation, attributes: Attributes): boolean {
  if (rule.type !== undefined && rule.type !== type) return false;
  if (rule.operation !== undefined && rule.operation !== operation) return false;
  return Object.entries(rule.match ?? {}).every(([name, pattern]) => {
    const value = attributes[name];
    const scalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return scalar && pattern.test(String(value));
  });
}
