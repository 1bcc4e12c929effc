import type { BindingSource } from "./binding-source";
import type { Attribute, Block } from "./schema";
import { blockType } from "./schema";
import type { TypeExpression } from "./type-expression";

const getterTypes: Readonly<Record<string, TypeExpression>> = {
  String: "string",
  Number: "number",
  Boolean: "bool",
  StringMap: ["map", "string"],
  NumberMap: ["map", "number"],
  BooleanMap: ["map", "bool"],
  AnyMap: "dynamic",
};

/** cdktf's own classes for maps and lists of maps. */
const libraryTypes: Readonly<Record<string, TypeExpression>> = {
  "cdktf.StringMap": ["map", "string"],
  "cdktf.NumberMap": ["map", "number"],
  "cdktf.BooleanMap": ["map", "bool"],
  "cdktf.AnyMap": "dynamic",
  "cdktf.StringMapList": ["list", ["map", "string"]],
  "cdktf.StringListList": ["list", ["list", "string"]],
  "cdktf.StringMapMap": ["map", ["map", "string"]],
};

/**
 * Attributes that a class can only be read for: those with a getter or an accessor object, but no argument.
 *
 * @param readStructure the attributes of a structure inside, by its name
 */
export function computedAttributes(
  source: BindingSource,
  className: string,
  settable: ReadonlySet<string>,
  readStructure: (structure: string) => Block,
): Record<string, Attribute> {
  const body = source.classBody(className);
  const attributes: Record<string, Attribute> = {};
  for (const [, returned = ""] of body.matchAll(/^ {4}get \w+\(\) \{\n {8}return ([^;]+);\n {4}\}/gm)) {
    const read = returned.match(/this\.(?:get(\w+)Attribute|interpolationForAttribute)\('([\w-]+)'\)/);
    const name = read?.[2];
    if (name === undefined || settable.has(name)) continue;
    attributes[name] = { type: getterType(read?.[1], returned.includes("Fn.tolist")), computed: true };
  }
  for (const [, accessor = "", name = "", asSet] of body.matchAll(
    /this\._\w+ = new ([\w.]+)\(this, "([\w-]+)"(?:, (true|false))?\);/g,
  )) {
    if (settable.has(name)) continue;
    attributes[name] = { ...accessorAttribute(accessor, asSet === "true", readStructure), computed: true };
  }
  return attributes;
}

function getterType(getter: string | undefined, isSet: boolean): TypeExpression {
  const collection = isSet ? "set" : "list";
  if (getter === "List") return [collection, "string"];
  if (getter === "NumberList") return [collection, "number"];
  // The generator has no accessor for a list of lists: it interpolates, and the element's type is lost. Lists of
  // texts are all that the three providers have there (tests compare kubernetes and vault whole).
  return getterTypes[getter ?? ""] ?? [collection, ["list", "string"]];
}

function accessorAttribute(
  accessor: string,
  isSet: boolean,
  readStructure: (structure: string) => Block,
): Attribute {
  const library = libraryTypes[accessor];
  if (library !== undefined) return { type: library };
  const [, structure = "", shape] = accessor.match(/^(\w+?)(OutputReference|List|Map)$/) ?? [];
  if (shape === undefined) throw new Error(`The binding has an unknown kind of accessor, ${accessor}.`);
  const block = readStructure(structure);
  const object = blockType(block);
  if (shape === "OutputReference") return { type: object, nested: { mode: "single", block } };
  const mode = shape === "Map" ? "map" : isSet ? "set" : "list";
  return { type: [mode, object], nested: { mode, block } };
}
