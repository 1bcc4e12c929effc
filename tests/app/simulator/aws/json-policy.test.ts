import * as fc from "fast-check";
import { covers, parsePolicy, samePolicy } from "../../../../app/simulator/aws/json-policy";

const statement = fc.record({
  Sid: fc.stringMatching(/^[A-Za-z0-9]{1,12}$/),
  Effect: fc.constantFrom("Allow", "Deny"),
  Action: fc.array(fc.constantFrom("s3:GetObject", "s3:PutObject", "kms:*"), { minLength: 1, maxLength: 3 }),
  Resource: fc.array(fc.constantFrom("*", "arn:aws:s3:::a", "arn:aws:s3:::b"), {
    minLength: 1,
    maxLength: 3,
  }),
});

/** The same document with members and lists of texts in another order, and single texts out of their lists. */
function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 1) return rewritten(value[0]);
    const members = value.map(rewritten);
    return members.every((member) => typeof member === "string") ? members.reverse() : members;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, rewritten(member)]),
  );
}

describe("two policies", () => {
  it("are the same when only order, white space and single-element lists differ", () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
        const document = { Version: "2012-10-17", Statement: statements };
        expect(samePolicy(JSON.stringify(rewritten(document), null, 2), JSON.stringify(document))).toBe(true);
      }),
    );
  });

  it("differ when one says something else", () => {
    const one = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } };
    const other = { ...one, Statement: { ...one.Statement, Effect: "Deny" } };
    expect(samePolicy(JSON.stringify(one), JSON.stringify(other))).toBe(false);
    expect(samePolicy("{", JSON.stringify(one))).toBe(false);
  });
});

describe("the size of a policy", () => {
  it("does not depend on white space", () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.nat(8), (statements, indent) => {
        const named = statements.map((one, index) => ({ ...one, Sid: `${one.Sid}${index}` }));
        const document = { Version: "2012-10-17", Statement: named };
        expect(parsePolicy(JSON.stringify(document, null, indent))).toMatchObject({
          characters: JSON.stringify(document).length,
        });
      }),
    );
  });
});

test("an action's pattern matches without regard to case", () => {
  expect(covers("s3:get*", "s3:GetObject")).toBe(true);
  expect(covers("kms:*", "s3:GetObject")).toBe(false);
  expect(covers("s3:GetObjec?", "s3:GetObject")).toBe(true);
});
