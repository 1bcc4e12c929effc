import { cancelKeyDeletion } from "../../simulator/aws/kms";
import type { CloudObject } from "../../simulator/behaviour";
import type { Scene } from "../scene";
import { buildNetwork, type Hazard } from "./hazard";

const keys = { parts: ["keep-keys"] } as const;

export const kmsKeyPendingDeletion: Hazard = {
  name: "kms-key-pending-deletion",
  errorCode: "KMSInvalidStateException",
  happens:
    "Somebody schedules the deletion of a key: terraform takes it for gone and would make another under its alias, which opens nothing of what the first one closed.",
  rehearsed:
    "The deletion of the log groups' key is scheduled; the deployment of the keys is refused; the deletion is cancelled, and the keys are as before.",
  survived:
    "The guardrail stateful-not-remade refuses a plan that makes a stateful object anew and says how to cancel; the window of at least 7 days leaves the time for it.",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "Somebody schedules the deletion of the log groups' key",
      by: (scene) => {
        const key = keyOfLogs(scene);
        scene.remove(key);
        return key.id;
      },
    },
    {
      step: "expect-guardrail",
      stacks: keys,
      rule: "stateful-not-remade",
      says: /It is gone from AWS, .* without everything that was encrypted with the key\. .*aws kms cancel-key-deletion/,
    },
    {
      step: "arrange",
      title: "The deletion is cancelled",
      by: ({ cloud }) => {
        const gone = cloud.departed.since(0).filter(({ type }) => type === "aws_kms_key");
        for (const { id } of gone) cancelKeyDeletion(id, cloud);
      },
    },
    { step: "apply", stacks: keys },
    { step: "expect-empty-plan", stacks: keys },
    ...buildNetwork,
  ],
};

function keyOfLogs(scene: Scene): CloudObject {
  return scene.object("aws_kms_key", { description: /^Log groups of / });
}
