import type { EnvironmentInput } from "../../../app/environments/schema";
import { changed, inputs, refusal } from "./samples";

const { dev, prod } = inputs;

const publicly = (cidrs: Record<string, string>) => changed(dev, { access: { via: "public-cidrs", cidrs } });

const reservation = { use: "existing", id: "cr-0123456789abcdef0", zone: "eu-west-1a" } as const;

describe("what an author gets wrong, and the answer", () => {
  it.each<[string, EnvironmentInput, string]>([
    [
      "a VPC wider than AWS allows",
      changed(dev, { "network.vpcCidr": "10.0.0.0/8" }),
      "network.vpcCidr: 10.0.0.0/8 is a /8 and a VPC may be /16 to /28; take a network of such a size.",
    ],
    [
      "a zone named twice",
      changed(dev, { availabilityZones: { count: 2, names: ["eu-west-1a", "eu-west-1a"] } }),
      "availabilityZones.names[1]: eu-west-1a is named twice; name each zone once.",
    ],
    [
      "names that disagree with the count",
      changed(dev, { availabilityZones: { count: 3, names: ["eu-west-1a", "eu-west-1b"] } }),
      "availabilityZones.names: names 2 zones and count says 3; make them agree.",
    ],
    [
      "more zones than the region has",
      changed(dev, { availabilityZones: { count: 4 } }),
      "availabilityZones.names: is missing, and app/environments/regions.ts knows only 3 zones of eu-west-1; name 4 zones.",
    ],
    [
      "a region whose zones depend on the account",
      changed(dev, { region: "us-west-1" }),
      "availabilityZones.names: is missing, and app/environments/regions.ts knows no zones of us-west-1; name 2 zones.",
    ],
    [
      "service addresses that EKS refuses",
      changed(dev, { "clusters.main.serviceCidr": "172.20.0.0/28" }),
      "clusters.main.serviceCidr: 172.20.0.0/28 is refused by EKS; take a network of /12 to /24 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
    ],
    [
      "public access for nobody",
      publicly({}),
      "access.cidrs: names no network, so nobody could reach the endpoints; name at least one.",
    ],
    [
      "public access from a private network",
      publicly({ office: "10.1.0.0/16" }),
      "access.cidrs.office: 10.1.0.0/16 is private and never reaches a public endpoint; name the public network that office has on the internet.",
    ],
    [
      "the same public network twice",
      publicly({ a: "198.51.100.0/24", b: "198.51.100.0/24" }),
      "access.cidrs.b: 198.51.100.0/24 lies inside a's 198.51.100.0/24; delete one of them.",
    ],
    [
      "no cluster at all",
      changed(dev, { clusters: {}, services: {} }),
      'clusters: names no cluster; declare at least one, such as "main".',
    ],
    [
      "a tainted group as the only one that always runs",
      changed(dev, { "clusters.main.nodeGroups.system.taints": [{ key: "team" }] }),
      'clusters.main.nodeGroups: has no on-demand group without GPUs and taints whose minSize is above 0; add one, such as "system".',
    ],
    [
      "a smallest size above the largest",
      changed(dev, { "clusters.main.nodeGroups.system.minSize": 9 }),
      "clusters.main.nodeGroups.system.minSize: 9 is above maxSize 6; lower it or raise maxSize.",
    ],
    [
      "a GPU type in a group without GPUs",
      changed(dev, { "clusters.main.nodeGroups.system.instanceTypes": ["g5.xlarge"] }),
      "clusters.main.nodeGroups.system.instanceTypes[0]: g5.xlarge has a GPU that nothing in this group may use; say gpu: true or take a type without one.",
    ],
    [
      "ARM nodes",
      changed(dev, { "clusters.main.nodeGroups.system.instanceTypes": ["m7g.large"] }),
      "clusters.main.nodeGroups.system.instanceTypes[0]: m7g.large is an ARM machine and the estate's images are x86_64; take a type such as m6i.large.",
    ],
    [
      "an ARM Vault",
      changed(prod, { "vault.instanceType": "c7gn.large" }),
      "vault.instanceType: c7gn.large is an ARM machine and the estate's images are x86_64; take a type such as m6i.large.",
    ],
    [
      "spot capacity in a reservation",
      changed(dev, { "clusters.main.nodeGroups.gpu-spot.capacityReservation": reservation }),
      'clusters.main.nodeGroups.gpu-spot.capacityReservation: a reservation holds on-demand capacity, which spot nodes cannot use; take "on-demand" or leave the reservation out.',
    ],
    [
      "a reservation for two instance types",
      changed(dev, { "clusters.main.nodeGroups.gpu-on-demand.capacityReservation": reservation }),
      "clusters.main.nodeGroups.gpu-on-demand.instanceTypes: names 2 types (g5.xlarge, g6.xlarge) and a capacity reservation holds one; name that one.",
    ],
    [
      "a reservation in a zone without subnets",
      changed(dev, {
        "clusters.main.nodeGroups.gpu-on-demand.instanceTypes": ["p5.4xlarge"],
        "clusters.main.nodeGroups.gpu-on-demand.capacityReservation": { ...reservation, zone: "eu-west-1c" },
      }),
      "clusters.main.nodeGroups.gpu-on-demand.capacityReservation.zone: eu-west-1c has no subnet of this environment; take one of eu-west-1a, eu-west-1b.",
    ],
    [
      "a reservation by id that also has an end",
      changed(dev, {
        "clusters.main.nodeGroups.gpu-on-demand.capacityReservation": {
          ...reservation,
          endsAt: "2027-03-31T18:00:00Z",
        },
      }),
      "clusters.main.nodeGroups.gpu-on-demand.capacityReservation.endsAt: there is no such field; delete it. Known: id, use, zone.",
    ],
    [
      "a reservation that ends on a day that the calendar lacks",
      changed(dev, {
        "clusters.main.nodeGroups.gpu-on-demand.capacityReservation": {
          use: "declared",
          count: 1,
          zone: "eu-west-1a",
          endsAt: "2027-02-31T18:00:00Z",
        },
      }),
      'clusters.main.nodeGroups.gpu-on-demand.capacityReservation.endsAt: received "2027-02-31T18:00:00Z"; write a moment in UTC such as "2027-03-31T18:00:00Z".',
    ],
    [
      "a service on a cluster that is missing",
      changed(dev, { "services.engine": { cluster: "edge" } }),
      'services.engine.cluster: there is no cluster "edge" in this environment; take one of: main.',
    ],
    [
      "logs archived no longer than they are kept hot",
      changed(dev, { "retention.archivedLogsDays": 14 }),
      "retention.archivedLogsDays: 14 days are not more than applicationLogsDays, 14; raise it.",
    ],
    [
      "extended support that has ended too",
      changed(dev, { "clusters.main.kubernetesVersion": "1.30", "clusters.main.support": "extended" }),
      'clusters.main.kubernetesVersion: "1.30" is past its end of life: extended support ended on 2026-07-23; take one of 1.34, 1.35, 1.36.',
    ],
    [
      "a Kubernetes older than the table",
      changed(dev, { "clusters.main.kubernetesVersion": "1.24" }),
      'clusters.main.kubernetesVersion: "1.24" is past its end of life: it is older than 1.30; take one of 1.34, 1.35, 1.36.',
    ],
    [
      "a Kubernetes newer than the table",
      changed(dev, { "clusters.main.kubernetesVersion": "1.99" }),
      'clusters.main.kubernetesVersion: "1.99" is of a release that app/versions.ts does not list; take one of 1.34, 1.35, 1.36, or add it there with its dates.',
    ],
    [
      "the Vault of an old tutorial",
      changed(dev, { versions: { vault: "1.15.4" } }),
      'versions.vault: "1.15.4" is past its end of life: it is older than 1.18; take one of 1.21, 2.0, 2.1.',
    ],
    [
      "an even number of Vault nodes",
      changed(dev, { "vault.nodes": 4 }),
      "vault.nodes: received 4; write 3 or 5.",
    ],
    [
      "a budget of nothing",
      changed(dev, { "budget.monthlyUsd": "0.00" }),
      'budget.monthlyUsd: received "0.00"; write an amount above zero as a decimal string with at most two decimals, such as "2500.00".',
    ],
    [
      "a budget below zero",
      changed(dev, { "budget.monthlyUsd": "-5" }),
      'budget.monthlyUsd: received "-5"; write an amount above zero as a decimal string with at most two decimals, such as "2500.00".',
    ],
    [
      "a budget in floating point",
      changed(dev, { "budget.monthlyUsd": 1200.5 }),
      'budget.monthlyUsd: received 1200.5; write an amount above zero as a decimal string with at most two decimals, such as "2500.00".',
    ],
    [
      "a generation before the first",
      changed(dev, { generation: 0 }),
      "generation: received 0; write a whole number from 1 to 9999.",
    ],
    [
      "an account id that lost its leading zero",
      changed(dev, { "account.id": 11111111111 }),
      'account.id: received 11111111111; write an AWS account id of 12 digits as a string, such as "111111111111".',
    ],
    [
      "a DNS zone with a trailing dot",
      changed(dev, { dns: { zone: "dev.example.com." } }),
      'dns.zone: received "dev.example.com."; write a domain name in lower case without a trailing dot, such as dev.trading.example.com.',
    ],
    [
      "a network with host bits",
      changed(dev, { "network.vpcCidr": "10.10.1.0/16" }),
      'network.vpcCidr: received "10.10.1.0/16"; write a private IPv4 network without host bits, /16 to /28, such as 10.20.0.0/16.',
    ],
    [
      "a misspelt field",
      changed(dev, { "network.vpcCidir": "10.10.0.0/16" }),
      'network.vpcCidir: there is no such field; did you mean "vpcCidr"? Known: interfaceEndpoints, isolatedPrefix, natGateways, privatePrefix, publicPrefix, vpcCidr.',
    ],
    [
      "a field that nothing resembles",
      changed(dev, { "dns.quux": 1 }),
      "dns.quux: there is no such field; delete it. Known: delegated, delegations, zone.",
    ],
    [
      "a cluster whose name no label may have",
      changed(dev, { "clusters.Main": {} }),
      'clusters.Main: the name "Main" is not allowed; write at most 12 lower-case letters, digits and single hyphens, beginning with a letter.',
    ],
  ])("%s", (_name, broken, answer) => {
    expect(refusal(broken).details).toContain(answer);
  });

  it("are all reported at once", () => {
    const broken = changed(prod, {
      "network.natGateways": "single",
      "retention.complianceDays": 30,
      "switches.deletionProtection": false,
    });
    const { message, details } = refusal(broken);
    expect(message).toBe("prod.ts: 3 problems.");
    expect(details).toHaveLength(3);
  });
});
