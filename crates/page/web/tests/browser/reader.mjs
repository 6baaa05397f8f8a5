// What a screen reader is told: the tree of names and roles that the browser hands to it, and what is announced.
// A session with Orca showed what matters here: see "Screen readers" in docs/guide/classroom.md.

import { check, settled } from "./shop.mjs";

const CHARTS = ["Prices", "Who supplies", "Stocks of firms", "Reserve", "Leverage", "Need unmet", "Difference from the baseline", "Flows"];
/** Roles of elements that only group others. */
const QUIET = new Set(["none", "generic", "InlineTextBox", "RootWebArea"]);
/** Longer than the page waits until levers rest. */
const REST_MS = 1500;

/** The nodes that are read, in the order in which they are. */
async function treeOf(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const known = new Map(nodes.map((it) => [it.nodeId, it]));
  const read = [];
  const walk = (node, depth) => {
    const properties = Object.fromEntries((node.properties ?? []).map((it) => [it.name, it.value.value]));
    if (!node.ignored) {
      read.push({ role: node.role?.value ?? "", name: node.name?.value ?? "", description: node.description?.value ?? "", value: node.value?.value, depth, ...properties });
    }
    // The browser hands a picture to readers as one thing.
    if (node.role?.value === "image") return;
    for (const id of node.childIds ?? []) if (known.has(id)) walk(known.get(id), depth + 1);
  };
  walk(nodes[0], 0);
  return read;
}

/** What can be focused and has no name in letters, since × and − are no names; the main part and the page itself are told by their role. */
function unnamed(tree) {
  const told = new Set([...QUIET, "main"]);
  return tree.filter((it) => it.focusable && !told.has(it.role) && !/[\p{L}\p{N}]/u.test(it.name)).map((it) => `${it.role} ${it.name}`);
}

