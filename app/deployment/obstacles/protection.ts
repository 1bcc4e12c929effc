import type { Doomed } from "./doomed";
import type { Obstacle } from "./obstacle";

/**
 * Attributes that make AWS refuse a deletion, whatever the type. Source: the argument references of `aws_instance`,
 * `aws_lb`, `aws_eks_cluster`, `aws_cloudwatch_log_group`, `aws_db_instance` and `aws_dynamodb_table` of the
 * hashicorp/aws provider.
 */
const PROTECTIONS = [
  "disable_api_termination",
  "enable_deletion_protection",
  "deletion_protection",
  "deletion_protection_enabled",
] as const;

/** Objects that are protected against their deletion, be it in the configuration or by hand. */
export function protectedObjects(doomed: readonly Doomed[]): Obstacle[] {
  return doomed.flatMap(({ stack, address, attributes }) => {
    const protection = PROTECTIONS.find((name) => attributes[name] === true);
    if (protection === undefined) return [];
    return [
      {
        stack,
        sentence: `${address} of "${stack}" is protected against deletion (${protection}). If it may go, switch that off, by a deployment where somebody switched it on by hand, and run the command again.`,
      },
    ];
  });
}
