import { UserError } from "../user-error";

/** Codes of AWS and of Node, each with what to do. */
const advice: Readonly<Record<string, string>> = {
  AccessDenied: "Ask for the right, or use credentials that have it.",
  AccessDeniedException: "Ask for the right, or use credentials that have it.",
  CredentialsProviderError: "Sign in, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and its secret.",
  ExpiredToken: "Sign in again.",
  ExpiredTokenException: "Sign in again.",
  InvalidClientTokenId: "Use credentials of the environment's account.",
  UnrecognizedClientException: "Use credentials of the environment's account.",
  InvalidSignatureException: "Check the secret access key, and this machine's clock.",
  SignatureDoesNotMatch: "Check the secret access key, and this machine's clock.",
  ThrottledException: "AWS takes no more requests for now: wait a minute and run the command again.",
  Throttling: "AWS takes no more requests for now: wait a minute and run the command again.",
  ThrottlingException: "AWS takes no more requests for now: wait a minute and run the command again.",
  ECONNREFUSED: "AWS could not be reached: check the network, and run the command again.",
  ECONNRESET: "AWS could not be reached: check the network, and run the command again.",
  ENOTFOUND: "AWS could not be reached: check the network, and run the command again.",
  EAI_AGAIN: "AWS could not be reached: check the network, and run the command again.",
  ETIMEDOUT: "AWS could not be reached: check the network, and run the command again.",
  TimeoutError: "AWS could not be reached: check the network, and run the command again.",
};

/**
 * A failed call of the AWS SDK as a sentence.
 * @param what what was tried: "The registry of dev could not be opened"
 * @returns the error itself when it is none of AWS's or the network's: a defect
 */
export function awsFailure(what: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const code = codeOf(error);
  const known = code !== undefined && Object.hasOwn(advice, code) ? advice[code] : undefined;
  if (known === undefined && !("$metadata" in error)) return error;
  const detail = error.message.replace(/\s+/g, " ").trim();
  return new UserError(
    `${what} (${code ?? error.name}${detail === "" ? "" : `: ${detail.replace(/\.$/, "")}`}).`,
    known === undefined ? [] : [known],
    { cause: error },
  );
}

/** The name that the SDK gives the error, else Node's code of the connection, at this error or below it. */
function codeOf(error: Error): string | undefined {
  // No `instanceof`: what Node itself throws may come from another realm than this code.
  for (let cause: unknown = error; typeof cause === "object" && cause !== null;) {
    const { name, code, cause: below } = cause as NodeJS.ErrnoException;
    const known = [name, code].find((one) => one !== undefined && Object.hasOwn(advice, one));
    if (known !== undefined) return known;
    cause = below;
  }
  return "$metadata" in error ? error.name : undefined;
}
