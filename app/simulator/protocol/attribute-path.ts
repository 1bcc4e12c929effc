/** Where in an object: names of attributes and blocks, indices of lists. `["rule", 0, "id"]` is `rule[0].id`. */
export type AttributePath = readonly (string | number)[];

export interface AttributePathMessage {
  readonly steps: readonly ({ attribute_name: string } | { element_key_int: number })[];
}

export function attributePathMessage(path: AttributePath): AttributePathMessage {
  return {
    steps: path.map((step) =>
      typeof step === "number" ? { element_key_int: step } : { attribute_name: step },
    ),
  };
}
