import type { EndpointResponse } from "../simulator/state-endpoint/message";
import type { ServiceError } from "../simulator/state-endpoint/service-error";
import { xmlDocument } from "../simulator/state-endpoint/xml";
import type { AwsCall } from "./aws-call";
import { json } from "./json-protocol";

/** An error in the wire format of the service that was called. */
export function failure(error: ServiceError, call: AwsCall): EndpointResponse {
  const { status, code, message } = error;
  const { requestId } = call;
  switch (call.protocol) {
    case "json":
      return json({ __type: code, message }, status);
    case "rest-json": {
      const { body } = json({ message, ...error.details }, status);
      return { status, body, headers: { "content-type": "application/json", "x-amzn-errortype": code } };
    }
    case "ec2": {
      const Errors = { Error: { Code: code, Message: message } };
      return xml(status, xmlDocument("Response", { Errors, RequestID: requestId }));
    }
    case "rest-xml":
      return call.service === "s3" ? s3Failure(error, call) : queryFailure(error, call);
    case "query":
      return queryFailure(error, call);
  }
}

/** Route 53 and CloudFront write their errors as the Query protocol does. */
function queryFailure({ status, code, message }: ServiceError, { requestId }: AwsCall): EndpointResponse {
  const Error = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
  return xml(status, xmlDocument("ErrorResponse", { Error, RequestId: requestId }));
}

/** A HEAD request gets the status alone. */
function s3Failure({ status, code, message, details }: ServiceError, call: AwsCall): EndpointResponse {
  if (call.method === "HEAD") return { status };
  const content = { Code: code, Message: message, ...details, RequestId: call.requestId };
  return xml(status, xmlDocument("Error", content));
}

function xml(status: number, body: string): EndpointResponse {
  return { status, headers: { "content-type": "text/xml" }, body };
}
