/** A child of an XML element: text, or elements by name; an array repeats the element, undefined leaves it out. */
export type XmlContent =
  string | number | boolean | XmlElement | readonly XmlElement[] | readonly string[] | undefined;

export interface XmlElement {
  readonly [name: string]: XmlContent;
}

/** An XML document with one root element, as AWS's services answer. */
export function xmlDocument(root: string, content: XmlElement, namespace?: string): string {
  const attribute = namespace === undefined ? "" : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${children(content)}</${root}>`;
}

function children(content: XmlElement): string {
  return Object.entries(content)
    .map(([name, value]) => {
      if (value === undefined) return "";
      const many: readonly (string | number | boolean | XmlElement)[] = isList(value) ? value : [value];
      return many
        .map((one) => `<${name}>${typeof one === "object" ? children(one) : escape(String(one))}</${name}>`)
        .join("");
    })
    .join("");
}

function isList(value: Exclude<XmlContent, undefined>): value is readonly XmlElement[] | readonly string[] {
  return Array.isArray(value);
}

/** Control characters cannot be written in XML 1.0; a listing that may hold them asks for URL encoding. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
