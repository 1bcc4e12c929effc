import type { EnvironmentInput } from "../schema";

/** Development: one account, two zones, everything small, rebuilt often. */
export const dev: EnvironmentInput = {
  name: "dev",
  tier: "development",
  owner: "platform-engineering",
  costCenter: "trading-dev",
  account: {
    id: "111111111111",
    name: "sandbox",
    operators: ["arn:aws:iam::111111111111:role/platform-engineer"],
    oidc: {
      issuerUrl: "https://token.actions.githubusercontent.com",
      subjects: ["repo:example/drydock:ref:refs/heads/main", "repo:example/drydock:environment:dev"],
    },
  },
  region: "eu-west-1",
  availabilityZones: { count: 2 },
  network: {
    vpcCidr: "10.10.0.0/16",
    natGateways: "single",
    // All of them cost about USD 225 a month over two zones, more than anything else in this network, and save
    // nothing that matters here: the NAT gateway leads to the same services.
    interfaceEndpoints: "required",
  },
  dns: { zone: "dev.trading.example.com" },
  access: { via: "ssm-tunnel" },
  clusters: {
    main: {
      nodeGroups: {
        system: { instanceTypes: ["m6i.large", "m6a.large"], minSize: 2, desiredSize: 2, maxSize: 6 },
        "gpu-spot": {
          instanceTypes: ["g5.xlarge", "g6.xlarge", "g6e.xlarge"],
          gpu: true,
          capacity: "spot",
          interruptible: true,
          minSize: 0,
          desiredSize: 0,
          maxSize: 4,
          diskGib: 200,
        },
        "gpu-on-demand": {
          instanceTypes: ["g5.xlarge", "g6.xlarge"],
          gpu: true,
          minSize: 0,
          desiredSize: 0,
          maxSize: 1,
          diskGib: 200,
        },
      },
    },
  },
  retention: {
    flowLogsDays: 14,
    controlPlaneLogsDays: 14,
    applicationLogsDays: 14,
    vaultAuditLogsDays: 30,
    accessLogsDays: 30,
    stateVersionsDays: 30,
    backupsDays: 7,
    complianceDays: 30,
    objectVersionsDays: 7,
  },
  keys: { deletionWindowDays: 7 },
  switches: { deletionProtection: false },
  services: { engine: {}, dashboard: { colors: { blue: { replicas: 1 } } } },
  vault: { runsOn: "kubernetes", certificates: "self-made" },
  budget: { monthlyUsd: "1200.00" },
};
