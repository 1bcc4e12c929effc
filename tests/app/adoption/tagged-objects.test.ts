import { taggedObjects } from "../../../app/adoption/tagged-objects";
import { Cloud } from "../../../app/simulator/cloud/cloud";
import { startStateEndpoint, type StateEndpoint } from "../../../app/simulator/state-endpoint/state-endpoint";
import { UserError } from "../../../app/user-error";
import { AwsAccount, policy } from "../simulator/aws/aws-account";

const ROLE = "arn:aws:iam::111111111111:role/deploy-dev";
let cloud: Cloud;
let endpoint: StateEndpoint;

beforeEach(async () => {
  cloud = new Cloud();
  endpoint = await startStateEndpoint(cloud);
});
afterEach(() => endpoint.close());

function search(variables: Record<string, string> = {}, role = true) {
  return taggedObjects("dev", {
    region: "eu-west-1",
    ...(role && { roleArn: ROLE }),
    sessionName: "adopt",
    variables: { ...endpoint.variables, ...variables },
  });
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof UserError)) throw error;
  return error.message;
}

test("objects of an environment's stacks are found through its deploy role, page by page", async () => {
  const aws = new AwsAccount(cloud);
  aws.create("aws_iam_role", {
    name: "deploy-dev",
    assume_role_policy: policy({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: "sts:AssumeRole",
    }),
  });
  for (let index = 0; index < 101; index++) {
    const tags = { environment: "dev", stack: "keep-dev-keys", address: `aws_kms_key.k${index}` };
    aws.create("aws_kms_key", { tags, tags_all: tags });
  }
  aws.create("aws_kms_key", { tags_all: { environment: "prod", stack: "s", address: "a" } });
  aws.create("aws_kms_key", { tags_all: { environment: "dev" } });
  const found = await search();
  expect(found).toHaveLength(101);
  expect(found[0]).toEqual({
    arn: expect.stringMatching(/^arn:aws:kms:eu-west-1:111111111111:key\//) as unknown,
    stack: "keep-dev-keys",
    address: expect.stringMatching(/^aws_kms_key\.k\d+$/) as unknown,
  });
});

test("a deploy role that does not let the caller in is named as the cause", async () => {
  new AwsAccount(cloud).create("aws_iam_role", {
    name: "deploy-dev",
    assume_role_policy: policy({
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  });
  expect(await refusal(search())).toMatch(
    /^The tagged objects of eu-west-1 could not be listed \(AccessDenied: .* is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role\/deploy-dev\)\.$/,
  );
});

test("keys that nobody gave out are refused in a sentence", async () => {
  expect(await refusal(search({ AWS_ACCESS_KEY_ID: "nonsense" }, false))).toBe(
    "The tagged objects of eu-west-1 could not be listed (UnrecognizedClientException: The security token included in the request is invalid).",
  );
});
