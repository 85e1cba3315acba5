/** The page of a preview in a real browser: nothing from elsewhere, for everybody, by keyboard, on a phone. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { stackWithTenants } from "../../../bench/stack-with-tenants";
import { toHtml } from "../../../preview/html/page";
import { reportOn } from "../../../preview/report";
import { load } from "../../config/load-text";
import { CHANGES } from "../../preview/html/literal-changes";
import { report } from "../../program/stacks";
import { openBrowser } from "./browser";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const MOST_BYTES = 2_000_000;

/** The largest stack that the page promises to be read for. */
const manyTenants = () =>
  reportOn(
    load(stackWithTenants({ tenants: 50, agentsEach: 6, regions: ["us-central1", "europe-west4", "us-east1"] })),
    { stack: "many" },
  );

const STACKS = {
  dev: async () => report("dev"),
  prod: async () => ({ ...(await report("prod")), changes: CHANGES }),
  many: manyTenants,
};
type Stack = keyof typeof STACKS;

async function unfold(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll("details").forEach((one) => (one.open = true))`);
}

describe("the page of a preview in Chromium", () => {
  let folder: string;
  let browser: Browser;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "agno-page-"));
    browser = await openBrowser();
    for (const [stack, of] of Object.entries(STACKS)) writeFileSync(fileOf(stack), toHtml(await of()));
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  const fileOf = (stack: string) => join(folder, `${stack}.html`);

  /** Opens a page and does something with it; gives all that the page asked for or complained about. */
  async function opened(stack: Stack, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ viewport: WIDE, ...options });
    const asked: string[] = [];
    const complaints: string[] = [];
    await context.route("**", async (route) => {
      asked.push(route.request().url());
      await route.continue();
    });
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => asked.push(request.url()));
    const url = pathToFileURL(fileOf(stack)).href;
    await page.goto(url);
    await use(page);
    await context.close();
    return { complaints, elsewhere: asked.filter((one) => !one.startsWith(url) && one !== "data:,") };
  }

  for (const stack of Object.keys(STACKS) as Stack[]) {
    it(`asks nobody for anything and has no complaint: ${stack}`, async () => {
      const found = await opened(stack, {}, async (page) => {
        await unfold(page);
        await page.waitForTimeout(200);
      });
      assert.deepEqual(found, { complaints: [], elsewhere: [] });
    });

    it(`has one first heading, and leaves out no level: ${stack}`, async () => {
      await opened(stack, {}, async (page) => {
        const levels = await page
          .locator("h1, h2, h3, h4, h5, h6")
          .evaluateAll((all) => all.map((one) => Number((one as unknown as { nodeName: string }).nodeName.slice(1))));
        assert.deepEqual(
          levels.filter((level) => level === 1),
          [1],
        );
        assert.equal(levels[0], 1);
        for (const [index, level] of levels.slice(1).entries())
          assert.ok(level <= levels[index]! + 1, levels.join(" "));
        assert.ok(levels.length >= 7, levels.join(" "));
      });
    });

    for (const [name, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
      for (const colorScheme of ["light", "dark"] as const) {
        if (stack === "many" && (name === "wide") !== (colorScheme === "light")) continue;
        it(`has nothing serious against it by axe: ${stack}, ${name}, ${colorScheme}`, async () => {
          // The page forbids scripts, and axe is one.
          await opened(stack, { viewport, colorScheme, bypassCSP: true }, async (page) => {
            // A minute at 50 tenants as it is: there, what is folded stays so.
            if (stack !== "many") await unfold(page);
            await page.addScriptTag({ content: AXE });
            const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
            const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
            assert.deepEqual(
              serious.map(({ id, nodes }) => [
                id,
                nodes.slice(0, 3).map(({ html, failureSummary }) => [html, failureSummary]),
              ]),
              [],
            );
            assert.ok(
              passes.some(({ id }) => id === "color-contrast"),
              "contrast was not looked at",
            );
          });
        });
      }
    }

    it(`is never wider than a phone: ${stack}`, async () => {
      await opened(stack, { viewport: PHONE }, async (page) => {
        await unfold(page);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), PHONE.width);
      });
    });
  }

  it("is reached by keyboard, every fold of it, and begins with a way past the contents", async () => {
    await opened("prod", {}, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.textContent"), "Skip to the content");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate("location.hash"), "#main");
      await page.evaluate(
        `document.querySelectorAll("summary").forEach((one, index) => (one.dataset.at = String(index)))`,
      );
      const folds = page.locator("summary");
      const seen = new Set<string>();
      // Opens each that is closed, so that those in it come next.
      for (let presses = 0; presses < 2000 && seen.size < (await folds.count()); presses++) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate<string | undefined>("document.activeElement.dataset.at");
        if (at === undefined) continue;
        seen.add(at);
        if (!(await page.evaluate<boolean>("document.activeElement.parentElement.open")))
          await page.keyboard.press("Enter");
        assert.equal(await page.evaluate("document.activeElement.parentElement.open"), true);
      }
      assert.equal(seen.size, await folds.count());
      assert.ok(seen.size > 50, `${seen.size} folds`);
      assert.notEqual(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "none");
    });
  });

  it("fits its summary of prod on one screen", async () => {
    await opened("prod", {}, async (page) => {
      const box = await page.locator("header").boundingBox();
      assert.ok(box !== null && box.y + box.height <= WIDE.height, JSON.stringify(box));
    });
  });

  it("keeps the names of 50 tenants in sight while their matrix scrolls", async () => {
    await opened("many", {}, async (page) => {
      await page.locator("#isolation details").first().locator("summary").click();
      const frame = page.locator("#isolation .scroll:has(.matrix)").first();
      const inFrame = async () =>
        page.evaluate<readonly number[]>(`(() => {
          const frame = document.querySelector("#isolation .scroll:has(.matrix)");
          frame.scrollTo(frame.scrollWidth, frame.scrollHeight);
          const { left, top } = frame.getBoundingClientRect();
          const row = frame.querySelector("tbody tr:last-child th").getBoundingClientRect();
          const column = frame.querySelector("thead th:last-child").getBoundingClientRect();
          return [Math.round(row.left - left), Math.round(column.top - top), frame.scrollTop];
        })()`);
      assert.equal(await frame.locator("tbody td").count(), 2500);
      assert.equal(await frame.locator("tbody td", { hasText: /^0$/ }).count(), 2450);
      const [left, top, scrolled] = await inFrame();
      assert.deepEqual([left, top], [0, 0]);
      assert.ok(scrolled! > 100, "it does not scroll");
    });
  });

  it("is small at 50 tenants", () => {
    const bytes = readFileSync(fileOf("many")).length;
    assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  });
});
