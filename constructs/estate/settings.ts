import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/** The version of Terraform or OpenTofu that a stack asks for; cdktf has no construct for it. */
export class RequiredVersion extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly constraint: string,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    return { terraform: { required_version: this.constraint } };
  }
}

/** A resource that changed its address, or that left the configuration. */
export type AddressChange =
  { readonly from: string; readonly to: string } | { readonly from: string; readonly destroy: boolean };

/** A `moved` or `removed` block. cdktf's own `moveFromId` starts the terraform binary during synth; this does not. */
export class ChangedAddress extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly change: AddressChange,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    if ("to" in this.change) return { moved: [{ from: this.change.from, to: this.change.to }] };
    return { removed: [{ from: this.change.from, lifecycle: { destroy: this.change.destroy } }] };
  }
}
