// Browsers that cannot run the script of the page: a notice, and a report that needs none.

import { check, fromDisk, violations } from "./shop.mjs";

const SAFE_WAIT_MS = 15_000;

/** A page with an ear for what it complains of. */
async function listened(context) {
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  await fromDisk(page);
  return { page, faults };
}

export const stillTests = {
  async "without JavaScript the page says so and leads to a report of the world that needs no script"({ browser, server }) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const { page, faults } = await listened(context);
    await page.goto(server.address);
    await page.getByText("this browser cannot run the page").waitFor({ timeout: SAFE_WAIT_MS });
    await page.getByRole("link", { name: "Read the report of this world instead" }).click();
    await page.waitForURL(/\/report\.html$/);
    const words = await page.locator("body").textContent();
    check(words.includes("monazite run one_metal.ron --seed 7"), words.slice(0, 300));
    check((await page.locator("main section").count()) > 4 && (await page.locator("main svg").count()) > 2 && (await page.locator("main table").count()) > 2, "no pictures or tables");
    // Its style is let through, so it looks like a report and not like bare text.
    check((await page.locator("main").evaluate((it) => getComputedStyle(it).maxWidth)) !== "none" || (await page.locator("svg text").first().evaluate((it) => getComputedStyle(it).fontSize)) !== "16px", "no style");
    check((await page.locator("script").count()) === 0, "a script");
    for (const world of ["open_reserve", "three_capitals"]) {
      await page.goto(new URL(`/report/${world}.html`, server.address).href);
      check((await page.locator("body").textContent()).includes(`${world}.ron`), world);
    }
    check(faults.length === 0, faults.join("; "));
    await context.close();
  },

  async "a browser that does not understand the script shows the notice, and one that waits for it does not"({ browser, server }) {
    const context = await browser.newContext();
    const { page } = await listened(context);
    await page.route("**/page.js", (route) => route.fulfill({ contentType: "text/javascript", body: "let it = other?.thing ??= ;" }));
    await page.goto(server.address);
    await page.getByText("this browser cannot run the page").waitFor({ timeout: SAFE_WAIT_MS });
    const found = await violations(page);
    check(found.length === 0, found.join("; "));
    await context.close();
    const slow = await browser.newContext();
    const { page: waiting, faults } = await listened(slow);
    await waiting.route("**/page.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.fallback();
    });
    await waiting.goto(server.address, { waitUntil: "commit" });
    await waiting.locator(".still").waitFor({ state: "attached" });
    check(!(await waiting.locator(".still").isVisible()), "the notice is shown while the script comes");
    await waiting.locator(".charts").waitFor({ timeout: SAFE_WAIT_MS });
    check((await waiting.locator(".still").count()) === 0, "the notice stays");
    check(faults.length === 0, faults.join("; "));
    await slow.close();
  },
};
