// Lesson 2's league in a real browser: alone, with a class on a network, for the eye and for the keyboard.

import { networkInterfaces } from "node:os";
import { browse, check, open, serve, setTheme, settled, shownRun } from "./shop.mjs";

const trigger = ".side #lever-release_trigger";

/** Goes to the step of lesson 2 that shows the league. */
async function toLeague(page) {
  await page.locator(".begin summary").click();
  await page.locator(".begin button").nth(1).click();
  await settled(page);
  await page.getByRole("button", { name: "Begin without the questions" }).click();
  await page.locator(".steps .primary").click();
  await page.locator(".predict input").first().check();
  await page.getByRole("button", { name: "This is my guess" }).click();
  await page.locator(".reveal").waitFor();
  await page.locator(".steps .primary").click();
  await page.locator(".league").waitFor();
}

async function handIn(page, key) {
  await page.locator(trigger).focus();
  await page.keyboard.press(key);
  const button = page.getByRole("button", { name: /Hand in our rule|Replace our rule/ });
  await button.click();
  await page.waitForFunction(() => document.querySelector(".league .tune .primary")?.disabled === true);
  return page.locator(".league .own").textContent();
}

async function play(page) {
  await page.getByRole("button", { name: "Play the league" }).click();
  await page.locator(".league table").waitFor({ timeout: 60000 });
}

const rows = (page) => page.locator(".league tbody tr");
const column = (page, at) => rows(page).evaluateAll((them, place) => them.map((it) => Number(it.querySelectorAll("td b")[place].textContent.replaceAll(",", "").replace("−", "-"))), at);

