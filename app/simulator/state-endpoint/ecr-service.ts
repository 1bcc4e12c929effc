import { secondsInMs } from "../cloud/clock";
import { jsonService, type JsonCall } from "./aws-json";
import { registryToken } from "./registry-token";

/** Source: ECR API reference, `GetAuthorizationToken`: "valid for 12 hours". */
const TOKEN_SECONDS = 12 * 60 * 60;

/** Amazon ECR's own API, as far as drydock calls it; images go through the registry's (registry-service.ts). */
export const ecrService = jsonService({
  name: "ecr",
  host: "api.ecr.drydock.internal",
  variable: "AWS_ENDPOINT_URL_ECR",
  target: "AmazonEC2ContainerRegistry_V20150921",
  operations: { GetAuthorizationToken: getAuthorizationToken },
});

/** The registry is on the endpoint's own address: container tools take plain HTTP from loopback only. */
function getAuthorizationToken({ cloud, caller, region, request }: JsonCall) {
  const lifeMs = secondsInMs(TOKEN_SECONDS);
  return {
    authorizationData: [
      {
        authorizationToken: registryToken(caller, region, cloud.clock.nowMs + lifeMs),
        // Clients compare the end of a token with the machine's own clock.
        expiresAt: (Date.now() + lifeMs) / 1000,
        proxyEndpoint: request.endpoint,
      },
    ],
  };
}
