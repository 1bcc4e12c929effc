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
import { failedReport } from "./sample-report";

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
  ): Promise<{ result: T; requests: string[]; complaints: string[] }> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-page-"));
    const { html } = writeReport(failedReport, folder);
    const browser = await chromium.launch({ executablePath: toolPath("chromium"), args: flags });
    try {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1180, height: 900 } });
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
    for (const text of ["Timings of dev, default", "Suppressed because", "57 files were read"])
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

  it("follows the reader's colour scheme", async () => {
    const background = (page: Page): Promise<string> =>
      page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
    const light = await open("light", background);
    const dark = await open("dark", background);
    expect(light.result).not.toBe(dark.result);
  });
});
