import { s3Arn } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import type { DeployScope } from "./scope";

/** The states of the environment's stacks, with their locks; the account's state to read. */
export function state({ placement, state }: DeployScope): Statement[] {
  const objects = (keys: readonly string[], suffix = "") =>
    keys.map((key) => s3Arn(placement, `${state.bucket}/${key}${suffix}`));
  return [
    { sid: "Find", actions: ["s3:ListBucket"], resources: [s3Arn(placement, state.bucket)] },
    {
      sid: "Read",
      actions: ["s3:GetObject"],
      resources: objects([...state.writableKeys, ...state.readableKeys]),
    },
    { sid: "Write", actions: ["s3:PutObject"], resources: objects(state.writableKeys) },
    // Versions keep what was overwritten; only the lock file is ever deleted.
    { sid: "Unlock", actions: ["s3:DeleteObject"], resources: objects(state.writableKeys, ".tflock") },
    // Objects that a killed terraform has left out of its state are found by their tags; the action takes no resource.
    { sid: "FindLost", actions: ["tag:GetResources"], resources: ["*"] },
    { sid: "Encrypt", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [state.keyArn] },
  ];
}
