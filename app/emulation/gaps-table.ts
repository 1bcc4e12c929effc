import { gaps } from "./gaps";

/** What is answered in moto's place, as the table of docs/emulated.md. */
export function renderGapsTable(): string {
  const rows = gaps("").map(({ service, moto }) => `| ${service} | ${moto} |`);
  return ["| service | because moto |", "| --- | --- |", ...rows].join("\n");
}
