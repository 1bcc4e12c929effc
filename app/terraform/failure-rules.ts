import * as fs from "node:fs";
import * as path from "node:path";
import type { Diagnostic } from "./diagnostics";
import { asObject, asText, type JsonObject } from "./json";
import { here, ownerOf } from "./lock-owner";
import type { StateLocation } from "./running-terraform";
import { explainStateLock, readStateLock } from "./state-lock";
import type { Variables } from "./variables";
import { configurationFile } from "./workspace";

/** What kind of thing went wrong; callers branch on it (bootstrap on a missing bucket, previews on missing state). */
export type FailureKind =
  | "state-locked"
  | "state-bucket-missing"
  | "remote-state-missing"
  | "stale-plan"
  | "disk-full"
  | "credentials-missing"
  | "credentials-expired"
  | "wrong-account"
  | "role-refused"
  | "cloud-unreachable"
  | "provider-not-installable"
  | "prevent-destroy"
  | "backend-changed"
  | "certificate-not-issued"
  | "refused-by-aws"
  | "interrupted"
  | "killed"
  | "other";

/** What is known of a command that failed. */
export interface FailedCommand {
  readonly stack: string;
  /** "plan", "apply" … */
  readonly command: string;
  /** "terraform" or "tofu": the word in the sentences. */
  readonly program: string;
  /** Where it ran. */
  readonly directory: string;
  readonly logFile: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Everything it wrote on standard error. */
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly interrupted: boolean;
  readonly logProblem?: Error;
  /** What it was told of the world: which cloud it worked on stands there. */
  readonly variables: Variables;
}

interface Rule {
  readonly kind: FailureKind;
  readonly pattern: RegExp;
  /** The explanation leaves nothing of terraform's words out that a user needs. */
  readonly saysAll?: boolean;
  explain(
    match: RegExpExecArray,
    failed: FailedCommand,
    text: string,
  ): { sentence: string; details?: string[] };
}

/** Tried in this order: the first that matches names the cause, so causes come before their consequences. */
export const failureRules: readonly Rule[] = [
  {
    kind: "disk-full",
    pattern: /no space left on device|ENOSPC|disk quota exceeded/i,
    explain: (_, { stack, command, directory, program }) => ({
      sentence: `The disk is full: ${program} could not finish ${command} of "${stack}". Make room and run the command again.`,
      details: [`It was writing below ${directory}.`],
    }),
  },
  {
    kind: "state-locked",
    pattern: /Error acquiring the state lock/,
    explain: (_, { stack, directory, program, variables }, text) =>
      explainStateLock(
        stack,
        readStateLock(text),
        (id) => releaseCommand({ directory, program }, id),
        (lock) => ownerOf(lock, locationOf(directory), here(variables)),
      ),
    saysAll: true,
  },
  {
    kind: "stale-plan",
    pattern: /Saved plan is stale|saved plan does not match the given state|Saved plan has no lineage/i,
    explain: (_, { stack }) => ({
      sentence: `The plan of "${stack}" is stale: its state has changed since the plan was made. Plan again, review, and apply the new plan.`,
    }),
  },
  {
    kind: "wrong-account",
    pattern: /AWS account ID not allowed: (\d+)|account ID \(?(\d{12})\)? (?:is )?not allowed/i,
    explain: (match, { stack }) => ({
      sentence: `The credentials belong to AWS account ${match[1] ?? match[2]}, which "${stack}" must not touch. Use credentials of the environment's own account.`,
    }),
  },
  {
    kind: "credentials-expired",
    pattern:
      /\bExpiredToken(Exception)?\b|token (?:included in the request )?(?:is|has) expired|SSO session (?:associated with this profile )?has expired/i,
    explain: (_, { stack }) => ({
      sentence: `The AWS credentials have expired, so "${stack}" was not touched further. Sign in again (aws sso login, or new keys) and run the command again.`,
    }),
  },
  {
    kind: "credentials-missing",
    pattern:
      /No valid credential sources found|failed to (?:refresh cached|retrieve) credentials|InvalidClientTokenId|Credential signature|SignatureDoesNotMatch/i,
    explain: (_, { stack }) => ({
      sentence: `There are no valid AWS credentials for "${stack}". Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and run the command again.`,
    }),
  },
  {
    kind: "cloud-unreachable",
    pattern:
      /((?:dial|proxyconnect) tcp(?:[^\n]|\n(?!\n))*|connection refused|no such host|i\/o timeout|TLS handshake timeout|network is unreachable|connection reset by peer|(?:unexpected |: )EOF\b)/i,
    explain: (match, { stack, command }) => ({
      sentence: `The cloud could not be reached during ${command} of "${stack}" (${shorten(oneLine(match[1] ?? ""))}). Check the network and any proxy, then run the command again.`,
    }),
  },
  {
    kind: "role-refused",
    pattern: /Cannot assume IAM Role|not authorized to perform: sts:AssumeRole/i,
    explain: (_, { stack }) => ({
      sentence: `The deploy role of "${stack}" could not be assumed. Check that bootstrap has created it and that your principal is one of the account's operators.`,
    }),
  },
  {
    kind: "state-bucket-missing",
    pattern: /NoSuchBucket|S3 bucket (?:"[^"]+" )?does not exist|The specified bucket does not exist/,
    explain: (_, { stack, directory }) => ({
      sentence: `The state bucket ${bucketOf(directory)}of "${stack}" does not exist. Run \`drydock bootstrap\` for this environment first.`,
    }),
  },
  {
    kind: "remote-state-missing",
    pattern: /Unable to find remote state|No stored state was found for the given workspace/,
    explain: (_, { stack, diagnostics, directory }) => {
      const id = diagnostics
        .map(({ address }) => /terraform_remote_state\.([^.[]+)/.exec(address ?? "")?.[1])
        .find((name) => name !== undefined);
      const producer = id === undefined ? undefined : producerOf(directory, id);
      return {
        sentence: `"${stack}" reads what ${producer ? `"${producer}"` : "another stack"} exports, and that stack is not deployed. Deploy it first.`,
      };
    },
  },
  {
    kind: "prevent-destroy",
    pattern: /instance cannot be destroyed/i,
    explain: (_, { stack, diagnostics, stderr }) => {
      const text = diagnostics.map(({ detail }) => detail).join("\n") + stderr;
      const address = /Resource (?:instance )?(\S+) has\s+(?:lifecycle\.)?prevent_destroy/.exec(text)?.[1];
      return {
        sentence: `${address ?? "A resource"} of "${stack}" must survive (prevent_destroy), and this plan would destroy it. Nothing was changed.`,
      };
    },
  },
  {
    kind: "certificate-not-issued",
    pattern: /waiting for ACM Certificate \([^)]*\)[^\n]*?(PENDING_VALIDATION|CAA_ERROR)/,
    explain: (match, { stack }) => ({
      sentence:
        match[1] === "CAA_ERROR"
          ? `ACM refused the certificate that "${stack}" waits for: a CAA record of its names, or of a name above them, allows other authorities only. Allow amazon.com there.`
          : `ACM did not issue the certificate that "${stack}" waits for: the internet does not find its validation record. Enter the zone's name servers at its parent, or write dns.delegated: false until that is done.`,
    }),
  },
  {
    kind: "provider-not-installable",
    pattern:
      /Failed to query available provider packages|Failed to install provider|Inconsistent dependency lock file|registry\.(?:terraform\.io|opentofu\.org)[^\n]*(?:could not|failed)/i,
    explain: (_, { stack, program }) => ({
      sentence: `The providers of "${stack}" could not be installed. Check that ${program} reaches its registry, or name a mirror in TF_CLI_CONFIG_FILE.`,
    }),
  },
  {
    kind: "backend-changed",
    pattern:
      /Backend (?:configuration|initialization) (?:changed|required)|Backend configuration has changed/i,
    explain: (_, { stack, directory }) => ({
      sentence: `The backend of "${stack}" is not the one that ${directory} was initialized with. Remove that folder's .terraform and run the command again.`,
    }),
  },
];

