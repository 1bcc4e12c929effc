import { stated } from "../construct-arguments";
import type { ConstructTreeRule } from "../rule";

export const ec2ImageOwner: ConstructTreeRule = {
  id: "ec2-image-owner",
  severity: "error",
  title: "Machine images are looked up at a named owner",
  rationale:
    "Anybody may publish an image under any name; the machine would start with theirs, and with its own role.",
  source: { checkov: ["CKV_AWS_386"] },
  *check(stacks) {
    for (const image of stacks.flatMap(({ dataSources }) => dataSources)) {
      if (image.terraformResourceType !== "aws_ami") continue;
      const owners = stated(image, "owners");
      if (Array.isArray(owners) && owners.length > 0) continue;
      yield { subject: image, message: "It states no owners. Name the account or alias that publishes it." };
    }
  },
};
