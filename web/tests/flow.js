// What a user does, from a document to a letter, in French: node tests/flow.js ADDRESS DOCUMENT DOCUMENT. Prints a line a finding,
// and fails if there is any. `serve_browser.rs` starts it with the worked case.
//
// Read a document, review three claims, change a constraint, run a scenario, issue a letter: with script, by dropping and by
// keys, then once again without script. Each step looks for what the user would look for.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { WAIT, drive, look, tell, watched } from "./driver.js";

const [address, ...documents] = process.argv.slice(2);
const OWN = /clm-[0-9a-z]+/;

/** The flow, by one who has script or has not. */
class Visit {
  constructor(page, document, script) {
    Object.assign(this, { page, document, script, name: script ? "with script" : "without script" });
  }

  wrong(step, what) {
    tell(`${this.name}, ${step}`, what);
  }

  /** Opens a page; one that is still being worked out loads itself again. */
  async open(path) {
    await this.page.goto(`${address}${path}`, { waitUntil: "load" });
    await this.page.getByText("Le calcul est en cours").waitFor({ state: "hidden", timeout: WAIT });
  }

  async text(selector) {
    return (await this.page.locator(selector).first().textContent({ timeout: WAIT })) ?? "";
  }

  /** Whether the page says it, once it has had time to. */
  async says(step, selector, pattern) {
    const found = this.page.locator(selector).filter({ hasText: pattern }).first();
    await found.waitFor({ timeout: WAIT }).catch(async () => {
      const said = await this.page.locator("main").textContent().catch(() => "");
      this.wrong(step, `${selector} never says ${pattern}: ${said.replace(/\s+/g, " ").slice(0, 400)}`);
    });
  }

