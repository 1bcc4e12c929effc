import { buildNetwork, type Hazard } from "./hazard";

export const kmsKeyDisabled: Hazard = {
  name: "kms-key-disabled",
  errorCode: "AccessDeniedException",
  happens: "Somebody disables a key, and whatever is to be encrypted with it cannot be created.",
  rehearsed:
    "The key of the log groups is disabled before the network is built; the apply stops; deploying the keys enables it again, and the network is built to the end.",
  survived:
    "The keys' stack comes before the network in every deployment and takes the change back; the sentence of the failure says so.",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "Somebody disables the key of the log groups",
      by: (scene) => {
        const key = scene.object("aws_kms_key", { description: /^Log groups of / });
        scene.cloud.changeBehindTerraform(key, { is_enabled: false });
        return key.id;
      },
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "AccessDeniedException",
      says: /^The KMS key of aws_cloudwatch_log_group\.\S+ of .* cannot be used: it is disabled, .* or deploy the stack that holds it, and run the command again\.$/,
    },
    { step: "apply", stacks: { parts: ["keep-keys"] } },
    ...buildNetwork,
  ],
};
