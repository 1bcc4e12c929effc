import * as fc from "fast-check";

import { canonical, equal } from "../../../../app/simulator/planner/canonical";
import { completed } from "../../../../app/simulator/planner/completion";
import type { TypeExpression } from "../../../../app/simulator/schema/type-expression";
import { DynamicallyTyped, hasUnknown, UNKNOWN } from "../../../../app/simulator/value";

const texts: TypeExpression = ["set", "string"];

describe("two values are equal", () => {
  it("when they are the same set in another order", () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.string())
          .chain((items) =>
            fc.shuffledSubarray(items, { minLength: items.length }).map((shuffled) => ({ items, shuffled })),
          ),
        ({ items, shuffled }) => {
          expect(equal(items, shuffled, texts)).toBe(true);
          expect(equal(items, shuffled, ["list", "string"])).toBe(
            JSON.stringify(items) === JSON.stringify(shuffled),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("whatever the order in which members of maps and objects were put in", () => {
    expect(equal({ a: "1", b: "2" }, { b: "2", a: "1" }, ["map", "string"])).toBe(true);
    const type: TypeExpression = ["object", { a: "string", b: ["tuple", ["number", "bool"]] }];
    expect(equal({ a: "1", b: [1, true] }, { b: [1, true], a: "1" }, type)).toBe(true);
    expect(equal({ a: "1", b: [1, true] }, { b: [1, false], a: "1" }, type)).toBe(false);
  });

  it("when one is absent and the other null", () => {
    expect(equal(undefined, null, "string")).toBe(true);
    expect(equal({ a: null }, {}, ["object", { a: "string" }])).toBe(true);
  });

  it("only when texts differ nowhere, not even in what separates elements", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        const same = JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
        expect(equal(a, b, texts)).toBe(same);
      }),
      { numRuns: 300 },
    );
    expect(equal({ 'a":"b': "c" }, { a: 'b":"c' }, ["map", "string"])).toBe(false);
  });
});

describe("unknown", () => {
  it("equals unknown and nothing else, not even a text that reads alike", () => {
    expect(equal(UNKNOWN, UNKNOWN, "string")).toBe(true);
    expect(equal(UNKNOWN, "unknown", "string")).toBe(false);
    expect(equal([UNKNOWN], ["unknown"], texts)).toBe(false);
    expect(equal(UNKNOWN, null, "string")).toBe(false);
  });
});

describe("values that carry their type", () => {
  it("are equal when type and value are", () => {
    const one = new DynamicallyTyped("string", "1");
    expect(equal(one, new DynamicallyTyped("string", "1"), "dynamic")).toBe(true);
    expect(equal(one, new DynamicallyTyped("number", 1), "dynamic")).toBe(false);
    expect(canonical(one, "dynamic")).toBe('"string"="1"');
  });
});

describe("what the cloud did not decide", () => {
  it("is empty by its type, at any depth", () => {
    const block = {
      attributes: {
        list: { type: ["list", ["object", { name: "string", on: "bool" }]] as TypeExpression },
        map: { type: ["map", "number"] as TypeExpression },
        object: { type: ["object", { name: "string", tags: ["map", "string"] }] as TypeExpression },
        tuple: { type: ["tuple", ["string", "bool"]] as TypeExpression },
      },
      blocks: {
        timeouts: {
          mode: "single" as const,
          block: { attributes: { create: { type: "string" as const } }, blocks: {} },
        },
        rule: {
          mode: "list" as const,
          block: { attributes: { id: { type: "string" as const } }, blocks: {} },
        },
      },
    };
    const known = completed(block, {
      list: [{ name: UNKNOWN, on: UNKNOWN }],
      map: { a: UNKNOWN },
      object: UNKNOWN,
      tuple: [UNKNOWN, true],
      timeouts: { create: UNKNOWN },
      rule: UNKNOWN,
    });
    expect(hasUnknown(known)).toBe(false);
    expect(known).toEqual({
      list: [{ name: null, on: false }],
      map: { a: null },
      object: { name: null, tags: {} },
      tuple: [null, true],
      timeouts: { create: null },
      rule: [],
    });
  });
});
