import { z } from "zod";
import { defaultKubernetesVersion } from "../versions";
import { field, instanceType, shortName, shortNameAccepts, wholeNumber } from "./field";
import { cidr } from "./network";

const taintSchema = z.strictObject({
  key: field(z.string().regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/), {
    description: "Key of the taint.",
    unit: "Kubernetes label key",
    accepts: "a Kubernetes label key such as nvidia.com/gpu",
  }),
  value: field(
    z
      .string()
      .regex(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/)
      .default("true"),
    {
      description: "Value of the taint.",
      unit: "Kubernetes label value",
      accepts: 'a Kubernetes label value of at most 63 characters, such as "true"',
    },
  ),
  effect: field(z.enum(["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"]).default("NO_SCHEDULE"), {
    description: "What happens to pods that do not tolerate the taint, in the words of the EKS API.",
    unit: "choice",
    accepts: '"NO_SCHEDULE", "NO_EXECUTE" or "PREFER_NO_SCHEDULE"',
  }),
});

const reservationAccepts = '"existing" or "declared"';

const reservationZone = field(z.string().regex(/^[a-z]{2}(-[a-z]+){1,2}-\d[a-z]$/), {
  description: "Zone of the reservation: the only one that the group has nodes in.",
  unit: "availability zone",
  accepts: "the name of one of the environment's availability zones, such as eu-west-1a",
});

const capacityReservationSchema = z.discriminatedUnion("use", [
  z.strictObject({
    use: field(z.literal("existing"), {
      description: "A reservation that somebody else made; it stays when the cluster goes.",
      unit: "choice",
      accepts: reservationAccepts,
    }),
    id: field(z.string().regex(/^cr-[0-9a-f]{8,17}$/), {
      description: "The reservation.",
      unit: "EC2 capacity reservation id",
      accepts: "the id of a capacity reservation such as cr-0123456789abcdef0",
    }),
    zone: reservationZone,
  }),
  z.strictObject({
    use: field(z.literal("declared"), {
      description:
        "A reservation that the cluster's stack makes for the group's instance type; billed whether used or not.",
      unit: "choice",
      accepts: reservationAccepts,
    }),
    count: field(wholeNumber(1, 450), {
      description: "Instances that are reserved.",
      unit: "instances",
      accepts: "a whole number of instances from 1 to 450",
    }),
    zone: reservationZone,
    endsAt: field(
      z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
        .refine(isMoment),
      {
        description: "When EC2 gives the reservation up, within the hour that follows, and stops billing it.",
        unit: "ISO 8601, UTC",
        accepts: 'a moment in UTC such as "2027-03-31T18:00:00Z"',
      },
    ),
  }),
]);

/** Whether the text is a day and time that the calendar has: 31 February is not. */
function isMoment(text: string): boolean {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === text.replace("Z", ".000Z");
}

const nodeGroupSchema = z.strictObject({
  instanceTypes: field(
    z
      .array(
        field(instanceType, {
          description: "One type; for spot, several families make a shortage of one survivable.",
          unit: "EC2 instance type",
          accepts: "an EC2 instance type such as m6i.large",
        }),
      )
      .min(1)
      .max(20),
    {
      description: "Instance types, in order of preference.",
      unit: "EC2 instance types",
      accepts: "a list of 1 to 20 EC2 instance types such as m6i.large",
    },
  ),
  gpu: field(z.boolean().default(false), {
    description: "Whether the nodes carry NVIDIA GPUs: they get the NVIDIA image and its taint.",
    unit: "yes or no",
    accepts: "true or false",
  }),
  capacity: field(z.enum(["on-demand", "spot"]).default("on-demand"), {
    description: "How the nodes are bought.",
    unit: "choice",
    accepts: '"on-demand" or "spot"',
  }),
  interruptible: field(z.boolean().default(false), {
    description: "Whether what runs here may lose its node at two minutes' notice.",
    unit: "yes or no",
    accepts: "true or false",
  }),
  minSize: field(wholeNumber(0, 450), {
    description: "Fewest nodes.",
    unit: "nodes",
    accepts: "a whole number of nodes from 0 to 450",
  }),
  desiredSize: field(wholeNumber(0, 450), {
    description: "Nodes at creation; the autoscaler owns the number afterwards.",
    unit: "nodes",
    accepts: "a whole number of nodes from minSize to maxSize",
  }),
  maxSize: field(wholeNumber(1, 450), {
    description: "Most nodes (450 is the EKS quota for one group).",
    unit: "nodes",
    accepts: "a whole number of nodes from 1 to 450",
  }),
  diskGib: field(wholeNumber(20, 16_384).default(100), {
    description: "Size of each node's encrypted gp3 root volume.",
    unit: "GiB",
    accepts: "a whole number of GiB from 20 to 16384",
  }),
  taints: field(
    z
      .array(
        field(taintSchema, {
          description: "One taint.",
          unit: "settings",
          accepts: "an object with key, value and effect",
        }),
      )
      .default([]),
    {
      description: "Taints that keep other pods away; GPU groups get nvidia.com/gpu without being told.",
      unit: "taints",
      accepts: "a list of objects with key, value and effect",
    },
  ),
  capacityReservation: field(capacityReservationSchema.optional(), {
    description: "Confines the group to one EC2 capacity reservation, and so to its zone.",
    unit: "settings",
    accepts: 'an object whose use is "existing" or "declared", or leave it out',
    computedDefault: "none: whatever capacity EC2 has, in every zone",
  }),
});

const clusterSchema = z.strictObject({
  kubernetesVersion: field(
    z
      .string()
      .regex(/^1\.\d{2}$/)
      .default(defaultKubernetesVersion),
    {
      description:
        "Kubernetes minor version of the control plane and the nodes; known ones are in app/versions.ts.",
      unit: "version",
      accepts: 'a Kubernetes minor version as a string, such as "1.35"',
    },
  ),
  support: field(z.enum(["standard", "extended"]).default("standard"), {
    description: "Whether AWS may keep the version 12 months longer at a price (EKS upgrade policy).",
    unit: "choice",
    accepts: '"standard" or "extended"',
  }),
  serviceCidr: field(cidr.default("172.20.0.0/16"), {
    description: "Addresses of Kubernetes services, outside the VPC.",
    unit: "IPv4 network",
    accepts: "a private IPv4 network without host bits, /12 to /24, such as 172.20.0.0/16",
  }),
  nodeGroups: field(
    z
      .record(
        shortName(20),
        field(nodeGroupSchema, {
          description: "One node group.",
          unit: "settings",
          accepts: "an object of node group settings",
        }),
      )
      .prefault({ system: { instanceTypes: ["m6i.large"], minSize: 2, desiredSize: 2, maxSize: 6 } }),
    {
      description: "Node groups by name.",
      unit: "node groups by name",
      accepts: "an object of node groups by name",
      key: { stands: "group", accepts: shortNameAccepts(20) },
    },
  ),
});

/** EKS clusters by name. Every Kubernetes stack names the one it lives on, so a second can take over. */
export const clustersSchema = z.record(
  shortName(12),
  field(clusterSchema, {
    description: "One EKS cluster.",
    unit: "settings",
    accepts: "an object of cluster settings",
  }),
);
