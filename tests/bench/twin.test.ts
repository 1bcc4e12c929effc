import { benchBucket, destroyable, twinOf, type Configuration } from "../../bench/twin";

const bucket = Object.values(benchBucket("eu-west-1").resource?.aws_s3_bucket ?? {})[0]?.bucket;

const stack: Configuration = {
  terraform: {
    required_version: ">= 1.10.0",
    backend: { s3: { bucket: "estate-state", key: "dev-network/terraform.tfstate", use_lockfile: true } },
  },
  provider: { aws: [{ region: "eu-west-1" }] },
  data: {
    terraform_remote_state: {
      keys: { config: { bucket: "estate-state", key: "keep-dev-keys/terraform.tfstate" } },
    },
    aws_ami: { runner: {} },
  },
  resource: {
    aws_kms_key: { logs: { lifecycle: { prevent_destroy: true, ignore_changes: ["tags"] } } },
    aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
  },
  output: { vpc_id: { value: "${aws_vpc.main.id}" } },
};

test("what is measured keeps its state in a bucket that outlives it, and can be destroyed", () => {
  const changed = destroyable(stack);
  expect(changed.terraform?.backend?.s3).toEqual({
    bucket,
    key: "dev-network/terraform.tfstate",
    use_lockfile: true,
  });
  expect(changed.data?.terraform_remote_state?.keys?.config).toEqual({
    bucket,
    key: "keep-dev-keys/terraform.tfstate",
  });
  expect(changed.resource?.aws_kms_key?.logs?.lifecycle).toEqual({
    prevent_destroy: false,
    ignore_changes: ["tags"],
  });
  expect(changed.resource?.aws_vpc).toEqual(stack.resource?.aws_vpc);
});

test("its twin has as many resources, the same remote states and outputs, and no provider", () => {
  const twin = twinOf(stack);
  expect(Object.keys(twin.resource ?? {})).toEqual(["terraform_data"]);
  expect(Object.keys(twin.resource?.terraform_data ?? {})).toEqual(["aws_kms_key-logs", "aws_vpc-main"]);
  expect(Object.keys(twin.data ?? {})).toEqual(["terraform_remote_state"]);
  expect(Object.keys(twin.output ?? {})).toEqual(["vpc_id"]);
  expect(twin.provider).toBeUndefined();
  expect(twin.terraform?.backend).toEqual(destroyable(stack).terraform?.backend);
});

test("a stack that reads no other one gets no empty `data`, which Terraform refuses", () => {
  expect(twinOf({ resource: {} })).not.toHaveProperty("data");
  expect(destroyable({ resource: {} })).not.toHaveProperty("data");
});
