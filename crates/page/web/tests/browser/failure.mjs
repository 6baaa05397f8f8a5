// A run that fails inside: what the page shows and what it gives to pass on. The failure is put into the socket, since no
// scenario that passes the check fails; that the program tells of one is tested in crates/page/tests/sockets.rs.

import { browse, check, fromDisk, setTheme, settled, shownRun, violations } from "./shop.mjs";

/** Luck on which every run fails, and after how many months. */
const POISON = 666;
const DONE = 30;

/** Opens a page on which runs of one seed fail. */
async function poisoned(browser, address, size = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800, ...size }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const ask = JSON.parse(message);
      if (ask.type !== "play" || ask.spec.seed !== POISON) server.send(message);
      else socket.send(JSON.stringify({ type: "refused", id: ask.id, code: "failed", month: DONE, detail: "stock of lynas became negative" }));
    });
  });
  await fromDisk(page);
  await page.goto(address);
  await settled(page);
  return { page, context };
}

async function poison(page) {
  await page.locator("#seed").fill(String(POISON));
  await page.locator("#seed").press("Tab");
  await page.locator(".failed").waitFor();
}

export const failureTests = {
  async "a run that fails keeps the last good charts, says when and why, and gives a report that can be copied by hand"({ browser, server }) {
    const { page, context } = await poisoned(browser, server.address);
    const good = await shownRun(page);
    const lines = await page.locator("#chart-prices path.line.importer").getAttribute("d");
    await poison(page);
    check(JSON.stringify(await shownRun(page)) === JSON.stringify(good), "the charts show another run");
    check((await page.locator("#chart-prices path.line.importer").getAttribute("d")) === lines, "the line has moved");
    const words = await page.locator(".failed").textContent();
    check(/failed in month 31 \(May 2028\)\. It is a fault of the program, nothing that you did\. The program says: stock of lynas/.test(words), words);
    check(words.includes("stock of lynas became negative") && words.includes("The charts show the last good run."), words);
    await page.locator(".failed summary").click();
    const report = await page.locator(".failed textarea").inputValue();
    for (const part of ["Monazite ", "scenario: one_metal ", 'levers: {"licences":0.1}', "seed: 666", "months done: 30", "stock of lynas became negative"]) check(report.includes(part), `${part} is not in ${report}`);
    // In a network the page is no secure context, has no clipboard, and the field is what there is.
    await page.locator(".failed textarea").focus();
    check((await page.evaluate(() => getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd))) === report, "the field is not selected");
    for (const theme of ["light", "dark", "projector"]) {
      await setTheme(page, theme);
      const found = await violations(page);
      check(found.length === 0, `${theme}: ${found.join("; ")}`);
    }
    await setTheme(page, "light");
    await page.setViewportSize({ width: 360, height: 740 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `the page is ${wide} pixels too wide`);
    await page.getByRole("button", { name: "Back to the last good run" }).click();
    await page.locator(".failed").waitFor({ state: "detached" });
    check((await page.locator("#seed").inputValue()) === String(good.seed), "the levers are not those of the charts");
    await context.close();
  },

  async "the report has a button where the browser may copy, and none where it may not"({ server }) {
    for (const isSecure of [true, false]) {
      const browser = await browse();
      const { page, context } = await poisoned(browser, server.address);
      // What a page over plain HTTP in a network finds.
      if (!isSecure) await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
      else await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(server.address).origin });
      await poison(page);
      const button = page.getByRole("button", { name: "Copy report" });
      check((await button.count()) === (isSecure ? 1 : 0), `${await button.count()} buttons`);
      if (isSecure) {
        await button.click();
        await page.getByText("The report is copied.").waitFor();
        check((await page.evaluate(() => navigator.clipboard.readText())) === (await page.locator(".failed textarea").inputValue()), "something else was copied");
      }
      await browser.close();
    }
  },
};
