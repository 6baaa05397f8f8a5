// Pictures of every screen, for the documents and for looking at: node tests/browser/pictures.mjs [folder]

import { mkdirSync } from "node:fs";
import { browse, open, serve, settled } from "./shop.mjs";

const folder = process.argv[2] ?? "../../../docs/pictures";
mkdirSync(folder, { recursive: true });

const server = await serve();
const browser = await browse();

async function picture(name, size, prepare, isFull = false) {
  const { page, context, faults } = await open(browser, server.address, size);
  await page.waitForSelector("#chart-leverage circle", { timeout: 30000 }).catch(() => {});
  await prepare?.(page);
  // What is out of sight is not painted: a whole page has to be in sight.
  if (isFull) {
    const { width } = page.viewportSize();
    for (let round = 0; round < 2; round += 1) {
      await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
      await page.waitForTimeout(300);
    }
  }
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${folder}/classroom_${name}.png`, fullPage: isFull });
  for (const fault of faults) console.log(`${name}: ${fault}`);
  await context.close();
}

const why = async (page) => {
  await page.keyboard.press("w");
  await page.waitForSelector(".shares", { timeout: 20000 });
};

await picture("lab", {});
await picture("dark", { theme: "dark" }, why);
await picture("why", {}, why);
await picture("map", { width: 1280, height: 800, theme: "projector" }, (page) => page.keyboard.press("8"));
await picture("projector", { width: 1920, height: 1080, theme: "projector" });
await picture("phone", { width: 360, height: 740 }, undefined, true);
await picture("lesson", {}, async (page) => {
  await page.locator(".begin summary").click();
  const first = page.locator(".begin button").first();
  if ((await first.count()) > 0) await first.click();
  await settled(page);
});
await browser.close();
await server.stop();
