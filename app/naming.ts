import type { Environment } from "./environments/schema";

/**
 * The only place that builds names. Pure functions of an environment, so that a name never differs between the
 * stack that makes a thing and the one that refers to it.
 */

/** What a `terraform destroy` of an environment may take with it. */
export type Lifetime = "account" | "keep" | "disposable";

/** Names of stacks; the prefix tells the lifetime, and `cdktf destroy 'dev-*'` matches only what is disposable. */
export const stackName = {
  bootstrap: (accountName: string): string => `bootstrap-${accountName}`,
  keep: (environment: Pick<Environment, "name">, part: string): string => `keep-${environment.name}-${part}`,
  disposable: (environment: Pick<Environment, "name">, part: string): string => `${environment.name}-${part}`,
} as const;

export function lifetimeOf(stack: string): Lifetime {
  if (stack.startsWith("bootstrap-")) return "account";
  return stack.startsWith("keep-") ? "keep" : "disposable";
}

/**
 * What a stack is within its environment, whichever that is: "network" of `dev-network`, "keep-keys" of
 * `keep-dev-keys`, "bootstrap" of an account's stack.
 */
export function partOf(stack: string, environment: string): string {
  const lifetime = lifetimeOf(stack);
  if (lifetime === "account") return "bootstrap";
  if (lifetime === "keep") return `keep-${stack.slice(`keep-${environment}-`.length)}`;
  return stack.slice(`${environment}-`.length);
}

/** S3 bucket names have 3 to 63 characters. Source: S3 User Guide, "Bucket naming rules". */
const longestBucketName = 63;

/** Bucket of the account's states: the account id makes the global name ours, the region says where it is. */
export function stateBucketName({ project, account }: Pick<Environment, "project" | "account">): string {
  return bucketName(project, "state", account.id, account.stateRegion);
}

/**
 * Bucket of an environment, "drydock-dev-ticks-111111111111". The account's own buckets end with their region, so no
 * pattern of an environment's buckets matches them, whatever the environment is called.
 * @param part what the bucket holds; `*` for the pattern of all of them
 */
export function environmentBucketName(
  environment: Pick<Environment, "project" | "name" | "account">,
  part: string,
): string {
  return bucketName(resourceName(environment, part), environment.account.id);
}

/** Joins parts to the name of a bucket. @throws RangeError over 63 characters */
export function bucketName(...parts: string[]): string {
  const name = parts.join("-");
  if (name.length > longestBucketName) {
    throw new RangeError(
      `The bucket name "${name}" has ${name.length} characters and S3 allows ${longestBucketName}; shorten its parts.`,
    );
  }
  return name;
}

/** Key of a stack's state inside the state bucket. */
export function stateKey(stack: string): string {
  return `${stack}/terraform.tfstate`;
}

/** "drydock-dev-network-flow-logs": project, environment, parts. */
export function resourceName(environment: Pick<Environment, "project" | "name">, ...parts: string[]): string {
  return [environment.project, environment.name, ...parts].join("-");
}

/**
 * A name that AWS holds back after deletion, with the environment's generation: "drydock-dev-api-keys-g1".
 * For disposable stacks only; what survives a rebuild keeps one name for good.
 */
export function generationName(
  environment: Pick<Environment, "project" | "name" | "generation">,
  ...parts: string[]
): string {
  return `${resourceName(environment, ...parts)}-g${environment.generation}`;
}

/** ECR's host for an environment: what stands before the repository in the name of an image. */
export function registryHost({ account, region }: Pick<Environment, "account" | "region">): string {
  const suffix = partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `${account.id}.dkr.ecr.${region}.${suffix}`;
}

/** Repository of an image in ECR: "drydock-dev/vault". Environments may share an account, and so a registry. */
export function repositoryName(environment: Pick<Environment, "project" | "name">, image: string): string {
  return `${resourceName(environment)}/${image}`;
}

/** "internal.dev.trading.example.com": the zone that only the environment's own network resolves. */
export function privateZoneName({ dns }: Pick<Environment, "dns">): string {
  return `internal.${dns.zone}`;
}

/** Partition of a region, the second part of every ARN. Source: AWS General Reference, "Amazon Resource Names". */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Role that the providers and the state backend assume. */
export function deployRoleArn(environment: Pick<Environment, "account" | "region">): string {
  const { id, deployRole } = environment.account;
  return `arn:${partitionOf(environment.region)}:iam::${id}:role/${deployRole}`;
}

export interface Tags {
  readonly owner: string;
  readonly environment: string;
  readonly stack: string;
  readonly cost: string;
  /** AWS takes tags as a map of any keys. */
  readonly [key: string]: string;
}

/**
 * Default tags of a stack; the fifth tag, address, is added to each resource by the base stack. The account's own
 * stack may serve several environments and belongs to none: deploy roles own what carries their environment's name,
 * so its environment tag is the stack's name, which holds a hyphen and therefore is no environment's.
 */
export function tags(environment: Environment, stack: string): Tags {
  const shared = lifetimeOf(stack) === "account";
  return {
    owner: environment.owner,
    environment: shared ? stack : environment.name,
    stack,
    cost: environment.costCenter,
  };
}
