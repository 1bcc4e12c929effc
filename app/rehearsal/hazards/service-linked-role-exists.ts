import { metWith } from "../steps/expect";
import type { Hazard } from "./hazard";

const type = "aws_iam_service_linked_role";

export const serviceLinkedRoleExists: Hazard = {
  name: "service-linked-role-exists",
  errorCode: "InvalidInput",
  happens:
    "The account has a service-linked role already: the first use of a service in the console makes it.",
  rehearsed: "Auto Scaling's role is there before the account is bootstrapped.",
  survived: "The bootstrap takes the role over into its state and goes on.",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html",
  from: "empty",
  steps: [
    {
      step: "arrange",
      title: "The console has made a service-linked role",
      by: (scene) => {
        const service = String(scene.declared("bootstrap", type).attributes["aws_service_name"]);
        return scene.make("bootstrap", type, { aws_service_name: service }).id;
      },
    },
    { step: "bootstrap" },
    { step: "expect", title: "The role was there", of: metWith("InvalidInput") },
    { step: "expect-empty-plan", stacks: { parts: ["bootstrap"] } },
  ],
};
