import { buildNetwork } from "../hazards/hazard";
import { metWith } from "../steps/expect";
import { fault } from "./fault";

/** Each service has its own word for it. */
const words = [
  { type: "aws_subnet", code: "RequestLimitExceeded", message: "Request limit exceeded.", statusCode: 503 },
  { type: "aws_iam_role", code: "Throttling", message: "Rate exceeded", statusCode: 400 },
  {
    type: "aws_cloudwatch_log_group",
    code: "ThrottlingException",
    message: "Rate exceeded",
    statusCode: 400,
  },
] as const;

export const throttled = fault({
  name: "throttled",
  summary:
    "EC2, IAM, CloudWatch Logs and the bucket of states throttle while the network is built: every call is repeated, and nothing fails.",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "AWS throttles",
      by: ({ cloud, disturbance }) => {
        for (const word of words) cloud.faults.add({ ...word, times: 4, retryable: true });
        disturbance.throttle("s3", 1);
      },
    },
    ...buildNetwork,
    ...words.map(({ code }) => ({
      step: "expect" as const,
      title: `Calls were throttled with ${code}`,
      of: metWith(code),
    })),
    {
      step: "expect",
      title: "Calls to the bucket of states were throttled",
      of: ({ disturbance }) => {
        const left = disturbance.toThrottle("s3");
        return {
          sentence: `${left} calls to S3 are still to be throttled`,
          wrong:
            left === 0
              ? []
              : ["No call to the bucket of states was throttled, so nothing was shown about it."],
        };
      },
    },
  ],
});
