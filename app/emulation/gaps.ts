import { instances } from "./ec2/instances";
import { machineImages } from "./ec2/machine-images";
import { metadataDefaults } from "./ec2/metadata-defaults";
import type { Gap } from "./gap";
import { rotationPeriod } from "./kms/rotation-period";
import { accessLogging } from "./s3/access-logging";
import { BucketPolicies } from "./s3/bucket-policy";
import { lifecycleRules } from "./s3/lifecycle";

/** Everything that stands in front of one moto; it holds what moto cannot. */
export function gaps(): Gap[] {
  const policies = new BucketPolicies();
  return [
    rotationPeriod(),
    policies,
    accessLogging(policies),
    lifecycleRules(),
    metadataDefaults(),
    machineImages(),
    instances(),
  ];
}
