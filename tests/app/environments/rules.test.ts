import { rules } from "../../../app/environments/rules/all";
import type { EnvironmentInput } from "../../../app/environments/schema";
import { changed, check, inputs, refusal } from "./samples";

const { dev, prod } = inputs;

interface Case {
  /** The rule, by the beginning of its sentence. */
  rule: string;
  /** What the author did, and the whole line with which it is answered. */
  broken: EnvironmentInput;
  answer: string;
  /** The nearest thing that is right. */
  right: EnvironmentInput;
}

const publicly = (cidrs: Record<string, string>) => changed(dev, { access: { via: "public-cidrs", cidrs } });

const tainted = (...effects: string[]) =>
  changed(dev, {
    "clusters.main.nodeGroups.gpu-spot.taints": effects.map((effect) => ({ key: "team", effect })),
  });

const reserved = (maxSize: number) =>
  changed(dev, {
    "clusters.main.nodeGroups.training": {
      instanceTypes: ["p5.4xlarge"],
      gpu: true,
      minSize: 0,
      desiredSize: 0,
      maxSize,
      capacityReservation: {
        use: "declared",
        count: 4,
        zone: "eu-west-1b",
        endsAt: "2027-03-31T18:00:00Z",
      },
    },
  });

const cases: Case[] = [
  {
    rule: "No environment is called bootstrap or keep",
    broken: changed(dev, { name: "keep" }),
    answer: 'name: "keep" begins the names of stacks that survive a rebuild; take another name.',
    right: changed(dev, { name: "keeper" }),
  },
  {
    rule: "CI (account.oidc) or at least one operator",
    broken: changed(dev, { "account.oidc": undefined, "account.operators": [] }),
    answer:
      "account.operators: is empty and account.oidc is left out, so nobody could assume the deploy role; state at least one of them.",
    right: changed(dev, { "account.operators": [] }),
  },
  {
    rule: "The state's region is in the same AWS partition",
    broken: changed(dev, { "account.stateRegion": "cn-north-1" }),
    answer:
      "account.stateRegion: cn-north-1 is in the partition aws-cn and eu-west-1 in aws; keep the state in the environment's partition.",
    right: changed(dev, { "account.stateRegion": "us-east-1" }),
  },
  {
    rule: "Budget alerts rise",
    broken: changed(dev, { "budget.alertAtPercent": [50, 50] }),
    answer: "budget.alertAtPercent[1]: 50 follows 50; list rising percentages.",
    right: changed(dev, { "budget.alertAtPercent": [50, 51] }),
  },
  {
    rule: "Availability zones belong to the environment's region",
    broken: changed(dev, { availabilityZones: { count: 2, names: ["eu-west-1a", "eu-west-2b"] } }),
    answer: "availabilityZones.names[1]: eu-west-2b is not a zone of eu-west-1; name one such as eu-west-1a.",
    right: changed(dev, { availabilityZones: { count: 2, names: ["eu-west-1c", "eu-west-1a"] } }),
  },
  {
    rule: "The VPC is a private network",
    broken: changed(dev, { "network.vpcCidr": "198.51.0.0/16" }),
    answer:
      "network.vpcCidr: 198.51.0.0/16 is not a private network; take one inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
    right: changed(dev, { "network.vpcCidr": "192.168.0.0/16" }),
  },
  {
    rule: "The VPC holds every tier of subnets",
    broken: changed(dev, { "network.privatePrefix": 18 }),
    answer:
      "network.vpcCidr: 10.10.0.0/16 has 65536 addresses, and 4 zones of public /24, private /18 and isolated /22 subnets need 5120 more; widen the VPC or take longer prefixes.",
    right: changed(dev, { network: { vpcCidr: "10.10.0.0/16", isolatedPrefix: 20, publicPrefix: 20 } }),
  },
  {
    rule: "The private subnets hold the nodes and pods of 3 clusters",
    broken: changed(dev, { "clusters.main.nodeGroups.system.maxSize": 60 }),
    answer:
      "network.privatePrefix: /19 over 2 zones gives 16374 addresses, and 3 clusters of 65 nodes need 22035 (113 a node); take a shorter prefix or fewer nodes.",
    right: changed(dev, { "availabilityZones.count": 3, "clusters.main.nodeGroups.system.maxSize": 60 }),
  },
  {
    rule: "A cluster's service addresses are private",
    broken: changed(dev, { "clusters.main.serviceCidr": "10.10.192.0/20" }),
    answer:
      "clusters.main.serviceCidr: 10.10.192.0/20 overlaps the VPC's 10.10.0.0/16; take a network outside it, such as 172.20.0.0/16.",
    right: changed(dev, { "clusters.main.serviceCidr": "10.11.0.0/20" }),
  },
  {
    rule: "Access from public networks names at least one",
    broken: publicly({ everybody: "0.0.0.0/0" }),
    answer:
      "access.cidrs.everybody: 0.0.0.0/0 opens the endpoints to 4294967296 addresses; name the networks that need them, each /16 or smaller.",
    right: publicly({ office: "198.51.100.0/24" }),
  },
  {
    rule: "No network that may reach the endpoints lies inside another",
    broken: publicly({ office: "198.51.100.0/24", desk: "198.51.100.7/32" }),
    answer: "access.cidrs.desk: 198.51.100.7/32 lies inside office's 198.51.100.0/24; delete one of them.",
    right: publicly({ office: "198.51.100.0/25", desk: "198.51.100.128/32" }),
  },
  {
    rule: "There are 1 to 3 clusters",
    broken: changed(dev, { "clusters.b": {}, "clusters.c": {}, "clusters.d": {} }),
    answer: "clusters: names 4 clusters (main, b, c, d) and the network is sized for 3; delete one.",
    right: changed(dev, { "clusters.b": {}, "clusters.c": {} }),
  },
  {
    rule: "Every cluster has a group of on-demand nodes without GPUs and taints",
    broken: changed(dev, { "clusters.main.nodeGroups.system.minSize": 0 }),
    answer:
      'clusters.main.nodeGroups: has no on-demand group without GPUs and taints whose minSize is above 0; add one, such as "system".',
    right: changed(dev, { "clusters.main.nodeGroups.system.minSize": 1 }),
  },
  {
    rule: "A node group's minSize, desiredSize and maxSize rise",
    broken: changed(dev, { "clusters.main.nodeGroups.system.desiredSize": 7 }),
    answer:
      "clusters.main.nodeGroups.system.desiredSize: 7 is not between minSize 2 and maxSize 6; take a number between them.",
    right: changed(dev, { "clusters.main.nodeGroups.system.desiredSize": 6 }),
  },
  {
    rule: "A GPU group has only GPU types",
    broken: changed(dev, { "clusters.main.nodeGroups.gpu-spot.instanceTypes": ["g5.xlarge", "m6i.large"] }),
    answer:
      "clusters.main.nodeGroups.gpu-spot.instanceTypes[1]: m6i.large has no NVIDIA GPU and the group says gpu: true; take a type of g4dn, g5, g6, g6e, g6f, g7e, gr6, gr6f, p3, p3dn, p4d, p4de, p5, p5e, p5en, p6-b200.",
    right: changed(dev, { "clusters.main.nodeGroups.gpu-spot.instanceTypes": ["g5.xlarge", "g4dn.xlarge"] }),
  },
  {
    rule: "Instance types are x86_64",
    broken: changed(dev, { "access.instanceType": "t4g.micro" }),
    answer:
      "access.instanceType: t4g.micro is an ARM machine and the estate's images are x86_64; take a type such as m6i.large.",
    right: changed(dev, { "access.instanceType": "t3a.micro" }),
  },
  {
    rule: "A node group names each instance type once",
    broken: changed(dev, { "clusters.main.nodeGroups.system.instanceTypes": ["m6i.large", "m6i.large"] }),
    answer: "clusters.main.nodeGroups.system.instanceTypes[1]: m6i.large is named twice; delete one.",
    right: changed(dev, { "clusters.main.nodeGroups.system.instanceTypes": ["m6i.large", "m6i.xlarge"] }),
  },
  {
    rule: "A node group taints each key once",
    broken: tainted("NO_SCHEDULE", "NO_EXECUTE"),
    answer: "clusters.main.nodeGroups.gpu-spot.taints[1].key: team is tainted twice; delete one.",
    right: tainted("NO_EXECUTE"),
  },
  {
    rule: "Spot capacity only where the group may be interrupted",
    broken: changed(dev, { "clusters.main.nodeGroups.gpu-spot.interruptible": false }),
    answer:
      'clusters.main.nodeGroups.gpu-spot.capacity: "spot" nodes vanish at two minutes\' notice and the group is not interruptible; take "on-demand" or say interruptible: true.',
    right: changed(dev, {
      "clusters.main.nodeGroups.gpu-spot.interruptible": false,
      "clusters.main.nodeGroups.gpu-spot.capacity": "on-demand",
    }),
  },
  {
    rule: "A group in a capacity reservation",
    broken: reserved(5),
    answer:
      "clusters.main.nodeGroups.training.maxSize: 5 nodes do not fit into a reservation of 4; lower it or raise capacityReservation.count.",
    right: reserved(4),
  },
  {
    rule: "A service, and Vault, names a cluster that the environment has",
    broken: changed(dev, { "vault.cluster": "second" }),
    answer: 'vault.cluster: there is no cluster "second" in this environment; take one of: main.',
    right: changed(dev, { "clusters.second": {}, "vault.cluster": "second" }),
  },
  {
    rule: "The weights of a service's colours are never all zero",
    broken: changed(dev, { "services.engine": { colors: { blue: { weight: 0 } } } }),
    answer:
      "services.engine.colors: the weights of blue and green sum to zero, so nobody would be served; give one of them a weight.",
    right: changed(dev, {
      "services.engine": { colors: { blue: { weight: 0 }, green: { weight: 1, replicas: 1 } } },
    }),
  },
  {
    rule: "A colour that gets traffic has at least one pod",
    broken: changed(dev, { "services.engine": { colors: { green: { weight: 10 } } } }),
    answer:
      "services.engine.colors.green.replicas: 0 pods would get traffic of weight 10; raise replicas or set the weight to 0.",
    right: changed(dev, { "services.engine": { colors: { green: { weight: 10, replicas: 1 } } } }),
  },
  {
    rule: "Trades stay queryable in S3 longer than in the database",
    broken: changed(dev, { "retention.tradesWarmDays": 90 }),
    answer: "retention.tradesWarmDays: 90 days are not more than tradesHotDays, 90; raise it.",
    right: changed(dev, { "retention.tradesWarmDays": 91 }),
  },
  {
    rule: "What moves to a Glacier class stays there for the 90 days that S3 bills",
    broken: changed(dev, { "retention.archivedLogsDays": 120 }),
    answer:
      "retention.archivedLogsDays: 120 days leave 30 in Glacier, which bills 90; take 180 or more, or raise logsToGlacierDays to 120.",
    right: changed(dev, { "retention.archivedLogsDays": 90 }),
  },
  {
    rule: "Ticks stay 90 days in Glacier Instant Retrieval before Deep Archive",
    broken: changed(dev, { "retention.ticksToGlacierDays": 700 }),
    answer:
      "retention.ticksToDeepArchiveDays: 730 days are not 90 more than ticksToGlacierDays, 700; take 790 or more.",
    right: changed(dev, { "retention.ticksToGlacierDays": 640 }),
  },
  {
    rule: "Nothing moves to Deep Archive while trades must stay queryable",
    broken: changed(dev, { "retention.tradesWarmDays": 731 }),
    answer: "retention.ticksToDeepArchiveDays: 730 days are under tradesWarmDays, 731; raise it.",
    right: changed(dev, { "retention.tradesWarmDays": 731, "retention.ticksToDeepArchiveDays": 731 }),
  },
  {
    rule: "Every cluster's Kubernetes version is supported",
    broken: changed(dev, { "clusters.main.kubernetesVersion": "1.33" }),
    answer:
      'clusters.main.kubernetesVersion: "1.33" is past its end of life: standard support ended on 2026-07-29; take one of 1.34, 1.35, 1.36, or pay for extended support until 2027-07-29 (support: "extended").',
    right: changed(dev, { "clusters.main.kubernetesVersion": "1.33", "clusters.main.support": "extended" }),
  },
  {
    rule: "app/versions.ts pins node images",
    broken: changed(dev, { "clusters.main.kubernetesVersion": "1.31", "clusters.main.support": "extended" }),
    answer:
      'clusters.main.kubernetesVersion: "1.31" has no node image and add-ons in app/versions.ts; take one of 1.32, 1.33, 1.34, 1.35, 1.36, or add them there.',
    right: changed(dev, { "clusters.main.kubernetesVersion": "1.32", "clusters.main.support": "extended" }),
  },
  {
    rule: "Vault's version is maintained",
    broken: changed(dev, { versions: { vault: "1.20.4" } }),
    answer:
      'versions.vault: "1.20.4" is past its end of life: maintenance of 1.20 ended on 2026-09-01; take a version of one of 1.21, 2.0, 2.1.',
    right: changed(dev, { versions: { vault: "2.1.0" } }),
  },
  {
    rule: "Production spans at least 3 availability zones",
    broken: { ...prod, availabilityZones: { count: 2 }, clusters: {}, services: {} },
    answer: "availabilityZones.count: 2 zones are too few for production; take 3 or more.",
    right: {
      ...prod,
      tier: "staging",
      availabilityZones: { count: 2 },
      clusters: { main: {} },
      switches: {},
    },
  },
  {
    rule: "Production has a NAT gateway in each zone",
    broken: changed(prod, { "network.natGateways": "single" }),
    answer:
      'network.natGateways: "single" would cut all egress of production with one zone; take "one-per-zone".',
    right: changed(prod, { "network.natGateways": undefined }),
  },
  {
    rule: "Production reaches AWS through private endpoints",
    broken: changed(prod, { "network.interfaceEndpoints": "required" }),
    answer:
      'network.interfaceEndpoints: "required" would send production\'s calls of AWS through the internet; take "all".',
    right: changed(prod, { "network.interfaceEndpoints": "all" }),
  },
  {
    rule: "Production keeps every trade for 7 years",
    broken: changed(prod, { "retention.complianceDays": 2556 }),
    answer:
      "retention.complianceDays: 2556 days are under the 7 years that trades must be kept; take 2557 or more.",
    right: changed(prod, { "retention.complianceDays": 2557 }),
  },
  {
    rule: "Production has deletion protection",
    broken: changed(prod, { "switches.deletionProtection": false }),
    answer: "switches.deletionProtection: false would let a plan delete production; take true.",
    right: changed(prod, { "switches.deletionProtection": true }),
  },
  {
    rule: "Only production locks the compliance archive",
    broken: changed(dev, { "switches.complianceObjectLock": true }),
    answer:
      "switches.complianceObjectLock: true would make a bucket of a development environment undeletable until its retention ends; take false.",
    right: changed(prod, { "switches.complianceObjectLock": true }),
  },
  {
    rule: "Vault's certificates come from ACM PCA in production",
    broken: changed(prod, { "vault.certificates": "self-made" }),
    answer: 'vault.certificates: "self-made" keeps the CA\'s key beside Vault; take "acm-pca".',
    right: changed(prod, { "vault.certificates": "acm-pca" }),
  },
];

describe("rules of one environment", () => {
  it.each(cases)("$rule …", ({ broken, answer, right }) => {
    expect(refusal(broken).details).toContain(answer);
    expect(check(right)).toHaveLength(1);
  });

  it("are all tried here, each failing and passing", () => {
    const tried = rules.filter(({ says }) => cases.some(({ rule }) => says.startsWith(rule)));
    expect(tried).toEqual(rules);
    expect(cases).toHaveLength(rules.length);
  });
});
