/** The parts of a synthesized file that the benchmark rewrites. */
export interface Configuration {
  readonly terraform?: {
    readonly required_version?: string;
    readonly backend?: { readonly s3?: Readonly<Record<string, unknown>> };
  };
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, RemoteState>>>>;
  readonly output?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface RemoteState {
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Holds the states of every stack that is measured: the estate's own bucket is one of the things destroyed. */
const STATE_BUCKET = "drydock-bench-state";

/** A stack that makes the bucket, with its own state in a file. */
export function benchBucket(region: string): Configuration {
  return {
    provider: { aws: [{ region }] },
    resource: { aws_s3_bucket: { state: { bucket: STATE_BUCKET } } },
  };
}

/** The stack with its state in the benchmark's bucket, and with nothing that refuses to be destroyed. */
export function destroyable(configuration: Configuration): Configuration {
  const resource = mapMembers(configuration.resource ?? {}, (named) =>
    mapMembers(named, ({ lifecycle, ...attributes }) => ({
      ...attributes,
      ...(isObject(lifecycle) && { lifecycle: { ...lifecycle, prevent_destroy: false } }),
    })),
  );
  return { ...inBenchBucket(configuration), resource };
}

/**
 * A stack of as many `terraform_data` resources, which Terraform handles by itself, with the same backend, the same
 * remote states and outputs of the same names: what is left is what Terraform itself costs.
 */
export function twinOf(configuration: Configuration): Configuration {
  const { terraform, data, output = {} } = inBenchBucket(configuration);
  const addresses = Object.entries(configuration.resource ?? {}).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}-${name}`),
  );
  const remoteStates = data?.terraform_remote_state;
  return {
    terraform: { required_version: terraform?.required_version, backend: terraform?.backend },
    ...(remoteStates && { data: { terraform_remote_state: remoteStates } }),
    resource: { terraform_data: Object.fromEntries(addresses.map((name) => [name, { input: name }])) },
    output: mapMembers(output, (_, name) => ({ value: name })),
  };
}

function inBenchBucket(configuration: Configuration): Configuration {
  const { terraform, data } = configuration;
  return {
    ...configuration,
    terraform: { ...terraform, backend: { s3: { ...terraform?.backend?.s3, bucket: STATE_BUCKET } } },
    // Terraform refuses an empty `data`.
    ...(data && {
      data: mapMembers(data, (named, type) =>
        type === "terraform_remote_state" ? mapMembers(named, readFromBenchBucket) : named,
      ),
    }),
  };
}

function readFromBenchBucket(state: RemoteState): RemoteState {
  return { ...state, config: { ...state.config, bucket: STATE_BUCKET } };
}

function mapMembers<From, To>(
  members: Readonly<Record<string, From>>,
  change: (member: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member, name)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
