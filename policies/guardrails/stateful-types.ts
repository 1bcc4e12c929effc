/**
 * Types whose objects hold what cannot be made again from the configuration: deleting one loses data, or the only
 * key to data. The sentence says what is lost.
 */
export const statefulTypes: Readonly<Record<string, string>> = {
  aws_ecr_repository: "the images in the repository",
  aws_s3_bucket: "the objects in the bucket",
  aws_kms_key: "everything that was encrypted with the key",
};

export function whatIsLost(type: string): string | undefined {
  return Object.hasOwn(statefulTypes, type) ? statefulTypes[type] : undefined;
}
