import { Token } from "cdktf";
import { disableStackTraces } from "../../../app/synth/stack-traces";

/** Where a new token was made, as cdktf notes it. */
function creationStack(): readonly string[] {
  return (Token.asAny("x") as unknown as { readonly creationStack: readonly string[] }).creationStack;
}

describe("stack traces of tokens", () => {
  it("are captured by cdktf, and no longer once they are switched off", () => {
    expect(creationStack().length).toBeGreaterThan(0);
    disableStackTraces();
    expect(creationStack()).toEqual([]);
  });
});
