import { gaps } from "./gaps";
import { limits } from "./limits";

/** What is answered in moto's place, as the table of docs/emulated.md. */
export function renderGapsTable(): string {
  const rows = gaps("").map(({ service, moto }) => `| ${service} | ${moto} |`);
  return ["| service | because moto |", "| --- | --- |", ...rows].join("\n");
}

/** What is as in AWS neither in moto nor in front of it, as the table of docs/emulated.md. */
export function renderLimitsTable(): string {
  const rows = limits.map(({ service, sentence }) => `| ${service} | ${sentence} |`);
  return ["| service | not as in AWS |", "| --- | --- |", ...rows].join("\n");
}
