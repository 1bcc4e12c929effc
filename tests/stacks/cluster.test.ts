import type { Environment } from "../../app/environments/schema";
import { clusterPins } from "../../app/versions";
import {
  all,
  environmentNamed,
  only,
  statementsOf,
  type Block,
  type Configuration,
} from "../constructs/configuration";
import { estateOf, review, stackOf } from "./stack-review";

const dev = environmentNamed("dev");
const prod = environmentNamed("prod");

type Cluster = Environment["clusters"][string];

const stackWith = (changes: Partial<Environment> = {}): Configuration =>
  stackOf(estateOf({ ...dev, ...changes }), "dev-cluster-main");

const withCluster = (changes: Partial<Cluster>): Configuration =>
  stackWith({ clusters: { main: { ...clusterOf(dev), ...changes } } });

function clusterOf({ clusters }: Environment): Cluster {
  const { main } = clusters;
  if (!main) throw new Error("The environment has no main cluster.");
  return main;
}

/** Every address that one waits for, directly or through others. */
function waitsFor(configuration: Configuration, address: string, seen = new Set<string>()): Set<string> {
  const [type = "", name = ""] = address.split(".");
  const text = JSON.stringify(configuration.resource[type]?.[name] ?? {});
  for (const [found] of text.matchAll(/\baws_[a-z_]+\.[A-Za-z0-9-]+/g)) {
    if (found === address || seen.has(found)) continue;
    seen.add(found);
    waitsFor(configuration, found, seen);
  }
  return seen;
}

const stack = stackWith();

describe("a cluster", () => {
  it("is this, for a reviewer", () => {
    expect(review(stack)).toMatchSnapshot();
  });

  it("stays small enough to be reviewed", () => {
    const production = stackOf(estateOf(prod), "prod-cluster-main");
    const count = Object.values(production.resource).reduce(
      (sum, named) => sum + Object.keys(named).length,
      0,
    );
    expect(count).toBeLessThan(150);
  });

  it("is disposable: nothing in it refuses to be destroyed", () => {
    expect(JSON.stringify(stack.resource)).not.toContain("prevent_destroy");
  });

  it("stands once for each cluster of the environment, under its own name", () => {
    const clusters = { main: clusterOf(dev), next: clusterOf(dev) };
    const estate = estateOf({ ...dev, clusters });
    for (const name of ["main", "next"]) {
      expect(only(stackOf(estate, `dev-cluster-${name}`), "aws_eks_cluster").name).toBe(
        `drydock-dev-${name}`,
      );
    }
  });

  it("gives every role the account's boundary", () => {
    for (const role of Object.values(all(stack, "aws_iam_role"))) {
      expect(role.permissions_boundary).toBe(
        "${data.terraform_remote_state.bootstrap.outputs.permissions_boundary_arn}",
      );
    }
  });

  it("asks for nothing that the account's boundary would take from its roles", () => {
    const boundary = all(stackOf(estateOf(dev), "bootstrap-sandbox"), "aws_iam_policy").boundary?.policy;
    const room = statementsOf(boundary).Services?.Action.map((pattern) => pattern.replace(/:\*$/, "")) ?? [];
    const asked = Object.values(all(stack, "aws_iam_role_policy")).flatMap(({ policy }) =>
      Object.values(statementsOf(policy)).flatMap(({ Action }) =>
        Action.map((action) => action.split(":")[0]),
      ),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((service) => !room.includes(service ?? ""))).toEqual([]);
  });

  it("follows the environment: version, support, addresses of services, retention of logs", () => {
    const configuration = withCluster({
      kubernetesVersion: "1.34",
      support: "extended",
      serviceCidr: "10.100.0.0/16",
    });
    expect(only(configuration, "aws_eks_cluster")).toMatchObject({
      version: "1.34",
      upgrade_policy: { support_type: "EXTENDED" },
      kubernetes_network_config: { service_ipv4_cidr: "10.100.0.0/16" },
    });
    expect(only(configuration, "aws_cloudwatch_log_group").retention_in_days).toBe(
      dev.retention.controlPlaneLogsDays,
    );
  });

  it("takes add-ons and images of its Kubernetes version from the table of pins", () => {
    const pins = clusterPins["1.36"];
    const configuration = withCluster({ kubernetesVersion: "1.36" });
    const addons = Object.values(all(configuration, "aws_eks_addon"));
    expect(Object.fromEntries(addons.map((one) => [one.addon_name, one.addon_version]))).toEqual(
      pins?.addons,
    );
    for (const group of Object.values(all(configuration, "aws_eks_node_group"))) {
      expect(group).toMatchObject({ version: "1.36", release_version: pins?.nodeImage });
    }
  });

  it("may meet a log group that EKS made anew after the last cluster was deleted", () => {
    const { name } = only(stack, "aws_cloudwatch_log_group");
    expect(name).toBe("/aws/eks/drydock-dev-main/cluster");
  });
});