export function leagueTests(violations) {
  return {
    async "a student alone hands in a rule, replaces it, plays it against the lesson's, sorts and loads one"({ browser }) {
      const own = await serve();
      try {
        const { page, context, faults } = await open(browser, own.address);
        await toLeague(page);
        check((await handIn(page, "End")).includes("Opens at scarcity: 1"), "the rule is not told");
        const mine = await handIn(page, "Home");
        check(mine.includes("You are Red circle") && mine.includes("Opens at scarcity: 0.3"), mine);
        check((await page.locator(".league h3").textContent()).includes("Rules in it: 1"), "replacing makes another rule");
        await page.getByRole("button", { name: "Luck 8" }).click();
        await page.waitForFunction(() => JSON.parse(document.querySelector(".charts").getAttribute("data-run")).seed === 8);
        await play(page);
        check((await page.locator(".league h3").textContent()) === "5 rules on 20 lucks that nobody has tuned on", await page.locator(".league h3").textContent());
        check((await page.locator(".league .note").textContent()).includes("the spread of random draws, not model error"), "the spread is not named");
        const head = await page.locator(".league thead").textContent();
        check(!/score|total|rank|place/i.test(head), `a score: ${head}`);
        // A team with the levers of a rule of the lesson stands where that rule stands.
        const texts = await rows(page).evaluateAll((them) => Object.fromEntries(them.map((it) => [it.querySelector("th").textContent.trim(), it.querySelectorAll("td")[0].textContent])));
        check(texts["Red circle (you)"] === texts["Open early"] && texts["Open early"] !== texts["Never open it"], JSON.stringify(texts));
        for (const [at, name] of ["Highest price", "Need unmet", "Public cost", "New mines"].entries()) {
          const button = page.locator(".league thead").getByRole("button", { name });
          for (const [isFalling, word] of [[false, "ascending"], [true, "descending"]]) {
            await button.focus();
            await page.keyboard.press("Enter");
            check((await page.locator(`.league th[aria-sort="${word}"]`).count()) === 1, `${name} is not ${word}`);
            const numbers = await column(page, at);
            check(numbers.every((it, place) => place === 0 || (isFalling ? it <= numbers[place - 1] : it >= numbers[place - 1])), `${name}: ${numbers}`);
          }
        }
        await page.getByRole("button", { name: "Only at the worst" }).click();
        await page.waitForFunction(() => JSON.parse(document.querySelector(".charts").getAttribute("data-run")).levers.release_trigger === 1);
        check(JSON.stringify((await shownRun(page)).levers) === '{"release_trigger":1}', "other levers moved");
        check((await page.getByRole("button", { name: "Never open it" }).count()) === 0, "what no lever does can be set");
        check(faults.length === 0, faults.join("; "));
        await context.close();
      } finally {
        await own.stop();
      }
    },

    async "a class hands in from its devices, only the teacher's machine conducts, and a reload keeps a team"({ browser }) {
      const address = Object.values(networkInterfaces()).flat().find((it) => it.family === "IPv4" && !it.internal)?.address;
      const network = await serve(0, "--lan");
      try {
        const { page: teacher, context: desk, faults } = await open(browser, network.address);
        await toLeague(teacher);
        check((await teacher.locator(".league h3").textContent()).includes("closed"), "it is open before the teacher opens it");
        check((await teacher.getByRole("button", { name: "Hand in our rule" }).count()) === 0, "a closed league takes rules");
        await teacher.getByRole("button", { name: "Open the league" }).click();
        await teacher.getByRole("button", { name: "Hand in our rule" }).waitFor();
        if (address === undefined) return;
        const url = new URL(network.address);
        url.hostname = address;
        const away = await browse(address);
        const student = await open(away, url.href, { width: 360, height: 740 });
        await toLeague(student.page);
        check((await student.page.locator(".conduct").count()) === 0, "a student conducts");
        const mine = await handIn(student.page, "End");
        await student.page.reload();
        await settled(student.page);
        await toLeague(student.page);
        await student.page.locator(".league .own").waitFor();
        check((await student.page.locator(".league .own").textContent()) === mine, "a reload makes another team");
        await teacher.getByText("Rules handed in: 1").waitFor();
        await teacher.getByRole("button", { name: "Close the league" }).click();
        await student.page.waitForFunction(() => document.querySelector(".league h3").textContent.includes("closed"));
        check((await student.page.locator(".league .tune .primary").count()) === 0, "a closed league takes rules");
        await teacher.getByRole("button", { name: "Play the league" }).click();
        await teacher.getByRole("button", { name: "Stop" }).click();
        await teacher.getByRole("button", { name: "Open the league" }).waitFor();
        check((await teacher.locator(".league table").count()) === 0, "a stopped league has a table");
        await play(teacher);
        await student.page.locator(".league tr.is-own").waitFor();
        check((await student.page.locator(".league tr.is-own").textContent()).includes("(you)"), "a team does not find itself");
        check(faults.length === 0, faults.join("; "));
        check(student.faults.length === 0, student.faults.join("; "));
        await away.close();
        await desk.close();
      } finally {
        await network.stop();
      }
    },

    async "the league has nothing serious for axe in any theme, large letters on a projector, and fits a phone"({ browser }) {
      const own = await serve();
      try {
        const { page, context, faults } = await open(browser, own.address, { width: 1280, height: 800 });
        await toLeague(page);
        await handIn(page, "Home");
        const found = [];
        for (const theme of ["light", "dark", "projector"]) {
          await setTheme(page, theme);
          found.push(...(await violations(page)).map((it) => `${theme} open: ${it}`));
        }
        await play(page);
        for (const theme of ["light", "dark", "projector"]) {
          await setTheme(page, theme);
          found.push(...(await violations(page)).map((it) => `${theme} table: ${it}`));
        }
        check(found.length === 0, found.join("\n    "));
        await page.keyboard.press("9");
        await page.waitForFunction(() => document.querySelectorAll("figure.chart").length === 0);
        const small = await page.$$eval(".league th, .league td span, .league p, .league button", (them) => them.filter((it) => it.checkVisibility() && Number.parseFloat(getComputedStyle(it).fontSize) < 15).map((it) => it.textContent));
        check(small.length === 0, `small letters: ${small.slice(0, 3).join("; ")}`);
        const box = await page.locator(".league").boundingBox();
        check(box.y + box.height <= 800, `five rules end at ${box.y + box.height}`);
        await page.keyboard.press("0");
        await setTheme(page, "light");
        await page.setViewportSize({ width: 360, height: 740 });
        const wide = await page.evaluate(() => [document.documentElement, document.querySelector(".league .scroll")].map((it) => it.scrollWidth - it.clientWidth));
        check(wide.every((it) => it <= 0), `${wide} pixels too wide`);
        const low = await page.$$eval(".league button", (buttons) => buttons.filter((it) => it.offsetParent !== null && it.getBoundingClientRect().height < 43).length);
        check(low === 0, `${low} targets are lower than 44 pixels`);
        check((await violations(page)).length === 0, (await violations(page)).join("; "));
        check(faults.length === 0, faults.join("; "));
        await context.close();
      } finally {
        await own.stop();
      }
    },
  };
}
