import type { Construct } from "constructs";
import type { Environment } from "../app/environments/schema";
import { bucketName, deployRoleArn, resourceName, stackName, stateBucketName, stateKey } from "../app/naming";
import { UserError } from "../app/user-error";
import { AccountDefaults } from "../constructs/account/account-defaults";
import { deployPermissions } from "../constructs/account/deploy-permissions";
import { deployPolicyName, DeployRole } from "../constructs/account/deploy-role";
import { OidcProvider } from "../constructs/account/oidc-provider";
import { PermissionsBoundary } from "../constructs/account/permissions-boundary";
import { RegionDefaults } from "../constructs/account/region-defaults";
import { ServiceLinkedRoles } from "../constructs/account/service-linked-roles";
import { AccountProvider } from "../constructs/estate/account-provider";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import { accountRoot, iamArn, placementOf } from "../constructs/estate/placement";
import { preventDestroy } from "../constructs/estate/retention";
import { CustomerKey, KEY_USE } from "../constructs/kms/customer-key";
import { AccessLogBucket } from "../constructs/s3/access-log-bucket";
import { SecureBucket } from "../constructs/s3/secure-bucket";

/** What an account offers to every stack in it. */
export interface AccountExports {
  /** Boundary that every role of the estate carries. */
  permissionsBoundaryArn: string;
  /** Bucket that takes the access logs of other buckets in the state's region. */
  accessLogBucket: string;
}

/** @see BootstrapStack */
export interface BootstrapStackProps {
  /** All environments of one account. */
  readonly environments: readonly [Environment, ...Environment[]];
}

type Environments = readonly [Environment, ...Environment[]];

/**
 * What an account has once: the bucket of Terraform's states, the roles that deploy into it, the settings and
 * service-linked roles that AWS keeps for an account. It works with the caller's credentials, since it makes the
 * deploy roles, and `drydock bootstrap` applies it first with local state and then moves the state into the bucket.
 */
export class BootstrapStack extends EstateStack {
  readonly exports: StackExports<AccountExports>;

  constructor(scope: Construct, { environments }: BootstrapStackProps) {
    const [environment] = environments;
    const { stateRegion } = environment.account;
    super(scope, {
      lifetime: "account",
      part: "bootstrap",
      environments,
      region: stateRegion,
      credentials: "caller",
    });
    agree(environments);

    const stateKmsKey = this.stateKey(environments);
    const accessLogs = this.accessLogBucket(environments);
    const state = this.stateBucket(environments, stateKmsKey, accessLogs);

    const { importIds } = new ServiceLinkedRoles(this, "service-linked-role", this.placement);
    for (const [role, arn] of importIds) this.mayExist(role, arn);
    new AccountDefaults(this, "account");
    for (const region of regionsOf(environments)) {
      const provider =
        region === stateRegion
          ? undefined
          : new AccountProvider(this, `aws-${region}`, {
              alias: region,
              region,
              accountId: environment.account.id,
              tags: this.defaultTags,
            });
      new RegionDefaults(this, region, { provider });
    }

    const boundary = this.boundary(environments, [state, accessLogs]);
    this.deployRoles(environments, stateKmsKey, boundary);

    this.exports = this.export<AccountExports>({
      permissionsBoundaryArn: boundary.policy.arn,
      accessLogBucket: accessLogs.bucket.id,
    });
  }

  private stateKey(environments: Environments): CustomerKey {
    const key = new CustomerKey(this, "state-key", {
      alias: this.accountName("state"),
      description: "Terraform states of the account",
      placement: this.placement,
      rotationDays: Math.min(...environments.map(({ keys }) => keys.rotationDays)),
      deletionWindowDays: Math.max(...environments.map(({ keys }) => keys.deletionWindowDays)),
      use: [
        {
          sid: "ThroughS3",
          actions: KEY_USE,
          principals: { aws: [accountRoot(this.placement)] },
          conditions: {
            StringEquals: {
              "kms:CallerAccount": this.placement.accountId,
              "kms:ViaService": `s3.${this.placement.region}.amazonaws.com`,
            },
          },
        },
      ],
    });
    preventDestroy(key.key);
    return key;
  }

  private accessLogBucket(environments: Environments): AccessLogBucket {
    const { accountId, region } = this.placement;
    const [{ project }] = environments;
    const bucket = new AccessLogBucket(this, "access-logs", {
      name: bucketName(project, "access-logs", accountId, region),
      placement: this.placement,
      from: bucketName(project, "*"),
      days: Math.max(...environments.map(({ retention }) => retention.accessLogsDays)),
    });
    preventDestroy(bucket.bucket);
    return bucket;
  }

