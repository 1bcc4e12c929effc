import { findTool, howToGet, type Tool } from "./tools";

/**
 * A suite that needs tools a machine may lack. With all of them it is a plain `describe`; otherwise its tests are
 * reported as pending, and the reporter (not-run-reporter.cjs) prints once at the end which suites did not run
 * and how to get what they need. `toolPath(tool)` gives the path inside.
 */
export function describeWith(tools: Tool | readonly Tool[], title: string, body: () => void): void {
  const missing = [tools].flat().filter((tool) => findTool(tool) === undefined);
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const needs = missing.map((tool) => `${tool}: ${howToGet(tool)}`).join("; and ");
  // Not `describe.skip(title, body)`: a suite's body may call toolPath, which throws without the tool.
  describe(title, () => {
    test.skip(`not run: needs ${needs}`, () => undefined);
  });
}
