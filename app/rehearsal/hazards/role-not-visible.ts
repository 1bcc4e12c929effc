import { metWith } from "../steps/expect";
import { buildNetwork, type Hazard } from "./hazard";

export const roleNotVisible: Hazard = {
  name: "role-not-visible",
  errorCode: "InvalidParameter",
  happens: "IAM takes its time to show a new role to other services, which refuse it as if it did not exist.",
  rehearsed: "Roles become visible after 60 seconds while the network is built.",
  survived:
    "The provider repeats the creation of the flow log until its role is there; what needs a role refers to it, so it comes after.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "IAM needs a minute to show a role",
      by: ({ cloud }) => cloud.consistency.setPropagation("aws_iam_role", 60),
    },
    ...buildNetwork,
    { step: "expect", title: "A role was not visible at first", of: metWith("InvalidParameter") },
  ],
};
