import { Cloud } from "../../../../app/simulator/cloud/cloud";
import type * as messages from "../../../../app/simulator/protocol/messages";
import { SimulatedProvider } from "../../../../app/simulator/provider/provider";
import type { ProviderServer } from "../../../../app/simulator/provider/provider-server";
import { serveProvider } from "../../../../app/simulator/provider/provider-server";
import { awsSession } from "../../../../app/simulator/provider/session";
import { SchemaLibrary } from "../../../../app/simulator/schema/library";
import type { Attributes } from "../../../../app/simulator/value";
import { PluginClient } from "./plugin-client";
import { sampleTables } from "./sample-tables";

const library = new SchemaLibrary("aws");
const types = Object.fromEntries([
  ...Object.entries(sampleTables.resources).map(([type, table]) => [type, library.resource(type, table)]),
  ["aws_kms_key", library.resource("aws_kms_key")],
  ["aws_caller_identity", library.dataSource("aws_caller_identity")],
]);
const schemas = { provider: library.providerConfiguration(), types };
const eu = { region: "eu-west-1", allowed_account_ids: ["222222222222"] };

let cloud: Cloud;
let server: ProviderServer;
let client: PluginClient;

beforeEach(async () => {
  cloud = new Cloud();
  const definition = {
    name: "aws",
    tables: sampleTables,
    tablesFolder: "app/simulator/aws",
    session: (config: Attributes) => awsSession(config, "111111111111"),
  };
  const provider = new SimulatedProvider(definition, cloud, {
    resources: ["aws_kms_key"],
    dataSources: ["aws_ami"],
  });
  server = await serveProvider(provider);
  client = new PluginClient(server.address, schemas);
  await client.configure(eu);
});

afterEach(async () => {
  client.close();
  await server.close();
});

const createdVpc = async (): Promise<Attributes> => {
  const { state } = await client.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
  if (!state) throw new Error("the VPC was not created");
  return state;
};

describe("the schema that Terraform is given", () => {
  it("has the types of the tables and those in use, and the abilities that Terraform needs", async () => {
    const schema = await client.call<Record<string, object>>("GetSchema");
    expect(Object.keys(schema["resource_schemas"] ?? {}).sort()).toEqual(
      Object.keys(types)
        .filter((type) => type !== "aws_caller_identity")
        .sort(),
    );
    expect(Object.keys(schema["data_source_schemas"] ?? {}).sort()).toEqual([
      "aws_ami",
      "aws_caller_identity",
    ]);
    expect(schema["server_capabilities"]).toMatchObject({
      plan_destroy: true,
      get_provider_schema_optional: true,
    });
  });
});

describe("an object's life", () => {
  it("creates, refreshes, changes and deletes it", async () => {
    const state = await createdVpc();
    expect(state).toMatchObject({
      id: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/) as string,
      arn: expect.stringContaining("arn:aws:ec2:eu-west-1:222222222222:vpc/vpc-") as string,
      instance_tenancy: "default",
      region: "eu-west-1",
    });
    expect(await client.refresh("aws_vpc", state)).toEqual({ state, diagnostics: [] });
    const changed = await client.change("aws_vpc", state, {
      cidr_block: "10.0.0.0/16",
      enable_dns_hostnames: true,
    });
    expect(changed.diagnostics).toEqual([]);
    expect(changed.state).toMatchObject({ id: state["id"], enable_dns_hostnames: true });
    expect(changed.state?.["default_network_acl_id"]).not.toBe(state["default_network_acl_id"]);
    expect(await client.change("aws_vpc", state, null)).toEqual({ state: null, diagnostics: [] });
    expect(cloud.snapshot()).toEqual([]);
    expect((await client.refresh("aws_vpc", state)).state).toBeNull();
  });

  it("says which argument forces a replacement", async () => {
    const plan = await client.plan("aws_vpc", await createdVpc(), { cidr_block: "10.9.0.0/16" });
    expect(plan.requires_replace).toEqual([{ steps: [{ attribute_name: "cidr_block" }] }]);
  });

  it("says whether the type is of the old SDK", async () => {
    expect((await client.plan("aws_vpc", null, { cidr_block: "10.0.0.0/16" })).legacy_type_system).toBe(true);
    const rule = { security_group_id: "sg-1", ip_protocol: "-1" };
    const plan = await client.plan("aws_vpc_security_group_egress_rule", null, rule);
    expect(plan.legacy_type_system ?? false).toBe(false);
  });

  it("is imported by its id; an id that means nothing is left to Terraform's refresh", async () => {
    const state = await createdVpc();
    const importing = async (id: string) => {
      const answer = await client.call<messages.ImportResponse>("ImportResourceState", {
        type_name: "aws_vpc",
        id,
      });
      return client.codec("aws_vpc").decode(answer.imported_resources?.[0]?.state) as Attributes;
    };
    expect(await importing(String(state["id"]))).toEqual(state);
    const absent = await importing("vpc-0123");
    expect(absent).toMatchObject({ id: "vpc-0123", cidr_block: null });
    expect((await client.refresh("aws_vpc", absent)).state).toBeNull();
  });

  it("is read from a state that another version wrote", async () => {
    const json = Buffer.from(
      JSON.stringify({ id: "vpc-1", cidr_block: "10.0.0.0/16", enable_classiclink: false }),
    );
    const answer = await client.call<messages.UpgradeResponse>("UpgradeResourceState", {
      type_name: "aws_vpc",
      version: 0,
      raw_state: { json },
    });
    const upgraded = client.codec("aws_vpc").decode(answer.upgraded_state);
    expect(upgraded).toMatchObject({ id: "vpc-1", cidr_block: "10.0.0.0/16", region: null });
  });
});

