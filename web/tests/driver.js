// What tests in a browser share: the machine's Chromium, pages that are watched, what is wrong with a page.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const FLAGS = [
  "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run",
];
/** Milliseconds that a step may take: pages of a program built for tests are slow. */
export const WAIT = 40_000;

const found = [];
/** Notes what is wrong, and where. */
export const tell = (where, what) => found.push(`${where}: ${what}`);

/** The browser of the machine; the driver brings none. */
function browser() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** A page whose requests and console are watched: nothing goes elsewhere, nothing fails. */
export async function watched(context, address, name) {
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
export async function look(page, name, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) tell(name, `${wide} px wide`);
  // By the driver, past the page's own rules on script.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of violations.filter((v) => ["serious", "critical"].includes(v.impact))) {
    tell(name, `axe ${violation.id}: ${violation.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | ")}`);
  }
}

/** Gives `drive` what makes contexts; prints what was found, and ends the process: badly if there was anything. */
export async function drive(run) {
  const profile = mkdtempSync(join(tmpdir(), "faleme-browser-"));
  const started = await chromium.launchPersistentContext(profile, { executablePath: browser(), headless: true, args: FLAGS });
  const engine = started.browser();
  try {
    await run(async (options) => (engine ? engine.newContext(options) : started), profile);
  } catch (error) {
    tell("driver", error.stack ?? String(error));
  } finally {
    await started.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const line of found) console.log(line);
  console.log(found.length ? `${found.length} findings` : "nothing found");
  process.exit(found.length ? 1 : 0);
}
