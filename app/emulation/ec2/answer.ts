import type { EndpointResponse } from "../../simulator/state-endpoint/message";
import { type XmlElement, xmlDocument } from "../../simulator/state-endpoint/xml";
import type { AwsCall } from "../aws-call";

const NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

/** An answer of EC2, whose elements begin in lower case. */
export function ec2Answer(call: AwsCall, content: XmlElement): EndpointResponse {
  return {
    status: 200,
    headers: { "content-type": "text/xml" },
    body: xmlDocument(`${call.operation}Response`, { requestId: call.requestId, ...content }, NAMESPACE),
  };
}

/** Values of a list of a Query call: `ImageId.1`, `ImageId.2` … */
export function listOf(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let index = 1; ; index++) {
    const value = form.get(`${name}.${index}`);
    if (value === null) return values;
    values.push(value);
  }
}

/** Values of a filter of a Query call. */
export function filterOf(form: URLSearchParams, name: string): string[] | undefined {
  for (let index = 1; ; index++) {
    const candidate = form.get(`Filter.${index}.Name`);
    if (candidate === null) return undefined;
    if (candidate === name) return listOf(form, `Filter.${index}.Value`);
  }
}
