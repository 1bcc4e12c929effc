import { UserError } from "../../app/user-error";

/**
 * A stack uses an attribute of another stack's resource. It travels from the producer, where cdktf asks for an
 * output and knows the attribute, to the consumer, whose name is unknown there.
 */
export class UndeclaredReference extends Error {
  constructor(
    readonly producer: string,
    /** The reference, `aws_vpc.vpc.id`. */
    readonly identifier: string,
  ) {
    super(`${identifier} of ${producer} is not exported`);
  }

  /** What the user is told. */
  usedBy(consumer: string): UserError {
    return new UserError(
      `The stack "${consumer}" uses ${this.identifier} of the stack "${this.producer}" directly. ` +
        `Declare it in the exports of "${this.producer}" and take it through read().`,
    );
  }
}
