// Looks at a running server with a browser: node tests/run.js ADDRESS [FOLDER-FOR-PICTURES]. Prints a line a finding, and fails
// if there is any. `serve_browser.rs` starts it.
//
// Every page of the menu, in French and English, at 1200 and 360 px, on light and dark screens: no request elsewhere, no error
// on the console, nothing wider than the screen, nothing serious for axe-core. The map also with and without script.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const [address, pictures] = process.argv.slice(2);
const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const FLAGS = [
  "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run",
];
const WAIT = 60_000;

const found = [];
const tell = (where, what) => found.push(`${where}: ${what}`);

/** The browser of the machine; the driver brings none. */
function browser() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** A page whose requests and console are watched. */
async function watched(context, name) {
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT);
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|blob):/.test(url)) tell(name, `asks elsewhere: ${url}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") tell(name, `console: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(name, `error: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) tell(name, `${response.status()} ${response.url()}`);
  });
  return page;
}

/** Nothing serious for those who read with their ears or without a mouse; nothing wider than the screen. */
async function look(page, name, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) tell(name, `${wide} px wide`);
  // By the driver, past the page's own rules on script.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of violations.filter((v) => ["serious", "critical"].includes(v.impact))) {
    tell(name, `axe ${violation.id}: ${violation.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")}`);
  }
}

/** Waits until the map is drawn, and sees that something is on it. */
async function drawn(page, name) {
  await page.waitForSelector('#map[data-state="live"]', { timeout: WAIT }).catch(() => tell(name, "the map is never drawn"));
  const boxes = await page.locator(".live canvas").count();
  if (boxes < 1) tell(name, "there is no canvas");
}

const profile = mkdtempSync(join(tmpdir(), "faleme-browser-"));
const started = await chromium.launchPersistentContext(profile, { executablePath: browser(), headless: true, args: FLAGS });
const engine = started.browser();
const sizes = [["wide", 1200, 800], ["narrow", 360, 740]];
try {
  const open = async (options) => (engine ? engine.newContext(options) : started);
  for (const [size, width, height] of sizes) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await open({ viewport: { width, height }, colorScheme, serviceWorkers: "block" });
      const first = await watched(context, "/");
      await first.goto(`${address}/fr/`);
      const menu = await first.$$eval("nav a[href]", (all) => all.map((a) => a.getAttribute("href")));
      const paths = [...new Set(menu)].filter((href) => /^\/fr\/[a-z-]+(\?|$)/.test(href));
      if (!paths.some((path) => path.startsWith("/fr/map"))) tell("/fr/", "the menu has no map");
      await first.close();
      for (const path of paths) {
        const there = size === "wide" ? path.replace("/fr/", "/en/") : path;
        const name = `${there} ${size} ${colorScheme}`;
        const page = await watched(context, name);
        await page.goto(address + there, { waitUntil: "load", timeout: WAIT });
        if (there.includes("/map")) await drawn(page, name);
        await look(page, name, width);
        if (pictures && there.includes("/map")) await page.screenshot({ path: join(pictures, `map-${size}-${colorScheme}.png`) });
        await page.close();
      }
      if (context !== started) await context.close();
    }
  }

  // Boxes and months, where script runs.
  const live = await open({ viewport: { width: 1200, height: 800 }, serviceWorkers: "block" });
  const page = await watched(live, "map, used");
  await page.goto(`${address}/en/map`);
  await drawn(page, "map, used");
  await page.getByLabel("Towns", { exact: true }).uncheck();
  if (!page.url().includes("layers=")) tell("map, used", "the address does not keep the layers");
  const range = page.locator(".months input[type=range]");
  if (await range.count()) {
    const turned = page.waitForResponse((r) => r.url().includes("map.geojson?as_of="));
    await range.focus();
    await range.press("ArrowLeft");
    await turned;
    await page.waitForURL(/as_of=/);
  }
  await page.close();

  // The same without script: the drawing, the form, the months as links.
  const plain = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const quiet = await watched(plain, "map, no script");
  await quiet.goto(`${address}/fr/map`);
  const high = (await quiet.locator("#map svg:visible").first().boundingBox())?.height ?? 0;
  if (high < 100) tell("map, no script", `the drawing is ${high} px high`);
  await quiet.locator('input[value="towns"]').uncheck();
  await quiet.locator("form.layers button").click();
  await quiet.waitForURL(/layers=none&layers=corridors/);
  if (await quiet.locator('input[value="towns"]').isChecked()) tell("map, no script", "the box is ticked again");
} catch (error) {
  tell("driver", error.stack ?? String(error));
} finally {
  await started.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
for (const line of found) console.log(line);
console.log(found.length ? `${found.length} findings` : "nothing found");
process.exit(found.length ? 1 : 0);
