import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  GetTagKeysCommand,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { clientSettings } from "../../../../app/aws/client-settings";
import { awsTables } from "../../../../app/simulator/aws/tables";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import {
  startStateEndpoint,
  type StateEndpoint,
} from "../../../../app/simulator/state-endpoint/state-endpoint";
import { hasArn } from "../../../../app/simulator/state-endpoint/tagged-resources";
import { AwsAccount, trust } from "../aws/aws-account";

const tags = { environment: "dev", stack: "dev-network" };
let cloud: Cloud;
let aws: AwsAccount;
let endpoint: StateEndpoint;
const clients: ResourceGroupsTaggingAPIClient[] = [];

beforeEach(async () => {
  cloud = new Cloud();
  aws = new AwsAccount(cloud);
  endpoint = await startStateEndpoint(cloud);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await endpoint.close();
});

/** The real client, led to the simulated cloud by variables alone. */
async function clientIn(region: string, credentials = {}): Promise<ResourceGroupsTaggingAPIClient> {
  const access = { region, sessionName: "test", variables: { ...endpoint.variables, ...credentials } };
  const settings = await clientSettings("RESOURCE_GROUPS_TAGGING_API", access);
  const client = new ResourceGroupsTaggingAPIClient({ ...settings, maxAttempts: 1 });
  clients.push(client);
  return client;
}

async function list(input: GetResourcesCommandInput = {}, region = "eu-west-1") {
  const { ResourceTagMappingList = [] } = await (await clientIn(region)).send(new GetResourcesCommand(input));
  return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN?.split(":").slice(2).join(":"));
}

function makeVpc(cidr: string, own: Record<string, string> = {}, account = aws) {
  const all = { ...tags, ...own };
  return account.create("aws_vpc", { cidr_block: cidr, tags: all, tags_all: all });
}

test("what is tagged is listed with its ARN and all its tags, by region and account", async () => {
  const vpc = makeVpc("10.0.0.0/16", { address: "aws_vpc.vpc" });
  makeVpc("10.1.0.0/16", {}, aws.elsewhere({ region: "eu-central-1" }));
  makeVpc("10.2.0.0/16", {}, aws.elsewhere({ account: "222222222222" }));
  aws.create("aws_vpc", { cidr_block: "10.3.0.0/16", tags: null, tags_all: {} });
  const { ResourceTagMappingList: found } = await (
    await clientIn("eu-west-1")
  ).send(new GetResourcesCommand({}));
  expect(found).toEqual([
    {
      ResourceARN: `arn:aws:ec2:eu-west-1:111111111111:vpc/${vpc.id}`,
      Tags: expect.arrayContaining([{ Key: "address", Value: "aws_vpc.vpc" }]) as unknown,
    },
  ]);
});

test("an object without an ARN of its own gets the one that AWS gives its kind", async () => {
  const vpc = makeVpc("10.0.0.0/16");
  const subnet = aws.create("aws_subnet", { vpc_id: vpc.id, cidr_block: "10.0.1.0/24" });
  const gateway = aws.create("aws_nat_gateway", {
    subnet_id: subnet.id,
    connectivity_type: "private",
    tags_all: tags,
  });
  expect(await list({ ResourceTypeFilters: ["ec2:natgateway"] })).toEqual([
    `ec2:eu-west-1:111111111111:natgateway/${gateway.id}`,
  ]);
});

test("every type that takes tags has an ARN to be listed by", () => {
  const missing = Object.entries(awsTables.resources)
    // What is taken over has its ARN already.
    .filter(([, { facts, behaviour }]) => "tags_all" in facts && !behaviour.adopt)
    .filter(([type, { behaviour }]) => !hasArn(type, Object.keys(behaviour.computed ?? {})))
    .map(([type]) => type);
  expect(missing).toEqual([]);
});

