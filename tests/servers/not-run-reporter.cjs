// Prints, once and at the end, which suites did not run because this machine lacks a tool, and how to get it.
"use strict";

const marker = "not run: needs ";

class NotRunReporter {
  onRunComplete(_contexts, results) {
    const suitesByNeed = new Map();
    for (const file of results.testResults) {
      for (const test of file.testResults) {
        if (test.status !== "pending" || !test.title.startsWith(marker)) continue;
        const need = test.title.slice(marker.length);
        const suites = suitesByNeed.get(need) ?? [];
        suites.push(test.ancestorTitles.join(" › "));
        suitesByNeed.set(need, suites);
      }
    }
    for (const [need, suites] of suitesByNeed) {
      process.stderr.write(`\nNot run, needs ${need}\n${suites.map((suite) => `  - ${suite}\n`).join("")}`);
    }
  }
}

module.exports = NotRunReporter;
