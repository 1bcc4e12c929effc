import type { Resources, RuleCases } from "./rule-cases";

/** Made up here; a scanner of this repository must not take them for real ones, so they are put together. */
const planted = ["q7Zt", "4mKd", "Xw29", "BvLp", "Rn5s", "YcH8", "uGeT", "j3Fa"].join("");
const accessKey = ["AKIA", "Z7QK4VJ2", "M3XW5RTB"].join("");
const digest = `sha256:${"ab12".repeat(16)}`;

function deployment(image: string, env: Record<string, unknown>[] = []): Resources {
  return {
    kubernetes_deployment_v1: {
      engine: { spec: { template: { spec: { container: [{ name: "engine", image, env }] } } } },
    },
  };
}

const engine = "kubernetes_deployment_v1.engine";

export const secretAndImageCases: readonly RuleCases[] = [
  {
    rule: "secret-literals",
    fails: [
      {
        what: "a password in an attribute",
        resources: { aws_db_instance: { ticks: { password: "correct horse" } } },
        at: ["aws_db_instance.ticks"],
        says: "password holds a literal that looks like a secret (password by its name, 13 characters)",
      },
      {
        what: "a password in a container's environment",
        resources: deployment(`engine@${digest}`, [{ name: "DB_PASSWORD", value: "hunter22" }]),
        at: [engine],
        says: "DB_PASSWORD",
      },
      {
        what: "random characters where nothing promises a secret",
        resources: { aws_instance: { runner: { user_data: `#!/bin/sh\nexport X=${planted}\n` } } },
        at: ["aws_instance.runner"],
        says: "user_data holds a literal that looks like a secret (random characters",
      },
      {
        what: "a password in a script",
        resources: { aws_instance: { runner: { user_data: "#!/bin/sh\nexport DB_PASSWORD=hunter22\n" } } },
        at: ["aws_instance.runner"],
        says: "Line 2 of user_data holds a secret (password by its name, 8 characters)",
      },
      {
        what: "an access key in a script that is encoded",
        resources: {
          aws_launch_template: {
            nodes: { user_data: Buffer.from(`#!/bin/sh\nKEY=${accessKey}\n`).toString("base64") },
          },
        },
        at: ["aws_launch_template.nodes"],
        says: "Line 2 of user_data holds a secret (AWS access key id",
      },
      {
        what: "the data of a Kubernetes secret",
        resources: { kubernetes_secret_v1: { engine: { data: { colour: "blue" } } } },
        at: ["kubernetes_secret_v1.engine"],
        says: "data holds values",
      },
    ],
    passes: [
      {
        what: "a script that fetches what it needs",
        resources: {
          aws_instance: {
            runner: { user_data: "#!/bin/sh\nTOKEN=$(aws sts get-web-identity-token)\nexport TOKEN\n" },
          },
        },
      },
      {
        what: "references, switches, numbers, names and digests",
        resources: {
          aws_instance: { runner: { metadata_options: { http_tokens: "required" } } },
          aws_iam_account_password_policy: { account: { minimum_password_length: 14 } },
          aws_iam_openid_connect_provider: {
            ci: { thumbprint_list: ["6938fd4d98bab03faadb97b34396831e3780aea1"] },
          },
          aws_db_instance: { ticks: { password: "${ephemeral.vault_kv_secret_v2.ticks.data}" } },
          kubernetes_secret_v1: { engine: { data: {} } },
          aws_iam_role_policy_attachment: {
            node: { policy_arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly" },
          },
        },
      },
      {
        what: "an environment variable that says where the secret is",
        resources: deployment(`engine@${digest}`, [
          { name: "DB_PASSWORD_FILE", value: "/vault/secrets/db" },
          { name: "DB_PASSWORD", value: "/vault/secrets/db" },
        ]),
      },
    ],
  },
  {
    rule: "image-digest",
    fails: [
      {
        what: "a tag",
        resources: deployment("engine:1.4.2"),
        at: [engine],
        says: "engine:1.4.2",
        severity: "error",
      },
      {
        what: "a tag in production",
        resources: deployment("engine:1.4.2"),
        at: [engine],
        says: "without a digest",
        tier: "production",
        severity: "error",
      },
      {
        what: "a tag in development, as a warning",
        resources: deployment("engine:1.4.2"),
        at: [engine],
        says: "without a digest",
        tier: "development",
        severity: "warning",
      },
      {
        what: "a tag of the estate's own registry in production, as a warning until the images are locked",
        resources: deployment("333333333333.dkr.ecr.eu-west-1.amazonaws.com/drydock-prod/engine:1.4.2"),
        at: [engine],
        says: "without a digest",
        tier: "production",
        severity: "warning",
      },
      {
        what: "latest of the estate's own registry",
        resources: deployment("333333333333.dkr.ecr.eu-west-1.amazonaws.com/drydock-prod/engine:latest"),
        at: [engine],
        says: "latest",
        tier: "production",
        severity: "error",
      },
      {
        what: "latest, even in development",
        resources: deployment("registry.example:5000/engine:latest"),
        at: [engine],
        says: "latest",
        tier: "development",
        severity: "error",
      },
      {
        what: "no tag, even in development",
        resources: deployment("registry.example:5000/engine"),
        at: [engine],
        says: "without a digest",
        tier: "development",
        severity: "error",
      },
    ],
    passes: [{ what: "a digest", resources: deployment(`registry.example/engine@${digest}`) }],
  },
];
