import type { App } from "cdktf";
import { clusterPort, vaultPort } from "../../app/access-path";
import type { Environment } from "../../app/environments/schema";
import { deployRoleArn } from "../../app/naming";
import { SchemaLibrary } from "../../app/simulator/schema/library";
import type { Block as SchemaBlock } from "../../app/simulator/schema/schema";
import { EstateStack, type StackExports } from "../../constructs/estate/estate-stack";
import { ClusterProvider, type ClusterAddress } from "../../constructs/kubernetes/cluster-provider";
import { VaultProvider } from "../../constructs/vault/vault-provider";
import { type Block, configurationOf, environmentNamed, testApp } from "./configuration";

export const dev = environmentNamed("dev");
/** The same environment with terraform inside its network. */
export const fromVpc: Environment = { ...dev, access: { via: "vpc-runner" } };
export const deployRole = "arn:aws:iam::111111111111:role/drydock-dev-deploy";

class ClusterStack extends EstateStack {
  readonly exports: StackExports<ClusterAddress>;

  constructor(app: App) {
    super(app, { lifetime: "disposable", part: "cluster-main", environments: [dev] });
    this.exports = this.export<ClusterAddress>({
      clusterName: "drydock-dev-main",
      endpoint: "https://ABC.gr7.eu-west-1.eks.amazonaws.com",
      certificateAuthority: "LS0t",
    });
  }
}

/** A stack that works in a cluster and in Vault, as those of the platform will. */
class PlatformStack extends EstateStack {
  constructor(app: App, environment: Environment) {
    super(app, { lifetime: "disposable", part: "platform", environments: [environment] });
    const { region } = this.placement;
    new ClusterProvider(this, "kubernetes", {
      cluster: this.read(new ClusterStack(app).exports),
      region,
      roleArn: deployRoleArn(environment),
      localPort: clusterPort(environment, "main"),
    });
    new VaultProvider(this, "vault", {
      host: "vault.internal.dev.trading.example.com",
      localPort: vaultPort(environment),
      region,
      roleArn: deployRoleArn(environment),
      vaultRole: "terraform",
      sessionName: this.stackName,
    });
  }
}

/** The block of a provider in that stack, and the version that the stack asks for. */
export function providerIn(
  environment: Environment,
  name: "kubernetes" | "vault",
): { block: Block; version: unknown } {
  const { provider, terraform } = configurationOf(new PlatformStack(testApp(), environment));
  const [block = {}] = (provider as unknown as Record<string, Block[]>)[name] ?? [];
  const required = terraform.required_providers as Record<string, { version: unknown }>;
  return { block, version: required[name]?.version };
}

/** Paths of what a provider's block states and its schema does not know. */
export function unknownToSchema(name: "kubernetes" | "vault", block: Block): string[] {
  return unknownTo(new SchemaLibrary(name).providerConfiguration().block, block, name);
}

function unknownTo(schema: SchemaBlock, stated: Block, path: string): string[] {
  return Object.entries(stated).flatMap(([name, value]) => {
    const nested = schema.blocks[name];
    if (!nested) return name in schema.attributes ? [] : [`${path}.${name}`];
    return (value as Block[]).flatMap((one) => unknownTo(nested.block, one, `${path}.${name}`));
  });
}
