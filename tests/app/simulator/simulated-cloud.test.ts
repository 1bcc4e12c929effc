import * as fs from "node:fs";
import * as path from "node:path";

import type { CloudObject } from "../../../app/simulator/behaviour";
import { type SimulatedCloud, startSimulatedCloud } from "../../../app/simulator/simulated-cloud";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { AwsAccount, policy, refusal } from "./aws/aws-account";
import { TerraformFolder } from "./terraform-folder";

const account = "222222222222";
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** What terraform itself insists on before it asks the provider. */
const requiredArguments: Readonly<Record<string, object>> = {
  aws_dynamodb_table: { name: "one" },
  kubernetes_namespace_v1: { metadata: [{ name: "one" }] },
  vault_mount: { path: "one", type: "kv" },
};

interface Settings {
  readonly subnet?: string;
  readonly hostnames?: boolean;
}

/** A network, a bucket and a role, as one would write them by hand. */
function configuration({ subnet = "10.0.1.0/24", hostnames = false }: Settings = {}) {
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } } },
    provider: {
      aws: [
        {
          region: "eu-west-1",
          allowed_account_ids: [account],
          default_tags: [{ tags: { owner: "platform" } }],
        },
      ],
    },
    data: { aws_caller_identity: { current: {} } },
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16", enable_dns_hostnames: hostnames } },
      aws_subnet: {
        one: { vpc_id: "${aws_vpc.main.id}", cidr_block: subnet, availability_zone: "eu-west-1a" },
      },
      aws_s3_bucket: { data: { bucket: "simulated-cloud-test", tags: { Name: "data" } } },
      aws_iam_role: { node: { name: "node", assume_role_policy: trust } },
    },
    output: {
      account: { value: "${data.aws_caller_identity.current.account_id}" },
      vpc: { value: "${aws_vpc.main.arn}" },
    },
  };
}

describe("a cloud that is started with the people who exist outside the estate", () => {
  const named = (principal: string) => ({
    name: "reader",
    assume_role_policy: policy({
      Effect: "Allow",
      Principal: { AWS: principal },
      Action: "sts:AssumeRole",
    }),
  });

  it("refuses a policy that names anybody else, and without them takes everybody as they are", async () => {
    const operator = `arn:aws:iam::${account}:role/operator`;
    const typo = `arn:aws:iam::${account}:role/operatr`;
    const strict = await startSimulatedCloud({ outsidePrincipals: [operator] });
    const lenient = await startSimulatedCloud();
    try {
      const put = (simulated: SimulatedCloud, principal: string) =>
        refusal(() => new AwsAccount(simulated.cloud, account).create("aws_iam_role", named(principal)));
      expect(put(strict, typo)).toBe(`MalformedPolicyDocument: Invalid principal in policy: "AWS":"${typo}"`);
      expect(put(strict, operator)).toBeUndefined();
      expect(put(lenient, typo)).toBeUndefined();
    } finally {
      await Promise.all([strict.close(), lenient.close()]);
    }
  });
});

describe("a stack that uses what the simulated cloud lacks", () => {
  it("is refused at the start when no provider has the type", async () => {
    const stacks = [{ resource: { aws_vcp: {} } }];
    await expect(startSimulatedCloud({ configurations: stacks })).rejects.toThrow(
      'The aws provider has no resource "aws_vcp"',
    );
  });

  describeWith("terraform", "but a provider has", () => {
    it.each([
      ["aws_dynamodb_table", "app/simulator/aws/"],
      ["kubernetes_namespace_v1", "app/simulator/kubernetes/"],
      ["vault_mount", "app/simulator/vault/"],
    ])("is told where to add it: %s", async (type, place) => {
      const [provider = ""] = type.split("_");
      const stack = {
        terraform: { required_providers: { [provider]: { source: `hashicorp/${provider}` } } },
        provider: { [provider]: [provider === "aws" ? { region: "eu-west-1" } : {}] },
        resource: { [type]: { one: requiredArguments[type] } },
      };
      const simulated = await startSimulatedCloud({ configurations: [stack] });
      const folder = new TerraformFolder(toolPath("terraform"), simulated.variables("terraform"));
      try {
        folder.write(stack);
        await folder.succeed("init");
        const { code, output } = await folder.run("validate");
        expect(code).toBe(1);
        const unwrapped = output.replace(/\s+/g, " ");
        expect(unwrapped).toContain(`The simulated cloud has no behaviour for the resource type ${type}.`);
        expect(unwrapped).toContain(place);
      } finally {
        folder.remove();
        await simulated.close();
      }
    });
  });
});

