import { ServiceError } from "../../simulator/state-endpoint/service-error";
import type { JsonObject } from "../../terraform/json";

/** A cluster, and what belongs to it by its name or id; each as EKS describes it. */
export interface Cluster {
  readonly description: JsonObject;
  readonly nodeGroups: Map<string, JsonObject>;
  readonly addons: Map<string, JsonObject>;
  /** By ARN of the principal. */
  readonly accessEntries: Map<string, AccessEntry>;
  readonly podIdentities: Map<string, JsonObject>;
}

export interface AccessEntry {
  readonly description: JsonObject;
  /** By ARN of the policy. */
  readonly policies: Map<string, JsonObject>;
}

/** The clusters of one region. */
export type Clusters = Map<string, Cluster>;

/** @throws ServiceError ResourceNotFoundException */
export function clusterNamed(name: string, clusters: Clusters): Cluster {
  return clusters.get(name) ?? notFound(`No cluster found for name: ${name}.`);
}

/** @throws ServiceError ResourceNotFoundException, always */
export function notFound(message: string): never {
  throw new ServiceError(404, "ResourceNotFoundException", message);
}

/** @throws ServiceError ResourceInUseException, always */
export function inUse(message: string): never {
  throw new ServiceError(409, "ResourceInUseException", message);
}

/** @throws ServiceError InvalidParameterException, always */
export function invalid(message: string): never {
  throw new ServiceError(400, "InvalidParameterException", message);
}

/** Takes an object out. @throws ServiceError ResourceNotFoundException */
export function taken<T>(objects: Map<string, T>, key: string, message: string): T {
  const object = objects.get(key) ?? notFound(message);
  objects.delete(key);
  return object;
}
