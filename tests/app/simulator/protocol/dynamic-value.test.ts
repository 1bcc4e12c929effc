import { decode, encode, ExtData } from "@msgpack/msgpack";
import * as fc from "fast-check";

import { ValueCodec } from "../../../../app/simulator/protocol/dynamic-value";
import type { TypeExpression } from "../../../../app/simulator/schema/type-expression";
import { DynamicallyTyped, UNKNOWN, type Value } from "../../../../app/simulator/value";

/** Any type, with an arbitrary value of it: known, null or unknown at every place. */
const typeArbitrary: fc.Arbitrary<TypeExpression> = fc.letrec<{ type: TypeExpression }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<TypeExpression>("string", "number", "bool"),
    fc.tuple(fc.constantFrom("list" as const, "set" as const, "map" as const), tie("type")),
    fc
      .dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie("type"), { maxKeys: 4 })
      .map((members): TypeExpression => ["object", members]),
    fc.array(tie("type"), { maxLength: 3 }).map((items): TypeExpression => ["tuple", items]),
  ),
})).type;

function valueOf(type: TypeExpression): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 8, arbitrary: knownValueOf(type) },
    fc.constant<Value>(null),
    fc.constant<Value>(UNKNOWN),
  );
}

function knownValueOf(type: TypeExpression): fc.Arbitrary<Value> {
  if (type === "string") return fc.string({ unit: "grapheme" });
  if (type === "bool") return fc.boolean();
  if (type === "number") return fc.oneof(fc.maxSafeInteger(), fc.integer());
  if (typeof type === "string") throw new Error(`no values of ${type}`);
  if (type[0] === "object") {
    return fc.record<Record<string, Value>>(
      Object.fromEntries(Object.entries(type[1]).map(([name, member]) => [name, valueOf(member)])),
      {
        noNullPrototype: true,
      },
    );
  }
  if (type[0] === "tuple") return fc.tuple(...type[1].map(valueOf));
  if (type[0] === "map")
    return fc.dictionary(fc.stringMatching(/^[a-z.]{1,8}$/), valueOf(type[1]), {
      maxKeys: 4,
      noNullPrototype: true,
    });
  return fc.array(valueOf(type[1]), { maxLength: 4 });
}

/** What Terraform would read: the bytes, decoded without knowledge of the type. */
const onWire = (codec: ValueCodec, value: Value): unknown =>
  decode(codec.encode(value).msgpack ?? new Uint8Array());

describe("a value on the wire", () => {
  it("comes back as it was, whatever its type, unknown parts included", () => {
    fc.assert(
      fc.property(
        typeArbitrary.chain((type) =>
          valueOf(type).map((value): { type: TypeExpression; value: Value } => ({ type, value })),
        ),
        ({ type, value }) => {
          const codec = new ValueCodec(type);
          expect(codec.decode(codec.encode(value))).toEqual(value);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("carries fractions as decimal text, since Terraform holds more digits than a double", () => {
    const codec = new ValueCodec("number");
    expect(onWire(codec, 0.1)).toBe("0.1");
    expect(codec.decode(codec.encode(0.1))).toBe(0.1);
    expect(onWire(codec, 300)).toBe(300);
  });

  it("keeps every digit of a number beyond 2^53", () => {
    const codec = new ValueCodec("number");
    const unsigned = new Uint8Array([0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    expect(codec.decode({ msgpack: unsigned })).toBe("18446744073709551615");
    const text = "123456789012345678901234567890.125";
    expect(codec.decode({ msgpack: encode(text) })).toBe(text);
    expect(onWire(codec, text)).toBe(text);
  });

  it.each([0, 12, 99])("reads extension %i as unknown: plain, refined, or one yet to come", (extension) => {
    const codec = new ValueCodec(["object", { name: "string" }]);
    const msgpack = encode({ name: new ExtData(extension, encode({ 1: false })) });
    expect(codec.decode({ msgpack })).toEqual({ name: UNKNOWN });
  });

  it("writes unknown as extension 0", () => {
    const codec = new ValueCodec("string");
    expect(onWire(codec, UNKNOWN)).toEqual(new ExtData(0, new Uint8Array([0])));
  });

  it("writes every attribute of an object, absent ones as null, and drops what the type lacks", () => {
    const codec = new ValueCodec(["object", { name: "string", size: "number" }]);
    expect(onWire(codec, { name: "a", stray: 1 })).toEqual({ name: "a", size: null });
  });

  it("reads a stored state, whose schema may have changed since", () => {
    const codec = new ValueCodec(["object", { name: "string", size: "number" }]);
    const json = Buffer.from('{"name":"a","gone":true}');
    expect(codec.decodeJson(json)).toEqual({ name: "a", size: null });
    expect(codec.decode({ json })).toEqual({ name: "a", size: null });
  });

  it("is null when there is no message", () => {
    const codec = new ValueCodec("string");
    expect(codec.decode(undefined)).toBeNull();
    expect(codec.decode({ msgpack: new Uint8Array() })).toBeNull();
  });
});

describe("a dynamically typed value", () => {
  const codec = new ValueCodec(["object", { value: "dynamic" }]);
  const typed = new DynamicallyTyped(["object", { a: ["list", "number"] }], { a: [1, 2] });

  it("travels with its type", () => {
    expect(codec.decode(codec.encode({ value: typed }))).toEqual({ value: typed });
  });

  it("gets the type of a literal when it has none", () => {
    const plain: Value = { name: "a", list: [1, true, null] };
    const type = ["object", { name: "string", list: ["tuple", ["number", "bool", "dynamic"]] }];
    expect(codec.decode(codec.encode({ value: plain }))).toEqual({
      value: new DynamicallyTyped(type, plain),
    });
  });

  it("is read from a stored state", () => {
    const json = Buffer.from('{"value":{"type":["list","string"],"value":["x"]}}');
    expect(codec.decodeJson(json)).toEqual({ value: new DynamicallyTyped(["list", "string"], ["x"]) });
  });

  it("may be null or unknown", () => {
    expect(codec.decode(codec.encode({ value: null }))).toEqual({ value: null });
    expect(codec.decode(codec.encode({ value: UNKNOWN }))).toEqual({ value: UNKNOWN });
  });
});
