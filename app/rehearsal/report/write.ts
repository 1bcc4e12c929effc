import * as fs from "node:fs";
import * as path from "node:path";
import { reportPage } from "./page";
import type { RehearsalReport } from "./shape";

/** Where a report lies. */
export interface ReportFiles {
  readonly json: string;
  readonly html: string;
}

/** Writes rehearsal.json and rehearsal.html; a reader never sees half of one. */
export function writeReport(report: RehearsalReport, folder: string): ReportFiles {
  fs.mkdirSync(folder, { recursive: true });
  return {
    json: replace(path.join(folder, "rehearsal.json"), `${JSON.stringify(report, null, 2)}\n`),
    html: replace(path.join(folder, "rehearsal.html"), reportPage(report)),
  };
}

function replace(file: string, text: string): string {
  const unfinished = `${file}.unfinished`;
  fs.writeFileSync(unfinished, text);
  fs.renameSync(unfinished, file);
  return file;
}
