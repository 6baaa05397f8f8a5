// The page in a real browser: what a class does with it, screen by screen. Run it with node tests/browser.mjs; the
// program is built beforehand (see .ci/page).

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { leagueTests } from "./browser/league.mjs";
import { browse, check, open, serve, setTheme, settled, shownRun, violations } from "./browser/shop.mjs";
import { failureTests } from "./browser/failure.mjs";
import { stillTests } from "./browser/still.mjs";
import { readerTests } from "./browser/reader.mjs";
import { washingtonTests } from "./browser/washington.mjs";
import { ticketTests } from "./browser/tickets.mjs";

const PROGRAM = process.env.MONAZITE ?? "../../../target/release/monazite";
const lever = "#lever-licences";

/** Moves a slider to its least or largest value from the keyboard and waits until the charts show it. */
async function press(page, selector, key) {
  const before = await page.locator(".charts").getAttribute("data-run");
  await page.locator(selector).focus();
  await page.keyboard.press(key);
  await page.waitForFunction((was) => document.querySelector(".charts")?.getAttribute("data-run") !== was, before, { timeout: 15000 });
  await settled(page);
}

async function pathsOf(page) {
  return page.$$eval(".charts figure", (figures) =>
    Object.fromEntries(figures.map((figure) => [figure.id, [...figure.querySelectorAll("path, rect")].map((it) => it.getAttribute("d") ?? it.getAttribute("height")).join("|")])),
  );
}

