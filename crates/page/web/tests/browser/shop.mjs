// What the browser tests share: a server, a browser, and an ear for everything that goes wrong in a page.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const PROGRAM = process.env.MONAZITE ?? "../../../target/release/monazite";
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A bundle on disk that stands in for the one in the program, to try a change of the page without building the program. */
const DIST = process.env.DIST;

export async function fromDisk(page) {
  if (DIST === undefined) return;
  for (const name of ["page.js", "page.css"]) {
    await page.route(`**/${name}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: readFileSync(`${DIST}/${name}`, "utf8") });
    });
  }
}

/** Starts the program and waits until it says where the page is. */
export async function serve(port = 0, ...args) {
  const child = spawn(PROGRAM, ["classroom", "--port", String(port), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /The page is open: (\S+)/.exec(line);
    if (found !== null) {
      return {
        address: found[1],
        pid: child.pid,
        stop: async () => {
          child.kill("SIGINT");
          if (child.exitCode === null) await once(child, "exit");
        },
      };
    }
  }
  throw new Error("the program ended before the page was open");
}

/** A browser that reaches this machine alone, by `127.0.0.1` or another address that it has. */
export async function browse(address = "127.0.0.1") {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${address}`] });
}

/** A page whose errors, failed requests and policy violations are gathered. */
export async function open(browser, address, { width = 1280, height = 800, theme } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, reducedMotion: "reduce" });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`request: ${request.url()}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (["http:", "https:", "ws:", "wss:"].includes(url.protocol) && url.host !== new URL(address).host) faults.push(`another host: ${request.url()}`);
  });
  await page.addInitScript(() => {
    window.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await fromDisk(page);
  await page.goto(address);
  await settled(page);
  if (theme !== undefined) await setTheme(page, theme);
  return { page, context, faults };
}

/** Waits until the charts show a whole run. */
export async function settled(page) {
  await page.waitForSelector('.charts[data-whole="true"]', { timeout: 15000 });
  await page.waitForSelector("#chart-prices path.line.importer[d]");
}

export async function setTheme(page, theme) {
  for (let at = 0; at < 3; at += 1) {
    if ((await page.evaluate(() => document.documentElement.dataset.theme)) === theme) return;
    await page.locator('button[title*="projector (f)"]').click();
  }
}

/** The run that the charts show. */
export async function shownRun(page) {
  return JSON.parse(await page.locator(".charts").getAttribute("data-run"));
}

export function check(condition, what) {
  if (!condition) throw new Error(what);
}

/** What axe finds that is serious or critical. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations
    .filter((it) => ["serious", "critical"].includes(it.impact))
    .map((it) => `${it.id} (${it.impact}): ${it.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
}
