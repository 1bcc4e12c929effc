import type { Construct } from "constructs";
import type { Environment } from "../app/environments/schema";
import { environmentBucketName } from "../app/naming";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import { AccessLogBucket } from "../constructs/s3/access-log-bucket";
import type { Transition } from "../constructs/s3/glacier";
import type { Lifecycle } from "../constructs/s3/lifecycle";
import type { ObjectLock } from "../constructs/s3/object-lock";
import { SecureBucket } from "../constructs/s3/secure-bucket";
import { backupPrefixes } from "../constructs/storage/backup-layout";
import type { AccountExports } from "./bootstrap";
import type { KeysExports } from "./keep-keys";

/** The environment's buckets, by name. */
export interface StorageExports {
  /** Ticks as Parquet, in the folders that constructs/storage/tick-layout.ts names. */
  ticksBucket: string;
  /** MLflow's artifacts: models and what belongs to them. */
  artifactsBucket: string;
  /** Loki's chunks. */
  logsBucket: string;
  /** Backups, in the folders that constructs/storage/backup-layout.ts names. */
  backupsBucket: string;
  /** Every trade, for the regulator. */
  complianceBucket: string;
  /** Access logs of the other buckets. */
  accessLogsBucket: string;
}

/** @see KeepStorageStack */
export interface KeepStorageStackProps {
  readonly environment: Environment;
  readonly account: StackExports<AccountExports>;
  readonly keys: StackExports<KeysExports>;
}

/**
 * Days for which an environment other than production locks what it archives: enough that a writer meets the rules of
 * a locked bucket there first, and little enough that the environment can be given up.
 */
const TRIAL_LOCK_DAYS = 1;

/**
 * The buckets of an environment: what must outlive every rebuild. Each logs its requests, takes objects under the
 * environment's data key only, and keeps what is overwritten or deleted for `retention.objectVersionsDays`.
 */
export class KeepStorageStack extends EstateStack {
  readonly exports: StackExports<StorageExports>;

  constructor(scope: Construct, { environment, account, keys }: KeepStorageStackProps) {
    super(scope, { lifetime: "keep", part: "storage", environments: [environment] });
    this.addDependency(account.producer);
    const kmsKeyArn = this.read(keys).dataKeyArn;
    const { retention } = environment;

    const accessLogs = new AccessLogBucket(this, "access-logs", {
      name: environmentBucketName(environment, "access-logs"),
      placement: this.placement,
      from: environmentBucketName(environment, "*"),
      days: retention.accessLogsDays,
    });
    const bucket = (
      id: string,
      lifecycle: Omit<Lifecycle, "noncurrentDays">,
      objectLock?: ObjectLock,
    ): string =>
      new SecureBucket(this, id, {
        name: environmentBucketName(environment, id),
        placement: this.placement,
        encryption: { kmsKeyArn },
        lifecycle: { noncurrentDays: retention.objectVersionsDays, ...lifecycle },
        objectLock,
        accessLog: { to: accessLogs, prefix: `${id}/` },
      }).bucket.id;

    this.exports = this.export<StorageExports>({
      ticksBucket: bucket("ticks", {
        transitions: [
          { storageClass: "GLACIER_IR", days: retention.ticksToGlacierDays },
          { storageClass: "DEEP_ARCHIVE", days: retention.ticksToDeepArchiveDays },
        ],
      }),
      artifactsBucket: bucket("artifacts", {}),
      // Loki reads its chunks directly: only a class that answers at once will do.
      logsBucket: bucket("logs", {
        expireDays: retention.archivedLogsDays,
        transitions: before(retention.archivedLogsDays, {
          storageClass: "GLACIER_IR",
          days: retention.logsToGlacierDays,
        }),
      }),
      backupsBucket: bucket("backups", {
        expireDaysByPrefix: {
          [backupPrefixes.databases]: retention.backupsDays,
          [backupPrefixes.vault]: retention.vaultSnapshotsDays,
        },
      }),
      complianceBucket: bucket(
        "compliance",
        {
          expireDays: retention.complianceDays,
          transitions: before(retention.complianceDays, {
            storageClass: "GLACIER",
            days: retention.complianceToGlacierDays,
          }),
        },
        {
          mode: environment.switches.complianceObjectLock ? "COMPLIANCE" : "GOVERNANCE",
          days: environment.tier === "production" ? retention.complianceDays : TRIAL_LOCK_DAYS,
        },
      ),
      accessLogsBucket: accessLogs.bucket.id,
    });
  }
}

/** The transition, unless objects are gone before it. */
function before(expireDays: number, transition: Transition): Transition[] {
  return transition.days < expireDays ? [transition] : [];
}
