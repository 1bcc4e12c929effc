import { hasGpu, isArm, usableGpuFamilies } from "../instances";
import { isSteady } from "../node-groups";
import { problem } from "../problem";
import type { Environment, NodeGroup } from "../schema";
import { plannedClusters } from "./network";
import type { Rule } from "./rule";

function* nodeGroupsOf({ clusters }: Environment): Iterable<{ path: string; group: NodeGroup }> {
  for (const [clusterName, cluster] of Object.entries(clusters)) {
    for (const [groupName, group] of Object.entries(cluster.nodeGroups)) {
      yield { path: `clusters.${clusterName}.nodeGroups.${groupName}`, group };
    }
  }
}

const clustersAreFew: Rule = {
  says: `There are 1 to ${plannedClusters} clusters: the network is sized for ${plannedClusters}.`,
  *check({ clusters }) {
    const names = Object.keys(clusters);
    if (names.length === 0)
      yield problem("clusters", `names no cluster; declare at least one, such as "main".`);
    if (names.length > plannedClusters) {
      yield problem(
        "clusters",
        `names ${names.length} clusters (${names.join(", ")}) and the network is sized for ${plannedClusters}; delete one.`,
      );
    }
  },
};

const aGroupAlwaysRuns: Rule = {
  says: "Every cluster has a group of on-demand nodes without GPUs and taints that never shrinks to none: CoreDNS and the like live there.",
  *check({ clusters }) {
    for (const [name, cluster] of Object.entries(clusters)) {
      if (!Object.values(cluster.nodeGroups).some(isSteady)) {
        yield problem(
          `clusters.${name}.nodeGroups`,
          `has no on-demand group without GPUs and taints whose minSize is above 0; add one, such as "system".`,
        );
      }
    }
  },
};

const sizesRise: Rule = {
  says: "A node group's minSize, desiredSize and maxSize rise.",
  *check(environment) {
    for (const { path, group } of nodeGroupsOf(environment)) {
      const { minSize, desiredSize, maxSize } = group;
      if (minSize > maxSize) {
        yield problem(
          `${path}.minSize`,
          `${minSize} is above maxSize ${maxSize}; lower it or raise maxSize.`,
        );
      } else if (desiredSize < minSize || desiredSize > maxSize) {
        yield problem(
          `${path}.desiredSize`,
          `${desiredSize} is not between minSize ${minSize} and maxSize ${maxSize}; take a number between them.`,
        );
      }
    }
  },
};

const gpuGroupsHaveGpus: Rule = {
  says: "A GPU group has only GPU types, and a GPU type stands only in a GPU group.",
  *check(environment) {
    for (const { path, group } of nodeGroupsOf(environment)) {
      for (const [index, type] of group.instanceTypes.entries()) {
        if (group.gpu && !hasGpu(type)) {
          yield problem(
            `${path}.instanceTypes[${index}]`,
            `${type} has no NVIDIA GPU and the group says gpu: true; take a type of ${usableGpuFamilies.join(", ")}.`,
          );
        }
        if (!group.gpu && hasGpu(type)) {
          yield problem(
            `${path}.instanceTypes[${index}]`,
            `${type} has a GPU that nothing in this group may use; say gpu: true or take a type without one.`,
          );
        }
      }
    }
  },
};

const machinesAreX86: Rule = {
  says: "Instance types are x86_64, as the estate's images are.",
  *check(environment) {
    for (const { path, group } of nodeGroupsOf(environment)) {
      for (const [index, type] of group.instanceTypes.entries()) {
        if (isArm(type)) yield problem(`${path}.instanceTypes[${index}]`, armSentence(type));
      }
    }
    if (environment.access.via === "ssm-tunnel" && isArm(environment.access.instanceType)) {
      yield problem("access.instanceType", armSentence(environment.access.instanceType));
    }
    if (environment.vault.runsOn === "ec2" && isArm(environment.vault.instanceType)) {
      yield problem("vault.instanceType", armSentence(environment.vault.instanceType));
    }
  },
};

function armSentence(type: string): string {
  return `${type} is an ARM machine and the estate's images are x86_64; take a type such as m6i.large.`;
}

const typesDiffer: Rule = {
  says: "A node group names each instance type once.",
  *check(environment) {
    for (const { path, group } of nodeGroupsOf(environment)) {
      for (const [index, type] of group.instanceTypes.entries()) {
        if (group.instanceTypes.indexOf(type) !== index) {
          yield problem(`${path}.instanceTypes[${index}]`, `${type} is named twice; delete one.`);
        }
      }
    }
  },
};

const taintKeysDiffer: Rule = {
  says: "A node group taints each key once: the autoscaler knows one taint of a key.",
  *check(environment) {
    for (const { path, group } of nodeGroupsOf(environment)) {
      const keys = group.taints.map(({ key }) => key);
      for (const [index, key] of keys.entries()) {
        if (keys.indexOf(key) !== index) {
          yield problem(`${path}.taints[${index}].key`, `${key} is tainted twice; delete one.`);
        }
      }
    }
  },
};

const spotMayBeInterrupted: Rule = {
  says: "Spot capacity only where the group may be interrupted, and never in a capacity reservation.",
  *check(environment) {
    for (const { path, group } of nodeGroupsOf(environment)) {
      if (group.capacity !== "spot") continue;
      if (!group.interruptible) {
        yield problem(
          `${path}.capacity`,
          `"spot" nodes vanish at two minutes' notice and the group is not interruptible; take "on-demand" or say interruptible: true.`,
        );
      }
      if (group.capacityReservation) {
        yield problem(
          `${path}.capacityReservation`,
          `a reservation holds on-demand capacity, which spot nodes cannot use; take "on-demand" or leave the reservation out.`,
        );
      }
    }
  },
};

const reservationsFit: Rule = {
  says: "A group in a capacity reservation has one instance type, the reservation's zone is one of the environment's, and a declared reservation holds every node that the group may have.",
  *check(environment) {
    for (const { path, group } of nodeGroupsOf(environment)) {
      const reservation = group.capacityReservation;
      if (!reservation) continue;
      if (group.instanceTypes.length > 1) {
        yield problem(
          `${path}.instanceTypes`,
          `names ${group.instanceTypes.length} types (${group.instanceTypes.join(", ")}) and a capacity reservation holds one; name that one.`,
        );
      }
      if (!environment.availabilityZones.includes(reservation.zone)) {
        yield problem(
          `${path}.capacityReservation.zone`,
          `${reservation.zone} has no subnet of this environment; take one of ${environment.availabilityZones.join(", ")}.`,
        );
      }
      if (reservation.use === "declared" && group.maxSize > reservation.count) {
        yield problem(
          `${path}.maxSize`,
          `${group.maxSize} nodes do not fit into a reservation of ${reservation.count}; lower it or raise capacityReservation.count.`,
        );
      }
    }
  },
};

export const clusterRules: readonly Rule[] = [
  clustersAreFew,
  aGroupAlwaysRuns,
  sizesRise,
  gpuGroupsHaveGpus,
  machinesAreX86,
  typesDiffer,
  taintKeysDiffer,
  spotMayBeInterrupted,
  reservationsFit,
];
