import { hazards } from "./all";
import type { Hazard } from "./hazard";

const [start, end] = ["<!-- hazards -->", "<!-- /hazards -->"];

/**
 * Replaces the table of docs/hazards.md.
 * @throws Error when the page lacks a marker
 */
export function renderHazards(page: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/hazards.md has no part between ${start} and ${end}.`);
  return `${page.slice(0, from + start.length)}\n\n${[...header, ...hazards.map(row)].join("\n")}\n\n${page.slice(to)}`;
}

const header = [
  "| hazard | AWS answers | what happens | what is rehearsed | how the estate comes through |",
  "|---|---|---|---|---|",
];

function row({ name, errorCode, happens, rehearsed, survived, source }: Hazard): string {
  const cells = [`[${name}](${source})`, `\`${errorCode}\``, happens, rehearsed, survived];
  return `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}
