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
  if (response.status >= 300) return response;
  const document = parseXml(response.body);
  const [root] = Object.entries(document).filter(([name]) => !name.startsWith("?"));
  if (root === undefined || !isObject(root[1])) return response;
  change(root[1]);
  return { ...response, body: builder.build(document) };
}

/** The elements of a list of the wire format: `{ item: [...] }` or `{ member: [...] }`; none when it is empty. */
export function listed(list: unknown): JsonObject[] {
  const { item, member } = asObject(list);
  return asArray(item ?? member).filter(isObject);
}
