import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { blocks, text, texts } from "./identifiers";

/**
 * The filters of a data source of EC2: an item must have one of the values of each.
 * @param names of the filters that are simulated; "tag:*" stands for a filter by any tag
 * @param read what an item says to a filter
 * @throws ApiError InvalidParameterValue for another filter
 */
export function matchesFilters<Item>(
  config: Attributes,
  names: readonly string[],
  read: (item: Item, name: string) => string | undefined,
): (item: Item) => boolean {
  const filters = blocks(config["filter"]).map((filter) => {
    const name = text(filter["name"]);
    if (names.includes(name) || (name.startsWith("tag:") && names.includes("tag:*"))) {
      return { name, values: texts(filter["values"]) };
    }
    throw new ApiError(
      "InvalidParameterValue",
      `The filter '${name}' is not simulated; add it to the data source that calls app/simulator/aws/filters.ts.`,
    );
  });
  return (item) => filters.every(({ name, values }) => values.includes(read(item, name) ?? ""));
}
