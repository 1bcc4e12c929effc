import { describeSchema, type FieldDescription } from "./describe";
import { pairRules } from "./rules/between";
import { rules } from "./rules/all";

const header = "| field | type | unit | default | meaning |\n|---|---|---|---|---|";

/**
 * Replaces the generated parts of docs/environments.md, each between `<!-- NAME -->` and `<!-- /NAME -->`.
 * @throws Error when the page lacks a marker
 */
export function renderDocumentation(page: string): string {
  const parts: Record<string, string> = {
    fields: fieldTables(),
    rules: rules.map(({ says }) => `- ${says}`).join("\n"),
    "rules between environments": pairRules.map(({ says }) => `- ${says}`).join("\n"),
  };
  return Object.entries(parts).reduce((text, [name, content]) => replacePart(text, name, content), page);
}

function replacePart(page: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/environments.md has no part between ${start} and ${end}.`);
  return `${page.slice(0, from + start.length)}\n\n${content}\n\n${page.slice(to)}`;
}

/** One table for each field of the top that has fields of its own, and one before them for those that have none. */
function fieldTables(): string {
  const fields = describeSchema();
  const top = fields.filter(({ path }) => /^\w+$/.test(path));
  const nested = top.filter(({ path }) => fields.some((field) => isInside(field, path)));
  const plain = top.filter((field) => !nested.includes(field));
  const tables = nested.map((field) => {
    const rows = [field, ...fields.filter((other) => isInside(other, field.path))];
    return `### \`${field.path}\`\n\n${table(rows)}`;
  });
  return [table(plain), ...tables].join("\n\n");
}

function isInside({ path }: FieldDescription, top: string): boolean {
  return path.startsWith(`${top}.`) || path.startsWith(`${top}[`);
}

function table(rows: readonly FieldDescription[]): string {
  return [header, ...rows.map(row)].join("\n");
}

function row(field: FieldDescription): string {
  const condition = field.when ? ` with \`${field.when}\`` : "";
  const cells = [
    `\`${field.path}\`${condition}`,
    field.type,
    field.unit,
    /^["[{\d]|^(true|false)$/.test(field.default) ? `\`${field.default}\`` : field.default,
    `${field.meaning} Accepts ${field.accepts}.`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
