import { buildNetwork, type Hazard } from "./hazard";

export const credentialsExpire: Hazard = {
  name: "credentials-expire",
  errorCode: "ExpiredToken",
  happens: "The credentials of a long run expire in its middle.",
  rehearsed:
    "From the tenth creation on every call is refused while the network is built; the apply stops, and with new credentials it goes on.",
  survived:
    "What was created is in the state, the sentence says to sign in again, and the next apply goes on.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "The credentials expire after ten creations",
      by: ({ cloud }) =>
        cloud.faults.add({
          operation: "create",
          after: 10,
          times: Infinity,
          code: "ExpiredToken",
          message: "The security token included in the request is expired",
          statusCode: 403,
        }),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "ExpiredToken",
      says: /^The AWS credentials have expired, .* Sign in again/,
    },
    { step: "arrange", title: "The user signs in again", by: ({ cloud }) => cloud.faults.clear() },
    ...buildNetwork,
  ],
};
