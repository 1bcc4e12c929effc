import type { Scene } from "../scene";
import { stateObject } from "./state-object";
import { buildNetwork, type Hazard } from "./hazard";

export const stateLocked: Hazard = {
  name: "state-locked",
  errorCode: "PreconditionFailed",
  happens: "A terraform that was killed leaves the lock of its state in the bucket.",
  rehearsed:
    "A lock of somebody else's lies beside the network's state; the apply is refused, and goes through after the lock is released.",
  survived:
    "Nothing is touched while the lock is there; the sentence says whose it is, since when, and how to release it.",
  source: "https://developer.hashicorp.com/terraform/language/backend/s3#state-locking",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "A killed terraform has left its lock",
      by: (scene) => {
        const { bucket, key } = lockOf(scene);
        scene.cloud.objectStore.put(bucket, key, Buffer.from(JSON.stringify(lock)), {
          "content-type": "application/json",
        });
        return `s3://${bucket}/${key}`;
      },
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "PreconditionFailed",
      says: /^The state of "[\w-]+-network" is locked by anna@ci-runner-7 since 2025-01-01 00:00:00 UTC \(OperationTypeApply\)\. Wait until that run ends\.$/,
    },
    {
      step: "arrange",
      title: "The lock is released",
      by: (scene) => {
        const { bucket, key } = lockOf(scene);
        scene.cloud.objectStore.delete(bucket, key);
      },
    },
    ...buildNetwork,
  ],
};

/** As terraform's S3 backend writes it. */
const lock = {
  ID: "5f7f3c0e-6a0b-4a52-9d5e-1c8f0a2b3c4d",
  Operation: "OperationTypeApply",
  Info: "",
  Who: "anna@ci-runner-7",
  Version: "1.11.4",
  Created: "2025-01-01T00:00:00Z",
  Path: "",
};

function lockOf(scene: Scene): { bucket: string; key: string } {
  const { bucket, key } = stateObject(scene, "network");
  return { bucket, key: `${key}.tflock` };
}