describe("who reaches a cluster", () => {
  const rulesInto = (configuration: Configuration, group: string): Block[] =>
    Object.values(all(configuration, "aws_vpc_security_group_ingress_rule")).filter(
      (rule) => rule.security_group_id === `\${aws_security_group.${group}.id}`,
    );

  const outside = {
    via: "public-cidrs" as const,
    cidrs: { office: "198.51.100.0/24", home: "203.0.113.7/32" },
  };

  it("is the group through which Terraform comes, beside its own nodes, on 443 and from no network", () => {
    for (const access of [dev.access, { via: "vpc-runner" as const }, outside]) {
      const rules = rulesInto(stackWith({ access }), "traffic-control-plane");
      expect(rules.map((rule) => rule.referenced_security_group_id).sort()).toEqual([
        "${aws_security_group.traffic-nodes.id}",
        "${element(data.terraform_remote_state.network.outputs.access_security_group_ids, 0)}",
      ]);
      for (const rule of rules) {
        expect(rule).toMatchObject({ from_port: 443, to_port: 443 });
        expect(rule).not.toHaveProperty("cidr_ipv4");
      }
    }
  });

  it("finds a private endpoint", () => {
    for (const access of [dev.access, { via: "vpc-runner" as const }]) {
      expect(only(stackWith({ access }), "aws_eks_cluster").vpc_config).toMatchObject({
        endpoint_private_access: true,
        endpoint_public_access: false,
      });
    }
  });

  it("is whoever is in the named networks, where the environment says so, and still the nodes in private", () => {
    expect(only(stackWith({ access: outside }), "aws_eks_cluster").vpc_config).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ["198.51.100.0/24", "203.0.113.7/32"],
    });
  });
});

describe("the order of a cluster", () => {
  const before = (later: string, earlier: string) =>
    expect([later, [...waitsFor(stack, later)]]).toEqual([later, expect.arrayContaining([earlier])]);

  it("is: log group, cluster, add-ons that nodes need, nodes, add-ons that need nodes", () => {
    before("aws_eks_cluster.cluster", "aws_cloudwatch_log_group.cluster-logs");
    for (const addon of ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]) {
      before("aws_eks_node_group.nodes-system", `aws_eks_addon.addon-${addon}`);
    }
    for (const addon of ["aws-ebs-csi-driver", "coredns", "metrics-server"]) {
      before(`aws_eks_addon.addon-${addon}`, "aws_eks_node_group.nodes-system");
    }
  });

  it("gives add-ons their rights before they start", () => {
    for (const addon of ["vpc-cni", "aws-ebs-csi-driver"]) {
      before(
        `aws_eks_addon.addon-${addon}`,
        `aws_iam_role_policy_attachment.addon-${addon}-identity-aws-policy`,
      );
    }
    before("aws_eks_addon.addon-vpc-cni", "aws_eks_addon.addon-eks-pod-identity-agent");
  });

  it("does not let CoreDNS wait for GPUs, which may be short", () => {
    const waits = [...waitsFor(stack, "aws_eks_addon.addon-coredns")];
    expect(waits.filter((address) => address.includes("gpu"))).toEqual([]);
  });

  it("takes the rules of the security groups away only after the nodes", () => {
    for (const direction of ["ingress", "egress"]) {
      for (const name of Object.keys(all(stack, `aws_vpc_security_group_${direction}_rule`))) {
        before("aws_eks_node_group.nodes-system", `aws_vpc_security_group_${direction}_rule.${name}`);
      }
    }
  });
});

describe("a group in a capacity reservation", () => {
  const groupWith = (
    capacityReservation: Environment["clusters"][string]["nodeGroups"][string]["capacityReservation"],
  ): Configuration => {
    const { nodeGroups } = clusterOf(dev);
    const gpu = nodeGroups["gpu-on-demand"];
    if (!gpu) throw new Error("dev has no group gpu-on-demand.");
    const training = { ...gpu, instanceTypes: ["p5.4xlarge"], capacityReservation };
    return withCluster({ nodeGroups: { ...nodeGroups, training } });
  };

  it("runs in it and in its zone only", () => {
    const configuration = groupWith({ use: "existing", id: "cr-0123456789abcdef0", zone: "eu-west-1b" });
    expect(all(configuration, "aws_launch_template")["nodes-training-template"]).toMatchObject({
      capacity_reservation_specification: {
        capacity_reservation_target: { capacity_reservation_id: "cr-0123456789abcdef0" },
      },
    });
    expect(all(configuration, "aws_eks_node_group")["nodes-training"]?.subnet_ids).toEqual([
      "${element(data.terraform_remote_state.network.outputs.private_subnet_ids, 1)}",
    ]);
    expect(configuration.resource).not.toHaveProperty("aws_ec2_capacity_reservation");
  });

  it("has it made with count and end where the environment declares it, for instances that name it", () => {
    const configuration = groupWith({
      use: "declared",
      count: 4,
      zone: "eu-west-1a",
      endsAt: "2027-03-31T18:00:00Z",
    });
    expect(only(configuration, "aws_ec2_capacity_reservation")).toMatchObject({
      instance_type: "p5.4xlarge",
      instance_platform: "Linux/UNIX",
      instance_count: 4,
      availability_zone: "eu-west-1a",
      end_date_type: "limited",
      end_date: "2027-03-31T18:00:00Z",
      instance_match_criteria: "targeted",
    });
    expect(all(configuration, "aws_launch_template")["nodes-training-template"]).toMatchObject({
      capacity_reservation_specification: {
        capacity_reservation_target: {
          capacity_reservation_id: "${aws_ec2_capacity_reservation.nodes-training-reservation.id}",
        },
      },
    });
  });
});
