import type { Command } from "commander";
import { namingItsCommands } from "./command-line";
import { type EnvironmentFolder, environmentFolderOption, loadOptions } from "./environment-options";
import { columns, type Terminal } from "./terminal";

export function addEnvironments(program: Command, terminal: Terminal): void {
  const environments = program
    .command("environments")
    .description("list, check and describe environments")
    .addHelpText("after", examples);
  namingItsCommands(environments, () => list(terminal, {}));

  environments
    .command("list")
    .description("name, tier, account, region, zones and network of each")
    .addOption(environmentFolderOption())
    .action((options: EnvironmentFolder) => list(terminal, options));

  environments
    .command("check")
    .argument("[names...]", "environments to check; default: all")
    .description("check environments and name every problem")
    .addOption(environmentFolderOption())
    .action(async (names: string[], options: EnvironmentFolder) => {
      const { loadEnvironments } = await import("../environments/load");
      const checked = loadEnvironments({ ...loadOptions(options), ...(names.length > 0 && { names }) });
      for (const { name, tier } of checked) terminal.stdout.write(`${name}: good (${tier})\n`);
    });
}

async function list(terminal: Terminal, options: EnvironmentFolder): Promise<void> {
  const { loadEnvironments } = await import("../environments/load");
  const rows = loadEnvironments(loadOptions(options)).map((environment) => [
    environment.name,
    environment.tier,
    `${environment.account.name} (${environment.account.id})`,
    environment.region,
    String(environment.availabilityZones.length),
    environment.network.vpcCidr,
    environment.access.via,
  ]);
  const head = ["NAME", "TIER", "ACCOUNT", "REGION", "ZONES", "NETWORK", "ACCESS"];
  terminal.stdout.write(columns([head, ...rows]));
}

const examples = `
Examples:
  npx drydock environments
  npx drydock environments check --env-dir ../our-environments
  npx drydock environments describe network
`;
