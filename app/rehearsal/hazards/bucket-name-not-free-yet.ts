import { secondsInMs } from "../../simulator/cloud/clock";
import { stateObject } from "./state-object";
import { metWith } from "../steps/expect";
import type { Hazard } from "./hazard";

const minutes = 10;

export const bucketNameNotFreeYet: Hazard = {
  name: "bucket-name-not-free-yet",
  errorCode: "OperationAborted",
  happens: "The name of a deleted bucket is not free at once; S3 calls it a conflicting operation.",
  rehearsed: `The state bucket's name is held for ${minutes} minutes when the account is bootstrapped.`,
  survived:
    "The provider repeats the creation for 20 minutes; no disposable stack has a bucket, so a rebuild takes no name at all.",
  source: "https://github.com/aws/aws-cli/issues/2593",
  from: "empty",
  steps: [
    {
      step: "arrange",
      title: "A bucket of the name was deleted a moment ago",
      by: (scene) => {
        const { bucket } = stateObject(scene, "bootstrap");
        const { cloud } = scene;
        cloud.names.bury({
          space: cloud.nameSpace("aws_s3_bucket", { provider: "aws", account: "", region: "" }, "global"),
          name: bucket,
          untilMs: cloud.clock.nowMs + secondsInMs(minutes * 60),
          code: "OperationAborted",
          message:
            "A conflicting conditional operation is currently in progress against this resource. Please try again.",
          statusCode: 409,
          retriedForSeconds: 20 * 60,
        });
        return bucket;
      },
    },
    { step: "bootstrap" },
    { step: "expect", title: "The name was not free at first", of: metWith("OperationAborted") },
    { step: "expect-empty-plan", stacks: { parts: ["bootstrap"] } },
  ],
};
