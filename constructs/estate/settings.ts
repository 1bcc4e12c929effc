import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * OpenTofu locks states in S3 since 1.10 and Terraform since 1.11 (1.10 had it as an experiment), and each binary
 * compares this constraint with its own version; so the constraint is the lower one. The driver asks for
 * Terraform 1.11 itself (app/terraform/binary.ts).
 */
const REQUIRED_VERSION = ">= 1.10.0";

/** The version of Terraform or OpenTofu that a stack asks for; cdktf has no construct for it. */
export class RequiredVersion extends TerraformElement {
  override toTerraform(): object {
    return { terraform: { required_version: REQUIRED_VERSION } };
  }
}

/** A resource that changed its address, or that left the configuration. */
export type AddressChange =
  { readonly from: string; readonly to: string } | { readonly from: string; readonly destroy: boolean };

/** A `moved` or `removed` block. cdktf's own `moveFromId` starts the terraform binary during synth; this does not. */
export class ChangedAddress extends TerraformElement {
  constructor(
    scope: Construct,
    private readonly change: AddressChange,
  ) {
    super(scope, `${"to" in change ? "moved" : "removed"}-${change.from.replace(/[^a-z0-9]+/g, "-")}`);
  }

  override toTerraform(): object {
    if ("to" in this.change) return { moved: [{ from: this.change.from, to: this.change.to }] };
    return { removed: [{ from: this.change.from, lifecycle: { destroy: this.change.destroy } }] };
  }
}
