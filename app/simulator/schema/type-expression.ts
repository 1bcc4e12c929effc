/** Terraform's types in the JSON notation that its plugin protocol and `providers schema -json` use. */
export type TypeExpression = Primitive | CollectionType | BlockType | TupleType;
export type Primitive = "string" | "number" | "bool" | "dynamic";
export type CollectionType = ["list" | "set" | "map", TypeExpression];
export type BlockType = ["object", Record<string, TypeExpression>];
export type TupleType = ["tuple", TypeExpression[]];

export const isPrimitive = (type: TypeExpression): type is Primitive => typeof type === "string";
export const isObject = (type: TypeExpression): type is BlockType => type[0] === "object";
export const isTuple = (type: TypeExpression): type is TupleType => type[0] === "tuple";
export const isMap = (type: TypeExpression): type is ["map", TypeExpression] => type[0] === "map";
