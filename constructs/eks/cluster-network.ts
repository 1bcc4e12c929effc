import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";

/** @see ClusterNetwork */
export interface ClusterNetworkProps {
  readonly vpcId: string;
  /** Start of the names of the groups. */
  readonly name: string;
  /** Groups whose members may call the Kubernetes API, by what they are; the key ends the rule's address. */
  readonly clients: Readonly<Record<string, string>>;
}

/** Ports of one protocol. */
interface Ports {
  readonly protocol: "tcp" | "udp";
  readonly from: number;
  readonly to: number;
}

const HTTPS: Ports = { protocol: "tcp", from: 443, to: 443 };

/**
 * What the control plane opens connections to: kubelets, and metrics-server, which serves an API of its own. The port
 * is that of the EKS add-on.
 * Sources: EKS user guide, "View Amazon EKS security group requirements for clusters" (10250);
 * https://github.com/terraform-aws-modules/terraform-aws-eks/blob/master/node_groups.tf (10251).
 */
const FROM_CONTROL_PLANE: Readonly<Record<string, Ports & { readonly what: string }>> = {
  kubelet: { protocol: "tcp", from: 10_250, to: 10_250, what: "Kubelets" },
  "metrics-server": { protocol: "tcp", from: 10_251, to: 10_251, what: "metrics-server" },
};

/**
 * What pods of different nodes say to each other: names, and anything on a port that a process without privileges may
 * open. Which pod may talk to which is for network policies; a security group sees only nodes.
 */
const BETWEEN_NODES: Readonly<Record<string, Ports & { readonly what: string }>> = {
  "dns-tcp": { protocol: "tcp", from: 53, to: 53, what: "CoreDNS over TCP" },
  "dns-udp": { protocol: "udp", from: 53, to: 53, what: "CoreDNS over UDP" },
  pods: { protocol: "tcp", from: 1025, to: 65_535, what: "Pods and kubelets" },
};

/**
 * The two security groups of a cluster: one on the network interfaces of its control plane, beside the group that EKS
 * makes itself, and one on its nodes, in place of that group, which would let everything through.
 */
export class ClusterNetwork extends Construct {
  readonly controlPlane: SecurityGroup;
  readonly nodes: SecurityGroup;
  /** What traffic waits for, the first node's above all. */
  readonly rules: TerraformResource[] = [];

  constructor(scope: Construct, id: string, props: ClusterNetworkProps) {
    super(scope, id);
    this.controlPlane = this.group("control-plane", `${props.name}-control-plane`, {
      description: "Kubernetes API: who may call it",
      vpcId: props.vpcId,
    });
    this.nodes = this.group("nodes", `${props.name}-nodes`, {
      description: "Nodes and their pods",
      vpcId: props.vpcId,
    });

    this.ingress("control-plane-from-nodes", this.controlPlane, this.nodes.id, HTTPS, "Nodes and pods");
    for (const [client, securityGroupId] of Object.entries(props.clients)) {
      this.ingress(
        `control-plane-from-${client}`,
        this.controlPlane,
        securityGroupId,
        HTTPS,
        `Members of the group ${client}`,
      );
    }
    for (const [what, ports] of Object.entries(FROM_CONTROL_PLANE)) {
      this.ingress(
        `nodes-${what}`,
        this.nodes,
        this.controlPlane.id,
        ports,
        `${ports.what}, from the control plane`,
      );
      this.egress(
        `control-plane-to-${what}`,
        this.controlPlane,
        { referencedSecurityGroupId: this.nodes.id },
        ports,
        ports.what,
      );
    }
    for (const [what, ports] of Object.entries(BETWEEN_NODES)) {
      this.ingress(`nodes-${what}`, this.nodes, this.nodes.id, ports, `${ports.what}, from node to node`);
      this.egress(
        `nodes-to-${what}`,
        this.nodes,
        { referencedSecurityGroupId: this.nodes.id },
        ports,
        `${ports.what}, from node to node`,
      );
    }
    // AWS, registries, markets. Names and time come from link-local addresses, which security groups let through.
    this.egress("nodes-https-out", this.nodes, { cidrIpv4: "0.0.0.0/0" }, HTTPS, "HTTPS to anywhere");
  }

  private group(id: string, name: string, props: { description: string; vpcId: string }): SecurityGroup {
    return new SecurityGroup(this, id, { ...props, name, tags: { Name: name } });
  }

  private ingress(
    id: string,
    group: SecurityGroup,
    sourceGroupId: string,
    ports: Ports,
    description: string,
  ): void {
    const rule = new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId: group.id,
      referencedSecurityGroupId: sourceGroupId,
      description,
      ipProtocol: ports.protocol,
      fromPort: ports.from,
      toPort: ports.to,
    });
    this.rules.push(rule);
  }

  private egress(
    id: string,
    group: SecurityGroup,
    to: { referencedSecurityGroupId: string } | { cidrIpv4: string },
    ports: Ports,
    description: string,
  ): void {
    const rule = new VpcSecurityGroupEgressRule(this, id, {
      ...to,
      securityGroupId: group.id,
      description,
      ipProtocol: ports.protocol,
      fromPort: ports.from,
      toPort: ports.to,
    });
    this.rules.push(rule);
  }
}
