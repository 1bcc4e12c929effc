/** Every container image of the estate with its exact tag. `versions.ts` passes this on. */

/** An image that is built from a folder of this repository. */
export interface OwnImage {
  readonly kind: "own";
  /** Tags are immutable: whoever changes what goes into the image raises the revision behind the hyphen. */
  readonly tag: string;
  /** Folder of the Dockerfile. */
  readonly folder: string;
  /** What its Dockerfile builds on: the full name upstream, with an exact tag. */
  readonly base: string;
  /** Where the version of the base is published. */
  readonly source: string;
}

/** An image of somebody else, copied into the environment's registry under the tag that it has upstream. */
export interface MirroredImage {
  readonly kind: "mirrored";
  readonly tag: string;
  /** Registry and repository upstream. Where a project publishes in several places, one without a rate limit. */
  readonly upstream: string;
  /** Where the version is published. */
  readonly source: string;
}

/** By the name of the repository. Tags were looked up on `versionsCheckedOn`. */
export const images = {
  airflow: {
    kind: "mirrored",
    tag: "3.3.2-python3.12",
    upstream: "docker.io/apache/airflow",
    source: "https://hub.docker.com/r/apache/airflow/tags",
  },
  alertmanager: {
    kind: "mirrored",
    tag: "v0.34.1",
    upstream: "quay.io/prometheus/alertmanager",
    source: "https://github.com/prometheus/alertmanager/releases/tag/v0.34.1",
  },
  // Minor version of `defaultKubernetesVersion`: the autoscaler simulates that release's scheduler.
  "cluster-autoscaler": {
    kind: "mirrored",
    tag: "v1.35.2",
    upstream: "registry.k8s.io/autoscaling/cluster-autoscaler",
    source: "https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-1.35.2",
  },
  "dcgm-exporter": {
    kind: "mirrored",
    tag: "4.6.0-4.8.3-distroless",
    upstream: "nvcr.io/nvidia/k8s/dcgm-exporter",
    source: "https://catalog.ngc.nvidia.com/orgs/nvidia/teams/k8s/containers/dcgm-exporter/tags",
  },
  feast: {
    kind: "mirrored",
    tag: "0.66.0",
    upstream: "quay.io/feastdev/feature-server",
    source: "https://github.com/feast-dev/feast/releases/tag/v0.66.0",
  },
  grafana: {
    kind: "mirrored",
    tag: "13.2.1",
    upstream: "docker.io/grafana/grafana",
    source: "https://github.com/grafana/grafana/releases/tag/v13.2.1",
  },
  jaeger: {
    kind: "mirrored",
    tag: "2.21.0",
    upstream: "quay.io/jaegertracing/jaeger",
    source: "https://github.com/jaegertracing/jaeger/releases/tag/v2.21.0",
  },
  loki: {
    kind: "mirrored",
    tag: "3.7.7",
    upstream: "docker.io/grafana/loki",
    source: "https://github.com/grafana/loki/releases/tag/v3.7.7",
  },
  // "full" holds the drivers of PostgreSQL and S3, which the plain image lacks.
  mlflow: {
    kind: "mirrored",
    tag: "v3.16.1-full",
    upstream: "ghcr.io/mlflow/mlflow",
    source: "https://github.com/mlflow/mlflow/releases/tag/v3.16.1",
  },
  node: {
    kind: "own",
    tag: "24.21.0-1",
    folder: "runtime/images/node",
    base: "docker.io/library/node:24.21.0-bookworm-slim",
    source: "https://nodejs.org/en/blog/release/v24.21.0",
  },
  "nvidia-device-plugin": {
    kind: "mirrored",
    tag: "v0.19.3",
    upstream: "nvcr.io/nvidia/k8s-device-plugin",
    source: "https://github.com/NVIDIA/k8s-device-plugin/releases/tag/v0.19.3",
  },
  "otel-collector": {
    kind: "mirrored",
    tag: "0.162.0",
    upstream: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
    source: "https://github.com/open-telemetry/opentelemetry-collector-releases/releases/tag/v0.162.0",
  },
  // The release that is supported longest of those on offer.
  prometheus: {
    kind: "mirrored",
    tag: "v3.13.2",
    upstream: "quay.io/prometheus/prometheus",
    source: "https://github.com/prometheus/prometheus/releases/tag/v3.13.2",
  },
  redis: {
    kind: "mirrored",
    tag: "8.6.4-alpine",
    upstream: "public.ecr.aws/docker/library/redis",
    source: "https://github.com/redis/redis/releases/tag/8.6.4",
  },
  timescaledb: {
    kind: "mirrored",
    tag: "2.29.1-pg17",
    upstream: "docker.io/timescale/timescaledb",
    source: "https://github.com/timescale/timescaledb/releases/tag/2.29.1",
  },
  // The version of `machineVersions.vault`, in whichever shape an environment runs Vault.
  vault: {
    kind: "mirrored",
    tag: "1.21.4",
    upstream: "docker.io/hashicorp/vault",
    source: "https://releases.hashicorp.com/vault/1.21.4/",
  },
} as const satisfies Record<string, OwnImage | MirroredImage>;

export type Image = OwnImage | MirroredImage;
export type ImageName = keyof typeof images;

/** Names of all images, sorted. */
export const imageNames = Object.keys(images).sort() as readonly ImageName[];

/** One image; the table's own type is too narrow to ask for what only some have. */
export function imageNamed(name: ImageName): Image {
  return images[name];
}
