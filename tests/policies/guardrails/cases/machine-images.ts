import { DataAwsAmi, type DataAwsAmiConfig } from "@cdktf/provider-aws/lib/data-aws-ami";
import { TerraformStack, type App } from "cdktf";

const lookup =
  (config: DataAwsAmiConfig) =>
  (app: App): unknown =>
    new DataAwsAmi(new TerraformStack(app, "dev-network"), "image", {
      filter: [{ name: "name", values: ["al2023-ami-*"] }],
      ...config,
    });

/** Where the images of machines come from. */
export const imageCases = {
  rule: "ec2-image-owner",
  fails: [
    { what: "whoever publishes an image under the name", build: lookup({}), says: "It states no owners" },
    { what: "an empty list of owners", build: lookup({ owners: [] }), says: "It states no owners" },
  ],
  passes: [{ what: "Amazon's own images", build: lookup({ owners: ["amazon"] }) }],
};