describe.each(["terraform", "tofu"] as const)("the simulated cloud", (binary) => {
  describeWith(binary, `behind a real ${binary}`, () => {
    let simulated: SimulatedCloud;
    let folder: TerraformFolder;

    beforeAll(async () => {
      simulated = await startSimulatedCloud({ account, configurations: [configuration()] });
      folder = new TerraformFolder(toolPath(binary), simulated.variables(binary));
      folder.write(configuration());
      await folder.succeed("init");
    });

    afterAll(async () => {
      folder.remove();
      await simulated.close();
    });

    const object = (type: string): CloudObject => {
      const [found] = simulated.cloud
        .listEverywhere(type)
        .filter(({ attributes }) => attributes["tags_all"] !== undefined);
      if (!found) throw new Error(`the cloud holds no ${type}`);
      return found;
    };

    it("plans and creates what the configuration says", async () => {
      expect(await folder.plannedActions()).toEqual([
        "create aws_iam_role.node",
        "create aws_s3_bucket.data",
        "create aws_subnet.one",
        "create aws_vpc.main",
      ]);
      await folder.apply();
      const outputs = JSON.parse(await folder.succeed("output", "-json")) as Record<
        string,
        { value: string }
      >;
      expect(outputs["account"]?.value).toBe(account);
      expect(outputs["vpc"]?.value).toMatch(
        new RegExp(`^arn:aws:ec2:eu-west-1:${account}:vpc/vpc-0[0-9a-f]{16}$`),
      );
      expect(object("aws_vpc").attributes["tags_all"]).toEqual({ owner: "platform" });
    });

    it("has nothing to do afterwards", async () => {
      expect((await folder.run("plan", "-detailed-exitcode")).code).toBe(0);
    });

    it("changes an object in place", async () => {
      folder.write(configuration({ hostnames: true }));
      expect(await folder.plannedActions()).toEqual(["update aws_vpc.main"]);
      await folder.apply();
      expect(object("aws_vpc").attributes["enable_dns_hostnames"]).toBe(true);
      expect(await folder.plannedActions()).toEqual([]);
    });

    it("replaces an object whose change forces it", async () => {
      const before = object("aws_subnet").id;
      folder.write(configuration({ hostnames: true, subnet: "10.0.2.0/24" }));
      expect(await folder.plannedActions()).toEqual(["delete+create aws_subnet.one"]);
      await folder.apply();
      expect(object("aws_subnet").id).not.toBe(before);
      expect(await folder.plannedActions()).toEqual([]);
    });

    it("shows drift and repairs it", async () => {
      simulated.cloud.changeBehindTerraform(object("aws_s3_bucket"), {
        tags: { Name: "x" },
        tags_all: { Name: "x", owner: "platform" },
      });
      simulated.cloud.deleteBehindTerraform(object("aws_subnet"));
      expect(await folder.plannedActions()).toEqual(["create aws_subnet.one", "update aws_s3_bucket.data"]);
      await folder.apply();
      expect(await folder.plannedActions()).toEqual([]);
    });

    it("imports an object that the state does not know", async () => {
      const { id } = object("aws_vpc");
      await folder.succeed("state", "rm", "aws_vpc.main");
      const unknown = await folder.run("import", "aws_vpc.main", "vpc-0123456789abcdef0");
      expect(unknown.code).toBe(1);
      expect(unknown.output).toContain("Cannot import non-existent remote object");
      await folder.succeed("import", "aws_vpc.main", id);
      expect(await folder.plannedActions()).toEqual([]);
    });

    it("answers a mistake as AWS does, and keeps what exists", async () => {
      folder.write(configuration({ hostnames: true, subnet: "192.168.0.0/24" }));
      const { code, output } = await folder.run("apply", "-auto-approve");
      expect(code).toBe(1);
      expect(output).toMatch(/api error InvalidSubnet\.Range/);
      folder.write(configuration({ hostnames: true }));
      await folder.apply();
      expect(await folder.plannedActions()).toEqual([]);
    });

    it("keeps state in its own S3, with a lock file", async () => {
      const other = new TerraformFolder(toolPath(binary), simulated.variables(binary));
      const backend = {
        bucket: "simulated-cloud-test",
        key: "other.tfstate",
        region: "eu-west-1",
        use_lockfile: true,
      };
      try {
        other.write({ terraform: { backend: { s3: backend } }, output: { answer: { value: "42" } } });
        await other.succeed("init");
        await other.apply();
        expect(fs.existsSync(path.join(other.directory, "terraform.tfstate"))).toBe(false);
        expect(JSON.parse(await other.succeed("output", "-json"))).toMatchObject({ answer: { value: "42" } });
      } finally {
        other.remove();
      }
      const full = await folder.run("destroy", "-auto-approve");
      expect(full.code).toBe(1);
      expect(full.output).toContain("BucketNotEmpty");
    });

    it("destroys everything, and nothing stays behind", async () => {
      simulated.cloud.objectStore.empty("simulated-cloud-test");
      await folder.succeed("destroy", "-auto-approve");
      expect(simulated.cloud.snapshot()).toEqual([]);
      await folder.apply();
      await folder.succeed("destroy", "-auto-approve");
    });
  });
});