  private stateBucket(environments: Environments, key: CustomerKey, accessLogs: SecureBucket): SecureBucket {
    const bucket = new SecureBucket(this, "state", {
      name: stateBucketName(environments[0]),
      placement: this.placement,
      encryption: { kmsKeyArn: key.arn },
      lifecycle: {
        noncurrentDays: Math.max(...environments.map(({ retention }) => retention.stateVersionsDays)),
      },
      accessLog: { to: accessLogs, prefix: "state/" },
    });
    preventDestroy(bucket.bucket);
    return bucket;
  }

  private boundary(environments: Environments, buckets: readonly SecureBucket[]): PermissionsBoundary {
    const roles = environments.map(({ account }) => account.deployRole);
    return new PermissionsBoundary(this, "boundary", {
      placement: this.placement,
      name: this.accountName("boundary"),
      protectedRoleArns: roles.map((role) => iamArn(this.placement, `role/${role}`)),
      protectedPolicyArns: roles.map((role) =>
        iamArn(this.placement, `policy/${deployPolicyName(role, "*")}`),
      ),
      protectedBucketArns: buckets.map(({ arn }) => arn),
      accountTag: this.defaultTags.environment,
    });
  }

  private deployRoles(
    environments: Environments,
    stateKmsKey: CustomerKey,
    boundary: PermissionsBoundary,
  ): void {
    const providers = this.oidcProviders(environments);
    for (const environment of environments) {
      const { account, name } = environment;
      const provider = account.oidc && providers.get(account.oidc.issuerUrl);
      new DeployRole(this, `deploy-${name}`, {
        placement: this.placement,
        name: account.deployRole,
        environment: name,
        operators: account.operators,
        oidc: account.oidc && provider && { ...account.oidc, provider },
        permissionsBoundaryArn: boundary.policy.arn,
        permissions: deployPermissions({
          placement: placementOf(account.id, environment.region),
          environment: name,
          namePrefix: resourceName(environment, ""),
          repositoryPrefix: resourceName(environment),
          dnsZone: environment.dns.zone,
          state: {
            bucket: stateBucketName(environment),
            keyArn: stateKmsKey.arn,
            writableKeys: [stackName.disposable(environment, "*"), stackName.keep(environment, "*")],
            readableKeys: [stateKey(this.stackName)],
          },
          deployRoleArn: deployRoleArn(environment),
          permissionsBoundaryArn: boundary.arn,
        }),
      });
    }
  }

  /** One provider for each issuer, with the audiences of every environment that uses it. */
  private oidcProviders(environments: Environments): Map<string, OidcProvider> {
    const audiences = new Map<string, Set<string>>();
    for (const { account } of environments) {
      if (!account.oidc) continue;
      const known = audiences.get(account.oidc.issuerUrl) ?? new Set();
      audiences.set(account.oidc.issuerUrl, known.add(account.oidc.audience));
    }
    return new Map(
      [...audiences].map(([issuerUrl, names]) => {
        const id = `oidc-${new URL(issuerUrl).host.replace(/[^a-z0-9]+/g, "-")}`;
        const provider = new OidcProvider(this, id, { issuerUrl, audiences: [...names].sort() });
        this.mayExist(provider.provider, iamArn(this.placement, `oidc-provider/${provider.issuer}`));
        return [issuerUrl, provider];
      }),
    );
  }

  private accountName(...parts: string[]): string {
    const [{ project, account }] = this.environments;
    return resourceName({ project, name: account.name }, ...parts);
  }
}

function regionsOf(environments: Environments): string[] {
  const regions = environments.flatMap(({ account, region }) => [account.stateRegion, region]);
  return [...new Set(regions)].sort();
}

/** One stack serves all environments of an account, so what it is made of must be the same in each. */
function agree(environments: Environments): void {
  const [first, ...others] = environments;
  for (const other of others) {
    for (const [what, one, another] of [
      ["account.id", first.account.id, other.account.id],
      ["account.stateRegion", first.account.stateRegion, other.account.stateRegion],
      ["project", first.project, other.project],
    ]) {
      if (one === another) continue;
      throw new UserError(
        `The environments "${first.name}" and "${other.name}" share the account "${first.account.name}" but differ ` +
          `in ${what}: "${one}" and "${another}". Make them equal, or name another account.`,
      );
    }
  }
}
