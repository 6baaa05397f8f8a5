// How fast the page answers: from a lever to painted charts, with and without a slow processor, and a class of 40.
// Prints figures; with --strict it fails when a target is missed (targets are for a machine that does nothing else).

import { WebSocket } from "./browser/socket.mjs";
import { browse, open, serve, settled } from "./browser/shop.mjs";

const isStrict = process.argv.includes("--strict");
const MOVES = 40;
const CLIENTS = 40;
const CLASS_MS = 10_000;
const LONGEST_MS = 5_000;
const HEADLINES = 20;
const TARGETS = { "lever to painted": 100, "lever to painted, a band under way": 100, "lever to painted, 6x slower": 250, "class of 40, round trip": 150, "headline, first years": 500 };

const at = (times, share) => [...times].sort((left, right) => left - right)[Math.min(times.length - 1, Math.floor(share * times.length))];
let missed = 0;

function tell(name, times) {
  const p95 = at(times, 0.95);
  const target = TARGETS[name];
  if (p95 > target) missed += 1;
  console.log(`${name}: median ${at(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (target ${target} ms) over ${times.length} moves`);
}

/** From the input event of the lever until the frame after the one that painted its run. */
async function moves(page, pause = () => 120, many = MOVES) {
  const times = [];
  for (let move = 0; move < many; move += 1) {
    // Each value is new, so that no answer comes from memory.
    const value = (0.05 + 0.0213 * move + Math.random() * 0.001).toFixed(4);
    times.push(
      await page.evaluate(
        ([value, LONGEST_MS]) =>
          new Promise((resolve) => {
            const input = document.querySelector("#lever-licences");
            const drawn = () => document.querySelector(".charts").getAttribute("data-run");
            input.step = "any";
            const start = performance.now();
            // A move that is never painted counts as the longest wait, and does not stop the script.
            const late = setTimeout(() => resolve(LONGEST_MS), LONGEST_MS);
            const watcher = new MutationObserver(() => {
              if (!drawn().includes(`"licences":${Number(value)}`)) return;
              watcher.disconnect();
              clearTimeout(late);
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
            });
            watcher.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-run"] });
            input.value = value;
            input.dispatchEvent(new Event("input", { bubbles: true }));
          }),
        [value, LONGEST_MS],
      ),
    );
    // A hand, not a machine: the page asks nine times a second at most.
    await page.waitForTimeout(pause());
  }
  return times;
}

/** A class: 40 sockets, each with two moves a second of a lever among so many places. */
async function classOf(host, places) {
  const times = [];
  const end = Date.now() + CLASS_MS;
  const client = async (number) => {
    const socket = await WebSocket.open(host);
    await socket.ask({ type: "hello", contract: 1, code: null }, () => true);
    for (let id = 1; Date.now() < end; id += 1) {
      const start = performance.now();
      const licences = Math.round(Math.random() * places) / places;
      await socket.ask({ type: "play", id, spec: { world: "one_metal", seed: 7, levers: { licences } } }, (answer) => answer.id === id && (answer.is_whole ?? true));
      const took = performance.now() - start;
      times.push(took);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 500 - took) * (0.5 + Math.random())));
    }
    socket.close();
    return number;
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  return times;
}

/** The headline, asked by one client with draws that nobody asked for before: until its first years are there, and all of it. */
async function headline() {
  const server = await serve(0, "../../../scenarios/australia_japan.ron");
  const socket = await WebSocket.open(new URL(server.address).host);
  await socket.ask({ type: "hello", contract: 1, code: null }, () => true);
  const [first, whole, months] = [[], [], []];
  for (let id = 1; id <= HEADLINES; id += 1) {
    const start = performance.now();
    const ask = { type: "play", id, spec: { world: "australia_japan", seed: 100 + id, levers: {} } };
    const look = await socket.ask(ask, (answer) => answer.id === id && answer.course !== undefined);
    first.push(performance.now() - start);
    months.push(look.course.months.length);
    if (!look.is_whole) await socket.wait((answer) => answer.id === id && answer.is_whole);
    whole.push(performance.now() - start);
  }
  socket.close();
  await server.stop();
  tell("headline, first years", first);
  console.log(`headline: ${Math.min(...months)} months or more in the first look, all of it after ${at(whole, 0.5).toFixed(0)} ms (median)`);
}

await headline();
const server = await serve();
const browser = await browse();
const { page, context } = await open(browser, server.address);
await moves(page).then((times) => times.slice(0, 5));
tell("lever to painted", await moves(page));
// Long enough for the gauge to be done and the band to be under way, and not for its end.
await page.getByRole("button", { name: "Spread of luck" }).click();
tell("lever to painted, a band under way", await moves(page, () => 900 + 900 * Math.random(), 25));
await page.getByRole("button", { name: "Spread of luck" }).click();
const session = await context.newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
tell("lever to painted, 6x slower", await moves(page));
await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
await settled(page);
await context.close();
await browser.close();
tell("class of 40, round trip", await classOf(new URL(server.address).host, 20));
await server.stop();
if (isStrict && missed > 0) process.exit(1);
