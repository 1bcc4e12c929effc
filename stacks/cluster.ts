import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { isSteady } from "../app/environments/node-groups";
import type { Cluster, Environment, NodeGroup as GroupSettings } from "../app/environments/schema";
import { deployRoleArn, resourceName } from "../app/naming";
import { UserError } from "../app/user-error";
import { clusterPins, type ClusterPins } from "../app/versions";
import { Addons } from "../constructs/eks/addons";
import { AutoscalerIdentity } from "../constructs/eks/autoscaler-identity";
import { ClusterAccess } from "../constructs/eks/cluster-access";
import type { ClusterName } from "../constructs/eks/cluster-name";
import { ClusterNetwork } from "../constructs/eks/cluster-network";
import { ControlPlane } from "../constructs/eks/control-plane";
import { NodeGroup } from "../constructs/eks/node-group";
import { NodeRole } from "../constructs/eks/node-role";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import type { ReadExports } from "../constructs/estate/exports";
import type { AccountExports } from "./bootstrap";
import type { KeysExports } from "./keep-keys";
import type { NetworkExports } from "./network";

/** What a cluster offers to everything that runs on it, or calls it. */
export interface ClusterExports {
  clusterName: string;
  /** URL of the Kubernetes API; resolves to private addresses inside the VPC. */
  endpoint: string;
  /** Base64 of the PEM certificate that the API's own is signed with; public. */
  certificateAuthority: string;
  /** Issuer of the cluster's service account tokens. */
  oidcIssuerUrl: string;
  /** Group of the control plane's network interfaces: who is to call the API is let into it on 443. */
  clusterSecurityGroupId: string;
  /** Group of the nodes and their pods. */
  nodeSecurityGroupId: string;
  nodeRoleArn: string;
}

/** @see ClusterStack */
export interface ClusterStackProps {
  readonly environment: Environment;
  /** Name of the cluster in the environment. */
  readonly cluster: string;
  readonly account: StackExports<AccountExports>;
  readonly keys: StackExports<KeysExports>;
  readonly network: StackExports<NetworkExports>;
}

/** What every part of the cluster is made from. */
interface Parts {
  readonly environment: Environment;
  readonly settings: Cluster;
  readonly pins: ClusterPins;
  /** Full name of the cluster; all other names begin with it. */
  readonly name: string;
  readonly account: ReadExports<AccountExports>;
  readonly keys: ReadExports<KeysExports>;
  readonly network: ReadExports<NetworkExports>;
}

/**
 * An EKS cluster: control plane, access, add-ons, node groups, in that order. Add-ons that a node needs stand before the
 * nodes, those that need a node after the groups that always have some.
 */
export class ClusterStack extends EstateStack {
  readonly exports: StackExports<ClusterExports>;

  constructor(scope: Construct, { environment, ...props }: ClusterStackProps) {
    super(scope, { lifetime: "disposable", part: `cluster-${props.cluster}`, environments: [environment] });
    const settings = environment.clusters[props.cluster];
    if (!settings) throw new UserError(`${environment.name} has no cluster "${props.cluster}".`);
    const parts: Parts = {
      environment,
      settings,
      pins: pinsOf(settings),
      name: resourceName(environment, props.cluster),
      account: this.read(props.account),
      keys: this.read(props.keys),
      network: this.read(props.network),
    };

    const groups = new ClusterNetwork(this, "traffic", {
      vpcId: parts.network.vpcId,
      name: parts.name,
      // Those through which Terraform reaches private endpoints, whichever way that is.
      clients: { access: Token.asString(Fn.element(parts.network.accessSecurityGroupIds, 0)) },
    });
    const { cluster, clusterName } = this.controlPlane(parts, groups);
    new ClusterAccess(this, "access", {
      placement: this.placement,
      cluster: clusterName,
      deployRoleArn: deployRoleArn(environment),
      viewers: environment.account.operators,
    });
    const nodeRole = this.nodes(parts, clusterName, groups);
    new AutoscalerIdentity(this, "autoscaler", {
      placement: this.placement,
      cluster: clusterName,
      roleName: `${parts.name}-autoscaler`,
      permissionsBoundaryArn: parts.account.permissionsBoundaryArn,
    });

    this.exports = this.export<ClusterExports>({
      clusterName: cluster.name,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority.get(0).data,
      oidcIssuerUrl: cluster.identity.get(0).oidc.get(0).issuer,
      clusterSecurityGroupId: groups.controlPlane.id,
      nodeSecurityGroupId: groups.nodes.id,
      nodeRoleArn: nodeRole.role.arn,
    });
  }

