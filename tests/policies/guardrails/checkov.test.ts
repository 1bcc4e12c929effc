import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { checkovChecks, unchecked } from "../../../policies/guardrails/checkov/all";
import { checkovVersion } from "../../../policies/guardrails/checkov/check";
import { renderCheckovTable } from "../../../policies/guardrails/checkov-table";
import { ruleIds, rulesByLayer } from "../../../policies/guardrails/rules";

const document = path.join(repositoryRoot, "docs", "guardrails.md");
const table = /<!-- checkov -->[^]*<!-- end of checkov -->/;

/** Terraform types of the bindings that stacks and constructs import, data sources as `data.TYPE`. */
function typesInUse(): string[] {
  const bindings = ["constructs", "stacks"]
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: "utf8" })
        .map((file) => path.join(repositoryRoot, folder, file)),
    )
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...fs.readFileSync(file, "utf8").matchAll(/@cdktf\/provider-aws\/lib\/([a-z0-9-]+)"/g),
    ])
    .map((match) => String(match[1]))
    .map((name) => (name.startsWith("data-aws-") ? `data.${name.slice("data-".length)}` : `aws-${name}`))
    .map((name) => (name === "aws-provider" ? "provider aws" : name.replaceAll("-", "_")));
  return [...new Set(bindings)].sort();
}

describe("the comparison with checkov", () => {
  test("considers every type that the estate uses", () => {
    const considered = new Set([...checkovChecks.flatMap(({ of }) => of), ...unchecked]);
    expect(typesInUse()).toContain("data.aws_ami");
    expect(typesInUse().filter((type) => !considered.has(type))).toEqual([]);
  });

  test("considers no type that the estate does not use", () => {
    const inUse = typesInUse();
    expect(
      [...checkovChecks.flatMap(({ of }) => of), ...unchecked].filter((type) => !inUse.includes(type)),
    ).toEqual([]);
  });

  test("says of a type either which checks it has or that it has none", () => {
    const checked = new Set(checkovChecks.flatMap(({ of }) => of));
    expect(unchecked.filter((type) => checked.has(type))).toEqual([]);
  });

  test("has each check once, by an id of checkov", () => {
    const ids = checkovChecks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^CKV2?_AWS_\d+$/.test(id))).toEqual([]);
  });

  test("names rules that exist, and a reason where there is none", () => {
    const known = new Set(ruleIds());
    expect(checkovChecks.flatMap(({ rules }) => rules).filter((rule) => !known.has(rule))).toEqual([]);
    const silent = checkovChecks.filter(({ rules, differs }) => rules.length === 0 && differs === undefined);
    expect(silent).toEqual([]);
  });

  test("agrees with the rules about which check each of them stands for", () => {
    const byTable = checkovChecks.flatMap(({ id, rules }) => rules.map((rule) => `${rule} ${id}`));
    const byRules = Object.values(rulesByLayer)
      .flat()
      .flatMap(({ id, source }) => (source.checkov ?? []).map((check) => `${id} ${check}`))
      // Workloads are described by Kubernetes' own checks, which have no Terraform type here.
      .filter((line) => line.includes("_AWS_"));
    expect(byTable.sort()).toEqual(byRules.sort());
  });

  test("is in docs/guardrails.md, with the release that was read", () => {
    const expected = `<!-- checkov -->\n\n${renderCheckovTable()}\n\n<!-- end of checkov -->`;
    if (process.env.DRYDOCK_WRITE_DOCS === "1") {
      fs.writeFileSync(
        document,
        fs.readFileSync(document, "utf8").replace(table, () => expected),
      );
    }
    const text = fs.readFileSync(document, "utf8");
    expect(table.exec(text)?.[0]).toBe(expected);
    expect(text).toContain(`checkov ${checkovVersion}`);
  });
});
