import type { Environment } from "../../app/environments/schema";
import { bucketName } from "../../app/naming";
import {
  all,
  environmentNamed,
  statementsOf,
  type Block,
  type Configuration,
} from "../constructs/configuration";
import { estateOf, review, stackOf } from "./stack-review";

const dev = environmentNamed("dev");
const storageOf = (environment: Environment): Configuration =>
  stackOf(estateOf(environment), `keep-${environment.name}-storage`);
const storage = storageOf(dev);
const prod = storageOf(environmentNamed("prod"));

const names = (configuration: Configuration) => Object.keys(all(configuration, "aws_s3_bucket")).sort();

/** The lifecycle rules of a bucket, by id. */
function lifecycleOf(configuration: Configuration, bucket: string): Record<string, Block> {
  const rules = all(configuration, "aws_s3_bucket_lifecycle_configuration")[`${bucket}-lifecycle`]?.rule;
  return Object.fromEntries((rules as Block[]).map((rule) => [String(rule.id), rule]));
}

function retentionOf(configuration: Configuration): unknown {
  const lock = all(configuration, "aws_s3_bucket_object_lock_configuration")["compliance-object-lock"];
  return (lock?.rule as Block).default_retention;
}

describe("the buckets of an environment", () => {
  it("are these, for a reviewer", () => {
    expect(review(storage)).toMatchSnapshot();
  });

  it("survive a rebuild, every resource of them", () => {
    for (const named of Object.values(storage.resource)) {
      for (const block of Object.values(named)) expect(block.lifecycle).toEqual({ prevent_destroy: true });
    }
  });

  it("have names that end with the account, so that no environment's pattern reaches the account's own", () => {
    const stateBucket = bucketName("drydock", "state", dev.account.id, dev.account.stateRegion);
    for (const { bucket } of Object.values(all(storage, "aws_s3_bucket"))) {
      expect(bucket).toMatch(/^drydock-dev-[a-z-]+-111111111111$/);
    }
    expect(stateBucket).not.toMatch(/-111111111111$/);
  });

  it("have names that S3 takes, however long those of project and environment are", () => {
    const longest = { ...dev, project: "p".repeat(16), name: "e".repeat(12) };
    expect(names(storageOf(longest))).toEqual(names(storage));
  });

  it("take objects under the environment's data key only, and log to the bucket that logs may go to", () => {
    for (const name of names(storage).filter((bucket) => bucket !== "access-logs")) {
      const encryption = all(storage, "aws_s3_bucket_server_side_encryption_configuration");
      expect(encryption[`${name}-encryption`]?.rule).toEqual([
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: "${data.terraform_remote_state.keys.outputs.data_key_arn}",
          },
          bucket_key_enabled: true,
        },
      ]);
      const policy = all(storage, "aws_s3_bucket_policy")[`${name}-policy`]?.policy;
      expect(Object.keys(statementsOf(policy))).toEqual(
        expect.arrayContaining(["TlsOnly", "NoOtherAlgorithm", "NoOtherKey"]),
      );
      expect(all(storage, "aws_s3_bucket_logging")[`${name}-access-log`]).toMatchObject({
        target_bucket: "${aws_s3_bucket.access-logs.id}",
        target_prefix: `${name}/`,
      });
    }
  });

  it("keep what was overwritten or deleted for as long as the environment says", () => {
    const patient = storageOf({ ...dev, retention: { ...dev.retention, objectVersionsDays: 45 } });
    for (const name of names(patient).filter((bucket) => bucket !== "access-logs")) {
      expect(lifecycleOf(patient, name)["noncurrent-versions"]).toMatchObject({
        noncurrent_version_expiration: [{ noncurrent_days: 45 }],
      });
    }
  });
});

describe("ticks", () => {
  it("move to a tier that answers at once, then to the coldest, and are never deleted", () => {
    const rules = lifecycleOf(storage, "ticks");
    expect(rules["to-glacier-ir"]?.transition).toEqual([{ days: 90, storage_class: "GLACIER_IR" }]);
    expect(rules["to-deep-archive"]?.transition).toEqual([{ days: 730, storage_class: "DEEP_ARCHIVE" }]);
    expect(rules).not.toHaveProperty("expiry");
  });
});

describe("archived logs", () => {
  it("move to a tier that Loki can read on day 90, and go after a year", () => {
    const rules = lifecycleOf(storage, "logs");
    expect(rules["to-glacier-ir"]?.transition).toEqual([{ days: 90, storage_class: "GLACIER_IR" }]);
    expect(rules.expiry?.expiration).toEqual([{ days: 365 }]);
  });

  it("do not move where they go before that", () => {
    const brief = storageOf({ ...dev, retention: { ...dev.retention, archivedLogsDays: 60 } });
    expect(Object.keys(lifecycleOf(brief, "logs"))).toEqual([
      "noncurrent-versions",
      "unfinished-uploads",
      "expiry",
    ]);
  });
});

describe("backups", () => {
  it("go by kind, and nothing that lies elsewhere in the bucket does", () => {
    const rules = lifecycleOf(prod, "backups");
    expect(rules["expiry-databases"]).toMatchObject({
      filter: [{ prefix: "databases/" }],
      expiration: [{ days: 35 }],
    });
    expect(rules["expiry-vault"]).toMatchObject({
      filter: [{ prefix: "vault/" }],
      expiration: [{ days: 30 }],
    });
    expect(rules).not.toHaveProperty("expiry");
  });
});

describe("the compliance archive", () => {
  it("of production keeps every trade for seven years, in Glacier, where nobody can delete it", () => {
    expect(retentionOf(prod)).toEqual({ mode: "COMPLIANCE", days: 2557 });
    const rules = lifecycleOf(prod, "compliance");
    expect(rules["to-glacier"]?.transition).toEqual([{ days: 90, storage_class: "GLACIER" }]);
    expect(rules.expiry?.expiration).toEqual([{ days: 2557 }]);
  });

  it.each(["dev", "staging"])(
    "of %s is locked for a day, so that the environment can be given up",
    (name) => {
      const other = storageOf(environmentNamed(name));
      expect(retentionOf(other)).toEqual({ mode: "GOVERNANCE", days: 1 });
      // Trades are gone before they would have been in Glacier for the days that S3 bills there.
      expect(lifecycleOf(other, "compliance")).not.toHaveProperty("to-glacier");
    },
  );

  it("of a production that does not switch COMPLIANCE on is locked as long, and can be freed by administrators", () => {
    const environment = environmentNamed("prod");
    const switches = { ...environment.switches, complianceObjectLock: false };
    expect(retentionOf(storageOf({ ...environment, switches }))).toEqual({ mode: "GOVERNANCE", days: 2557 });
  });
});
