import * as fs from "node:fs";
import * as path from "node:path";
import { reportPage } from "./page";
import type { RehearsalReport } from "./shape";

/** Where a report lies. */
export interface ReportFiles {
  readonly json: string;
  readonly html: string;
}

/** Names of a report's files, below the rehearsal's folder. */
export const reportFiles = ["rehearsal.json", "rehearsal.html"] as const;

/** Writes rehearsal.json and rehearsal.html; a reader never sees half of one. */
export function writeReport(report: RehearsalReport, folder: string): ReportFiles {
  fs.mkdirSync(folder, { recursive: true });
  const [json, html] = reportFiles;
  return {
    json: replaceFile(path.join(folder, json), `${JSON.stringify(report, null, 2)}\n`),
    html: replaceFile(path.join(folder, html), reportPage(report)),
  };
}

/** The name of a file while it is written. */
export function unfinished(name: string): string {
  return `${name}.unfinished`;
}

/** Puts a whole new file in the place of an old one, or leaves the old one. */
export function replaceFile(file: string, text: string): string {
  const half = unfinished(file);
  try {
    fs.writeFileSync(half, text);
    fs.renameSync(half, file);
  } catch (error) {
    fs.rmSync(half, { force: true });
    throw error;
  }
  return file;
}
