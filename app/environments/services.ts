import { z } from "zod";
import { field, shortName, wholeNumber } from "./field";

function colour(name: "blue" | "green", weight: number, replicas: number) {
  const schema = z.strictObject({
    weight: field(wholeNumber(0, 999).default(weight), {
      description: `Share of the traffic that ${name} gets, relative to the other colour.`,
      unit: "load balancer weight",
      accepts: "a whole number from 0 to 999",
    }),
    replicas: field(wholeNumber(0, 100).default(replicas), {
      description: `Pods of ${name}.`,
      unit: "pods",
      accepts: "a whole number of pods from 0 to 100",
    }),
  });
  return field(schema.prefault({}), {
    description: `The ${name} colour.`,
    unit: "settings",
    accepts: "an object with weight and replicas",
  });
}

const serviceSchema = z.strictObject({
  cluster: field(shortName(12).default("main"), {
    description: "Cluster that the service lives on.",
    unit: "cluster name",
    accepts: "the name of one of the environment's clusters",
  }),
  colors: field(z.strictObject({ blue: colour("blue", 100, 2), green: colour("green", 0, 0) }).prefault({}), {
    description: "The two colours between which a release flips.",
    unit: "settings",
    accepts: "an object with blue and green",
  }),
});

/** Services that are released blue/green, by name. */
export const servicesSchema = z.record(
  shortName(20),
  field(serviceSchema, {
    description: "One service.",
    unit: "settings",
    accepts: "an object of service settings",
  }),
);
