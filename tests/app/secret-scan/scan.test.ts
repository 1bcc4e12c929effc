import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { describeSecret, type SecretFinding } from "../../../app/secret-scan/finding";
import { scanForSecrets } from "../../../app/secret-scan/scan";

// Put together here, so that scanners of this repository do not take them for real ones.
const join = (...parts: string[]): string => parts.join("");
const planted = {
  accessKeyId: join("AK", "IA", "Q3EGXW5RCB7JZLMN"),
  secretAccessKey: join("wJalrXUtnFEMI", "/K7MDENG/", "bPxRfiCYzzTqLkEA0x"),
  privateKey: join(
    "-----BEGIN RSA ",
    "PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA ",
    "PRIVATE KEY-----",
  ),
  githubToken: join("gh", "p_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"),
  slackToken: join("xo", "xb-", "123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"),
  vaultToken: join("hv", "s.", "CAESIJ4d7Xq9K2mTzW8vLpRnYcH3uGeT"),
  webToken: join(
    "ey",
    "JhbGciOiJIUzI1NiJ9.",
    "ey",
    "JzdWIiOiIxMjM0NTY3ODkwIn0.",
    "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
  ),
};

async function scanText(text: string, name = "apply.log"): Promise<SecretFinding[]> {
  return scanForSecrets({ texts: [{ name, text }] });
}

async function scanJson(document: unknown): Promise<SecretFinding[]> {
  return scanText(JSON.stringify(document, null, 2), "plan.json");
}

describe("a scan of texts finds by shape", () => {
  test.each([
    ["an access key id", planted.accessKeyId, "AWS access key id"],
    ["a secret access key", `aws_secret_access_key = "${planted.secretAccessKey}"`, "aws AWSSecretAccessKey"],
    ["a private key", planted.privateKey, "private key"],
    ["a GitHub token", planted.githubToken, "github GITHUB_TOKEN"],
    ["a Slack token", planted.slackToken, "slack SLACK_TOKEN"],
    ["a Vault token", planted.vaultToken, "Vault token"],
    ["a JSON web token", planted.webToken, "JSON web token"],
    ["a password in an address", "postgres://ticks:hunter22@db.internal/ticks", "password in an address"],
    ["a password in a log line", "connecting with DB_PASSWORD=hunter22", "password by its name"],
    ["a token in a header", "auth_token: hunter22hunter22", "token by its name"],
  ])("%s, with its line", async (_, secret, kind) => {
    const findings = await scanText(`first line\nsecond line\n${secret}\nlast line\n`);
    expect(findings.map((finding) => finding.kind)).toContain(kind);
    expect(findings.every(({ source, line }) => source === "apply.log" && line >= 3)).toBe(true);
    expect(findings.find((finding) => finding.kind === kind)?.line).toBe(3);
  });
});

describe("a scan of Terraform's documents finds", () => {
  const address = "aws_db_instance.ticks";

  test("a sensitive attribute that holds a value in the state that `show -json` prints", async () => {
    const values = {
      address,
      values: { engine: "postgres", master: "x" },
      sensitive_values: { master: true },
    };
    const findings = await scanJson({ values: { root_module: { resources: [values] } } });
    expect(findings).toEqual([
      expect.objectContaining({
        kind: "sensitive attribute",
        path: `values.root_module.resources.${address}.values.master`,
        length: 1,
      }),
    ]);
  });

  test("a sensitive value of a planned change, before or after", async () => {
    const change = {
      before: { keys: [{ id: "1", material: "old" }] },
      before_sensitive: { keys: [{ material: true }] },
      after: { keys: [{ id: "1", material: "new" }] },
      after_sensitive: { keys: [{ material: true }] },
    };
    const findings = await scanJson({ resource_changes: [{ address, change }] });
    expect(findings.map((finding) => finding.path)).toEqual([
      `resource_changes.${address}.change.after.keys.0.material`,
      `resource_changes.${address}.change.before.keys.0.material`,
    ]);
  });

  test("a sensitive attribute and a sensitive output of a state file", async () => {
    const instance = {
      attributes: { password: "hunter22", nested: [{ key: "x" }] },
      sensitive_attributes: [
        [{ type: "get_attr", value: "password" }],
        [
          { type: "get_attr", value: "nested" },
          { type: "index", value: { value: 0, type: "number" } },
          { type: "get_attr", value: "key" },
        ],
      ],
    };
    const findings = await scanJson({
      version: 4,
      resources: [{ type: "aws_db_instance", name: "ticks", instances: [instance] }],
      outputs: { admin: { value: "hunter22", sensitive: true }, region: { value: "eu-west-1" } },
    });
    expect(findings.map(({ kind, path: where }) => [kind, where])).toEqual([
      ["sensitive output", "outputs.admin"],
      ["sensitive attribute", "resources.0.instances.0.attributes.nested.0.key"],
      ["sensitive attribute", "resources.0.instances.0.attributes.password"],
    ]);
  });

  test("a password-like literal in a configuration", async () => {
    const findings = await scanJson({
      resource: { aws_db_instance: { ticks: { password: "correct horse" } } },
    });
    expect(findings.map(({ kind, path: where }) => [kind, where])).toEqual([
      ["password by its name", "resource.aws_db_instance.ticks.password"],
    ]);
  });

  test("a password in an environment variable of a container", async () => {
    const findings = await scanJson({ env: [{ name: "DB_PASSWORD", value: "hunter22" }] });
    expect(findings.map(({ kind }) => kind)).toEqual(["password by its name"]);
  });

  test("a password in one line of terraform's own JSON log, with that line", async () => {
    const lines = [{ "@message": "Apply" }, { change: { password: "hunter22" } }].map((line) =>
      JSON.stringify(line),
    );
    const findings = await scanText(lines.join("\n"));
    expect(findings.map(({ line, kind }) => [line, kind])).toEqual([[2, "password by its name"]]);
  });
});

