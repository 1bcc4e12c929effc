import { z } from "zod";
import { field, wholeNumber } from "./field";

/** Retentions that CloudWatch Logs accepts. Source: PutRetentionPolicy, `retentionInDays`; checked 2026-11-21. */
export const cloudWatchRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

function logGroupDays(description: string, days: (typeof cloudWatchRetentionDays)[number]) {
  return field(z.literal([...cloudWatchRetentionDays]).default(days), {
    description,
    unit: "days",
    accepts: `a number of days that CloudWatch Logs accepts: ${cloudWatchRetentionDays.join(", ")}`,
  });
}

function objectDays(description: string, days: number, minimum = 1) {
  return field(wholeNumber(minimum, 36_500).default(days), {
    description,
    unit: "days",
    accepts: `a whole number of days from ${minimum} to 36500`,
  });
}

/** How long things are kept. All of it in days, so that nothing has to be converted. */
export const retentionSchema = z.strictObject({
  flowLogsDays: logGroupDays("VPC flow logs.", 90),
  controlPlaneLogsDays: logGroupDays("Logs of the Kubernetes control planes.", 90),
  applicationLogsDays: logGroupDays("Logs of services and jobs in CloudWatch.", 30),
  vaultAuditLogsDays: logGroupDays("Vault's audit log.", 365),
  accessLogsDays: objectDays("Access logs of buckets and load balancers.", 365),
  stateVersionsDays: objectDays("Superseded versions of Terraform's state.", 90),
  tradesHotDays: objectDays("Trades and positions in the database.", 90),
  tradesWarmDays: objectDays("Trades as Parquet, queryable in S3.", 730),
  orderBookDays: objectDays("Order book snapshots in the database.", 7),
  metricsDays: objectDays("Metrics in Prometheus.", 15),
  ticksToGlacierDays: objectDays("Age at which ticks move to Glacier Instant Retrieval.", 90),
  ticksToDeepArchiveDays: objectDays(
    "Age at which ticks move on to Glacier Deep Archive, from where they must be restored.",
    730,
  ),
  logsToGlacierDays: objectDays(
    "Age at which compressed logs move to Glacier Instant Retrieval; never, when they go before that.",
    90,
  ),
  archivedLogsDays: objectDays("Compressed logs in S3, counted from the day they were written.", 365),
  backupsDays: objectDays("Backups of databases.", 35),
  vaultSnapshotsDays: objectDays("Raft snapshots of Vault.", 30),
  complianceToGlacierDays: objectDays(
    "Age at which trades of the compliance archive move to Glacier; never, when they go before that.",
    90,
  ),
  complianceDays: objectDays("Every trade, in Glacier, for the regulator: 7 years are 2557 days.", 2557),
  objectVersionsDays: objectDays(
    "Superseded and deleted versions in the environment's buckets: the time in which a deletion can be undone.",
    30,
  ),
});
