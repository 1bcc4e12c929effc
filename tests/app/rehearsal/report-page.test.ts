import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { chromium } from "playwright-core";
import { reportPage } from "../../../app/rehearsal/report/page";
import { writeReport } from "../../../app/rehearsal/report/write";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { failedReport, passedReport } from "./sample-report";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe("the report's page", () => {
  const page = reportPage(failedReport);

  it("loads nothing: no script, no link to a file, no import, and a policy that forbids all of it", () => {
    expect(page).not.toMatch(/<script|src=|@import|url\(http|href="http/);
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  });

  it("escapes what terraform and users have written", () => {
    expect(page).toContain("locked &lt;b&gt;by&lt;/b&gt; somebody");
    expect(page).not.toContain("<b>by</b>");
  });

  it("never shows a sensitive value", () => {
    expect(page).toContain("token: (sensitive) → (sensitive)");
  });

  it("says at the emulated level what was real and what was answered in moto's place", () => {
    const gaps = [{ service: "kms", moto: "forgets how often a key rotates" }];
    const limits = [{ service: "eks", sentence: "Add-ons run nowhere." }];
    const emulation = { provider: "hashicorp/aws 5.100.0", gaps, limits };
    const calls = [{ service: "kms", calls: 420, ours: 0, errors: 3 }];
    const runs = passedReport.runs.map((run) => ({ ...run, calls }));
    const emulated = reportPage({ ...passedReport, runs, level: "emulated", emulation });
    expect(emulated).toContain('<td data-column="Calls">420</td>');
    expect(emulated).toContain("the real provider, hashicorp/aws 5.100.0");
    expect(emulated).toContain("forgets how often a key rotates");
    expect(emulated).toContain("Add-ons run nowhere.");
    expect(page).not.toContain("moto");
  });

  it("is written beside rehearsal.json, which says the same", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-report-"));
    const files = writeReport(failedReport, folder);
    expect(JSON.parse(fs.readFileSync(files.json, "utf8"))).toEqual(failedReport);
    expect(fs.readFileSync(files.html, "utf8")).toBe(page);
    expect(fs.readdirSync(folder).sort()).toEqual(["rehearsal.html", "rehearsal.json"]);
  });
});

describeWith("chromium", "the report's page in a real browser", () => {
  /** Opens the page and runs a probe, with everything that the browser asked for and complained about. */
  async function open<T>(
    colorScheme: "light" | "dark",
    probe: (page: Page) => Promise<T>,
    { report = failedReport, width = 1180 } = {},
  ): Promise<{ result: T; requests: string[]; complaints: string[] }> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-page-"));
    const { html } = writeReport(report, folder);
    const browser = await chromium.launch({ executablePath: toolPath("chromium"), args: flags });
    try {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(pathToFileURL(html).href);
      const result = await probe(page);
      if (process.env["DRYDOCK_SCREENSHOTS"] !== undefined) {
        const file = path.join(process.env["DRYDOCK_SCREENSHOTS"], `report-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
      }
      const own = pathToFileURL(html).href;
      return {
        result,
        requests: requests.filter((url) => url !== own && !url.startsWith("data:")),
        complaints,
      };
    } finally {
      await browser.close();
      fs.rmSync(folder, { recursive: true });
    }
  }

  it("shows the first cause on top, asks for nothing and complains about nothing", async () => {
    const { result, requests, complaints } = await open("light", async (page) => {
      const cause = await page.locator(".cause").boundingBox();
      const stacks = await page.locator("#stacks").boundingBox();
      return {
        title: await page.title(),
        text: await page.locator("body").innerText(),
        causeY: cause?.y ?? 0,
        stacksY: stacks?.y ?? 0,
      };
    });
    expect(result.title).toBe("Rehearsal of dev: failed");
    expect(result.text).toContain('The state of "dev-network" is locked <b>by</b> somebody.');
    expect(result.causeY).toBeLessThan(result.stacksY);
    for (const text of [
      "3 of 5 steps passed",
      "Accepted because",
      "1 open, 1 accepted",
      "57 files were read",
    ])
      expect(result.text).toContain(text);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("opens its details by keyboard and names the graph for a reader that does not see it", async () => {
    const { result } = await open("light", async (page) => {
      const summary = page.locator("summary", { hasText: "Apply the survivors" });
      const before = await page.getByText("aws_kms_key.data").isVisible();
      await summary.focus();
      await page.keyboard.press("Enter");
      const after = await page.getByText("aws_kms_key.data").isVisible();
      return { before, after, graph: await page.locator("svg[role=img]").getAttribute("aria-label") };
    });
    expect(result).toEqual({
      before: false,
      after: true,
      graph:
        "Stacks of dev by waves: bootstrap-sandbox; keep-dev-keys after bootstrap-sandbox; dev-network after bootstrap-sandbox and keep-dev-keys",
    });
  });

  it("fits a telephone: the page does not scroll sideways, and no text is small", async () => {
    const { result } = await open(
      "light",
      (page) =>
        page.evaluate<{ page: number; graph: number; cells: string }>(`({
          page: document.documentElement.scrollWidth,
          graph: document.querySelector("svg text.hint").getBoundingClientRect().height,
          cells: getComputedStyle(document.querySelector("#guardrails td")).display,
        })`),
      { width: 390 },
    );
    expect(result.page).toBe(390);
    expect(result.graph).toBeGreaterThan(11);
    expect(result.cells).toBe("block");
  });

  it("keeps a passed run closed, counts what is accepted once, and lists the environments", async () => {
    const { result } = await open(
      "light",
      async (page) => ({
        text: (await page.locator("body").innerText()).replace(/\s+/g, " "),
        step: await page.getByText("Apply the survivors").first().isVisible(),
        rows: await page.locator("#guardrails tbody tr").count(),
      }),
      { report: passedReport },
    );
    expect(result.text).toContain("0 open, 1 accepted");
    expect(result.text).toContain("S3 log delivery cannot use a customer's key.");
    expect(result.text).toContain("aws_s3_bucket.logs dev, prod");
    expect(result.rows).toBe(1);
    expect(result.step).toBe(false);
  });

  it("opens a passed run by keyboard", async () => {
    const { result } = await open(
      "light",
      async (page) => {
        await page.locator("summary", { hasText: "dev: default" }).focus();
        await page.keyboard.press("Enter");
        return page.getByText("Apply the survivors").first().isVisible();
      },
      { report: passedReport },
    );
    expect(result).toBe(true);
  });

  it("follows the reader's colour scheme", async () => {
    const background = (page: Page): Promise<string> =>
      page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
    const light = await open("light", background);
    const dark = await open("dark", background);
    expect(light.result).not.toBe(dark.result);
  });
});