describe("a scan for values known to be secret", () => {
  const canaries = [{ name: "state-credentials", value: 'correct "horse"/battery+staple' }];

  test.each([
    ["as it is", canaries[0]?.value ?? ""],
    ["escaped in JSON", JSON.stringify(canaries[0]?.value)],
    ["percent-encoded", encodeURIComponent(canaries[0]?.value ?? "")],
    ["in base64", Buffer.from(canaries[0]?.value ?? "").toString("base64")],
    ["at the start of a longer base64", Buffer.from(`${canaries[0]?.value}:`).toString("base64")],
    ["in base64 for URLs", Buffer.from(canaries[0]?.value ?? "").toString("base64url")],
  ])("finds it %s", async (_, form) => {
    const findings = await scanForSecrets({ texts: [{ name: "log", text: `a\n> ${form} <\n` }], canaries });
    expect(findings.map(({ line, kind }) => [line, kind])).toContainEqual([2, "canary state-credentials"]);
  });

  test("finds it in a binary file", async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "drydock-scan-")), "tfplan");
    fs.writeFileSync(file, `PK\0\0${canaries[0]?.value}\0`);
    const findings = await scanForSecrets({ files: [file], canaries });
    expect(findings).toEqual([expect.objectContaining({ source: file, kind: "canary state-credentials" })]);
  });

  test("refuses one that is too short to mean anything", async () => {
    await expect(scanForSecrets({ canaries: [{ name: "pin", value: "1234" }] })).rejects.toThrow(
      "The canary pin has 4 characters.",
    );
  });
});

test("clean documents and logs give no findings", async () => {
  const clean = {
    resource: {
      aws_instance: {
        runner: { metadata_options: { http_tokens: "required" }, ami: "ami-0abcdef1234567890" },
      },
      aws_kms_key: { data: { policy: "${jsonencode({})}" } },
      aws_iam_openid_connect_provider: {
        ci: { thumbprint_list: ["6938fd4d98bab03faadb97b34396831e3780aea1"] },
      },
      aws_iam_account_password_policy: { account: { password_reuse_prevention: 24, require_symbols: true } },
      vault_kv_secret_v2: {
        engine: { data_json_wo_version: 1, secret_arn: "arn:aws:secretsmanager:eu-west-1:1:x" },
      },
      aws_db_instance: {
        ticks: { password: null, password_wo: "${ephemeral.random_password.ticks.result}" },
      },
    },
    values: { sensitive_values: { password: true }, values: { password: null, tags: {} } },
    lineage: "6c1f6a0e-2f4e-4e86-9f5d-5a7b1f0c9d3e",
  };
  const log = [
    "aws_vpc.main: Creating...",
    "aws_vpc.main: Creation complete after 0s [id=vpc-0a1b2c3d4e5f67890]",
    "Releasing state lock. This may take a few moments...",
    "see https://developer.hashicorp.com/terraform/cli?token=optional for more",
  ].join("\n");
  expect(await scanJson(clean)).toEqual([]);
  expect(await scanText(log)).toEqual([]);
  expect(await scanForSecrets({})).toEqual([]);
});

test("a finding never holds the secret, only its place, kind and length", async () => {
  const secrets = Object.values(planted);
  const findings = await scanText([...secrets, "DB_PASSWORD=hunter22"].join("\n"));
  const printed = [JSON.stringify(findings), ...findings.map(describeSecret)].join("\n");
  expect(findings.length).toBeGreaterThanOrEqual(secrets.length);
  for (const secret of [...secrets, "hunter22"]) {
    expect(printed).not.toContain(secret);
    expect(printed).not.toContain(secret.slice(-8));
  }
  const keyId = findings.find(({ kind }) => kind === "AWS access key id");
  expect(keyId && describeSecret(keyId)).toBe("apply.log:1: AWS access key id (20 characters, not shown)");
});

test("a file that is missing is an error, not a clean scan", async () => {
  await expect(scanForSecrets({ files: ["/nonexistent/terraform.tfstate"] })).rejects.toThrow("ENOENT");
});

test("20 MB of state are scanned within seconds", async () => {
  const resource = (index: number): object => ({
    address: `aws_subnet.s${index}`,
    values: { arn: `arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-${index}`, tags: { owner: "platform" } },
    sensitive_values: { tags: {} },
  });
  const resources = Array.from({ length: 90_000 }, (_, index) => resource(index));
  const text = JSON.stringify({ values: { root_module: { resources } } }, null, 2);
  expect(text.length).toBeGreaterThan(20_000_000);
  const started = performance.now();
  const findings = await scanForSecrets({
    texts: [{ name: "state.json", text: `${text}\n` }],
    canaries: [{ name: "state-credentials", value: "correct horse battery" }],
  });
  expect(findings).toEqual([]);
  // Measured 1.5 s on 2 cores; the bound only catches an expression that has become quadratic.
  expect(performance.now() - started).toBeLessThan(30_000);
});
