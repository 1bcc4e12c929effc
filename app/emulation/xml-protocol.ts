import { XMLBuilder, XMLParser } from "fast-xml-parser";
import type { EndpointResponse } from "../simulator/state-endpoint/message";
import { asArray, asObject, isObject, type JsonObject } from "../terraform/json";

const attributes = { ignoreAttributes: false, attributeNamePrefix: "@" } as const;
const parser = new XMLParser({
  ...attributes,
  parseTagValue: false,
  isArray: (name) => name === "item" || name === "member",
});
const builder = new XMLBuilder({ ...attributes, suppressEmptyNode: false });

/** An XML document as nested objects; elements that AWS repeats (`item`, `member`) are always arrays, text is text. */
export function parseXml(document: EndpointResponse["body"]): JsonObject {
  return asObject(parser.parse(String(document ?? "")));
}

/**
 * What moto answered, changed in place.
 * @param change gets what is inside the root element; not called for an error
 */
export function amendedXml(
  response: EndpointResponse,
  change: (content: JsonObject) => void,
): EndpointResponse {
  return response.status >= 300 ? response : { ...response, body: changedXml(response.body, change) };
}

/** A document, changed in place; one without elements stays as it is. */
export function changedXml(
  document: EndpointResponse["body"],
  change: (content: JsonObject) => void,
): string {
  const parsed = parseXml(document);
  const [root] = Object.entries(parsed).filter(([name]) => !name.startsWith("?"));
  if (root === undefined || !isObject(root[1])) return String(document ?? "");
  change(root[1]);
  return builder.build(parsed);
}

/** The elements of a list of the wire format: `{ item: [...] }` or `{ member: [...] }`; none when it is empty. */
export function listed(list: unknown): JsonObject[] {
  const { item, member } = asObject(list);
  return asArray(item ?? member).filter(isObject);
}

/** The elements of a list of REST-XML, which repeats a name of its own; one alone is no array. */
export function listedAs(name: string, list: unknown): JsonObject[] {
  const elements = asObject(list)[name];
  return (Array.isArray(elements) ? elements : [elements]).filter(isObject);
}
