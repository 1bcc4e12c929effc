import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/** @see TerraformSettings */
export interface TerraformSettingsProps {
  /** Constraint on the version of Terraform or OpenTofu. */
  readonly requiredVersion: string;
  /** Constraints on the versions of providers, by local name; they replace the pins of the bindings. */
  readonly providerVersions: Readonly<Record<string, string>>;
}

/** The part of the `terraform` block that cdktf has no construct for. It must come after the providers. */
export class TerraformSettings extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformSettingsProps,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    const versions = Object.entries(this.props.providerVersions).map(([name, version]) => [
      name,
      { version },
    ]);
    return {
      terraform: {
        required_version: this.props.requiredVersion,
        required_providers: Object.fromEntries(versions) as object,
      },
    };
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
