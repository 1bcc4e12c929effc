import * as fs from "node:fs";
import * as path from "node:path";
import { startEmulatedCloud } from "../../../app/emulation/emulated-cloud";
import { awsProvider, findEmulationTools } from "../../../app/rehearsal/emulated/requirements";
import { accountCredentials } from "../../../app/simulator/state-endpoint/credentials";
import { findBinary } from "../../../app/terraform/binary";
import { linkMirror } from "../../../app/terraform/linked-mirror";
import { findPluginMirror, thisPlatform } from "../../../app/terraform/plugin-mirror";
import { StackRunner } from "../../../app/terraform/stack-runner";
import { validateStacks } from "../../../app/terraform/validation";
import { isolatedVariables } from "../../../app/terraform/variables";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { account, send } from "../emulation/wire";
import { temporaryFolder } from "../terraform/workbench";

/** A mirror of releases of the aws provider: unpacked, or packed where the name says so. */
function mirrorOf(...releases: string[]): string {
  const folder = temporaryFolder();
  const provider = path.join(folder, "registry.terraform.io", awsProvider);
  for (const release of releases) {
    const file = release.endsWith(".zip")
      ? release
      : path.join(release, thisPlatform(), "terraform-provider-aws");
    fs.mkdirSync(path.dirname(path.join(provider, file)), { recursive: true });
    fs.writeFileSync(path.join(provider, file), "the provider");
  }
  return folder;
}

describe("what the emulated level needs", () => {
  const nowhere = {
    HOME: "/nowhere",
    PATH: "/nowhere",
    XDG_DATA_HOME: "/nowhere",
    XDG_DATA_DIRS: "/nowhere",
  };

  it("is named in one sentence when it is missing, with how to get it and where was looked", () => {
    const variables = { ...nowhere, TF_CLI_CONFIG_FILE: "/nowhere/terraform.rc" };
    const [program, folder] = [path.join(temporaryFolder(), "moto_server"), mirrorOf("5.100.0")];
    fs.writeFileSync(program, "", { mode: 0o755 });
    expect(() => findEmulationTools({ ...variables, DRYDOCK_MOTO: program }, "/nowhere/mirror")).toThrow(
      "The emulated level needs a mirror of the aws provider, which this machine lacks.",
    );
    expect(() => findEmulationTools(variables, folder)).toThrow(
      "The emulated level needs moto's server, which this machine lacks.",
    );
    expect(() => findEmulationTools(variables, "/nowhere/mirror")).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("a mirror of the aws provider and moto's server") as string,
        details: [
          expect.stringContaining("`terraform providers mirror FOLDER`"),
          expect.stringContaining("/nowhere/mirror (--plugin-dir)"),
          expect.stringContaining("pip install 'moto[server]'"),
        ],
      }) as Error,
    );
  });

  it("is not taken from elsewhere when the folder that was named lacks it", () => {
    const elsewhere = mirrorOf("5.100.0");
    expect(() =>
      findEmulationTools({ ...nowhere, DRYDOCK_PLUGIN_DIR: elsewhere }, "/nowhere/mirror"),
    ).toThrow(
      'The folder "/nowhere/mirror" that --plugin-dir names is no mirror with hashicorp/aws for this machine.',
    );
  });

  it("takes the release of the provider that it is kept working with, else the newest", () => {
    const program = path.join(temporaryFolder(), "moto_server");
    fs.writeFileSync(program, "", { mode: 0o755 });
    const variables = { ...nowhere, DRYDOCK_MOTO: program };
    expect(findEmulationTools(variables, mirrorOf("6.25.0", "5.100.0")).providerVersion).toBe("5.100.0");
    expect(findEmulationTools(variables, mirrorOf("6.9.0", "6.25.0")).providerVersion).toBe("6.25.0");
  });

  it.each(["5.100.0", `terraform-provider-aws_5.100.0_${thisPlatform()}.zip`])(
    "links %s of a mirror where tofu looks for it",
    (release) => {
      const found = findPluginMirror(awsProvider, { pluginDirectory: mirrorOf(release) });
      if (!found) throw new Error("The mirror was not found.");
      const folder = temporaryFolder();
      const file = linkMirror(found, { kind: "tofu", provider: awsProvider, version: "5.100.0", folder });
      expect(fs.readFileSync(file, "utf8")).toContain(`path = "${folder}"`);
      const linked = findPluginMirror("../registry.opentofu.org/hashicorp/aws", { pluginDirectory: folder });
      expect(linked?.versions).toEqual(["5.100.0"]);
    },
  );
});

