import { buildNetwork, type Hazard } from "./hazard";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export const roleNameTaken: Hazard = {
  name: "role-name-taken",
  errorCode: "EntityAlreadyExists",
  happens: "A role with the estate's name exists and no state knows it: made by hand, or left by a crash.",
  rehearsed:
    "A role with the name of the flow logs' role is there before the network is built; the apply stops, and after the role is deleted it goes on.",
  survived:
    "The apply fails at the role with a sentence; what it made is in the state, so the next one goes on from there.",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "Somebody makes a role with the name",
      by: (scene) => {
        const { attributes } = scene.declared("network", "aws_iam_role");
        const name = String(attributes["name"]);
        return scene.make("network", "aws_iam_role", { name, assume_role_policy: trust }).id;
      },
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "EntityAlreadyExists",
      says: /^aws_iam_role\.\S+ of "[\w-]+-network" exists already, and its state does not know it: .* delete it, and run the command again\.$/,
    },
    {
      step: "arrange",
      title: "The role is deleted",
      by: (scene) => {
        const { attributes } = scene.declared("network", "aws_iam_role");
        scene.remove(scene.object("aws_iam_role", { name: String(attributes["name"]) }));
      },
    },
    ...buildNetwork,
  ],
};