test("a filter asks for all its keys and for any of a key's values", async () => {
  makeVpc("10.0.0.0/16", { address: "a", owner: "x" });
  makeVpc("10.1.0.0/16", { address: "b" });
  makeVpc("10.2.0.0/16", { address: "c", environment: "prod" });
  const count = async (filters: Record<string, string[]>) =>
    (await list({ TagFilters: Object.entries(filters).map(([Key, Values]) => ({ Key, Values })) })).length;
  expect(await count({ address: ["a", "b"] })).toBe(2);
  expect(await count({ address: ["a", "b", "c"], environment: ["dev"] })).toBe(2);
  expect(await count({ owner: [] })).toBe(1);
  expect(await count({ environment: ["nobody"] })).toBe(0);
});

test("pages follow one another by their token until it is empty", async () => {
  for (let index = 0; index < 5; index++) makeVpc(`10.${index}.0.0/16`);
  const sizes: (number | undefined)[] = [];
  for await (const page of paginateGetResources(
    { client: await clientIn("eu-west-1") },
    { ResourcesPerPage: 2 },
  )) {
    sizes.push(page.ResourceTagMappingList?.length);
  }
  expect(sizes).toEqual([2, 2, 1]);
});

test("what was deleted is listed for some hours more, unless something has its name again", async () => {
  const vpc = makeVpc("10.0.0.0/16");
  const group = () => aws.create("aws_cloudwatch_log_group", { name: "flow", tags_all: tags });
  const first = group();
  aws.delete(vpc);
  aws.delete(first);
  group();
  const logs = "logs:eu-west-1:111111111111:log-group:flow";
  expect(await list()).toEqual([`ec2:eu-west-1:111111111111:vpc/${vpc.id}`, logs]);
  cloud.wait(3 * 3600);
  expect(await list()).toEqual([logs]);
});

test("IAM roles are never listed, and what has no region is listed in one region only", async () => {
  const own = { tags, tags_all: tags };
  aws.create("aws_iam_role", { name: "r", assume_role_policy: trust("ec2.amazonaws.com"), ...own });
  aws.create("aws_iam_instance_profile", { name: "p", role: "r", ...own });
  aws.create("aws_s3_bucket", { bucket: "b-111111111111", ...own });
  expect(await list()).toEqual(["s3:::b-111111111111"]);
  expect(await list({}, "us-east-1")).toEqual(["iam::111111111111:instance-profile/p"]);
});

test.each<[string, GetResourcesCommandInput]>([
  ["a page that is too large", { ResourcesPerPage: 101 }],
  ["a page of nothing", { ResourcesPerPage: 0 }],
  ["a token that nobody gave out", { PaginationToken: "nonsense" }],
  ["a filter without a key", { TagFilters: [{ Key: "" }] }],
  ["too many values", { TagFilters: [{ Key: "a", Values: Array.from({ length: 21 }, String) }] }],
  ["too many keys", { TagFilters: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}` })) }],
  ["what is not simulated", { IncludeComplianceDetails: true }],
])("%s is an invalid parameter", async (_, input) => {
  const client = await clientIn("eu-west-1");
  await expect(client.send(new GetResourcesCommand(input))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("unknown keys, sessions that are over, throttling and other operations are refused as AWS refuses them", async () => {
  const ask = async (credentials = {}) =>
    (await clientIn("eu-west-1", credentials)).send(new GetResourcesCommand({}));
  await expect(ask({ AWS_ACCESS_KEY_ID: "nonsense" })).rejects.toMatchObject({
    name: "UnrecognizedClientException",
  });
  await expect(ask({ AWS_ACCESS_KEY_ID: "ASIAQNZGKIQY56JQ7WML" })).rejects.toMatchObject({
    name: "UnrecognizedClientException",
  });
  endpoint.disturbance.throttle("tagging", 1);
  await expect(ask()).rejects.toMatchObject({ name: "ThrottledException" });
  await expect((await clientIn("eu-west-1")).send(new GetTagKeysCommand({}))).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
});
