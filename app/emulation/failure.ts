import type { EndpointResponse } from "../simulator/state-endpoint/message";
import type { ServiceError } from "../simulator/state-endpoint/service-error";
import { xmlDocument } from "../simulator/state-endpoint/xml";
import type { AwsCall } from "./aws-call";

/** An error in the wire format of the service that was called. */
export function failure(error: ServiceError, call: AwsCall): EndpointResponse {
  const { status, code, message } = error;
  const { requestId } = call;
  switch (call.protocol) {
    case "json":
      return json(status, { __type: code, message });
    case "rest-json": {
      const { body } = json(status, { message, ...error.details });
      return { status, body, headers: { "content-type": "application/json", "x-amzn-errortype": code } };
    }
    case "ec2": {
      const Errors = { Error: { Code: code, Message: message } };
      return xml(status, xmlDocument("Response", { Errors, RequestID: requestId }));
    }
    case "rest-xml":
      if (call.service === "s3") {
        const content = { Code: code, Message: message, ...error.details, RequestId: requestId };
        return call.method === "HEAD" ? { status } : xml(status, xmlDocument("Error", content));
      }
    // Route 53 and CloudFront write their errors as the Query protocol does.
    // falls through
    case "query": {
      const Error = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
      return xml(status, xmlDocument("ErrorResponse", { Error, RequestId: requestId }));
    }
  }
}

export function json(status: number, content: unknown): EndpointResponse {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(content),
  };
}

function xml(status: number, body: string): EndpointResponse {
  return { status, headers: { "content-type": "text/xml" }, body };
}
