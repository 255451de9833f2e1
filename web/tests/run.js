// Looks at a running server with a browser: node tests/run.js ADDRESS [FOLDER-FOR-PICTURES]. Prints a line a finding, and fails
// if there is any. `serve_browser.rs` starts it.
//
// Every page of the menu, in French and English, at 1200 and 360 px, on light and dark screens: no request elsewhere, no error
// on the console, nothing wider than the screen, nothing serious for axe-core. The map also with and without script.

import { join } from "node:path";
import { WAIT, drive, look, tell, watched as watchedAt } from "./driver.js";

const [address, pictures] = process.argv.slice(2);
const watched = (context, name) => watchedAt(context, address, name);

/** Waits until the map is drawn, and sees that something is on it. */
async function drawn(page, name) {
  await page.waitForSelector('#map[data-state="live"]', { timeout: WAIT }).catch(() => tell(name, "the map is never drawn"));
  const boxes = await page.locator(".live canvas").count();
  if (boxes < 1) tell(name, "there is no canvas");
}

const sizes = [["wide", 1200, 800], ["narrow", 360, 740]];
await drive(async (open) => {
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
      await context.close();
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

  // A table that can be drawn: no page has to have one, so one is put into a page on its way.
  const rows = ["2025-06", "2025-07", "2025-08", "2025-09"].map((month, at) =>
    `<tr><td data-value="${month}">${month}</td><td data-value="${400 + 10 * at}">${400 + 10 * at},0</td></tr>`);
  const table = `<table data-chart="line"><thead><tr><th>Mois</th><th>Prix</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const chart = await watched(live, "chart");
  await chart.route(/\/fr\/events$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace("</main>", `${table}</main>`) });
  });
  await chart.goto(`${address}/fr/events`);
  const plot = chart.locator(".plot canvas");
  await plot.waitFor().catch(() => tell("chart", "it is never drawn"));
  if (((await plot.boundingBox())?.width ?? 0) < 300) tell("chart", "it has no width");
  if (!/Prix/.test((await chart.locator(".plot .u-legend").textContent()) ?? "")) tell("chart", "its legend does not name the series");
  await chart.close();

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
});
