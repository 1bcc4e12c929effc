import { z } from "zod";
import { field, instanceType, shortName } from "./field";

const storageAccepts = '"raft", "consul" or "s3"';

const storageSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: field(z.literal("raft"), {
      description: "Integrated storage: Vault's own nodes replicate the data.",
      unit: "choice",
      accepts: storageAccepts,
    }),
  }),
  z.strictObject({
    kind: field(z.literal("consul"), {
      description: "A Consul cluster that exists already.",
      unit: "choice",
      accepts: storageAccepts,
    }),
    address: field(z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{2,5}$/), {
      description: "Address of the Consul agent.",
      unit: "host:port",
      accepts: "a host name and port such as consul.internal:8501",
    }),
  }),
  z.strictObject({
    kind: field(z.literal("s3"), {
      description: "An S3 bucket with a DynamoDB lock; HashiCorp does not support it.",
      unit: "choice",
      accepts: storageAccepts,
    }),
  }),
]);

/** Vault: where it runs, how many nodes, and what it starts from. */
export const vaultSchema = z.strictObject({
  runsOn: field(z.enum(["ec2", "kubernetes"]).default("ec2"), {
    description: "Vault on instances of its own or on a cluster.",
    unit: "choice",
    accepts: '"ec2" or "kubernetes"',
  }),
  cluster: field(shortName(12).default("main"), {
    description:
      "Cluster that Vault lives on when it runs on Kubernetes, and whose tokens it trusts otherwise.",
    unit: "cluster name",
    accepts: "the name of one of the environment's clusters",
  }),
  nodes: field(z.literal([3, 5]).default(3), {
    description: "Nodes; an even number survives no more failures than one fewer.",
    unit: "nodes",
    accepts: "3 or 5",
  }),
  instanceType: field(instanceType.default("m6i.large"), {
    description: "Instance type of the nodes when Vault runs on EC2.",
    unit: "EC2 instance type",
    accepts: "an EC2 instance type such as m6i.large",
  }),
  storage: field(storageSchema.prefault({ kind: "raft" }), {
    description: "Where Vault keeps its data.",
    unit: "settings",
    accepts: 'an object such as { "kind": "raft" }',
  }),
  restore: field(z.union([z.literal("latest"), z.string().regex(/^[\w./-]{1,512}\.snap$/)]).optional(), {
    description:
      "Snapshot that a newly initialised cluster starts from: the newest one, or an object of the backup bucket.",
    unit: "object key",
    accepts: '"latest" or the key of a snapshot that ends in .snap, or leave it out',
    computedDefault: "none: an empty Vault",
  }),
  certificates: field(z.enum(["acm-pca", "self-made"]).default("acm-pca"), {
    description:
      "Who signs the nodes' certificates: ACM PCA in short-lived mode, or a CA that the first node makes.",
    unit: "choice",
    accepts: '"acm-pca" or "self-made"',
  }),
  auditSocket: field(
    z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{2,5}$/)
      .optional(),
    {
      description: "Receiver of a second audit device; Vault refuses requests when nobody listens there.",
      unit: "host:port",
      accepts: "a host name and port such as audit.internal:9090, or leave it out",
      computedDefault: "none",
    },
  ),
});