/** State in S3, a role taken on, and objects that need no waiting. */
const configuration = {
  terraform: {
    required_providers: { aws: { source: "hashicorp/aws" } },
    backend: {
      s3: {
        bucket: "estate",
        key: "small/terraform.tfstate",
        region: "eu-west-1",
        use_lockfile: true,
        allowed_account_ids: [account],
      },
    },
  },
  provider: {
    aws: [
      {
        region: "eu-west-1",
        allowed_account_ids: [account],
        assume_role: [{ role_arn: `arn:aws:iam::${account}:role/deploy`, session_name: "small" }],
      },
    ],
  },
  resource: {
    aws_ec2_instance_metadata_defaults: {
      region: { http_tokens: "required", http_put_response_hop_limit: 1 },
    },
    aws_cloudwatch_log_group: { audit: { name: "audit", retention_in_days: 30 } },
  },
};

describeWith(["terraform", "moto", "aws provider"], "the real aws provider in the emulated cloud", () => {
  it("validates, plans and applies a stack under a role, with its state in the bucket, and plans nothing more", async () => {
    const folder = temporaryFolder();
    const tools = findEmulationTools({ ...process.env, DRYDOCK_MOTO: toolPath("moto") });
    const cloud = await startEmulatedCloud({
      moto: tools.moto,
      account,
      folder: path.join(folder, "emulation"),
    });
    try {
      const proxy = cloud.variables["HTTP_PROXY"] ?? "";
      const signed = (service: string): Record<string, string> => ({
        authorization: `AWS4-HMAC-SHA256 Credential=${accountCredentials(account).accessKeyId}/20260101/eu-west-1/${service}/aws4_request`,
        "content-type": service === "s3" ? "application/xml" : "application/x-www-form-urlencoded",
      });
      const location =
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
      await send(proxy, "PUT", "http://estate.s3.drydock.internal/", signed("s3"), location);
      const trust = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${account}:root` } },
        ],
      });
      const role = new URLSearchParams({
        Action: "CreateRole",
        RoleName: "deploy",
        AssumeRolePolicyDocument: trust,
      });
      await send(proxy, "POST", "http://aws.drydock.internal/", signed("iam"), role.toString());

      const stack = { name: "small", directory: path.join(folder, "synth") };
      fs.mkdirSync(stack.directory);
      fs.writeFileSync(path.join(stack.directory, "cdk.tf.json"), JSON.stringify(configuration));
      const settings = linkMirror(tools.mirror, {
        kind: "terraform",
        provider: awsProvider,
        version: tools.providerVersion,
        folder: path.join(folder, "mirror"),
      });
      const options = {
        binary: await findBinary(toolPath("terraform")),
        variables: isolatedVariables(process.env, { ...cloud.variables, TF_CLI_CONFIG_FILE: settings }),
        folder,
      };
      const wrong = { name: "wrong", directory: path.join(folder, "wrong") };
      fs.mkdirSync(wrong.directory);
      const audit = { name: "audit", retention_in_days: 31 };
      const resource = { aws_cloudwatch_log_group: { audit } };
      fs.writeFileSync(
        path.join(wrong.directory, "cdk.tf.json"),
        JSON.stringify({ ...configuration, resource }),
      );
      const found = await validateStacks([stack, wrong], path.join(folder, "validated"), options);
      expect(found.get("small")).toEqual([]);
      expect(found.get("wrong")).toMatchObject([
        {
          severity: "error",
          summary: expect.stringContaining("expected retention_in_days to be one of") as string,
        },
      ]);

      const runner = new StackRunner(options);
      const planned = await runner.plan(stack);
      expect(planned.summary.counts).toMatchObject({ create: 2 });
      await runner.apply(stack, planned);
      expect((await runner.plan(stack)).changes).toBe(false);
      const state = await (await runner.ready(stack)).pullState();
      expect(state?.resources.map(({ type }) => type).sort()).toEqual([
        "aws_cloudwatch_log_group",
        "aws_ec2_instance_metadata_defaults",
      ]);
      expect(fs.readFileSync(path.join(folder, "emulation", "calls.log"), "utf8")).toContain(
        "sts AssumeRole 200",
      );
    } finally {
      await cloud.close();
    }
  }, 180_000);
});