const tests = {
  async "first paint shows a run that is already made, with a question and no fault"({ page }) {
    check((await page.locator(".question").textContent()).includes("licences"), "no question");
    check((await page.locator("figure.chart").count()) === 8, "not eight charts");
    check((await shownRun(page)).levers.licences === 0.1, "the opening lever is not moved");
  },

  async "a lever repaints every chart that follows from it"({ page }) {
    const before = await pathsOf(page);
    await press(page, lever, "End");
    const after = await pathsOf(page);
    for (const id of ["chart-prices", "chart-supply", "chart-cover", "chart-reserve"]) check(before[id] !== after[id], `${id} is as before`);
    await page.waitForFunction((was) => {
      const now = [...document.querySelectorAll("#chart-leverage path, #chart-leverage circle")].map((it) => it.getAttribute("d") ?? it.getAttribute("cy")).join("|");
      return now !== "" && now !== was;
    }, before["chart-leverage"], { timeout: 20000 });
  },

  async "undo goes back fifty steps and redo comes forward again"({ page }) {
    const first = await shownRun(page);
    const keys = ["ArrowRight", "ArrowRight", "ArrowLeft"];
    await page.locator(lever).focus();
    for (let at = 0; at < 50; at += 1) await page.keyboard.press(keys[at % keys.length]);
    await page.waitForTimeout(300);
    await settled(page);
    const last = await page.locator(lever).inputValue();
    for (let at = 0; at < 50; at += 1) await page.keyboard.press("z");
    check((await page.locator(lever).inputValue()) === String(first.levers.licences), "fifty steps back is not the beginning");
    check(await page.getByRole("button", { name: "Undo" }).isDisabled(), "there is more to undo");
    for (let at = 0; at < 50; at += 1) await page.keyboard.press("Shift+Z");
    check((await page.locator(lever).inputValue()) === last, "fifty steps forward is not the end");
  },

  async "Shift moves a lever by a fifth of a step, and Delete puts any lever back"({ page }) {
    const box = page.locator(".lever", { has: page.locator(lever) }).locator("input.number");
    await press(page, lever, "Shift+ArrowRight");
    check((await box.inputValue()) === "11" && (await shownRun(page)).levers.licences === 0.11, await box.inputValue());
    await press(page, lever, "Delete");
    check((await shownRun(page)).levers.licences === undefined, "the slider is not where it was written");
    const before = await page.locator(".charts").getAttribute("data-run");
    await page.locator("#lever-scope").selectOption("japan");
    await page.waitForFunction((was) => document.querySelector(".charts").getAttribute("data-run") !== was, before);
    await press(page, "#lever-scope", "Delete");
    check((await shownRun(page)).levers.scope === undefined, "the choice is not where it was written");
  },

  async "a wrong number keeps the text, names the range and runs nothing"({ page }) {
    const before = await shownRun(page);
    const box = page.locator(".lever", { has: page.locator(lever) }).locator("input.number");
    await box.fill("400");
    await box.press("Tab");
    check((await page.getByRole("alert").textContent()).includes("0 to 100"), "the range is not named");
    check((await box.inputValue()) === "400", "the text is gone");
    check(JSON.stringify(await shownRun(page)) === JSON.stringify(before), "a run was made");
  },

  async "why opens a trace and bars that sum to the change"({ page }) {
    await page.locator("#chart-prices .moves button").first().click();
    await page.waitForSelector(".shares", { timeout: 20000 });
    const steps = await page.locator(".trace li").count();
    check(steps >= 3 && steps <= 6, `${steps} steps`);
    const rows = await page.locator(".shares .figure").allTextContents();
    const numbers = rows.map((text) => Number(text.replace("−", "-").replace("+", "").replaceAll(",", "")));
    const sum = numbers.slice(0, -1).reduce((total, it) => total + it, 0);
    const last = numbers[numbers.length - 1];
    check(Math.abs(sum - last) <= 0.02 * numbers.reduce((total, it) => total + Math.abs(it), 0) + 1, `${sum} is not ${last}`);
  },

  async "the baseline, pins and the table of figures stand beside the run"({ page }) {
    check((await page.locator("#chart-prices path.line.ghost").count()) === 1, "no baseline");
    await page.getByRole("button", { name: "Pin this run" }).click();
    await press(page, lever, "End");
    check((await page.locator("#chart-prices path.line.pin").count()) === 1, "no pin in the chart");
    const header = await page.locator(".compare thead").textContent();
    check(header.includes("Baseline") && header.includes("A"), header);
    // Columns are Now, Baseline, A: the price of A stands above the baseline by what its cell says.
    const cells = await page.locator(".compare tbody tr").first().locator("td").evaluateAll((them) => them.map((it) => ({ figure: it.firstChild.textContent, delta: it.querySelector(".delta")?.textContent ?? null })));
    const number = (text) => Number(text.replace("−", "-").replace("+", "").replaceAll(",", ""));
    check(cells[1].delta === null, "the baseline differs from itself");
    const [baseline, pinned] = [number(cells[1].figure), number(cells[2].figure)];
    check(Math.abs(number(cells[2].delta) - (pinned - baseline)) <= 0.01 * pinned + 1, `${cells[2].delta} is not ${pinned} - ${baseline}`);
    check((await page.locator("#chart-difference path.line.pin").count()) === 1, "no pin in the chart of differences");
    await page.getByRole("button", { name: "Back to A" }).click();
    await page.waitForFunction(() => JSON.parse(document.querySelector(".charts").getAttribute("data-run")).levers.licences === 0.1);
  },

  async "a link opens the same run, and the files run on the command line to the same bytes"({ page, browser, server }) {
    await press(page, lever, "PageUp");
    await page.getByRole("button", { name: "Share and keep" }).click();
    const link = await page.locator("#link").inputValue();
    check(link.length < 1500, `the link has ${link.length} letters`);
    const other = await open(browser, link);
    check(JSON.stringify(await shownRun(other.page)) === JSON.stringify(await shownRun(page)), "the link opens another run");
    check(link.startsWith(server.address), link);
    await other.context.close();
    const folder = mkdtempSync(join(tmpdir(), "classroom-"));
    try {
      const files = {};
      for (const name of ["Scenario for the command line", "Table of prices", "Months as CSV", "Report of this run"]) {
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
        files[name] = join(folder, download.suggestedFilename());
        await download.saveAs(files[name]);
      }
      const out = join(folder, "out");
      const run = spawnSync(PROGRAM, ["run", files["Scenario for the command line"], "--quiet", "--out", out]);
      check(run.status === 0, String(run.stderr));
      check(readFileSync(join(out, "prices.csv"), "utf8") === readFileSync(files["Table of prices"], "utf8"), "prices.csv differs");
      const hash = /hash = "([0-9a-f]+)"/.exec(readFileSync(join(out, "manifest.toml"), "utf8"))[1];
      check((await page.locator(".share").textContent()).includes(hash.slice(0, 16)), "the page names another hash than the manifest");
      check(readFileSync(join(out, "report.html"), "utf8") === readFileSync(files["Report of this run"], "utf8"), "report.html differs");
      check(readFileSync(files["Months as CSV"], "utf8").split("\n")[3] === "date,measure,item,unit,value", "the table has no header");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },

  async "a picture has twice the pixels and its source burnt in"({ page }) {
    for (const id of ["prices", "flows", "difference"]) {
      const figure = page.locator(`#chart-${id}`);
      const [download] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: "PNG of this chart" }).click()]);
      check(download.suggestedFilename() === `one_metal_${id}.png`, download.suggestedFilename());
      const bytes = readFileSync(await download.path());
      check(bytes.subarray(1, 4).toString() === "PNG", "no PNG");
      const box = await figure.locator(".plot svg").boundingBox();
      const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
      check(Math.abs(width - 2 * (box.width + 36)) <= 2 && height > 2 * (box.height + 36), `${id}: ${width} x ${height} pixels`);
      // Ink in the strips of the title and of the source, and colours in the chart between them.
      const found = await page.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        const ink = canvas.getContext("2d", { willReadFrequently: true });
        ink.drawImage(image, 0, 0);
        const strip = (from, to) => {
          const pixels = ink.getImageData(0, from, canvas.width, to - from).data;
          let dark = 0;
          const colours = new Set();
          for (let at = 0; at < pixels.length; at += 4) {
            if (pixels[at] + pixels[at + 1] + pixels[at + 2] < 500) dark += 1;
            colours.add(`${pixels[at] >> 4} ${pixels[at + 1] >> 4} ${pixels[at + 2] >> 4}`);
          }
          return { dark, colours: colours.size };
        };
        return { title: strip(30, 80), chart: strip(160, canvas.height - 160), source: strip(canvas.height - 80, canvas.height - 30) };
      }, bytes.toString("base64"));
      check(found.title.dark > 500 && found.source.dark > 500, `${id}: no words in ${JSON.stringify(found)}`);
      check(found.chart.colours > 20, `${id}: no chart in ${JSON.stringify(found)}`);
    }
  },

  async "a drawing stands alone, scales, and says where it is from in letters"({ page, browser }) {
    const figure = page.locator("#chart-prices");
    const [download] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: "SVG of this chart" }).click()]);
    check(download.suggestedFilename() === "one_metal_prices.svg", download.suggestedFilename());
    const text = readFileSync(await download.path(), "utf8");
    check(!/class=|href=|<script|<style/.test(text), "the drawing needs something else");
    const context = await browser.newContext({ offline: true });
    try {
      const alone = await context.newPage();
      await alone.setContent(text);
      const letters = await alone.locator("svg").first().textContent();
      const title = await page.locator("#title-prices").textContent();
      check(letters.replaceAll(" ", "").includes(title.replaceAll(" ", "")), "no title");
      check(letters.includes("luck 7"), `no source: ${letters.slice(-300)}`);
      const lines = await alone.locator("path").evaluateAll((them) => them.filter((it) => it.getAttribute("fill") === "none" && it.getAttribute("stroke") !== "none").length);
      check(lines >= 2, `${lines} lines`);
    } finally {
      await context.close();
    }
  },

  async "a run is kept under a code that opens it, typed or in an address, and a wrong one says so"({ page, browser }) {
    await press(page, lever, "PageUp");
    await page.getByRole("button", { name: "Share and keep" }).click();
    await page.getByRole("button", { name: "Code and QR" }).click();
    const words = await page.locator(".kept").textContent();
    const code = /Code ([A-Z0-9]{4})-([A-Z0-9]{4})/.exec(words);
    check(code !== null, words);
    check((await page.locator(".kept svg path").getAttribute("d")).length > 1000, "no QR code");
    const address = /http:\S+#r=[A-Z0-9]{8}/.exec(words)[0];
    const found = await violations(page);
    check(found.length === 0, found.join("; "));
    const wanted = JSON.stringify(await shownRun(page));
    const other = await open(browser, address);
    await other.page.waitForFunction((run) => document.querySelector(".charts").getAttribute("data-run") === run, wanted);
    await other.context.close();
    await press(page, lever, "End");
    check((await page.locator(".kept").count()) === 0, "the code of the run before is still shown");
    await page.getByLabel("Open a code").fill(`${code[1]}-${code[2]}`.toLowerCase());
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.waitForFunction((run) => document.querySelector(".charts").getAttribute("data-run") === run, wanted);
    await page.getByLabel("Open a code").fill("AAAA-AAAA");
    await page.keyboard.press("Enter");
    await page.getByText("No run is kept here under AAAAAAAA").waitFor();
    check(JSON.stringify(await shownRun(page)) === wanted, "a wrong code changes the run");
  },

  async "the chart of differences is nothing where nothing was moved, and follows the measure that is asked for"({ page }) {
    const title = page.locator("#title-difference");
    check((await title.textContent()).includes("against the baseline"), await title.textContent());
    const before = (await pathsOf(page))["chart-difference"];
    await page.locator("#chart-difference").getByRole("button", { name: "Need unmet" }).click();
    check((await pathsOf(page))["chart-difference"] !== before, "another measure has the same line");
    await page.locator(".panel.policy").getByRole("button", { name: "Put all back" }).click();
    await page.waitForFunction(() => document.querySelector("#title-difference").textContent === "Nothing differs from the baseline");
    await page.locator("#chart-difference").getByRole("button", { name: "Price" }).click();
    await page.locator(".compare").getByLabel("on the same luck").uncheck();
    await page.waitForFunction(() => document.querySelector("#title-difference").textContent !== "Nothing differs from the baseline");
    check((await page.locator("#chart-difference .subtitle").textContent()).includes("and luck"), "other luck is not named");
  },

  async "the map has at most twelve arcs, dashes and names what a control binds, and has its table"({ page }) {
    const map = page.locator("#chart-flows");
    const arcs = await map.locator(".arc").count();
    check(arcs >= 2 && arcs <= 12, `${arcs} arcs`);
    const curbed = await map.locator(".arc.curbed .way").evaluateAll((them) => them.map((it) => getComputedStyle(it).strokeDasharray));
    check(curbed.length > 0 && curbed.every((it) => it !== "none"), "no dashes");
    check((await map.locator("text.control").allTextContents()).filter((it) => it === "licences").length === curbed.length, "a curbed arc has no name");
    await map.locator(".table summary").click();
    await map.locator("tbody tr").first().waitFor();
    const rows = await map.locator("tbody tr").allTextContents();
    check(rows.length >= arcs && rows.some((row) => /China to Japan.*licences/.test(row)), rows.join("; "));
    const last = await map.locator(".subtitle").textContent();
    await page.locator(".timeline input").focus();
    await page.keyboard.press("Home");
    const first = await map.locator(".subtitle").textContent();
    check(first !== last && first.includes("January 2026"), first);
    // Widths are roots: the widest arc belongs to the largest flow of the table.
    await press(page, lever, "End");
    check((await map.locator(".arc.curbed").count()) === 0, "licences that refuse nothing are shown as a curb");
  },

  async "the diagram shows the flows of the map in bands, names what a control binds, and can be saved"({ page }) {
    const figure = page.locator("#chart-flows");
    const title = await page.locator("#title-flows").textContent();
    const button = (name) => figure.getByRole("button", { name, exact: true });
    check((await button("Map").getAttribute("aria-pressed")) === "true", "the map does not come first");
    const curbed = await figure.locator(".arc.curbed").count();
    await button("Diagram").click();
    check((await button("Diagram").getAttribute("aria-pressed")) === "true" && (await button("Map").getAttribute("aria-pressed")) === "false", "the buttons do not say what is shown");
    check((await page.locator("#title-flows").textContent()) === title, "another title");
    const bands = await figure.locator(".arc").count();
    check(bands >= 2 && bands <= 12, `${bands} bands`);
    const dashes = await figure.locator(".arc.curbed .way").evaluateAll((them) => them.map((it) => getComputedStyle(it).strokeDasharray));
    check(dashes.length === curbed && curbed > 0 && dashes.every((it) => it !== "none"), `${dashes.length} of ${curbed} curbed flows are broken`);
    check((await figure.locator("text.control").allTextContents()).filter((it) => /^[\d.,]+ t, licences$/.test(it)).length === curbed, "a curbed band has no name");
    // The widest band has the most tonnes of the table.
    await figure.locator(".table summary").click();
    await figure.locator("tbody tr").first().waitFor();
    const rows = await figure.locator("tbody tr").evaluateAll((them) => them.map((it) => Number(it.querySelector("td").textContent.replaceAll(",", ""))));
    const widths = await figure.locator(".arc .way").evaluateAll((them) => them.map((it) => Number(it.getAttribute("stroke-width"))));
    const ratio = widths[1] / widths[0] / (rows[1] / rows[0]);
    check(Math.abs(ratio - 1) < 0.05, `widths ${widths} for tonnes ${rows}`);
    const [download] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: "SVG of this chart" }).click()]);
    const text = readFileSync(await download.path(), "utf8");
    check((text.match(/stroke-dasharray="9px, 4px"/g) ?? []).length === curbed, "the drawing has other dashes");
    check(text.includes("licences</text>") && !/class=|href=/.test(text), "the drawing has no names or needs something else");
    const [picture] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: "PNG of this chart" }).click()]);
    check(readFileSync(await picture.path()).length > 20000, "an empty picture");
  },

  async "news are told apart by who acts, as the model records it, and by kind"({ page }) {
    const news = page.locator(".news");
    await news.scrollIntoViewIfNeeded();
    const who = news.getByLabel("Who acts");
    const names = await who.locator("option").allTextContents();
    check(names[0] === "Everybody" && ["Australia", "China", "Japan"].every((it) => names.includes(it)), names.join());
    const all = await news.locator("li").count();
    await who.selectOption({ label: "China" });
    const china = await news.locator("li").allTextContents();
    check(china.length > 0 && china.length < all, `${china.length} of ${all} are China's`);
    check(china.some((it) => it.includes("China announces export licences")), china.join("; "));
    check(!china.some((it) => it.includes("the quote of")), "a quote has an actor");
    await news.getByRole("button", { name: "Reserves" }).click();
    check((await news.locator("li").count()) === 0 && (await news.textContent()).includes("Nothing of this kind"), "China has a reserve here");
    await who.selectOption({ label: "Everybody" });
    check((await news.locator("li").count()) > 0, "no reserve at all");
    await news.getByRole("button", { name: "All" }).click();
    check((await news.locator("li").count()) === all, "not all come back");
  },

  async "a deck of shocks is a choice of the world, in the news by its dates, and runs on the command line to the same bytes"({ page }) {
    const panel = page.locator(".panel.world");
    await panel.locator("summary").first().click();
    const before = await page.locator(".charts").getAttribute("data-run");
    await page.locator("#lever-shocks").selectOption("demand");
    await page.waitForFunction((was) => document.querySelector(".charts").getAttribute("data-run") !== was, before);
    await settled(page);
    check((await shownRun(page)).levers.shocks === "demand", "the deck is not in the run");
    check((await panel.locator(".count").textContent()).includes("1 changed"), "it is not counted as another world");
    await page.getByRole("button", { name: "Share and keep" }).click();
    const folder = mkdtempSync(join(tmpdir(), "classroom-"));
    try {
      const keep = async (name) => {
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
        await download.saveAs(join(folder, download.suggestedFilename()));
        return join(folder, download.suggestedFilename());
      };
      const [scenario, prices] = [await keep("Scenario for the command line"), await keep("Table of prices")];
      check(readFileSync(scenario, "utf8").includes("slump_japan"), "the scenario has no shocks");
      const run = spawnSync(PROGRAM, ["run", scenario, "--quiet", "--out", join(folder, "out")]);
      check(run.status === 0, String(run.stderr));
      check(readFileSync(join(folder, "out", "prices.csv"), "utf8") === readFileSync(prices, "utf8"), "prices.csv differs");
    } finally {
      rmSync(folder, { recursive: true });
    }
    await page.locator("#lever-shocks").selectOption("politics");
    await page.locator(".news").getByText("tension of japan with china").first().waitFor();
    await page.locator("#lever-shocks").selectOption("calm");
    await page.waitForFunction((was) => document.querySelector(".charts").getAttribute("data-run") === was, before);
  },

  async "the connection is told on this machine with a square for each address of the network, and what helps"({ page, browser }) {
    // Without --lan: nobody else can come, and the page says how they could.
    await page.getByRole("button", { name: "Connection" }).click();
    await page.getByText("Only this machine can open the page.").waitFor();
    check((await page.locator(".connection svg").count()) === 0, "a square that no phone can open");
    await page.keyboard.press("Escape");
    check((await page.locator(".connection").count()) === 0, "Escape does not close it");
    const network = await serve(0, "--lan");
    try {
      const { page: own, context, faults } = await open(browser, network.address);
      const code = new URL(network.address).hash;
      check(/^#c=[A-Z0-9]{7}$/.test(code), code);
      await own.getByRole("button", { name: "Connection" }).click();
      await own.locator(".others").waitFor();
      check((await own.locator(".others").textContent()).includes("Other devices connected: 0. Since the page was opened: 0."), await own.locator(".others").textContent());
      const doors = await own.locator(".doors li").allTextContents();
      check(doors.length === Object.values(networkInterfaces()).flat().filter((it) => it.family === "IPv4" && !it.internal).length, doors.join());
      check((await own.locator(".doors svg").count()) === doors.length && doors.every((it) => it.endsWith(code)), "an address has no square or no code");
      check((await own.locator(".advice dt").count()) === 6, "no advice");
      for (const theme of ["light", "dark", "projector"]) {
        await setTheme(own, theme);
        const found = await violations(own);
        check(found.length === 0, `${theme}: ${found.join("; ")}`);
      }
      await own.setViewportSize({ width: 360, height: 740 });
      const wide = await own.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      const inside = await own.locator(".connection").evaluate((it) => it.scrollWidth - it.clientWidth);
      check(wide <= 0 && inside <= 0, `${wide} and ${inside} pixels too wide`);
      check(faults.length === 0, faults.join("; "));
      await context.close();
    } finally {
      await network.stop();
    }
  },

  async "the band of luck comes when the levers rest, says what it is, and goes when one moves"({ page }) {
    check((await page.locator(".spread").count()) === 0, "a band that nobody asked for");
    await page.getByRole("button", { name: "Spread of luck" }).click();
    await page.waitForSelector("path.spread", { timeout: 20000 });
    const words = await page.locator("#chart-prices .subtitle").textContent();
    check(words.includes("of 50 runs, the spread of random draws, not model error"), words);
    await page.locator("#chart-prices .table summary").click();
    check((await page.locator("#chart-prices thead").textContent()).includes("Spread, 90 %"), "no band in the table");
    await press(page, lever, "PageUp");
    check((await page.locator("path.spread").count()) === 0, "the band of other levers stays");
    await page.waitForSelector("path.spread", { timeout: 20000 });
  },

  async "when the program is stopped the page says so, keeps its levers, and goes on when it is back"({ browser }) {
    const first = await serve();
    const { page, context } = await open(browser, first.address);
    await press(page, lever, "PageUp");
    const before = await shownRun(page);
    await first.stop();
    await page.waitForFunction(() => document.querySelector(".notices").textContent.includes("lost the program"));
    await page.locator(lever).focus();
    await page.keyboard.press("PageUp");
    const second = await serve(new URL(first.address).port);
    check(second.address === first.address, `the port of ${first.address} was not free`);
    await page.waitForFunction((was) => document.querySelector(".charts").getAttribute("data-run") !== was, JSON.stringify(before), { timeout: 20000 });
    await settled(page);
    check((await shownRun(page)).levers.licences > before.levers.licences, "the lever that was moved in between is forgotten");
    await context.close();
    await second.stop();
  },

  async "axe finds nothing serious on any screen in any theme"({ page }) {
    const faults = [];
    await page.getByRole("button", { name: "Spread of luck" }).click();
    await page.waitForSelector("path.spread", { timeout: 20000 });
    await page.getByRole("button", { name: "Pin this run" }).click();
    for (const id of ["prices", "flows", "difference"]) await page.locator(`#chart-${id} .table summary`).click();
    for (const theme of ["light", "dark", "projector"]) {
      await setTheme(page, theme);
      faults.push(...(await violations(page)).map((it) => `${theme} lab: ${it}`));
      await page.keyboard.press("w");
      await page.waitForSelector(".shares", { timeout: 20000 });
      faults.push(...(await violations(page)).map((it) => `${theme} why: ${it}`));
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await page.waitForSelector(".help");
      faults.push(...(await violations(page)).map((it) => `${theme} help: ${it}`));
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Share and keep" }).click();
      faults.push(...(await violations(page)).map((it) => `${theme} share: ${it}`));
      await page.getByRole("button", { name: "Share and keep" }).click();
      await page.getByRole("button", { name: "Diagram" }).click();
      faults.push(...(await violations(page)).map((it) => `${theme} diagram: ${it}`));
      await page.getByRole("button", { name: "Map", exact: true }).click();
    }
    await setTheme(page, "light");
    await page.locator(".begin summary").click();
    await page.locator(".begin button").first().click();
    await settled(page);
    faults.push(...(await violations(page)).map((it) => `lesson: ${it}`));
    check(faults.length === 0, faults.join("\n    "));
  },

  async "lesson 1 goes from its first step to its last question by keyboard alone"({ page }) {
    const focus = async (locator) => {
      for (let at = 0; at < 250; at += 1) {
        if (await locator.evaluate((it) => it === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`no Tab leads to ${locator}`);
    };
    await focus(page.locator(".begin summary"));
    await page.keyboard.press("Enter");
    await focus(page.locator(".begin button").first());
    await page.keyboard.press("Enter");
    await page.waitForSelector(".lesson .quiz.before");
    for (let question = 0; question < 5; question += 1) {
      await focus(page.locator(`.quiz fieldset:nth-of-type(${question + 1}) input`).first());
      await page.keyboard.press("Space");
    }
    for (let step = 0; step < 12; step += 1) {
      if ((await page.locator(".quiz.after").count()) > 0) break;
      if ((await page.locator(".predict").count()) > 0 && (await page.locator(".reveal").count()) === 0) {
        await focus(page.locator(".predict input").first());
        await page.keyboard.press("ArrowDown");
        check((await page.locator(".reveal").count()) === 0, "walking along the options gives the answer away");
        await focus(page.getByRole("button", { name: "This is my guess" }));
        await page.keyboard.press("Enter");
        await page.waitForSelector(".reveal");
      }
      if ((await page.locator(`.side ${lever}`).count()) > 0 && (await page.locator(lever).isVisible())) {
        await focus(page.locator(lever));
        await page.keyboard.press("PageUp");
        await settled(page);
      }
      await focus(page.locator(".steps .primary"));
      await page.keyboard.press("Enter");
      await page.waitForTimeout(50);
    }
    check((await page.locator(".quiz fieldset").count()) === 5, "the five questions were not reached");
    await focus(page.locator(".quiz input").first());
    await page.keyboard.press("ArrowDown");
    await focus(page.getByRole("button", { name: "Check my answers" }));
    await page.keyboard.press("Enter");
    await page.waitForSelector(".quiz .reveal");
    await focus(page.getByRole("button", { name: "Save exit ticket" }));
  },

  async "on a projector all letters are large, no control is in the way, and one chart fills the screen"({ browser, server }) {
    const { page, context, faults } = await open(browser, server.address, { width: 1280, height: 720, theme: "projector" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `the page is ${wide} pixels too wide`);
    for (const [key, id] of [["1", "prices"], ["7", "difference"], ["8", "flows"]]) {
      await page.keyboard.press(key);
      await page.waitForFunction((only) => [...document.querySelectorAll("figure.chart")].map((it) => it.id).join() === `chart-${only}`, id);
      const small = await page.$$eval("figure.chart text, figure.chart p, figure.chart h3", (them) => them.filter((it) => it.checkVisibility() && Number.parseFloat(getComputedStyle(it).fontSize) < 15).map((it) => it.textContent));
      check(small.length === 0, `small letters: ${small.slice(0, 3).join("; ")}`);
      const box = await page.locator(`#chart-${id}`).boundingBox();
      check(box.y + box.height <= 720, `${id} ends at ${box.y + box.height}`);
    }
    await page.getByRole("button", { name: "Diagram" }).click();
    const low = await page.locator("#chart-flows").boundingBox();
    check(low.y + low.height <= 720, `the diagram ends at ${low.y + low.height}`);
    const tiny = await page.$$eval("#chart-flows text", (them) => them.filter((it) => Number.parseFloat(getComputedStyle(it).fontSize) < 15).map((it) => it.textContent));
    check(tiny.length === 0, `small letters: ${tiny.join("; ")}`);
    check(!(await page.locator(".picture").first().isVisible()), "a button is in the way");
    check(faults.length === 0, faults.join("; "));
    await context.close();
  },

  async "nothing is cut off on a phone of 360 pixels"({ browser, server }) {
    const { page, context, faults } = await open(browser, server.address, { width: 360, height: 740 });
    await page.getByRole("button", { name: "Pin this run" }).click();
    for (const id of ["prices", "flows", "difference"]) await page.locator(`#chart-${id} .table summary`).evaluate((it) => it.click());
    for (const form of ["Map", "Diagram"]) {
      await page.locator("#chart-flows").getByRole("button", { name: form, exact: true }).click();
      const outside = await page.$$eval("#chart-flows text", (them) => {
        const box = document.querySelector("#chart-flows svg").getBoundingClientRect();
        return them.filter((it) => it.getBoundingClientRect().right > box.right + 1 || it.getBoundingClientRect().left < box.left - 1).map((it) => it.textContent);
      });
      check(outside.length === 0, `outside of the ${form}: ${outside.join(", ")}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `the page is ${wide} pixels too wide`);
    // The price sticks while levers are in sight, and no longer.
    const sticks = (how) => page.waitForFunction((wanted) => getComputedStyle(document.querySelector("#chart-prices")).position === wanted, how);
    await page.locator(lever).scrollIntoViewIfNeeded();
    await sticks("sticky");
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await sticks("static");
    await page.evaluate(() => window.scrollTo(0, 0));
    await sticks("sticky");
    const small = await page.$$eval(".bar button, .lever .nudge", (buttons) => buttons.filter((it) => it.offsetParent !== null && it.getBoundingClientRect().height < 43).length);
    check(small === 0, `${small} targets are lower than 44 pixels`);
    check((await violations(page)).length === 0, (await violations(page)).join("; "));
    check(faults.length === 0, faults.join("; "));
    await context.close();
  },

  ...ticketTests,
  ...failureTests,
  ...stillTests,
  ...washingtonTests,
  ...readerTests,
};

Object.assign(tests, leagueTests(violations));

const server = await serve();
const browser = await browse();
const only = process.argv[2];
let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  if (only !== undefined && !name.includes(only)) continue;
  const { page, context, faults } = await open(browser, server.address);
  try {
    await test({ page, browser, server });
    check(faults.length === 0, faults.join("\n    "));
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n    ${error.message}`);
  }
  await context.close();
}
await browser.close();
await server.stop();
console.log(failed === 0 ? "all passed" : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