  async read() {
    const { page, document } = this;
    await this.open("/fr/data");
    await page.getByLabel("Publiés le").fill("2025-09-28");
    await page.getByLabel("Source").fill("Radio de l’exercice");
    if (this.script) {
      const dropped = await page.evaluateHandle(([name, text]) => {
        const files = new DataTransfer();
        files.items.add(new File([text], name, { type: "text/markdown" }));
        return files;
      }, [basename(document), readFileSync(document, "utf8")]);
      const stayed = page.url();
      await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
      await this.says("read", "[data-dropped]", /La lecture est terminée/);
      if (page.url() !== stayed) this.wrong("read", `the drop leads away, to ${page.url()}`);
    } else {
      await page.getByLabel("Fichiers", { exact: true }).setInputFiles(document);
      await page.getByRole("button", { name: "Envoyer" }).click();
      await page.waitForURL(/\/fr\/jobs\//);
      await this.says("read", "main", /La lecture est terminée/);
    }
    await this.says("read", "#job, [data-dropped]", /Lus\s: 1/);
    await page.locator("#job a, [data-dropped] a", { hasText: "Registre" }).click();
    await page.getByLabel("Mots").fill(this.script ? "sechoir" : "pirogue");
    await page.getByRole("button", { name: "Afficher" }).last().click();
    await page.waitForURL(/q=/);
    await page.locator("tbody a").first().click();
    const marks = await page.locator(".fulltext mark").count();
    if (marks < 1) this.wrong("read", "no claim is marked in the text");
    await this.says("read", "dl.facts", /Radio de l’exercice/);
  }

  /** The number of the decision just kept: a later one than the last. */
  async kept() {
    const number = (url) => Number(url.searchParams.get("done"));
    await this.page.waitForURL((url) => number(url) > (this.last ?? 0));
    this.last = number(new URL(this.page.url()));
    return this.last;
  }

  /** Decides on the claim in front, with a reason; `pick` opens the form of it. */
  async decide(step, key, button, reason) {
    const { page } = this;
    const claim = page.locator(".waits").first();
    if (this.script) {
      await page.keyboard.press(key);
      if (key === "c") {
        await page.waitForURL(OWN);
        await page.locator("details[data-key=c][open]").waitFor();
        await page.locator("details[data-key=c] input[name=date]").focus();
        await page.keyboard.type("2025-09-26");
        await page.locator("details[data-key=c] input[name=why]").focus();
      }
      const field = await page.evaluate(() => document.activeElement?.getAttribute("name"));
      if (field !== "why") this.wrong(step, `after ${key} the cursor is in ${field}, not in the reason`);
      await page.keyboard.type(reason);
      await page.keyboard.press("Enter");
    } else if (key === "c") {
      await claim.getByRole("link", { name: /Corriger/ }).click();
      const form = page.locator("details[data-key=c]");
      await form.locator("summary").click();
      await form.getByLabel("Date").fill("2025-09-26");
      await form.getByLabel("Motif").fill(reason);
      await form.getByRole("button", { name: button }).click();
    } else {
      await claim.getByLabel("Motif").fill(reason);
      await claim.getByRole("button", { name: button }).click();
    }
    const number = await this.kept();
    await this.says(step, ".done", new RegExp(`est gardée.*${button}`, "s"));
    return number;
  }

  async review() {
    const { page } = this;
    const numbers = [];
    await this.open("/fr/review");
    for (const [step, key, button, reason] of [
      ["accept", "a", "Accepter", "Bien lu"],
      ["reject", "r", "Rejeter", "Les mots disent autre chose"],
      ["correct", "c", "Corriger", "Autre date"],
    ]) {
      if (!(await page.locator(".queue").count())) await this.open("/fr/review");
      numbers.push(await this.decide(step, key, button, reason));
    }
    await this.open("/fr/decisions");
    for (const number of numbers) await this.says("decisions", `#dec-${number}`, /./);
    await this.says("decisions", `#dec-${numbers[2]}`, /Corriger.*26\sseptembre\s2025/s);
  }

  /** From a constraint back to a sentence, and a correction of what was read there. */
  async constraint() {
    const { page } = this;
    await this.open("/fr/constraints");
    const before = await page.locator("main table").textContent();
    const row = page.locator("tbody tr").filter({ hasText: "en vigueur" }).first();
    await row.locator("td.id a").click();
    await page.waitForURL(/\/fr\/why\//);
    // Every sentence that it rests on.
    const claims = await page.getByRole("link", { name: "décider" }).evaluateAll((all) => [...new Set(all.map((a) => a.href))]);
    if (!claims.length) return this.wrong("constraint", "no way from the constraint to a decision on its claims");
    for (const href of claims) {
      await page.goto(href);
      const form = page.locator("details[data-key=c]");
      if (!(await form.evaluate((part) => part.open))) await form.locator("summary").click();
      await form.getByLabel("Modalité").selectOption("denied");
      await form.getByLabel("Motif").fill("La source le dément");
      await form.getByRole("button", { name: "Corriger" }).click();
      await this.kept();
    }
    await this.open("/fr/constraints");
    if (before === (await page.locator("main table").textContent())) this.wrong("constraint", "the page says the same after the decisions");
  }

  async scenario() {
    const { page } = this;
    await this.open("/fr/scenario");
    await page.locator("select[name=constraint]").selectOption({ index: 1 });
    await page.locator("select[name=is]").selectOption("in_force");
    await page.getByLabel("Durée (jours)").fill("42");
    await page.getByRole("button", { name: "Calculer" }).click();
    await this.says("scenario", "h2", /Ce qui est supposé, moins ce qui est enregistré/);
    await this.says("scenario", "main", /Supposé du/);
    const rows = await page.locator("main section table tbody tr").count();
    if (rows < 1) this.wrong("scenario", "no table tells what comes of it");
    const link = await page.getByRole("link", { name: "Lien permanent" }).getAttribute("href");
    await this.open(link);
    await this.says("scenario, its link", "main", /Supposé du/);
  }

  async letter() {
    const { page } = this;
    await this.open("/fr/letters");
    await page.getByLabel("English", { exact: true }).uncheck();
    await page.getByLabel("PDF").check();
    // Typesetting takes its time in a program built for tests.
    await page.getByRole("button", { name: "Émettre", exact: true }).click({ noWaitAfter: true });
    await page.waitForURL(/\/fr\/letters\/\d+$/, { timeout: 4 * WAIT });
    const number = page.url().match(/\d+$/)[0];
    const row = page.locator("tbody tr").first();
    if ((await row.locator("th").textContent()) !== number) this.wrong("letter", `letter ${number} is not shown`);
    const pdf = await page.request.get(`${address}/fr/letters/${number}/fr.pdf`);
    if (pdf.status() !== 200 || !(await pdf.body()).subarray(0, 5).equals(Buffer.from("%PDF-"))) this.wrong("letter", "there is no PDF");
    await row.getByRole("link", { name: "fr.html" }).click();
    const title = await page.title();
    if (!(await page.locator("h1").count())) this.wrong("letter", `no heading in “${title}”`);
    await this.open("/fr/board");
    await this.says("board", "main h2", new RegExp(`depuis la lettre ${number}`));
    return Number(number);
  }

  /** The language chosen is the one that the next visit begins in. */
  async language() {
    const { page } = this;
    await this.open("/fr/events?as_of=2025-08-31");
    await page.getByRole("link", { name: "English" }).click();
    await page.waitForURL(/\/en\/events\?as_of=2025-08-31/);
    await page.goto(`${address}/`);
    if (!page.url().startsWith(`${address}/en/`)) this.wrong("language", `the next visit begins at ${page.url()}`);
    await page.getByRole("link", { name: "Français" }).click();
    await page.waitForURL(/\/fr\//);
  }
}

await drive(async (open) => {
  const letters = [];
  for (const [at, script] of [[0, true], [1, false]]) {
    const context = await open({
      viewport: { width: 1200, height: 800 }, locale: "fr-FR", javaScriptEnabled: script, serviceWorkers: "block",
    });
    const page = await watched(context, address, script ? "flow" : "flow, no script");
    const visit = new Visit(page, documents[at], script);
    for (const step of ["read", "review", "constraint", "scenario", "language"]) {
      const begun = Date.now();
      await visit[step]().catch((error) => visit.wrong(step, `${error.message.slice(0, 900)} at ${page.url()}`));
      if (script && step === "read") await look(page, "a document", 1200);
      console.error(`${visit.name}: ${step}, ${Date.now() - begun} ms`);
    }
    letters.push(await visit.letter().catch((error) => visit.wrong("letter", `${error.message.slice(0, 900)} at ${page.url()}`)));
    await context.close();
  }
  if (!(letters[1] > letters[0])) tell("letters", `the second, after new decisions, has number ${letters[1]}, the first ${letters[0]}`);
});
