/** An answer with an error, to be written in the form of the service that was asked. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";

  constructor(
    /** HTTP status. */
    readonly status: number,
    /** The service's error code, for example `NoSuchBucket`. */
    readonly code: string,
    message: string,
    /** Further elements of S3's error document, for example `BucketName`. */
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
