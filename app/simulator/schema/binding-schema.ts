import type { BindingSource, DeclaredArgument, MappedArgument } from "./binding-source";
import { capitalised } from "./binding-source";
import { computedAttributes } from "./computed-attributes";
import type { Attribute, Block, NestedBlock, Schema } from "./schema";
import { blockType } from "./schema";
import type { Primitive, TypeExpression } from "./type-expression";

/**
 * The schema that a generated binding carries: names, types, nesting, required or optional, and the attributes that
 * are only computed. Not in a binding, and added by facts.ts: optional and computed, replacement, defaults,
 * sensitivity, write-only, limits of items other than one, the schema's version.
 */
export function bindingSchema(source: BindingSource): Schema {
  const block = readBlock(source, source.mainArguments(), source.mainClass, `${source.mainClass}Config`);
  // Terraform's own argument of a provider block, never sent to the provider.
  if (source.kind === "provider") delete block.attributes["alias"];
  const { id } = block.attributes;
  return { version: 0, block, legacyTypeSystem: source.kind === "resource" && id?.optional === true };
}

/** The arguments and computed attributes of a structure (a nested block or object) of a binding. */
export function structureBlock(source: BindingSource, structure: string): Block {
  return readBlock(source, source.structureArguments(structure), `${structure}OutputReference`, structure);
}

function readBlock(
  source: BindingSource,
  mapped: MappedArgument[],
  className: string,
  interfaceName: string,
): Block {
  const block: Block = { attributes: {}, blocks: {} };
  const declared = source.declaredArguments(interfaceName);
  for (const argument of mapped) {
    const structure = mappedStructure(argument);
    const optional = declared.get(argument.name)?.optional ?? true;
    if (structure === undefined) {
      block.attributes[argument.name] = { type: simpleType(argument), ...need(optional) };
      continue;
    }
    const inner = structureBlock(source, structure);
    if (isBlock(argument, declared.get(argument.name))) {
      block.blocks[argument.name] = nestedBlock(argument, inner, optional);
    } else {
      block.attributes[argument.name] = { ...objectAttribute(argument.kind, inner), ...need(optional) };
    }
  }
  const settable = new Set(mapped.map(({ name }) => name));
  Object.assign(
    block.attributes,
    computedAttributes(source, className, settable, (structure) => structureBlock(source, structure)),
  );
  return block;
}

const need = (optional: boolean) => (optional ? { optional: true } : { required: true });

/** The structure that an argument holds; undefined for texts, numbers, booleans and collections of them. */
function mappedStructure({ expression }: MappedArgument): string | undefined {
  const mappers = expression.match(/\w+(?=ToHclTerraform\b)/g) ?? [];
  const name = mappers.find((mapper) => !/^(?:string|number|boolean|any)$/.test(mapper));
  return name === undefined ? undefined : capitalised(name);
}

/**
 * Block or attribute of an object type? The second argument of `listMapperHcl` says it for lists and sets (`isBlock`
 * beside it only means "complex"). Without a list mapper: a list of at most one element is a block; a map is an
 * attribute; a single structure is what its documentation says.
 */
function isBlock({ expression, kind }: MappedArgument, declared: DeclaredArgument | undefined): boolean {
  const listMapper = expression.match(/listMapperHcl\(\w+, (true|false)\)/);
  if (listMapper) return listMapper[1] === "true";
  if (expression.includes("hashMapperHcl")) return false;
  return kind === "struct" ? declared?.documentedAsBlock === true : true;
}

function nestedBlock(argument: MappedArgument, block: Block, optional: boolean): NestedBlock {
  if (argument.kind === "struct") return { mode: "single", block };
  const single = !argument.expression.includes("listMapperHcl");
  return {
    mode: argument.kind === "set" ? "set" : "list",
    block,
    ...(optional ? {} : { minItems: 1 }),
    ...(single ? { maxItems: 1 } : {}),
  };
}

function objectAttribute(kind: string, block: Block): Attribute {
  const mode = kind === "struct" ? "single" : kind === "set" ? "set" : kind === "map" ? "map" : "list";
  const object = blockType(block);
  return { type: mode === "single" ? object : [mode, object], nested: { mode, block } };
}

const primitives: Readonly<Record<string, Primitive>> = {
  string: "string",
  number: "number",
  boolean: "bool",
  any: "dynamic",
};

/** `stringListMap` is written innermost first; `kind` tells whether the outermost collection is a list or a set. */
function simpleType({ kind, storage, name }: MappedArgument): TypeExpression {
  const simple = primitives[storage];
  if (kind === "simple" && simple !== undefined) return simple;
  // A map of anything is an attribute that is itself dynamically typed.
  if (kind === "map" && storage === "anyMap") return "dynamic";
  const parts = storage.match(/^(string|number|boolean|any)((?:List|Map)+)$/);
  const element = primitives[parts?.[1] ?? ""];
  const wraps = parts?.[2]?.match(/List|Map/g);
  if (element === undefined || !wraps)
    throw new Error(`Argument ${name} has the unknown storage ${kind} ${storage}.`);
  return wraps.reduce<TypeExpression>((type, wrap, index) => {
    const outermost = index === wraps.length - 1;
    if (wrap === "Map") return ["map", type];
    return [outermost && kind === "set" ? "set" : "list", type];
  }, element);
}
