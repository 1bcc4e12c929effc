import { certificates } from "./acm/certificates";
import { instances } from "./ec2/instances";
import { launchTemplateTags } from "./ec2/launch-template-tags";
import { machineImages } from "./ec2/machine-images";
import { metadataDefaults } from "./ec2/metadata-defaults";
import { ruleDescriptions } from "./ec2/rule-descriptions";
import { eks } from "./eks/eks";
import type { Gap } from "./gap";
import { keyStates } from "./kms/key-states";
import { rotationPeriod } from "./kms/rotation-period";
import { changesInForce } from "./route53/changes";
import { privateZones } from "./route53/private-zones";
import { accessLogging } from "./s3/access-logging";
import { bucketPolicies } from "./s3/bucket-policy";
import { lifecycleRules } from "./s3/lifecycle";
import { assumeRole } from "./sts/assume-role";

/**
 * Everything that stands in front of one moto, from the outside in; it holds what moto cannot.
 * @param account 12 digits
 */
export function gaps(account: string): Gap[] {
  return [
    assumeRole(),
    rotationPeriod(),
    keyStates(),
    bucketPolicies(),
    accessLogging(),
    lifecycleRules(),
    certificates(),
    changesInForce(),
    privateZones(),
    metadataDefaults(),
    machineImages(),
    instances(),
    ruleDescriptions(),
    launchTemplateTags(),
    eks(account),
  ];
}
