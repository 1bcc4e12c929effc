import { problem } from "../problem";
import type { Rule } from "./rule";

/** Seven years with at least one leap day in them, in days: what the regulator asks of a broker's records. */
export const complianceDays = 2557;

const zonesOfProduction = 3;

const productionSpansThreeZones: Rule = {
  says: `Production spans at least ${zonesOfProduction} availability zones: three Raft peers survive the loss of one.`,
  *check({ tier, availabilityZones }) {
    if (tier === "production" && availabilityZones.length < zonesOfProduction) {
      yield problem(
        "availabilityZones.count",
        `${availabilityZones.length} zones are too few for production; take ${zonesOfProduction} or more.`,
      );
    }
  },
};

const productionHasNatInEachZone: Rule = {
  says: "Production has a NAT gateway in each zone.",
  *check({ tier, network }) {
    if (tier === "production" && network.natGateways === "single") {
      yield problem(
        "network.natGateways",
        `"single" would cut all egress of production with one zone; take "one-per-zone".`,
      );
    }
  },
};

const productionReachesAwsPrivately: Rule = {
  says: "Production reaches AWS through private endpoints: no NAT gateway stands between it and its keys or secrets.",
  *check({ tier, network }) {
    if (tier === "production" && network.interfaceEndpoints !== "all") {
      yield problem(
        "network.interfaceEndpoints",
        `"${network.interfaceEndpoints}" would send production's calls of AWS through the internet; take "all".`,
      );
    }
  },
};

const productionKeepsTrades: Rule = {
  says: `Production keeps every trade for 7 years, ${complianceDays} days.`,
  *check({ tier, retention }) {
    if (tier === "production" && retention.complianceDays < complianceDays) {
      yield problem(
        "retention.complianceDays",
        `${retention.complianceDays} days are under the 7 years that trades must be kept; take ${complianceDays} or more.`,
      );
    }
  },
};

const productionIsProtected: Rule = {
  says: "Production has deletion protection.",
  *check({ tier, switches }) {
    if (tier === "production" && !switches.deletionProtection) {
      yield problem("switches.deletionProtection", "false would let a plan delete production; take true.");
    }
  },
};

const objectLockIsForProduction: Rule = {
  says: "Only production locks the compliance archive: elsewhere nobody could delete the bucket for years.",
  *check({ tier, switches }) {
    if (tier !== "production" && switches.complianceObjectLock) {
      yield problem(
        "switches.complianceObjectLock",
        `true would make a bucket of a ${tier} environment undeletable until its retention ends; take false.`,
      );
    }
  },
};

const productionHasRealCertificates: Rule = {
  says: "Vault's certificates come from ACM PCA in production.",
  *check({ tier, vault }) {
    if (tier === "production" && vault.certificates !== "acm-pca") {
      yield problem(
        "vault.certificates",
        `"${vault.certificates}" keeps the CA's key beside Vault; take "acm-pca".`,
      );
    }
  },
};

export const tierRules: readonly Rule[] = [
  productionSpansThreeZones,
  productionHasNatInEachZone,
  productionReachesAwsPrivately,
  productionKeepsTrades,
  productionIsProtected,
  objectLockIsForProduction,
  productionHasRealCertificates,
];
