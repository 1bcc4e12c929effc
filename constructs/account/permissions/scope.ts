import type { Placement } from "../../estate/placement";

/** What a deploy role's permissions depend on. */
export interface DeployScope {
  /** Account and region of the environment. */
  readonly placement: Placement;
  /** The environment's tag, `environment`, on everything it owns. */
  readonly environment: string;
  /** Start of the names of everything it owns: `drydock-dev-`. */
  readonly namePrefix: string;
  /** What stands before the image in the names of its repositories: `drydock-dev`. */
  readonly repositoryPrefix: string;
  /** The environment's public DNS zone; names in it and below it are its own. */
  readonly dnsZone: string;
  readonly state: {
    /** Name of the state bucket. */
    readonly bucket: string;
    /** ARN of the key that encrypts it. */
    readonly keyArn: string;
    /** Patterns of the state keys that the role writes: `dev-*`. */
    readonly writableKeys: readonly string[];
    /** State keys that it reads beside those. */
    readonly readableKeys: readonly string[];
  };
  /** ARN of the deploy role itself. */
  readonly deployRoleArn: string;
  /** ARN of the boundary that every role it creates must carry. */
  readonly permissionsBoundaryArn: string;
}

/** What carries the environment's own tag. */
export function ownTag(environment: string) {
  return { StringEquals: { "aws:ResourceTag/environment": environment } };
}

/** A request that gives the environment's tag. */
export function newTag(environment: string) {
  return { StringEquals: { "aws:RequestTag/environment": environment } };
}

/**
 * What carries the environment's tag or none at all: new things, AWS's own, such as images, and a VPC's default
 * security group. Each thing that an action touches is compared, so nothing is built into a neighbour's network.
 */
export function notOfOthers(environment: string) {
  return { StringEqualsIfExists: { "aws:ResourceTag/environment": environment } };
}

/** The environment's tag given to something new: what another environment or the account owns cannot be taken over. */
export function claim(environment: string) {
  return { ...newTag(environment), ...notOfOthers(environment) };
}