  private controlPlane(parts: Parts, groups: ClusterNetwork): ControlPlane {
    const { environment, settings, keys } = parts;
    const { access } = environment;
    const controlPlane = new ControlPlane(this, "cluster", {
      placement: this.placement,
      name: parts.name,
      version: settings.kubernetesVersion,
      support: settings.support,
      serviceCidr: settings.serviceCidr,
      subnetIds: parts.network.privateSubnetIds,
      securityGroupIds: [groups.controlPlane.id],
      after: groups.rules,
      publicCidrs: access.via === "public-cidrs" ? Object.values(access.cidrs).sort() : undefined,
      secretsKeyArn: keys.clusterKeyArn,
      logsKeyArn: keys.logsKeyArn,
      logRetentionDays: environment.retention.controlPlaneLogsDays,
      permissionsBoundaryArn: parts.account.permissionsBoundaryArn,
    });
    // EKS writes late entries after a cluster is deleted, and then makes the group anew.
    this.mayExist(controlPlane.logGroup, controlPlane.logGroup.nameInput ?? "");
    return controlPlane;
  }

  private nodes(parts: Parts, cluster: ClusterName, groups: ClusterNetwork): NodeRole {
    const { settings, name, keys } = parts;
    const addons = new Addons(this, "addon", {
      placement: this.placement,
      cluster,
      versions: parts.pins.addons,
      name,
      volumeKeyArn: keys.dataKeyArn,
      tags: this.defaultTags,
      permissionsBoundaryArn: parts.account.permissionsBoundaryArn,
    });
    const role = new NodeRole(this, "node-role", {
      placement: this.placement,
      cluster,
      name: `${name}-node`,
      permissionsBoundaryArn: parts.account.permissionsBoundaryArn,
    });
    const before = [...addons.beforeNodes, ...role.policies];

    const steady = [];
    for (const [id, group] of Object.entries(settings.nodeGroups)) {
      const { nodeGroup } = new NodeGroup(this, `nodes-${id}`, {
        cluster,
        templateName: `${name}-${id}`,
        pool: { name: id, gpu: group.gpu, capacity: group.capacity, taints: group.taints },
        version: settings.kubernetesVersion,
        imageRelease: parts.pins.nodeImage,
        instanceTypes: group.instanceTypes,
        size: { min: group.minSize, desired: group.desiredSize, max: group.maxSize },
        diskGib: group.diskGib,
        subnetIds: subnetsOf(group, parts),
        securityGroupId: groups.nodes.id,
        roleArn: role.role.arn,
        volumeKeyArn: keys.dataKeyArn,
        reservation: group.capacityReservation,
        tags: this.defaultTags,
        after: before,
      });
      if (isSteady(group)) steady.push(nodeGroup);
    }
    addons.runOn(steady);
    return role;
  }
}

function pinsOf({ kubernetesVersion }: Cluster): ClusterPins {
  const pins = clusterPins[kubernetesVersion];
  if (pins) return pins;
  throw new UserError(`app/versions.ts pins no node image and add-ons for Kubernetes ${kubernetesVersion}.`);
}

/** Every private subnet, or the one in the zone of the group's capacity reservation. */
function subnetsOf(
  { capacityReservation }: GroupSettings,
  { environment, network }: Parts,
): readonly string[] {
  if (!capacityReservation) return network.privateSubnetIds;
  const index = environment.availabilityZones.indexOf(capacityReservation.zone);
  return [Token.asString(Fn.element(network.privateSubnetIds, index))];
}
