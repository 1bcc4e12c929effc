import { dev } from "../../../app/environments/defined/dev";
import { prod } from "../../../app/environments/defined/prod";
import { staging } from "../../../app/environments/defined/staging";
import { checkAll } from "../../../app/environments/load";
import type { Environment, EnvironmentInput } from "../../../app/environments/schema";
import { UserError } from "../../../app/user-error";

export const inputs: Readonly<Record<"dev" | "staging" | "prod", EnvironmentInput>> = { dev, staging, prod };

/** An input that states every field there is, so that a mutation can reach each of them. */
export const complete: EnvironmentInput = {
  name: "full",
  tier: "staging",
  project: "drydock",
  owner: "platform-engineering",
  costCenter: "trading",
  generation: 2,
  account: {
    id: "444444444444",
    name: "full",
    stateRegion: "eu-central-1",
    deployRole: "full-deploy",
    operators: ["arn:aws:iam::444444444444:role/platform-engineer"],
    oidc: {
      issuerUrl: "https://token.actions.githubusercontent.com",
      audience: "sts.amazonaws.com",
      subjects: ["repo:example/drydock:environment:full"],
    },
  },
  region: "eu-west-1",
  availabilityZones: { count: 3, names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] },
  network: {
    vpcCidr: "10.40.0.0/16",
    natGateways: "one-per-zone",
    interfaceEndpoints: "all",
    publicPrefix: 24,
    privatePrefix: 19,
    isolatedPrefix: 22,
  },
  dns: {
    zone: "full.trading.example.com",
    delegated: false,
    delegations: { below: ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"] },
  },
  access: { via: "public-cidrs", cidrs: { office: "198.51.100.0/24" } },
  clusters: {
    main: {
      kubernetesVersion: "1.35",
      support: "standard",
      serviceCidr: "172.20.0.0/16",
      nodeGroups: {
        system: { instanceTypes: ["m6i.large"], minSize: 2, desiredSize: 2, maxSize: 2 },
        batch: {
          instanceTypes: ["m6i.large"],
          gpu: false,
          capacity: "on-demand",
          interruptible: false,
          minSize: 2,
          desiredSize: 2,
          maxSize: 4,
          diskGib: 100,
          taints: [{ key: "dedicated", value: "batch", effect: "NO_SCHEDULE" }],
          capacityReservation: { use: "existing", id: "cr-0123456789abcdef0", zone: "eu-west-1a" },
        },
      },
    },
  },
  retention: {
    flowLogsDays: 90,
    controlPlaneLogsDays: 90,
    applicationLogsDays: 30,
    vaultAuditLogsDays: 365,
    accessLogsDays: 365,
    stateVersionsDays: 90,
    tradesHotDays: 90,
    tradesWarmDays: 730,
    orderBookDays: 7,
    metricsDays: 15,
    ticksToGlacierDays: 90,
    ticksToDeepArchiveDays: 730,
    logsToGlacierDays: 90,
    archivedLogsDays: 365,
    backupsDays: 35,
    vaultSnapshotsDays: 30,
    complianceToGlacierDays: 90,
    complianceDays: 2557,
    objectVersionsDays: 30,
  },
  keys: { rotationDays: 365, deletionWindowDays: 30 },
  switches: { deletionProtection: true, complianceObjectLock: false },
  services: {
    engine: {
      cluster: "main",
      colors: { blue: { weight: 90, replicas: 2 }, green: { weight: 10, replicas: 1 } },
    },
  },
  vault: {
    runsOn: "ec2",
    cluster: "main",
    nodes: 3,
    instanceType: "m6i.large",
    storage: { kind: "consul", address: "consul.internal:8501" },
    restore: "raft/2026-11-20.snap",
    certificates: "acm-pca",
    auditSocket: "audit.internal:9090",
  },
  budget: { monthlyUsd: "2500.50", alertAtPercent: [50, 100] },
  versions: { vault: "1.21.4", tunnelImage: "al2023-ami-2023.12.20260831.0-kernel-6.1-x86_64" },
};

/** The same with the one kind of access that has a field of its own and that `complete` does not show. */
export const completeThroughTunnel: EnvironmentInput = {
  ...complete,
  access: { via: "ssm-tunnel", instanceType: "t3.micro", localPort: 20_000 },
};

/** The same with a capacity reservation that the estate makes, which has fields that `complete` does not show. */
export const completeWithOwnReservation: EnvironmentInput = changed(complete, {
  "clusters.main.nodeGroups.batch.capacityReservation": {
    use: "declared",
    count: 4,
    zone: "eu-west-1a",
    endsAt: "2027-03-31T18:00:00Z",
  },
});

/** Checks inputs as a folder of files would be, each file called after its environment. */
export function check(...stated: unknown[]): Environment[] {
  return checkAll(stated.map((input) => ({ name: nameOf(input), file: `${nameOf(input)}.ts`, input })));
}

function nameOf(input: unknown): string {
  const name = typeof input === "object" && input !== null ? (input as { name?: unknown }).name : undefined;
  return typeof name === "string" ? name : "unnamed";
}

/** What the user reads when the inputs are refused: message first, then one line a problem. */
export function refusal(...stated: unknown[]): UserError {
  return refused(() => check(...stated));
}

/** The UserError that the work ends with; anything else fails the test. */
export function refused(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

/**
 * A copy of an input with some fields set, each by its path, so that a test can state what no type allows; undefined
 * takes a field away.
 */
export function changed(input: EnvironmentInput, edits: Record<string, unknown>): EnvironmentInput {
  const copy = structuredClone(input);
  for (const [path, value] of Object.entries(edits)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let target = copy as unknown as Record<string, unknown>;
    for (const key of keys) target = (target[key] ??= {}) as Record<string, unknown>;
    if (value === undefined) delete target[last];
    else target[last] = value;
  }
  return copy;
}
