import { problem } from "../problem";
import type { Rule } from "./rule";

const servicesLiveOnClusters: Rule = {
  says: "A service, and Vault, names a cluster that the environment has.",
  *check({ clusters, services, vault }) {
    const known = Object.keys(clusters);
    for (const [name, service] of Object.entries(services)) {
      if (!known.includes(service.cluster)) {
        yield problem(`services.${name}.cluster`, unknownCluster(service.cluster, known));
      }
    }
    if (!known.includes(vault.cluster)) yield problem("vault.cluster", unknownCluster(vault.cluster, known));
  },
};

function unknownCluster(received: string, known: readonly string[]): string {
  return `there is no cluster "${received}" in this environment; take one of: ${known.join(", ") || "(none is declared)"}.`;
}

const someColourServes: Rule = {
  says: "The weights of a service's colours are never all zero: a load balancer would answer 503.",
  *check({ services }) {
    for (const [name, { colors }] of Object.entries(services)) {
      if (colors.blue.weight + colors.green.weight === 0) {
        yield problem(
          `services.${name}.colors`,
          "the weights of blue and green sum to zero, so nobody would be served; give one of them a weight.",
        );
      }
    }
  },
};

const weightedColoursHavePods: Rule = {
  says: "A colour that gets traffic has at least one pod.",
  *check({ services }) {
    for (const [name, { colors }] of Object.entries(services)) {
      for (const [colour, { weight, replicas }] of Object.entries(colors)) {
        if (weight > 0 && replicas === 0) {
          yield problem(
            `services.${name}.colors.${colour}.replicas`,
            `0 pods would get traffic of weight ${weight}; raise replicas or set the weight to 0.`,
          );
        }
      }
    }
  },
};

export const serviceRules: readonly Rule[] = [
  servicesLiveOnClusters,
  someColourServes,
  weightedColoursHavePods,
];
