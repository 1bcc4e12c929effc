import { metWith } from "../steps/expect";
import { buildNetwork, type Hazard } from "./hazard";

export const instanceProfileNotVisible: Hazard = {
  name: "instance-profile-not-visible",
  errorCode: "InvalidParameterValue",
  happens: "EC2 does not know a new instance profile for some seconds and calls its name invalid.",
  rehearsed: "Instance profiles become visible after 60 seconds while the network is built.",
  survived: "The provider repeats the start of the instance until its profile is there.",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/27516",
  needs: { part: "network", type: "aws_iam_instance_profile" },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "IAM needs a minute to show an instance profile",
      by: ({ cloud }) => cloud.consistency.setPropagation("aws_iam_instance_profile", 60),
    },
    ...buildNetwork,
    { step: "expect", title: "A profile was not visible at first", of: metWith("InvalidParameterValue") },
  ],
};
