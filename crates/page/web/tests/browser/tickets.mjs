// Questions before and after a lesson, the ticket that a student saves, and the table that a teacher joins from many.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, open, setTheme, settled, violations } from "./shop.mjs";

/** Opens the first lesson at its questions. */
async function beginLesson(page) {
  await page.locator(".begin summary").click();
  await page.locator(".begin li button").first().click();
  await page.waitForSelector(".quiz.before");
}

/** Picks an option of each question. */
async function pick(page, choices) {
  for (const [at, choice] of choices.entries()) await page.locator(`.quiz fieldset:nth-of-type(${at + 1}) input`).nth(choice).check();
}

/** Goes through the steps of the lesson, guessing the first option, to the questions after it. */
async function goThrough(page) {
  for (let step = 0; step < 12 && (await page.locator(".quiz.after").count()) === 0; step += 1) {
    if ((await page.locator(".predict input:enabled").count()) > 0) {
      await page.locator(".predict input").first().check();
      await page.getByRole("button", { name: "This is my guess" }).click();
    }
    await page.locator(".steps .primary").click();
    await page.waitForTimeout(50);
  }
  await page.waitForSelector(".quiz.after");
}

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

async function wide(page, selector) {
  const page_ = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return Math.max(page_, await page.locator(selector).evaluate((it) => it.scrollWidth - it.clientWidth));
}

