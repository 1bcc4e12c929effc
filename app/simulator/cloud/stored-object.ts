import type { CloudObject } from "../behaviour";
import type { HeldName } from "./name-register";

/** What the cloud keeps of an object beside what a provider sees. */
export interface StoredObject extends CloudObject {
  readonly provider: string;
  /** Other objects that it names; they may be gone by now, as in the real cloud. */
  readonly references: readonly ObjectReference[];
  /** Names that nobody else can take while it exists. */
  readonly names: readonly HeldName[];
  /**
   * Key of the object that brought it into being and takes it away again (a VPC's default security group);
   * such objects are left out of snapshots.
   */
  readonly owner?: string;
}

/** What one object says of another: "my `vpc_id` is the `id` of the `aws_vpc` with this value". */
export interface ObjectReference {
  readonly path: string;
  readonly type: string;
  readonly attribute: string;
  readonly value: string;
  /** AWS's error code with which the other's deletion is refused while this object exists. */
  readonly blocksDelete?: string;
}

/** The key of an object in the cloud. */
export function objectKey(scope: string, type: string, id: string): string {
  return `${scope}|${type}|${id}`;
}

export function keyOf(object: Pick<CloudObject, "scope" | "type" | "id">): string {
  return objectKey(object.scope, object.type, object.id);
}
