import * as fs from "node:fs";
import * as path from "node:path";
import { Terraform } from "../../terraform/driver";
import { asArray, asObject, asText, isObject, type JsonObject } from "../../terraform/json";
import type { StackRunner } from "../../terraform/stack-runner";
import { configurationFile } from "../../terraform/workspace";
import type { DeployableStack } from "../each-stack";
import { type Doomed, textsOf } from "./doomed";

/** What is there, whoever made it, where objects are to be destroyed. Each with the attributes of its data source. */
export interface Survey {
  /** `aws_network_interface`, in the VPCs that go. */
  readonly interfaces: readonly JsonObject[];
  /** `aws_security_group`, in the VPCs that go. */
  readonly securityGroups: readonly JsonObject[];
  /** Record sets by the id of the zone, of zones that go. */
  readonly records: ReadonlyMap<string, readonly JsonObject[]>;
  /** `aws_eks_node_groups`, of clusters that go. */
  readonly nodeGroups: readonly JsonObject[];
  /** Ids of the machines of node groups and Auto Scaling groups that go. */
  readonly nodeIds: readonly string[];
}

/**
 * Asks AWS, through terraform's own data sources and with the provider of a stack, so that nobody needs further
 * rights, endpoints or credentials for it. Nothing is written anywhere but in a scratch folder.
 * @returns undefined when nothing is destroyed that others could stand in
 * @throws TerraformFailure
 */
export async function surveySurroundings(
  doomed: readonly Doomed[],
  stacks: readonly DeployableStack[],
  runner: StackRunner,
): Promise<Survey | undefined> {
  const data = dataSources(doomed);
  const host = stacks.find(({ name }) =>
    doomed.some(({ stack, type }) => stack === name && type in looksInto),
  );
  if (!host || Object.keys(data).length === 0) return undefined;
  const folder = path.join(runner.options.folder, "surveys", host.name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, ".terraform"), { recursive: true });
  fs.writeFileSync(path.join(folder, configurationFile), JSON.stringify(configuration(host, data), null, 2));
  await borrowProviders(host, folder, runner);
  const terraform = new Terraform(host.name, folder, { ...runner.options, logFolder: runner.logFolder });
  await terraform.init();
  await terraform.plan({ out: "survey.tfplan" });
  const plan = await terraform.showPlan("survey.tfplan");
  const found = asArray(asObject(asObject(asObject(plan.prior_state)["values"])["root_module"])["resources"])
    .filter(isObject)
    .map((resource) => ({ type: asText(resource["type"]), values: asObject(resource["values"]) }));
  const of = (type: string): JsonObject[] =>
    found.filter((each) => each.type === type).map(({ values }) => values);
  return {
    interfaces: of("aws_network_interface"),
    securityGroups: of("aws_security_group"),
    records: new Map(
      of("aws_route53_records").map((values) => [
        asText(values["zone_id"]) ?? "",
        asArray(values["resource_record_sets"]).filter(isObject),
      ]),
    ),
    nodeGroups: of("aws_eks_node_groups"),
    nodeIds: of("aws_instances").flatMap((values) => asArray(values["ids"]).map(String)),
  };
}

/** States in which a machine keeps its network interfaces; without a word of it the data source looks for running ones. */
const WITH_INTERFACES = ["pending", "running", "shutting-down", "stopping", "stopped"];

/** Types in which something may stand that no state knows. */
const looksInto = { aws_eks_cluster: true, aws_vpc: true, aws_route53_zone: true } as const;

function dataSources(doomed: readonly Doomed[]): JsonObject {
  const vpcs = textsOf(doomed, "aws_vpc", "id");
  const clusters = textsOf(doomed, "aws_eks_cluster", "name");
  const machines = Object.fromEntries(
    [
      ["eks", "tag:eks:cluster-name", clusters] as const,
      ["groups", "tag:aws:autoscaling:groupName", textsOf(doomed, "aws_autoscaling_group", "name")] as const,
    ]
      .filter(([, , values]) => values.length > 0)
      .map(([id, name, values]) => [
        id,
        { filter: [{ name, values }], instance_state_names: WITH_INTERFACES },
      ]),
  );
  const zones = doomed
    .filter(({ type, attributes }) => type === "aws_route53_zone" && attributes["force_destroy"] !== true)
    .flatMap(({ attributes }) => asText(attributes["zone_id"]) ?? []);
  const inVpcs = { filter: [{ name: "vpc-id", values: vpcs }] };
  const each = (plural: string): JsonObject => ({
    for_each: `\${toset(data.${plural}.vpc.ids)}`,
    id: "${each.value}",
  });
  return {
    ...(vpcs.length > 0 && {
      aws_network_interfaces: { vpc: inVpcs },
      aws_network_interface: { vpc: each("aws_network_interfaces") },
      aws_security_groups: { vpc: inVpcs },
      aws_security_group: { vpc: each("aws_security_groups") },
    }),
    ...(Object.keys(machines).length > 0 && vpcs.length > 0 && { aws_instances: machines }),
    ...(clusters.length > 0 && {
      aws_eks_node_groups: Object.fromEntries(clusters.map((name) => [name, { cluster_name: name }])),
    }),
    ...(zones.length > 0 && {
      aws_route53_records: Object.fromEntries(zones.map((id, index) => [`zone-${index}`, { zone_id: id }])),
    }),
  };
}

/** The stack's own providers, and nothing else of it: the state of the survey is no state of anybody. */
function configuration({ directory }: DeployableStack, data: JsonObject): JsonObject {
  const own = asObject(JSON.parse(fs.readFileSync(path.join(directory, configurationFile), "utf8")));
  const { required_providers: providers, required_version: version } = asObject(own["terraform"]);
  return {
    terraform: { required_providers: providers, required_version: version },
    provider: own["provider"],
    data,
  };
}

/** What the stack's init has downloaded, so that the survey downloads nothing. */
async function borrowProviders(host: DeployableStack, folder: string, runner: StackRunner): Promise<void> {
  const { directory } = await runner.ready(host);
  const providers = path.join(directory, ".terraform", "providers");
  if (fs.existsSync(providers)) fs.symlinkSync(providers, path.join(folder, ".terraform", "providers"));
  const locked = path.join(directory, ".terraform.lock.hcl");
  if (fs.existsSync(locked)) fs.copyFileSync(locked, path.join(folder, ".terraform.lock.hcl"));
}
