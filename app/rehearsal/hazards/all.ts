import { addressLimit } from "./address-limit";
import { bucketNameTaken } from "./bucket-name-taken";
import { credentialsExpire } from "./credentials-expire";
import type { Hazard } from "./hazard";
import { instanceCapacity } from "./instance-capacity";
import { instanceProfileLeft } from "./instance-profile-left";
import { instanceProfileNotVisible } from "./instance-profile-not-visible";
import { interfacesLinger } from "./interfaces-linger";
import { kmsKeyDisabled } from "./kms-key-disabled";
import { logGroupReborn } from "./log-group-reborn";
import { objectsLocked } from "./objects-locked";
import { principalGone } from "./principal-gone";
import { roleNameTaken } from "./role-name-taken";
import { roleNotVisible } from "./role-not-visible";
import { serviceLinkedRoleExists } from "./service-linked-role-exists";
import { stateLocked } from "./state-locked";
import { vcpuLimit } from "./vcpu-limit";
import { vpcLimit } from "./vpc-limit";

/** Every hazard, by name. */
export const hazards: readonly Hazard[] = [
  addressLimit,
  bucketNameTaken,
  credentialsExpire,
  instanceCapacity,
  instanceProfileLeft,
  instanceProfileNotVisible,
  interfacesLinger,
  kmsKeyDisabled,
  logGroupReborn,
  objectsLocked,
  principalGone,
  roleNameTaken,
  roleNotVisible,
  serviceLinkedRoleExists,
  stateLocked,
  vcpuLimit,
  vpcLimit,
];
