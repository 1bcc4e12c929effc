import { z } from "zod";
import { machineVersions } from "../versions";
import { accountSchema } from "./account";
import { budgetSchema } from "./budget";
import { clustersSchema } from "./clusters";
import { dnsSchema } from "./dns";
import { field, shortName, shortNameAccepts, tagValue, wholeNumber } from "./field";
import { accessSchema, availabilityZonesSchema, networkSchema } from "./network";
import { retentionSchema } from "./retention";
import { servicesSchema } from "./services";
import { vaultSchema } from "./vault";
import type { ImageLock } from "../images/image-lock";
import type { Immutable } from "./immutable";

const keysSchema = z.strictObject({
  rotationDays: field(wholeNumber(90, 2560).default(365), {
    description: "How often KMS makes new key material; the limits are those of KMS.",
    unit: "days",
    accepts: "a whole number of days from 90 to 2560",
  }),
  deletionWindowDays: field(wholeNumber(7, 30).default(30), {
    description: "How long KMS keeps a key that is scheduled for deletion; the limits are those of KMS.",
    unit: "days",
    accepts: "a whole number of days from 7 to 30",
  }),
});

const switchesSchema = z.strictObject({
  deletionProtection: field(z.boolean().default(true), {
    description:
      "Deletion protection of clusters, databases and load balancers; off where rebuilds are routine.",
    unit: "yes or no",
    accepts: "true or false",
  }),
  complianceObjectLock: field(z.boolean().default(false), {
    description:
      "Object lock in COMPLIANCE mode on the compliance archive: nobody can delete before the retention ends.",
    unit: "yes or no",
    accepts: "true or false",
  }),
});

const versionsSchema = z.strictObject({
  vault: field(
    z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .default(machineVersions.vault.version),
    {
      description: "Vault.",
      unit: "version",
      accepts: 'an exact version such as "1.21.4"',
    },
  ),
  tunnelImage: field(
    z
      .string()
      .regex(/^al2023-ami-2023\.\d+\.\d{8}\.\d+-kernel-6\.\d+-x86_64$/)
      .default(machineVersions.tunnelImage.version),
    {
      description:
        "Name of the Amazon Linux 2023 image of the SSM tunnel's host; an exact name, so that no plan drifts.",
      unit: "AMI name",
      accepts: "the exact name of an x86_64 image of Amazon Linux 2023, without a wildcard",
    },
  ),
});

/** One environment as its file states it. Unknown keys are refused at every level. */
export const environmentSchema = z.strictObject({
  name: field(z.string().regex(/^[a-z][a-z0-9]{1,11}$/), {
    description: "Name of the environment; equal to the name of its file.",
    unit: "name",
    accepts: "2 to 12 lower-case letters and digits, beginning with a letter",
  }),
  tier: field(z.enum(["development", "staging", "production"]), {
    description: "How strict the rules are.",
    unit: "choice",
    accepts: '"development", "staging" or "production"',
  }),
  project: field(shortName(16).default("drydock"), {
    description: "Prefix of every name that AWS holds.",
    unit: "name",
    accepts: shortNameAccepts(16),
  }),
  owner: field(tagValue, {
    description: "Team that answers for the environment (tag `owner`).",
    unit: "tag value",
    accepts: "a tag value: 1 to 256 letters, digits, spaces and _ . : / = + - @",
  }),
  costCenter: field(tagValue, {
    description: "Where the bill goes (tag `cost`).",
    unit: "tag value",
    accepts: "a tag value: 1 to 256 letters, digits, spaces and _ . : / = + - @",
  }),
  generation: field(wholeNumber(1, 9999).default(1), {
    description:
      "Part of the names that AWS holds back after deletion; raise it to rebuild before they are free again.",
    unit: "count",
    accepts: "a whole number from 1 to 9999",
  }),
  account: field(accountSchema, {
    description: "The AWS account.",
    unit: "settings",
    accepts: "an object with at least id and name",
  }),
  region: field(z.string().regex(/^[a-z]{2}(-[a-z]+){1,2}-\d$/), {
    description: "Region that the environment runs in.",
    unit: "AWS region",
    accepts: "an AWS region such as eu-west-1",
  }),
  availabilityZones: field(availabilityZonesSchema.prefault({ count: 3 }), {
    description: "Availability zones.",
    unit: "settings",
    accepts: "an object with count and, where they must be named, names",
  }),
  network: field(networkSchema, {
    description: "The VPC.",
    unit: "settings",
    accepts: "an object with at least vpcCidr",
  }),
  dns: field(dnsSchema, {
    description: "Domain names.",
    unit: "settings",
    accepts: "an object with at least zone",
  }),
  access: field(accessSchema, {
    description: "How terraform reaches private endpoints.",
    unit: "settings",
    accepts: 'an object whose via is "vpc-runner", "ssm-tunnel" or "public-cidrs"',
  }),
  clusters: field(clustersSchema.prefault({ main: {} }), {
    description: "EKS clusters by name; `main` is the one that services live on unless they name another.",
    unit: "clusters by name",
    accepts: "an object of clusters by name",
    key: { stands: "cluster", accepts: shortNameAccepts(12) },
  }),
  retention: field(retentionSchema.prefault({}), {
    description: "How long things are kept.",
    unit: "settings",
    accepts: "an object of retentions in days",
  }),
  keys: field(keysSchema.prefault({}), {
    description: "KMS keys.",
    unit: "settings",
    accepts: "an object with rotationDays and deletionWindowDays",
  }),
  switches: field(switchesSchema.prefault({}), {
    description: "What is on or off.",
    unit: "settings",
    accepts: "an object of true and false",
  }),
  services: field(servicesSchema.default({}), {
    description: "Services that are released blue/green, by name.",
    unit: "services by name",
    accepts: "an object of services by name",
    key: { stands: "service", accepts: shortNameAccepts(20) },
  }),
  vault: field(vaultSchema.prefault({}), {
    description: "Vault.",
    unit: "settings",
    accepts: "an object of Vault settings",
  }),
  budget: field(budgetSchema, {
    description: "What the environment may cost.",
    unit: "settings",
    accepts: "an object with at least monthlyUsd",
  }),
  versions: field(versionsSchema.prefault({}), {
    description: "Versions of software on the estate's own machines.",
    unit: "settings",
    accepts: "an object of versions",
  }),
});

/** What an environment's file exports: the schema before defaults. */
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** What the schema yields: defaults filled in, nothing yet worked out from other fields. */
export type ParsedEnvironment = z.output<typeof environmentSchema>;

type Parsed = Immutable<ParsedEnvironment>;

/** A checked environment: every default filled in, every computed default worked out. */
export interface Environment extends Omit<Parsed, "availabilityZones" | "account"> {
  /** Names of the zones in order, such as "eu-west-1a". */
  readonly availabilityZones: readonly string[];
  readonly account: Omit<Parsed["account"], "stateRegion" | "deployRole"> & {
    readonly stateRegion: string;
    readonly deployRole: string;
  };
  /** Digests of the environment's images, from a file beside it; see app/images. */
  readonly imageLock?: ImageLock;
}

export type Cluster = Environment["clusters"][string];
export type NodeGroup = Cluster["nodeGroups"][string];
export type Service = Environment["services"][string];
