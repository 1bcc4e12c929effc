import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Ec2InstanceMetadataDefaults } from "@cdktf/provider-aws/lib/ec2-instance-metadata-defaults";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/** @see RegionDefaults */
export interface RegionDefaultsProps {
  /** Provider of the region. @default - the stack's own */
  readonly provider?: TerraformProvider;
}

/** Settings that an account has once in each region: encrypted disks, and instance metadata by session token only. */
export class RegionDefaults extends Construct {
  readonly diskEncryption: EbsEncryptionByDefault;
  readonly instanceMetadata: Ec2InstanceMetadataDefaults;

  constructor(scope: Construct, id: string, props: RegionDefaultsProps = {}) {
    super(scope, id);
    const { provider } = props;
    this.diskEncryption = new EbsEncryptionByDefault(this, "disk-encryption", { enabled: true, provider });
    this.instanceMetadata = new Ec2InstanceMetadataDefaults(this, "instance-metadata", {
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      provider,
    });
  }
}
