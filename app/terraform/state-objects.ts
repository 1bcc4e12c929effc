import type { StateFile, StateResource } from "./driver";

/** One object of a state, with its full address. */
export interface StateObject {
  /** `aws_subnet.private[0]`. */
  readonly address: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export function addressOf(resource: StateResource): string {
  const data = resource.mode === "data" ? "data." : "";
  return `${resource.module ? `${resource.module}.` : ""}${data}${resource.type}.${resource.name}`;
}

/** The managed objects of a state, in the order of addresses. */
export function managedObjects(state: StateFile): StateObject[] {
  return state.resources
    .filter(({ mode }) => mode === "managed")
    .flatMap((resource) =>
      resource.instances.map(({ index_key: key, attributes }) => ({
        address: `${addressOf(resource)}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`,
        type: resource.type,
        attributes,
      })),
    )
    .sort((one, other) => (one.address < other.address ? -1 : 1));
}