describe("a call that the cloud refuses", () => {
  it("is worded as the real provider words it, with the same request id every time", async () => {
    cloud.faults.add({
      type: "aws_vpc",
      code: "VpcLimitExceeded",
      message: "The maximum number of VPCs has been reached.",
      times: 2,
    });
    const first = await client.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
    expect(first.state).toBeNull();
    expect(first.diagnostics.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(
        /^creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: [0-9a-f]{8}-[0-9a-f-]{27}, api error VpcLimitExceeded: The maximum number of VPCs has been reached\.$/,
      ) as string,
    ]);
    expect((await client.create("aws_vpc", { cidr_block: "10.0.0.0/16" })).diagnostics).toEqual(
      first.diagnostics,
    );
  });

  it("leaves a created object in the state when it exists all the same, so that it is tainted", async () => {
    cloud.faults.add({
      type: "aws_vpc",
      operation: "create",
      code: "InternalError",
      message: "An internal error.",
      partial: true,
    });
    const { state, diagnostics } = await client.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
    expect(state).toMatchObject({ id: expect.stringContaining("vpc-") as string });
    expect(diagnostics).toHaveLength(1);
    expect((await client.refresh("aws_vpc", state ?? {})).state).toEqual(state);
  });

  it("keeps the object as it was when an update or a deletion fails", async () => {
    const state = await createdVpc();
    cloud.faults.add({
      type: "aws_vpc",
      code: "UnauthorizedOperation",
      message: "Not allowed.",
      statusCode: 403,
      times: 2,
    });
    const changed = await client.change("aws_vpc", state, {
      cidr_block: "10.0.0.0/16",
      enable_dns_hostnames: true,
    });
    expect(changed.state).toEqual(state);
    expect(changed.diagnostics[0]?.summary).toContain(
      `updating EC2 VPC (${String(state["id"])}): operation error EC2: ModifyVpcAttribute`,
    );
    const deleted = await client.change("aws_vpc", state, null);
    expect(deleted.state).toEqual(state);
    expect(deleted.diagnostics[0]?.summary).toContain("StatusCode: 403");
  });

  it("is tried again in simulated time when AWS throttles", async () => {
    const before = cloud.clock.nowMs;
    cloud.faults.add({
      type: "aws_vpc",
      code: "RequestLimitExceeded",
      message: "Request limit exceeded.",
      retryable: true,
      times: 3,
    });
    await createdVpc();
    expect(cloud.clock.nowMs - before).toBe((1 + 2 + 4) * 1000);
  });

  it("is given up after the provider's 25 attempts", async () => {
    cloud.faults.add({
      type: "aws_vpc",
      code: "RequestLimitExceeded",
      message: "Request limit exceeded.",
      retryable: true,
      times: 99,
    });
    const { diagnostics } = await client.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
    expect(diagnostics[0]?.summary).toContain(
      "exceeded maximum number of attempts, 25, https response error",
    );
  });

  it("is refused by objects that still need what is deleted", async () => {
    const vpc = await createdVpc();
    const subnet = await client.create("aws_subnet", {
      vpc_id: vpc["id"] ?? null,
      cidr_block: "10.0.1.0/24",
    });
    expect(subnet.diagnostics).toEqual([]);
    expect((await client.change("aws_vpc", vpc, null)).diagnostics[0]?.summary).toContain(
      "api error DependencyViolation",
    );
  });

  it("keeps the state when a refresh fails", async () => {
    const state = await createdVpc();
    cloud.faults.add({
      type: "aws_vpc",
      operation: "read",
      code: "UnauthorizedOperation",
      message: "Not allowed.",
    });
    const refreshed = await client.refresh("aws_vpc", state);
    expect(refreshed.state).toEqual(state);
    expect(refreshed.diagnostics[0]?.summary).toMatch(/^reading EC2 VPC \(vpc-/);
  });
});