export const ticketTests = {
  async "questions come before and after a lesson, tell nothing before, and the ticket has both answers, no name and goes nowhere"({ page }) {
    const sent = [];
    page.on("request", (request) => sent.push(request.url()));
    page.on("websocket", () => sent.push("socket"));
    await beginLesson(page);
    check((await page.locator(".quiz fieldset").count()) === 5, "not five questions");
    await pick(page, [0, 0, 0, 0, 0]);
    check((await page.locator(".quiz .reveal").count()) === 0 && (await page.locator(".quiz .right").count()) === 0, "an answer is given away before the lesson");
    await page.getByRole("button", { name: "Begin the lesson" }).click();
    await page.getByRole("button", { name: "Back" }).click();
    check((await page.locator(".quiz.before input:enabled").count()) === 0, "answers before the lesson can be changed after its beginning");
    await goThrough(page);
    await pick(page, [1, 2, 0, 1, 2]);
    check((await page.locator(".quiz .reveal").count()) === 0, "an answer is given away before all stand");
    await page.getByRole("button", { name: "Check my answers" }).click();
    check((await page.locator(".quiz .reveal").count()) === 5, "not all answers are told");
    check((await page.locator(".quiz.after input:enabled").count()) === 0, "answers can be changed after they were checked");
    const words = await page.locator(".ticket").textContent();
    check(words.includes("Right before the lesson: 1 of 5. Right now: 4 of 5."), words);
    const before = sent.length;
    const ticket = await saved(page, "Save exit ticket");
    check(sent.slice(before).every((url) => url.startsWith("blob:")), `sent: ${sent.slice(before)}`);
    check(/^ticket_01_two_prices_[A-HJKMNP-Z2-9]{8}\.csv$/.test(ticket.name), ticket.name);
    const lines = ticket.text.trimEnd().split("\n");
    check(/^# ticket [A-Z2-9]{8}; lesson 01_two_prices; world one_metal; seed 7; scenario [0-9a-f]{64}; program \d+\.\d+\.\d+$/.test(lines[1]), lines[1]);
    check(lines[2] === "# Right before: 1 of 5. Right after: 4 of 5.", lines[2]);
    check(lines.filter((line) => line.startsWith("question,")).length === 5, ticket.text);
    check(lines.filter((line) => line.startsWith("guess,")).join() === 'guess,2,When does the price in Japan stand at its highest?,In the first month of the cut,,,,', ticket.text);
    check((await page.locator(".ticket").textContent()).includes("Nothing was sent"), "it does not say that nothing was sent");
    for (const theme of ["light", "dark"]) {
      await setTheme(page, theme);
      const found = await violations(page);
      check(found.length === 0, `${theme}: ${found.join("; ")}`);
    }
  },

  async "a lesson goes on where it was left, begins without its questions too, and then says that they were not asked"({ page }) {
    await beginLesson(page);
    await pick(page, [2]);
    await page.getByRole("button", { name: "Leave the lesson" }).click();
    await beginLesson(page);
    check(await page.locator(".quiz fieldset:nth-of-type(1) input").nth(2).isChecked(), "the answer is forgotten");
    await page.getByRole("button", { name: "Leave the lesson" }).click();
    await page.locator(".begin summary").click();
    await page.locator(".begin li button").nth(1).click();
    await page.getByRole("button", { name: "Begin without the questions" }).click();
    await goThrough(page);
    check(await page.getByRole("button", { name: "Check my answers" }).isDisabled(), "nothing can be checked");
    await pick(page, [0]);
    await page.getByRole("button", { name: "Check my answers" }).click();
    const ticket = await saved(page, "Save exit ticket");
    check(ticket.text.includes("# Right before: not asked. Right after:"), ticket.text);
  },

  async "a teacher joins tickets in the browser, sees the gain of each question and saves one table, and nothing is sent"({ page, browser, server }) {
    const folder = mkdtempSync(join(tmpdir(), "tickets-"));
    try {
      await beginLesson(page);
      await pick(page, [0, 0, 0, 0, 0]);
      await page.getByRole("button", { name: "Begin the lesson" }).click();
      await goThrough(page);
      await pick(page, [1, 2, 0, 1, 2]);
      await page.getByRole("button", { name: "Check my answers" }).click();
      const { text } = await saved(page, "Save exit ticket");
      const own = /# ticket (\w{8})/.exec(text)[1];
      const files = [];
      const put = (name, content) => {
        writeFileSync(join(folder, name), content);
        files.push(join(folder, name));
      };
      put("one.csv", text);
      put("one again.csv", text);
      // A second student who knew the third answer no more after the lesson.
      put("two.csv", text.replaceAll(own, "KKKKKKKK").replace(/^question,3,.*$/m, (line) => line.replace(/,"[^"]*thrift[^"]*","[^"]*thrift[^"]*",/, ',"Other suppliers, thrift and the end of hoarding",The market closes,')));
      put("<img src=x onerror=alert(1)>.csv", "name,points\nAda,5\n");
      put("forged.csv", text.replace(own, "ZZZZZZZZ").replace("The market closes", "Ada Lovelace").replace("It disappears from the world", "Ada Lovelace"));
      const { page: desk, context, faults } = await open(browser, server.address);
      const sent = [];
      desk.on("request", (request) => sent.push(request.url()));
      await desk.locator(".begin summary").click();
      await desk.getByRole("button", { name: "Exit tickets of a class" }).click();
      await desk.locator("#tickets").setInputFiles(files);
      await desk.getByText("Tickets open: 2.").waitFor();
      const panel = desk.locator(".tickets");
      const words = await panel.textContent();
      check(words.includes("Opened twice, counted once: 1."), words);
      check(words.includes("<img src=x onerror=alert(1)>.csv: not an exit ticket"), words);
      check(words.includes("forged.csv: has an answer that the lesson does not offer"), words);
      check(!words.includes("Ada"), "a word of a stranger is on the screen");
      const rows = await panel.locator("tbody tr").evaluateAll((them) => them.map((row) => [...row.querySelectorAll("td")].map((it) => it.textContent).join(" ")));
      check(rows[0] === "2 0 % 100 % +100 +2 / 0", rows.join("; "));
      check(rows[2] === "2 100 % 50 % −50 0 / −1", rows.join("; "));
      check(words.includes("With all questions answered both times: 2; of 5 answers 1.0 were right on average before, and 3.5 after."), words);
      check(words.includes("In the first month of the cut: 2"), words);
      const table = await saved(desk, "Save one table");
      check(table.name === "tickets.csv" && table.text.split("\n")[0].endsWith("; 2 exit tickets; no names"), table.text.slice(0, 200));
      check(table.text.trimEnd().split("\n").length === 2 + 2 * 6 && !table.text.includes("one again"), table.text);
      check(sent.every((url) => url.startsWith("blob:")), `sent: ${sent}`);
      for (const theme of ["light", "dark", "projector"]) {
        await setTheme(desk, theme);
        const found = await violations(desk);
        check(found.length === 0, `${theme}: ${found.join("; ")}`);
      }
      await desk.setViewportSize({ width: 360, height: 740 });
      check((await wide(desk, ".tickets")) <= 0, "too wide for a phone");
      await desk.getByRole("button", { name: "Close all tickets" }).click();
      check((await panel.locator("table").count()) === 0, "the tickets stay");
      await desk.keyboard.press("Escape");
      check((await panel.count()) === 0, "Escape does not close it");
      check(faults.length === 0, faults.join("; "));
      await context.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
