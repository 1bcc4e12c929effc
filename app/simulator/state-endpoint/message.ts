/** One call, as the endpoint understood it. */
export interface EndpointRequest {
  readonly method: string;
  /** Host that was asked for, in lower case, without a port. */
  readonly host: string;
  /** Path as it was sent, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it was sent. */
  readonly body: Buffer;
  readonly requestId: string;
  /** Address of the endpoint that the call came to: `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
}

export interface EndpointResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}
