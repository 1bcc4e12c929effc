import { refusal } from "../aws-account";
import { ClusterAccount } from "./eks-fixture";

const IMAGE = "amazon-eks-node-al2023-x86_64-standard-1.35-v20260224";

/** A group whose template names an image of the user's own. */
function withOwnImage(more: Record<string, string> = {}) {
  const aws = ClusterAccount.withNetwork();
  const { id: image = "" } = aws.data("aws_ami", {
    owners: ["amazon"],
    filter: [{ name: "name", values: [IMAGE] }],
  });
  const template = aws.create("aws_launch_template", { name: "own", image_id: image });
  const create = () =>
    aws.nodeGroup("own", { launch_template: [{ id: template.id, name: null, version: "1" }], ...more });
  return { image, create };
}

describe("a node group with an image of one's own", () => {
  it("has no Kubernetes version and the image as its release", () => {
    const { image, create } = withOwnImage();
    expect(create().attributes).toMatchObject({ ami_type: "CUSTOM", version: "", release_version: image });
  });

  it("takes neither another type of image nor a version", () => {
    const { create: typed } = withOwnImage({ ami_type: "AL2023_x86_64_STANDARD" });
    expect(refusal(typed)).toBe(
      "InvalidParameterException: You cannot specify an AMI Type other than CUSTOM, when specifying an image id in your launch template.",
    );
    const { create: versioned } = withOwnImage({ version: "1.35" });
    expect(refusal(versioned)).toBe(
      "InvalidParameterException: You cannot specify a kubernetes version to use when specifying an image id to use within the launch template.",
    );
  });
});
