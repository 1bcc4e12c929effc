import type { Problem } from "../problem";
import type { Environment } from "../schema";

/** A rule that needs more than one field, or the tier, of one environment. */
export interface Rule {
  /** The rule in one sentence; docs/environments.md lists it. */
  readonly says: string;
  check(environment: Environment): Iterable<Problem>;
}

/** A rule between environments. `check` is called once for each pair, in the order of their names. */
export interface PairRule {
  readonly says: string;
  /** Problems of the second environment that the first one causes. */
  check(first: Environment, second: Environment): Iterable<Problem>;
}
