/**
 * Who exists beside what the estate makes: operators, an organisation's roles. As long as nobody has declared them,
 * a principal that the cloud has never seen may be one of them; once they are declared, it is a mistake.
 */
export class PrincipalRegister {
  readonly #outside = new Set<string>();
  readonly #gone = new Set<string>();
  #complete = false;

  copy(): PrincipalRegister {
    const copy = new PrincipalRegister();
    for (const arn of this.#outside) copy.#outside.add(arn);
    for (const arn of this.#gone) copy.#gone.add(arn);
    copy.#complete = this.#complete;
    return copy;
  }

  /** Says which ARNs exist outside the estate; from now on every other unknown principal is refused. */
  declareOutside(arns: Iterable<string>): void {
    for (const arn of arns) this.#outside.add(arn);
    this.#complete = true;
  }

  /** An identity of the estate was deleted: policies that name it are malformed until it is made again. */
  bury(arn: string): void {
    this.#gone.add(arn);
  }

  /** Whether somebody may exist whom the cloud does not hold. */
  mayExist(arn: string): boolean {
    return this.#outside.has(arn) || !(this.#complete || this.#gone.has(arn));
  }
}
