import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { ruleIds, rulesByLayer } from "../../../policies/guardrails/rules";
import { renderRulesTable } from "../../../policies/guardrails/rules-table";

const document = path.join(repositoryRoot, "docs", "guardrails.md");
const table = /<!-- rules -->[^]*<!-- end of rules -->/;

describe("the rules", () => {
  test("have ids of their own", () => {
    expect(new Set(ruleIds()).size).toBe(ruleIds().length);
  });

  test.each(Object.entries(rulesByLayer))(
    "of the layer %s stand in one file each, named after the rule",
    (layer, rules) => {
      const files = fs.readdirSync(path.join(repositoryRoot, "policies", "guardrails", layer));
      expect(files.sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort());
    },
  );

  test.each(Object.values(rulesByLayer).flat())("say why and where they come from: $id", (rule) => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.rationale).toMatch(/^[A-Z].*\.$/);
    const { cis = [], awsControls = [], checkov = [], design } = rule.source;
    expect(cis.length + awsControls.length + checkov.length + (design?.length ?? 0)).toBeGreaterThan(0);
    expect(cis.every((id) => /^\d(\.\d+){1,2}$/.test(id))).toBe(true);
    expect(awsControls.every((id) => /^[A-Z][A-Za-z0-9]*\.\d+$/.test(id))).toBe(true);
    expect(checkov.every((id) => /^CKV2?_(AWS|K8S)_\d+$/.test(id))).toBe(true);
  });

  test("are all in the table of docs/guardrails.md", () => {
    const expected = `<!-- rules -->\n\n${renderRulesTable()}\n\n<!-- end of rules -->`;
    if (process.env.DRYDOCK_WRITE_DOCS === "1") {
      fs.writeFileSync(
        document,
        fs.readFileSync(document, "utf8").replace(table, () => expected),
      );
    }
    expect(table.exec(fs.readFileSync(document, "utf8"))?.[0]).toBe(expected);
  });
});
