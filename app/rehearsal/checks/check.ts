import type { StateFile } from "../../terraform/driver";
import type { Stage } from "../stage";

/** What a check looks at. */
export interface CheckContext {
  readonly stage: Stage;
  /** The states after the apply, by stack. */
  readonly states: ReadonlyMap<string, StateFile>;
}

/** Something that must hold after an apply and that no plan shows. */
export interface Check {
  readonly name: string;
  /**
   * Looks, and says what was looked at.
   * @returns how many things were looked at, what they are called, and one sentence for each that is wrong
   */
  run(context: CheckContext): Promise<CheckResult> | CheckResult;
}

export interface CheckResult {
  readonly count: number;
  /** "exports", "log groups". */
  readonly subject: string;
  readonly wrong: readonly string[];
}
