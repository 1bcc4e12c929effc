import type { Command } from "commander";
import { closeNames, unknownName, type UserError } from "../user-error";
import { namingItsCommands } from "./command-line";
import { type EnvironmentFolder, environmentFolderOption, loadOptions } from "./environment-options";
import { columns, type Terminal } from "./terminal";

export function addEnvironments(program: Command, terminal: Terminal): void {
  const environments = program
    .command("environments")
    .description("list, check and describe environments")
    .addOption(environmentFolderOption())
    .addHelpText("after", examples);
  namingItsCommands(environments, () => list(terminal, environments.opts<EnvironmentFolder>()));

  environments
    .command("list")
    .description("name, tier, account, region, zones and network of each")
    .addOption(environmentFolderOption())
    .action((_: EnvironmentFolder, command: Command) => list(terminal, command.optsWithGlobals()));

  environments
    .command("check")
    .argument("[names...]", "environments to check; default: all")
    .description("check environments and name every problem")
    .addOption(environmentFolderOption())
    .action(async (names: string[], _: EnvironmentFolder, command: Command) => {
      const { loadEnvironments } = await import("../environments/load");
      const options = command.optsWithGlobals<EnvironmentFolder>();
      const checked = loadEnvironments({ ...loadOptions(options), ...(names.length > 0 && { names }) });
      for (const { name, tier } of checked) terminal.stdout.write(`${name}: good (${tier})\n`);
    });

  environments
    .command("describe")
    .argument("[field]", "only this field and those below it, e.g. network or clusters")
    .description("what an environment's file can say: every field with its unit and default")
    .action(async (prefix?: string) => {
      const { describeSchema } = await import("../environments/describe");
      const fields = describeSchema();
      const wanted = prefix === undefined ? fields : fields.filter(({ path }) => isBelow(path, prefix));
      if (wanted.length === 0)
        throw unknownField(
          prefix ?? "",
          fields.map(({ path }) => path),
        );
      for (const { path, when, type, unit, default: initial, meaning } of wanted) {
        const facts = [
          type,
          unit,
          initial === "required" ? initial : `default ${initial}`,
          when && `with ${when}`,
        ];
        terminal.stdout.write(`${path} (${facts.filter(Boolean).join("; ")})\n    ${meaning}\n`);
      }
    });
}

/** With the closest fields, or else those of the top: all of them would fill the screen. */
function unknownField(name: string, paths: readonly string[]): UserError {
  const isClose = closeNames(name, paths).length > 0;
  return unknownName("field", name, isClose ? paths : paths.filter((path) => /^\w+$/.test(path)));
}

/** "network" and "clusters.<cluster>.nodeGroups" select themselves and what hangs below. */
function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
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
  npx drydock environments --env-dir ../our-environments
  npx drydock environments check --env-dir ../our-environments
  npx drydock environments describe network
`;
