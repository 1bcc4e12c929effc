import { addonOrder } from "./addon-order";
import { addressLimit } from "./address-limit";
import { bucketNameNotFreeYet } from "./bucket-name-not-free-yet";
import { bucketNameTaken } from "./bucket-name-taken";
import { bucketNotEmpty } from "./bucket-not-empty";
import { clusterLogGroupReborn } from "./cluster-log-group-reborn";
import { clusterNameInUse } from "./cluster-name-in-use";
import { clusterRoleNotVisible } from "./cluster-role-not-visible";
import { credentialsExpire } from "./credentials-expire";
import { foreignInterface } from "./foreign-interface";
import type { Hazard } from "./hazard";
import { identityProviderExists } from "./identity-provider-exists";
import { instanceCapacity } from "./instance-capacity";
import { instanceProfileLeft } from "./instance-profile-left";
import { instanceProfileNotVisible } from "./instance-profile-not-visible";
import { interfacesLinger } from "./interfaces-linger";
import { kmsKeyDisabled } from "./kms-key-disabled";
import { kmsKeyPendingDeletion } from "./kms-key-pending-deletion";
import { loadBalancerLeft } from "./load-balancer-left";
import { logGroupReborn } from "./log-group-reborn";
import { nodeGroupLeft } from "./node-group-left";
import { objectsLocked } from "./objects-locked";
import { principalGone } from "./principal-gone";
import { repositoryNotEmpty } from "./repository-not-empty";
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
  addonOrder,
  addressLimit,
  bucketNameNotFreeYet,
  bucketNameTaken,
  bucketNotEmpty,
  clusterLogGroupReborn,
  clusterNameInUse,
  clusterRoleNotVisible,
  credentialsExpire,
  foreignInterface,
  identityProviderExists,
  instanceCapacity,
  instanceProfileLeft,
  instanceProfileNotVisible,
  interfacesLinger,
  kmsKeyDisabled,
  kmsKeyPendingDeletion,
  loadBalancerLeft,
  logGroupReborn,
  nodeGroupLeft,
  objectsLocked,
  principalGone,
  repositoryNotEmpty,
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