/** Names that nobody could read: ids, numbers of many digits, or markup; the line at the foot has the name of a file. */
function nonsense(tree) {
  return tree.filter((it) => /\w_\w|undefined|NaN|\[object|\d\.\d{5}/.test(it.name) && !it.name.startsWith("Monazite 0.")).map((it) => it.name);
}

/** Gathers what live regions say from now on, as a reader would: whatever text a change leaves in them. */
async function listen(page) {
  await page.evaluate(() => {
    globalThis.announced = [];
    const isLive = (node) => {
      const element = node instanceof Element ? node : node.parentElement;
      return element?.closest("[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], output") ?? null;
    };
    new MutationObserver((changes) => {
      const regions = new Set(changes.flatMap((it) => [it.target, ...it.addedNodes]).map(isLive).filter((it) => it !== null));
      for (const region of regions) {
        const text = region.textContent.trim();
        if (text !== "") globalThis.announced.push(text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

async function announced(page) {
  return page.evaluate(() => globalThis.announced.splice(0));
}

export const readerTests = {
  async "a screen reader meets names, numbers with units, charts in words, and each new run once"({ page }) {
    await page.waitForFunction(() => document.querySelector(".heard")?.textContent.startsWith("The page is ready."));
    const tree = await treeOf(page);
    check(unnamed(tree).length === 0, `without a name: ${unnamed(tree).join(", ")}`);
    check(nonsense(tree).length === 0, `nobody could read: ${nonsense(tree).join("; ")}`);

    const landmarks = tree.filter((it) => ["banner", "region", "main", "contentinfo", "complementary"].includes(it.role)).map((it) => (it.name === "" ? it.role : `${it.role} ${it.name}`));
    const order = ["banner", "region Lessons and levers", "main", "region This run against others", "region News from the model", "contentinfo"];
    const places = order.map((it) => landmarks.indexOf(it));
    check(places.every((at, i) => at >= 0 && (i === 0 || at > places[i - 1])), landmarks.join(", "));

    // Headings go down by one level at most, and charts stand under a heading of their own.
    const headings = tree.filter((it) => it.role === "heading");
    check(headings[0].level === 1 && headings.every((it, at) => at === 0 || it.level <= headings[at - 1].level + 1), headings.map((it) => `${it.level} ${it.name}`).join("; "));
    check(headings.findIndex((it) => it.name === "Charts and news") < headings.findIndex((it) => it.level === 3), "no heading before the charts");

    // A chart has a short name, and its picture tells each line with numbers and months, and not the heading again.
    const figures = tree.filter((it) => it.role === "figure" && it.name !== "").map((it) => it.name);
    check(figures.join() === CHARTS.join(), figures.join());
    const pictures = tree.filter((it) => it.role === "image");
    check(pictures.length === CHARTS.length, `${pictures.length} pictures`);
    for (const { name } of pictures) {
      check(!headings.some((it) => name.includes(it.name) && it.level === 3), `said twice: ${name}`);
      check(/^Leverage: nothing to show yet\.$|in (US dollars|tonnes|weeks|per cent|points)/.test(name), `no unit: ${name}`);
    }
    const prices = pictures.find((it) => it.name.startsWith("Prices"));
    check(/Japan: [\d.,]+ at first, at most [\d.,]+ in \w+ 20\d\d, at least [\d.,]+ in \w+ 20\d\d, [\d.,]+ at the end\./.test(prices.name), prices.name);
    check(pictures.find((it) => /^(Map|Diagram) of/.test(it.name)).name.includes("Australia to China"), "flows are not told");
    const loose = () => page.$$eval("svg", (them) => them.filter((it) => it.ariaHidden !== "true" && (it.role !== "img" || (it.ariaLabel ?? "") === "")).map((it) => it.parentElement.className));
    check((await loose()).length === 0, `the innards of a picture are read: ${(await loose()).join(", ")}`);
    await page.getByRole("button", { name: "Diagram", exact: true }).click();
    await page.waitForSelector("#chart-flows .diagram");
    check((await loose()).length === 0, `the innards of a picture are read: ${(await loose()).join(", ")}`);

    // Each lever says its unit in words, and nothing twice.
    const sliders = tree.filter((it) => it.role === "slider" && it.name !== "Month");
    const spoken = await page.$$eval(".panel[open] input[type=range]", (them) => them.map((it) => ({ name: it.labels[0].textContent, value: it.getAttribute("aria-valuetext") })));
    check(sliders.map((it) => it.name).join() === spoken.map((it) => it.name).join(), sliders.map((it) => it.name).join());
    check(sliders.every((it) => it.description === ""), "a slider says something beside its value");
    check(spoken[0].value === "10 per cent", JSON.stringify(spoken[0]));
    const units = spoken.filter((it) => /Money|Size|Wait/.test(it.name));
    check(units.length >= 5 && units.every((it) => /\d (days|million US dollars)$/.test(it.value)), JSON.stringify(units));
    check(tree.some((it) => it.role === "textbox" && it.name === "Money for plants, in million US dollars"), "a number has no unit");

    // A lever that moves by three steps is told once, when it rests; a month is told by its slider alone.
    await listen(page);
    await page.locator("#lever-licences").focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
    await settled(page);
    await page.waitForTimeout(REST_MS);
    const runs = await announced(page);
    check(runs.length === 1 && /^New run\. Dysprosium oxide in Japan .*\.$/.test(runs[0]), `a moved lever is announced as: ${runs.join(" | ")}`);
    check((await page.locator("#lever-licences").getAttribute("aria-valuetext")) === "25 per cent", "the lever does not say where it stands");
    await page.locator(".timeline input").focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForTimeout(200);
    check((await announced(page)).length === 0, "the month is said by its slider and once more");
    await page.locator(".timeline .play").click();
    await page.waitForTimeout(900);
    await page.locator(".timeline .play").click();
    check((await announced(page)).length === 0, "playing the months is a speech");

    // Why: the focus goes to the heading, the answer is told, and Escape leads back to the button.
    const button = page.locator("#chart-prices .moves button").first();
    await button.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".shares", { timeout: 20000 });
    check(await page.locator(".why-panel h2").evaluate((it) => it === document.activeElement), "the focus does not go to the answer");
    const answers = await announced(page);
    check(answers.filter((it) => it.startsWith("The answer is here.")).length === 1, answers.join(" | "));
    check(unnamed(await treeOf(page)).length === 0, "something in the answer has no name");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(100);
    check(await button.evaluate((it) => it === document.activeElement), "the focus does not come back");
  },
};
