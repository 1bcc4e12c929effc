import type { Construct } from "constructs";
import { UserError } from "../../app/user-error";

/** The id of the resource that a construct is about; it is left out of the address: `unseal/resource` is `unseal`. */
export const RESOURCE = "resource";

const ALLOWED_ID = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Terraform addresses from construct paths: `endpoints/sts` becomes `endpoints-sts`, without the hash that cdktf
 * appends. Addresses are public API (state, `moved` blocks, the ledger), so they must be readable and must not
 * change when an unrelated construct is added.
 *
 * cdktf strips characters silently, so that `a.b` and `ab` become one resource; here such an id is refused, and
 * two paths that join to the same id throw.
 */
export class LogicalIds {
  private readonly pathOf = new Map<string, string>();

  /**
   * @param scopes the constructs below the stack, outermost first, the element itself last
   * @throws UserError for an id with other characters than a-z, 0-9 and "-", and for a collision
   */
  allocate(stackName: string, scopes: readonly Construct[]): string {
    const ids = scopes.map((scope) => scope.node.id);
    const path = [stackName, ...ids].join("/");
    for (const id of ids) {
      if (!ALLOWED_ID.test(id)) {
        throw new UserError(
          `The construct id "${id}" in "${path}" is refused: an id is made of a-z, 0-9 and "-" (not at its ends), ` +
            `because it becomes part of a Terraform address.`,
        );
      }
    }
    const visible = ids.length > 1 ? ids.filter((id) => id !== RESOURCE) : ids;
    const logicalId = visible.join("-");
    const holder = this.pathOf.get(logicalId);
    if (holder !== undefined && holder !== path) {
      throw new UserError(
        `The constructs "${holder}" and "${path}" would share the Terraform id "${logicalId}". Rename one of them.`,
      );
    }
    this.pathOf.set(logicalId, path);
    return logicalId;
  }
}
