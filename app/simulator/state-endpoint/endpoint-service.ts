import type { Cloud } from "../cloud/cloud";
import type { EndpointRequest, EndpointResponse } from "./message";
import type { ServiceError } from "./service-error";

/** A service of AWS that the endpoint plays. A further one is a file of its own and a line in `services.ts`. */
export interface EndpointService {
  /** The service's prefix in IAM actions: `"s3"`, `"ecr"`; scenarios throttle it by this name. */
  readonly name: string;
  /** Host name or names, for the sentence that refuses all others. */
  readonly host: string;
  /** Whether a request is for this service. */
  takes(request: EndpointRequest): boolean;
  /** @throws ServiceError to be written in the service's own form by `failure` */
  answer(cloud: Cloud, request: EndpointRequest): EndpointResponse;
  failure(error: ServiceError, request: EndpointRequest): EndpointResponse;
  /** The service's answer to too many requests. */
  throttled(): ServiceError;
  /**
   * Variables that lead clients to it, beside `HTTP_PROXY`.
   * @param url address of the endpoint itself
   */
  variables(url: string): Readonly<Record<string, string>>;
}
