import type { Cloud } from "../cloud/cloud";
import { secondsInMs } from "../cloud/clock";
import { type Caller, identify, sessionCredentials, signedScope } from "./credentials";
import type { EndpointService } from "./endpoint-service";
import type { EndpointRequest, EndpointResponse } from "./message";
import { ServiceError } from "./service-error";
import { admits } from "./trust";
import { type XmlElement, xmlDocument } from "./xml";

const STS_HOST = "sts.drydock.internal";
const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

const DEFAULT_SESSION_SECONDS = 3600;
const SHORTEST_SESSION_SECONDS = 900;
const LONGEST_SESSION_SECONDS = 43_200;

/** AWS Security Token Service: who is calling, and taking on a role. */
export const stsService: EndpointService = {
  name: "sts",
  host: STS_HOST,
  takes: ({ host }) => host === STS_HOST,
  answer: answerSts,
  failure: stsFailure,
  throttled: () => new ServiceError(400, "Throttling", "Rate exceeded"),
  variables: () => ({ AWS_ENDPOINT_URL_STS: `http://${STS_HOST}` }),
};

function answerSts(cloud: Cloud, request: EndpointRequest): EndpointResponse {
  const form = new URLSearchParams([...request.query, ...new URLSearchParams(request.body.toString())]);
  const caller = callerOf(request, cloud);
  const action = form.get("Action") ?? "";
  if (action === "GetCallerIdentity") {
    return answer(action, request, { Arn: caller.arn, UserId: caller.userId, Account: caller.account });
  }
  if (action === "AssumeRole") return answer(action, request, assumeRole(cloud, caller, form));
  throw new ServiceError(400, "InvalidAction", `Could not find operation ${action} for version 2011-06-15`);
}

function callerOf(request: EndpointRequest, cloud: Cloud): Caller {
  const scope = signedScope(request.headers["authorization"], request.query);
  if (!scope) {
    throw new ServiceError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
  }
  return identify(scope.keyId, request.headers["x-amz-security-token"], cloud.clock, {
    unknown: new ServiceError(
      403,
      "InvalidClientTokenId",
      "The security token included in the request is invalid.",
    ),
    expired: new ServiceError(403, "ExpiredToken", "The security token included in the request is expired"),
  });
}

/**
 * In an account of which the cloud holds roles, the role must be one of them and its trust policy must let the
 * caller in; of other accounts nothing is known, and any role is taken on.
 * @throws ServiceError AccessDenied, ValidationError
 */
function assumeRole(cloud: Cloud, caller: Caller, form: URLSearchParams): XmlElement {
  const roleArn = form.get("RoleArn") ?? "";
  const [, account, path] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
  if (account === undefined || path === undefined) {
    throw new ServiceError(400, "ValidationError", `${roleArn} is invalid`);
  }
  const seconds = Number(form.get("DurationSeconds") ?? DEFAULT_SESSION_SECONDS);
  if (!(seconds >= SHORTEST_SESSION_SECONDS && seconds <= LONGEST_SESSION_SECONDS)) {
    throw new ServiceError(
      400,
      "ValidationError",
      `DurationSeconds ${form.get("DurationSeconds")} is out of range`,
    );
  }
  const role = cloud.findBy("aws_iam_role", "arn", roleArn);
  const known = cloud.list("aws_iam_role", { provider: "aws", account, region: "" }).length > 0;
  const trusted = role
    ? admits(String(role.attributes["assume_role_policy"]), caller, form.get("ExternalId"))
    : !known;
  if (!trusted) {
    throw new ServiceError(
      403,
      "AccessDenied",
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  }
  const longest = role?.attributes["max_session_duration"];
  if (typeof longest === "number" && seconds > longest) {
    throw new ServiceError(
      400,
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  return session(
    cloud,
    { account, arn: roleArn, name: path.split("/").at(-1) ?? path },
    form,
    seconds,
    role?.attributes["unique_id"],
  );
}

function session(
  cloud: Cloud,
  role: { account: string; arn: string; name: string },
  form: URLSearchParams,
  seconds: number,
  uniqueId: unknown,
): XmlElement {
  const name = form.get("RoleSessionName") ?? "";
  const roleId = typeof uniqueId === "string" ? uniqueId : `AROA${role.account.padEnd(17, "A")}`;
  const assumed: Required<Caller> = {
    account: role.account,
    arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`,
    userId: `${roleId}:${name}`,
    roleArn: role.arn,
  };
  const expiresMs = cloud.clock.sessionMs + secondsInMs(seconds);
  const credentials = sessionCredentials(assumed, expiresMs);
  return {
    AssumedRoleUser: { Arn: assumed.arn, AssumedRoleId: assumed.userId },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: expiration(seconds),
    },
  };
}

/** Clients compare the end of a session with the machine's own clock, so it is said in that time. */
function expiration(seconds: number): string {
  return new Date(Date.now() + secondsInMs(seconds)).toISOString();
}

function answer(action: string, request: EndpointRequest, result: XmlElement): EndpointResponse {
  return {
    status: 200,
    headers: { "content-type": "text/xml" },
    body: xmlDocument(
      `${action}Response`,
      { [`${action}Result`]: result, ResponseMetadata: { RequestId: request.requestId } },
      NAMESPACE,
    ),
  };
}

/** An error as STS writes it. */
function stsFailure(error: ServiceError, request: EndpointRequest): EndpointResponse {
  const type = error.status < 500 ? "Sender" : "Receiver";
  return {
    status: error.status,
    headers: { "content-type": "text/xml" },
    body: xmlDocument(
      "ErrorResponse",
      { Error: { Type: type, Code: error.code, Message: error.message }, RequestId: request.requestId },
      NAMESPACE,
    ),
  };
}
