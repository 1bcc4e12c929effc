import type { Attribute, Block, NestingMode, Schema } from "../schema/schema";

const nesting: Readonly<Record<NestingMode, string>> = {
  single: "SINGLE",
  list: "LIST",
  set: "SET",
};

/** A schema as `tfplugin5.Schema`; nested objects are folded into the type of their attribute. */
export function schemaMessage({ version, block }: Schema): object {
  return { version, block: blockMessage(block) };
}

function blockMessage(block: Block): object {
  return {
    attributes: Object.entries(block.attributes).map(([name, attribute]) =>
      attributeMessage(name, attribute),
    ),
    block_types: Object.entries(block.blocks).map(([name, nested]) => ({
      type_name: name,
      block: blockMessage(nested.block),
      nesting: nesting[nested.mode],
      min_items: nested.minItems ?? 0,
      max_items: nested.maxItems ?? 0,
    })),
  };
}

function attributeMessage(name: string, attribute: Attribute): object {
  const { type, required, optional, computed, sensitive, writeOnly } = attribute;
  return {
    name,
    type: Buffer.from(JSON.stringify(type)),
    required: required ?? false,
    optional: optional ?? false,
    computed: computed ?? false,
    sensitive: sensitive ?? false,
    write_only: writeOnly ?? false,
  };
}
