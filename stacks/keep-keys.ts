import type { Construct } from "constructs";
import type { Environment } from "../app/environments/schema";
import { deployRoleArn, resourceName } from "../app/naming";
import { serviceLinkedRoleArn } from "../constructs/account/service-linked-roles";
import { controlPlaneLogGroup } from "../constructs/eks/control-plane";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import { accountRoot, iamArn, regionalArn } from "../constructs/estate/placement";
import { CustomerKey, KEY_USE } from "../constructs/kms/customer-key";
import type { Statement } from "../constructs/iam/policy-document";
import type { AccountExports } from "./bootstrap";

/** The environment's keys, by what they protect. */
export interface KeysExports {
  /** ARN of the key that unseals Vault. */
  unsealKeyArn: string;
  /** ARN of the key of disks, buckets and images. */
  dataKeyArn: string;
  /** ARN of the key of log groups. */
  logsKeyArn: string;
  /** ARN of the key of Kubernetes secrets. */
  clusterKeyArn: string;
}

/** @see KeepKeysStack */
export interface KeepKeysStackProps {
  readonly environment: Environment;
  readonly account: StackExports<AccountExports>;
}

/**
 * The KMS keys of an environment. They outlive every rebuild: without them Vault stays sealed and snapshots, disks
 * and logs stay unreadable.
 */
export class KeepKeysStack extends EstateStack {
  readonly exports: StackExports<KeysExports>;

  constructor(scope: Construct, { environment, account }: KeepKeysStackProps) {
    super(scope, { lifetime: "keep", part: "keys", environments: [environment] });
    this.addDependency(account.producer);
    const key = (
      id: string,
      description: string,
      use: readonly Omit<Statement, "resources">[],
    ): CustomerKey =>
      new CustomerKey(this, id, {
        alias: resourceName(environment, id),
        description: `${description} of ${environment.name}`,
        placement: this.placement,
        rotationDays: environment.keys.rotationDays,
        deletionWindowDays: environment.keys.deletionWindowDays,
        use,
      });

    const unseal = key("unseal", "Unseals Vault", [this.vaultServers(environment)]);
    const data = key("data", "Disks, buckets and images", [
      ...this.storageServices(),
      ...this.disksOfNodes(),
      this.registry(),
    ]);
    const logs = key("logs", "Log groups", [this.logGroups(environment)]);
    const cluster = key("cluster", "Kubernetes secrets", [this.clusterCreation(environment)]);
    this.exports = this.export<KeysExports>({
      unsealKeyArn: unseal.arn,
      dataKeyArn: data.arn,
      logsKeyArn: logs.arn,
      clusterKeyArn: cluster.arn,
    });
  }

  /** Vault's servers, by the name of their role: KMS refuses a principal that does not exist yet. */
  private vaultServers(environment: Environment): Omit<Statement, "resources"> {
    const role = iamArn(this.placement, `role/${resourceName(environment, "vault", "*")}`);
    return {
      sid: "VaultServers",
      // The three actions that Vault's awskms seal names.
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"],
      principals: { aws: [accountRoot(this.placement)] },
      conditions: { ArnLike: { "aws:PrincipalArn": role } },
    };
  }

  /** Principals of the account, only through EC2 (disks) and S3 (objects), and only as their own policies allow. */
  private storageServices(): Omit<Statement, "resources">[] {
    const { accountId, region } = this.placement;
    const through = {
      "kms:CallerAccount": accountId,
      "kms:ViaService": ["ec2", "s3"].map((service) => `${service}.${region}.amazonaws.com`),
    };
    const principals = { aws: [accountRoot(this.placement)] };
    return [
      { sid: "ThroughStorage", actions: KEY_USE, principals, conditions: { StringEquals: through } },
      {
        sid: "GrantsForDisks",
        actions: ["kms:CreateGrant"],
        principals,
        conditions: { StringEquals: through, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ];
  }

  /** Whoever creates a repository; from then on ECR works with the grants that it took in his name. */
  private registry(): Omit<Statement, "resources"> {
    const { accountId, region } = this.placement;
    return {
      sid: "GrantsForImages",
      actions: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
      principals: { aws: [accountRoot(this.placement)] },
      conditions: {
        StringEquals: {
          "kms:CallerAccount": accountId,
          "kms:ViaService": `ecr.${region}.amazonaws.com`,
        },
      },
    };
  }

  /**
   * EC2 Auto Scaling, which starts the nodes of clusters under a role of its own. That role's rights are AWS's and
   * name no key of ours, so the key names the role.
   * Source: EC2 Auto Scaling user guide, "Required AWS KMS key policy for use with encrypted volumes".
   */
  private disksOfNodes(): Omit<Statement, "resources">[] {
    const principals = { aws: [serviceLinkedRoleArn(this.placement, "autoscaling")] };
    return [
      { sid: "DisksOfNodes", actions: KEY_USE, principals },
      {
        sid: "GrantsForNodes",
        actions: ["kms:CreateGrant"],
        principals,
        conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ];
  }

  /**
   * Whoever creates a cluster grants EKS the key, once; EKS works with that grant from then on. The condition
   * kms:GrantIsForAWSResource is not met by CreateCluster.
   * Source: EKS user guide, "Encrypt Kubernetes secrets with KMS on existing clusters".
   */
  private clusterCreation(environment: Environment): Omit<Statement, "resources"> {
    return {
      sid: "ClusterCreation",
      actions: ["kms:CreateGrant", "kms:DescribeKey"],
      principals: { aws: [accountRoot(this.placement)] },
      conditions: { ArnEquals: { "aws:PrincipalArn": deployRoleArn(environment) } },
    };
  }

  /**
   * CloudWatch Logs, for log groups of this environment, and those that EKS names after its clusters.
   * Source: CloudWatch Logs user guide, "Encrypt log data".
   */
  private logGroups(environment: Environment): Omit<Statement, "resources"> {
    const own = resourceName(environment, "*");
    const groups = [own, controlPlaneLogGroup(own)].map((name) =>
      regionalArn(this.placement, "logs", `log-group:${name}`),
    );
    return {
      sid: "LogGroups",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      principals: { service: [`logs.${this.placement.region}.amazonaws.com`] },
      conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": groups } },
    };
  }
}
