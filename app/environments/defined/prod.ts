import type { EnvironmentInput } from "../schema";

/** Production: an account of its own, three zones, a NAT gateway in each, nothing deleted by accident. */
export const prod: EnvironmentInput = {
  name: "prod",
  tier: "production",
  owner: "platform-engineering",
  costCenter: "trading-prod",
  account: {
    id: "333333333333",
    name: "production",
    operators: ["arn:aws:iam::333333333333:role/platform-engineer"],
    oidc: {
      issuerUrl: "https://token.actions.githubusercontent.com",
      subjects: ["repo:example/drydock:environment:prod"],
    },
  },
  region: "eu-west-1",
  availabilityZones: { count: 3 },
  network: { vpcCidr: "10.30.0.0/16", natGateways: "one-per-zone" },
  dns: { zone: "trading.example.com" },
  access: { via: "vpc-runner" },
  clusters: {
    main: {
      nodeGroups: {
        system: { instanceTypes: ["m6i.2xlarge", "m6a.2xlarge"], minSize: 3, desiredSize: 3, maxSize: 18 },
        "gpu-spot": {
          instanceTypes: ["g5.2xlarge", "g5.4xlarge", "g6.2xlarge", "g6e.2xlarge"],
          gpu: true,
          capacity: "spot",
          interruptible: true,
          minSize: 0,
          desiredSize: 0,
          maxSize: 16,
          diskGib: 300,
        },
        "gpu-on-demand": {
          instanceTypes: ["g5.2xlarge", "g6.2xlarge"],
          gpu: true,
          minSize: 0,
          desiredSize: 1,
          maxSize: 4,
          diskGib: 300,
        },
      },
    },
  },
  retention: {
    flowLogsDays: 365,
    controlPlaneLogsDays: 365,
    applicationLogsDays: 90,
    vaultAuditLogsDays: 2557,
  },
  switches: { complianceObjectLock: true },
  services: {
    engine: { colors: { blue: { replicas: 3 } } },
    dashboard: {},
    feast: { colors: { blue: { replicas: 3 } } },
  },
  vault: { runsOn: "ec2", nodes: 5 },
  budget: { monthlyUsd: "18000.00" },
};
