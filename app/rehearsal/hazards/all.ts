import { addressLimit } from "./address-limit";
import { bucketNameTaken } from "./bucket-name-taken";
import { credentialsExpire } from "./credentials-expire";
import { foreignInterface } from "./foreign-interface";
import type { Hazard } from "./hazard";
import { instanceCapacity } from "./instance-capacity";
import { instanceProfileLeft } from "./instance-profile-left";
import { instanceProfileNotVisible } from "./instance-profile-not-visible";
import { interfacesLinger } from "./interfaces-linger";
import { kmsKeyDisabled } from "./kms-key-disabled";
import { loadBalancerLeft } from "./load-balancer-left";
import { logGroupReborn } from "./log-group-reborn";
import { objectsLocked } from "./objects-locked";
import { principalGone } from "./principal-gone";
import { roleNameTaken } from "./role-name-taken";
import { roleNotVisible } from "./role-not-visible";
import { securityGroupLeft } from "./security-group-left";
import { serviceLinkedRoleExists } from "./service-linked-role-exists";
import { stateLocked } from "./state-locked";
import { terminationProtected } from "./termination-protected";
import { vcpuLimit } from "./vcpu-limit";
import { vpcLimit } from "./vpc-limit";
import { zoneNotEmpty } from "./zone-not-empty";

/** Every hazard, by name. */
export const hazards: readonly Hazard[] = [
  addressLimit,
  bucketNameTaken,
  credentialsExpire,
  foreignInterface,
  instanceCapacity,
  instanceProfileLeft,
  instanceProfileNotVisible,
  interfacesLinger,
  kmsKeyDisabled,
  loadBalancerLeft,
  logGroupReborn,
  objectsLocked,
  principalGone,
  roleNameTaken,
  roleNotVisible,
  securityGroupLeft,
  serviceLinkedRoleExists,
  stateLocked,
  terminationProtected,
  vcpuLimit,
  vpcLimit,
  zoneNotEmpty,
];
