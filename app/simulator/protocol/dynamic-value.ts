import { decode, Encoder, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";

import { isMap, isObject, isPrimitive, isTuple, type TypeExpression } from "../schema/type-expression";
import { DynamicallyTyped, UNKNOWN, type Value } from "../value";

/** A value on the wire: MessagePack (what we send and Terraform sends) or JSON (what an old state may hold). */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/**
 * Unknown values are MessagePack extension 0; newer Terraform refines what it knows about them ("not null", a prefix)
 * as extension 12. The simulator needs no refinement, so every extension decodes as unknown.
 */
const unknownExtension = new ExtData(0, new Uint8Array([0]));
const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (value === UNKNOWN ? unknownExtension : null),
  decode: () => UNKNOWN,
};

/** Whole numbers beyond 2^53 must not lose digits: 64-bit integers arrive as bigint. */
const decodeOptions = { extensionCodec, useBigInt64: true } as const;
const encoder = new Encoder({ extensionCodec });

type Convert<From, To> = (from: From) => To;
/** What the MessagePack and JSON parsers give, and what the encoder takes. */
type Raw = unknown;

/** Encodes and decodes values of one type. Built once for a type; a call then only walks the value. */
export class ValueCodec {
  private readonly fromRaw: Convert<Raw, Value>;
  private readonly toRaw: Convert<Value, Raw>;

  constructor(readonly type: TypeExpression) {
    this.fromRaw = nullable(decoderOf(type));
    this.toRaw = encoderOf(type);
  }

  /** @returns null for an absent value */
  decode(wire: DynamicValue | null | undefined): Value {
    if (wire?.msgpack && wire.msgpack.length > 0) return this.fromRaw(decode(wire.msgpack, decodeOptions));
    if (wire?.json && wire.json.length > 0) return this.decodeJson(wire.json);
    return null;
  }

  /** A state as Terraform stores it; attributes that the type lacks are dropped, absent ones are null. */
  decodeJson(json: Uint8Array): Value {
    return this.fromRaw(JSON.parse(Buffer.from(json).toString("utf8")));
  }

  /** Every attribute of an object is written, absent ones as null. */
  encode(value: Value): DynamicValue {
    return { msgpack: encoder.encode(this.toRaw(value)) };
  }
}

const nullable =
  (convert: Convert<Raw, Value>): Convert<Raw, Value> =>
  (raw) => {
    if (raw === null || raw === undefined) return null;
    return raw === UNKNOWN ? UNKNOWN : convert(raw);
  };

function decoderOf(type: TypeExpression): Convert<Raw, Value> {
  if (isPrimitive(type)) {
    if (type === "number") return decodeNumber;
    return type === "dynamic" ? decodeDynamic : (raw) => raw as string | boolean;
  }
  if (isObject(type)) {
    const members = Object.entries(type[1]).map(
      ([name, member]) => [name, nullable(decoderOf(member))] as const,
    );
    return (raw) => {
      const object: Record<string, Value> = {};
      for (const [name, convert] of members) object[name] = convert((raw as Record<string, Raw>)[name]);
      return object;
    };
  }
  if (isTuple(type)) {
    const members = type[1].map((member) => nullable(decoderOf(member)));
    return (raw) => members.map((convert, index) => convert((raw as Raw[])[index]));
  }
  const element = nullable(decoderOf(type[1]));
  if (isMap(type)) {
    return (raw) =>
      Object.fromEntries(
        Object.entries(raw as Record<string, Raw>).map(([key, item]) => [key, element(item)]),
      );
  }
  return (raw) => (raw as Raw[]).map(element);
}

function encoderOf(type: TypeExpression): Convert<Value, Raw> {
  const convert = knownEncoderOf(type);
  return (value) => {
    if (value === null || value === undefined) return null;
    return value === UNKNOWN ? UNKNOWN : convert(value);
  };
}

function knownEncoderOf(type: TypeExpression): Convert<Value, Raw> {
  if (isPrimitive(type)) {
    if (type === "number") return encodeNumber;
    return type === "dynamic" ? encodeDynamic : (value) => value;
  }
  if (isObject(type)) {
    const members = Object.entries(type[1]).map(([name, member]) => [name, encoderOf(member)] as const);
    return (value) => {
      const raw: Record<string, Raw> = {};
      for (const [name, convert] of members)
        raw[name] = convert((value as Record<string, Value>)[name] ?? null);
      return raw;
    };
  }
  if (isTuple(type)) {
    const members = type[1].map(encoderOf);
    return (value) => members.map((convert, index) => convert((value as Value[])[index] ?? null));
  }
  const element = encoderOf(type[1]);
  if (isMap(type)) {
    return (value) =>
      Object.fromEntries(
        Object.entries(value as Record<string, Value>).map(([key, item]) => [key, element(item)]),
      );
  }
  return (value) => (value as Value[]).map(element);
}

/** A number that is exactly a JavaScript number, else its decimal text. */
function decodeNumber(raw: Raw): Value {
  if (typeof raw === "bigint") return Number.isSafeInteger(Number(raw)) ? Number(raw) : raw.toString();
  if (typeof raw !== "string") return raw as number;
  const number = Number(raw);
  return String(number) === raw ? number : raw;
}

/**
 * Fractions travel as decimal text: Terraform holds 0.1 with 512 bits, and the nearest double would be another
 * number, "inconsistent with the configuration".
 */
function encodeNumber(value: Value): Raw {
  return typeof value === "number" && !Number.isSafeInteger(value) ? String(value) : value;
}

function decodeDynamic(raw: Raw): Value {
  if (!Array.isArray(raw) || !(raw[0] instanceof Uint8Array)) {
    // A stored state writes { "type": …, "value": … }.
    const { type, value } = raw as { type: TypeExpression; value: Raw };
    return new DynamicallyTyped(type, nullable(decoderOf(type))(value));
  }
  const type = JSON.parse(Buffer.from(raw[0]).toString("utf8")) as TypeExpression;
  return new DynamicallyTyped(type, nullable(decoderOf(type))(raw[1]));
}

function encodeDynamic(value: Value): Raw {
  const typed = value instanceof DynamicallyTyped ? value : new DynamicallyTyped(inferType(value), value);
  const type = typed.type as TypeExpression;
  return [Buffer.from(JSON.stringify(type)), encoderOf(type)(typed.value)];
}

/** The type of a value that came without one: collections become tuples and objects, as literals do in HCL. */
function inferType(value: Value): TypeExpression {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return "number";
  if (typeof value === "string") return "string";
  if (value === null || typeof value !== "object" || value instanceof DynamicallyTyped) return "dynamic";
  if (Array.isArray(value)) return ["tuple", value.map(inferType)];
  return [
    "object",
    Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inferType(member)])),
  ];
}
