/**
 * Types whose objects hold what cannot be made again from the configuration: deleting one loses data, or the only
 * key to data, or what the world outside has been told. The sentence says what is lost.
 */
export const statefulTypes: Readonly<Record<string, string | StatefulType>> = {
  aws_ecr_repository: "the images in the repository",
  aws_kms_key: "everything that was encrypted with the key",
  aws_route53_zone: {
    lost: "the name servers that the parent of the zone delegates to",
    // Nobody delegates to a private zone: its VPC finds it by itself.
    unlessStated: "vpc",
  },
  aws_s3_bucket: "the objects in the bucket",
  aws_secretsmanager_secret: "the values of the secret",
};

export interface StatefulType {
  readonly lost: string;
  /** Argument or block that makes an object of the type one that can be made again. */
  readonly unlessStated?: string;
}

/** @param states whether the object states an argument or block; left out: what it states is not known */
export function whatIsLost(
  type: string,
  states: (argument: string) => boolean = () => false,
): string | undefined {
  const stateful = Object.hasOwn(statefulTypes, type) ? statefulTypes[type] : undefined;
  if (stateful === undefined || typeof stateful === "string") return stateful;
  return stateful.unlessStated !== undefined && states(stateful.unlessStated) ? undefined : stateful.lost;
}
