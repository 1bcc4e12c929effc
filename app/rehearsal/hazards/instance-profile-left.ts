import { buildNetwork, type Hazard } from "./hazard";

const type = "aws_iam_instance_profile";

export const instanceProfileLeft: Hazard = {
  name: "instance-profile-left",
  errorCode: "EntityAlreadyExists",
  happens: "Deleting a role by hand leaves its instance profile behind, with its name.",
  rehearsed:
    "A profile without a role has the tunnel's name when the network is built; the apply stops, and after the profile is deleted it goes on.",
  survived: "The apply fails at the profile with a sentence, and the next one goes on from there.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html",
  needs: { part: "network", type },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "A profile was left behind",
      by: (scene) => {
        const name = String(scene.declared("network", type).attributes["name"]);
        return scene.make("network", type, { name, role: "" }).id;
      },
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "EntityAlreadyExists",
      says: /^aws_iam_instance_profile\.\S+ of .* exists already, and its state does not know it/,
    },
    {
      step: "arrange",
      title: "The profile is deleted",
      by: (scene) => scene.remove(scene.object(type, { role: "" })),
    },
    ...buildNetwork,
  ],
};