/** The bucket that the stack's backend names, quoted; OpenTofu leaves it out of its error. */
function bucketOf(directory: string): string {
  const { bucket } = backendOf(directory);
  return bucket === undefined ? "" : `"${bucket}" `;
}

/** Where the stack's backend keeps the state. */
function locationOf(directory: string): StateLocation | undefined {
  const { bucket, key } = backendOf(directory);
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}

function backendOf(directory: string): { bucket: string | undefined; key: string | undefined } {
  const backend = asObject(asObject(readConfiguration(directory)["terraform"])["backend"]);
  const { bucket, key } = asObject(backend["s3"]);
  return { bucket: asText(bucket), key: asText(key) };
}

/** The stack whose state a `terraform_remote_state` reads, by its key "STACK/terraform.tfstate"; else the id itself. */
function producerOf(directory: string, id: string): string {
  const states = asObject(asObject(readConfiguration(directory)["data"])["terraform_remote_state"]);
  const key = asText(asObject(asObject(states[id])["config"])["key"]);
  return key?.split("/")[0] ?? id;
}

/** An explanation must not fail on top of what it explains: a configuration that cannot be read says nothing. */
function readConfiguration(directory: string): JsonObject {
  try {
    return asObject(JSON.parse(fs.readFileSync(path.join(directory, configurationFile), "utf8")));
  } catch {
    return {};
  }
}

/** The text, cut to a length for a sentence. */
export function shorten(text: string, length = 160): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** The command that releases the lock of a stack's state. */
export function releaseCommand(
  { directory, program }: Pick<FailedCommand, "directory" | "program">,
  id: string,
): string {
  return `cd ${directory} && ${program} force-unlock ${id}`;
}

/** A text of terraform's as one line without what only support asks for: request ids, lists of possible causes. */
export function causeIn(text: string): string {
  return (
    oneLine(text)
      .replace(/ There are a number of possible causes of this.*?(?: Error: |$)/, " ")
      // tofu breaks the same text in two, between its summary and its detail.
      .replace(
        /operation error ([^,]+), (?:[^,]*, \d+, )?https response error StatusCode: \d+,:? RequestID: [^,]*, (?:HostID: [^,]*, )?(?:api error )?/g,
        "$1: ",
      )
      .trim()
  );
}

/** Terraform wraps its texts at 78 columns; a sentence of ours is one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
