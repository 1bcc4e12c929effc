import type { Behaviour, CallScope, CloudObject, TypeTable } from "../../../../app/simulator/behaviour";
import { ApiError } from "../../../../app/simulator/cloud/api-error";
import type { Cloud } from "../../../../app/simulator/cloud/cloud";
import { type Attributes, UNKNOWN } from "../../../../app/simulator/value";

/** A table for a made-up type. */
export function table(behaviour: Partial<Behaviour> = {}): TypeTable {
  return {
    facts: {},
    api: { service: "Toy", noun: "Toy", create: "CreateToy", read: "GetToy", delete: "DeleteToy" },
    behaviour: { identity: (_, context) => context.id("toy-"), ...behaviour },
  };
}

export const place: Omit<CallScope, "type"> = {
  provider: "aws",
  account: "111111111111",
  region: "eu-west-1",
  defaultTags: {},
};

/** Calls on a cloud for one type, with everything unknown left null. */
export class Toys {
  constructor(
    readonly cloud: Cloud,
    readonly type: string,
    readonly toys: TypeTable,
    readonly where: Omit<CallScope, "type"> = place,
  ) {}

  create(attributes: Attributes = {}): CloudObject {
    const planned: Attributes = { id: UNKNOWN, ...attributes };
    return this.cloud.create(this.toys, planned, this.context(planned), (complete) => complete);
  }

  update(object: CloudObject, changes: Attributes): CloudObject {
    const planned = { ...object.attributes, ...changes };
    return this.cloud.update(this.toys, object.id, planned, this.context(planned), (complete) => complete);
  }

  read(id: string): CloudObject | undefined {
    return this.cloud.read(this.toys, id, this.context({}));
  }

  delete(object: CloudObject): void {
    this.cloud.delete(this.toys, object.id, this.context(object.attributes));
  }

  find(importId: string): CloudObject | undefined {
    return this.cloud.find(this.toys, importId, this.context({}));
  }

  private context(attributes: Attributes) {
    return this.cloud.context({ ...this.where, type: this.type }, attributes);
  }
}

export function errorOf(call: () => unknown): ApiError {
  try {
    call();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("the call was not refused");
}
