import type { EnvironmentInput } from "../schema";

/** Staging: production's shape at a smaller size. Releases and rebuilds are tried here first. */
export const staging: EnvironmentInput = {
  name: "staging",
  tier: "staging",
  owner: "platform-engineering",
  costCenter: "trading-staging",
  account: {
    id: "222222222222",
    name: "staging",
    operators: ["arn:aws:iam::222222222222:role/platform-engineer"],
    oidc: {
      issuerUrl: "https://token.actions.githubusercontent.com",
      subjects: ["repo:example/drydock:environment:staging"],
    },
  },
  region: "eu-west-1",
  availabilityZones: { count: 3 },
  network: { vpcCidr: "10.20.0.0/16", natGateways: "single" },
  dns: { zone: "staging.trading.example.com" },
  access: { via: "vpc-runner" },
  clusters: {
    main: {
      nodeGroups: {
        system: { instanceTypes: ["m6i.xlarge", "m6a.xlarge"], minSize: 3, desiredSize: 3, maxSize: 9 },
        "gpu-spot": {
          instanceTypes: ["g5.xlarge", "g5.2xlarge", "g6.xlarge", "g6e.xlarge"],
          gpu: true,
          capacity: "spot",
          interruptible: true,
          minSize: 0,
          desiredSize: 0,
          maxSize: 8,
          diskGib: 200,
        },
        "gpu-on-demand": {
          instanceTypes: ["g5.xlarge", "g6.xlarge"],
          gpu: true,
          minSize: 0,
          desiredSize: 0,
          maxSize: 2,
          diskGib: 200,
        },
      },
    },
  },
  retention: { flowLogsDays: 30, controlPlaneLogsDays: 30, vaultAuditLogsDays: 90, complianceDays: 90 },
  switches: { deletionProtection: false },
  services: { engine: {}, dashboard: {}, feast: {} },
  vault: { runsOn: "ec2" },
  budget: { monthlyUsd: "3500.00" },
};