describe("an import", () => {
  it("that AWS refuses says which call failed", async () => {
    const { id } = await createdVpc();
    cloud.faults.add({ type: "aws_vpc", code: "UnauthorizedOperation", message: "Not allowed." });
    const { diagnostics, imported_resources } = await client.call<messages.ImportResponse>(
      "ImportResourceState",
      { type_name: "aws_vpc", id },
    );
    expect(imported_resources ?? []).toEqual([]);
    expect(diagnostics?.[0]?.summary).toMatch(
      /^reading EC2 VPC \(vpc-\w+\): operation error EC2: DescribeVpcs, .* UnauthorizedOperation/,
    );
  });
});

describe("instances of the provider", () => {
  it("are told apart by their connection: each works in its own account and region, with its own tags", async () => {
    const other = new PluginClient(server.address, schemas);
    await other.configure({
      region: "us-east-1",
      assume_role: [{ role_arn: "arn:aws:iam::333333333333:role/deploy" }],
      default_tags: [{ tags: { owner: "platform" } }],
    });
    const { state } = await other.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
    expect(state).toMatchObject({
      owner_id: "333333333333",
      region: "us-east-1",
      tags_all: { owner: "platform" },
    });
    expect(await createdVpc()).toMatchObject({ owner_id: "222222222222", region: "eu-west-1", tags_all: {} });
    other.close();
  });

  it("use the credentials' account when the provider block names none", async () => {
    await client.configure({ region: "eu-west-1" });
    expect((await createdVpc())["owner_id"]).toBe("111111111111");
  });

  it.each([
    [
      { region: "eu-west-1", allowed_account_ids: ["222222222222", "333333333333"] },
      "AWS account ID not allowed: 111111111111",
    ],
    [
      { region: "eu-west-1", forbidden_account_ids: ["111111111111"] },
      "AWS account ID not allowed: 111111111111",
    ],
    [
      { ...eu, assume_role: [{ role_arn: "arn:aws:iam::333333333333:role/deploy" }] },
      "AWS account ID not allowed: 333333333333",
    ],
    [
      { region: "eu-west-1", assume_role: [{ role_arn: "deploy" }] },
      'The role to assume, "deploy", is not the ARN of an IAM role.',
    ],
    [{}, "invalid AWS Region: the provider block names none. Set its argument region."],
  ])("answer a provider block that cannot work: %j", async (config, sentence) => {
    const { diagnostics } = await client.configure(config);
    expect(diagnostics).toEqual([{ severity: "ERROR", summary: sentence }]);
  });
});

describe("data sources", () => {
  it("are read", async () => {
    const codec = client.codec("aws_caller_identity");
    const request = { type_name: "aws_caller_identity", config: codec.encode({}) };
    const { state } = await client.call<messages.ReadDataSourceResponse>("ReadDataSource", request);
    expect(codec.decode(state)).toMatchObject({ account_id: "222222222222", user_id: "AIDASAMPLE" });
  });

  it("answer with AWS's error", async () => {
    cloud.faults.add({
      type: "aws_caller_identity",
      code: "ExpiredToken",
      message: "The security token is expired.",
      statusCode: 403,
    });
    const request = {
      type_name: "aws_caller_identity",
      config: client.codec("aws_caller_identity").encode({}),
    };
    const { diagnostics } = await client.call<messages.ReadDataSourceResponse>("ReadDataSource", request);
    expect(diagnostics?.[0]?.summary).toMatch(
      /^reading STS Caller Identity: operation error STS: GetCallerIdentity, .* api error ExpiredToken/,
    );
  });
});

describe("a type without a behaviour", () => {
  it.each([
    ["ValidateResourceTypeConfig", "aws_kms_key", "the resource type aws_kms_key. Add it to the resources"],
    ["ValidateDataSourceConfig", "aws_ami", "the data source aws_ami. Add it to the dataSources"],
  ])("is answered with the place to add it: %s of %s", async (method, type_name, sentence) => {
    const { diagnostics } = await client.call<messages.DiagnosticsResponse>(method, { type_name });
    expect(diagnostics?.[0]?.summary).toContain(sentence);
    expect(diagnostics?.[0]?.summary).toContain("app/simulator/aws/");
  });
});
