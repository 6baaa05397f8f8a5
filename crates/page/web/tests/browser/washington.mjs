// Washington's levers in the headline world: those that come second are folded away, and a policy that the scenario lacks is in
// the run only when its lever was moved.

import { readFileSync } from "node:fs";
import { check, open, serve, setTheme, settled, shownRun, violations } from "./shop.mjs";

export const washingtonTests = {
  async "levers of Washington's that come second are folded away, and a tariff is in the scenario only when it was moved"({ browser }) {
    const server = await serve(0, "../../../scenarios/australia_japan.ron");
    const { page, context, faults } = await open(browser, server.address);
    try {
      const saved = async () => {
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Scenario for the command line" }).click()]);
        return readFileSync(await download.path(), "utf8");
      };
      await page.getByRole("button", { name: "Share and keep" }).click();
      check(!(await saved()).includes("washington_tariff"), "a tariff that nobody asked for");
      const actor = page.locator("fieldset", { has: page.locator("#lever-washington_tariff") });
      check(await page.locator("#lever-washington_tariff").isVisible(), "the tariff is not in sight");
      check(!(await page.locator("#lever-washington_stock").isVisible()), "the stock is not folded");
      const more = actor.locator(".more > summary");
      check((await more.textContent()) === "More (2)", await more.textContent());
      await more.click();
      for (const id of ["exempt", "stock"]) check(await page.locator(`#lever-washington_${id}`).isVisible(), id);
      const before = await page.locator(".charts").getAttribute("data-run");
      await page.locator("#lever-washington_exempt").selectOption("nobody");
      await page.locator("#lever-washington_tariff").focus();
      await page.keyboard.press("PageUp");
      await page.waitForFunction((was) => document.querySelector(".charts").getAttribute("data-run") !== was, before, { timeout: 30000 });
      await settled(page);
      check((await more.textContent()) === "More (2, 1 changed)", await more.textContent());
      check((await page.locator(".panel.policy .count").textContent()) === "2 changed", "not counted");
      await page.waitForFunction(() => JSON.parse(document.querySelector(".charts").getAttribute("data-run")).levers.washington_tariff === 0.1, undefined, { timeout: 30000 });
      check((await shownRun(page)).levers.washington_exempt === "nobody", "the exemption is not in the run");
      const text = await saved();
      const found = text.slice(text.indexOf("washington_tariff", text.indexOf("policies"))).slice(0, 600);
      check(/ImportDuty/.test(found) && /duty_share: ?0\.1/.test(found) && /origins: ?\[\]/.test(found), found);
      for (const theme of ["light", "dark"]) {
        await setTheme(page, theme);
        const found = await violations(page);
        check(found.length === 0, `${theme}: ${found.join("; ")}`);
      }
      check(faults.length === 0, faults.join("; "));
    } finally {
      await context.close();
      await server.stop();
    }
  },
};
