// Pure functions of the page: undo, links, scales, numbers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { arc, curbOf, framed, named, placed, widthOf } from "../../src/chart/arcs.ts";
import { told } from "../../src/chart/told.ts";
import { bandsOf, laidOut, stacked, type Shown } from "../../src/chart/bands.ts";
import { begin, commit, redo, undo } from "../../src/history.ts";
import type { Answer, Door, LeagueRow, Team } from "../../src/contract.ts";
import { columnOf, ordered, ruleOf, strip } from "../../src/league.ts";
import { aloud, finer, less, onScreen, snapped, typed, withUnit } from "../../src/numbers.ts";
import { Pace } from "../../src/pace.ts";
import { wrapped } from "../../src/picture.ts";
import { apart, linear, spanning, upTo } from "../../src/scale.ts";
import { canonical, decode, encode, readFragment, runCode, writeFragment } from "../../src/share.ts";
import { countryName } from "../../src/names.ts";
import "./fault.test.ts";
import "./ticket.test.ts";

const share = { min: 0, max: 1, step: 0.05, unit: "Share" } as const;

test("undo and redo walk the same steps, and a new step forgets what was undone", () => {
  let history = begin(0);
  for (let step = 1; step <= 50; step += 1) history = commit(history, step);
  for (let step = 0; step < 50; step += 1) history = undo(history);
  assert.equal(history.now, 0);
  assert.equal(undo(history), history);
  history = redo(redo(history));
  assert.equal(history.now, 2);
  history = commit(history, 99);
  assert.deepEqual([history.now, history.future.length], [99, 0]);
});

test("a link survives the trip and equal runs have equal links", () => {
  const one = { spec: { world: "w", seed: 7, levers: { b: 0.5, a: "x" } }, program: "0.1.0", hash: "f00" };
  const two = { ...one, spec: { ...one.spec, levers: { a: "x", b: 0.5 } } };
  assert.equal(encode(one), encode(two));
  assert.deepEqual(decode(encode(one)), { ...one, spec: canonical(one.spec) });
  const fragment = writeFragment("K7M4QXP", one);
  assert.equal(readFragment(fragment).code, "K7M4QXP");
  assert.deepEqual(readFragment(fragment).shared?.spec.levers, { a: "x", b: 0.5 });
});

test("a hostile link is no run", () => {
  const bad = ["", "%%%", "e30", btoa("[1,2]"), btoa('{"spec":{"world":1}}'), btoa('{"spec":{"world":"w","seed":-1,"levers":{}},"program":"","hash":""}'), "A".repeat(2000)];
  for (const text of bad) assert.equal(decode(text), null, text.slice(0, 40));
});

test("a typed number is read in the unit of the screen and kept within the ends", () => {
  assert.equal(typed("50", share), 0.5);
  assert.equal(typed("12,5", share), 0.125);
  for (const text of ["", "abc", "101", "-1", "1e999", "NaN"]) assert.equal(typed(text, share), null, text);
  assert.equal(onScreen(0.15000000000000002, "Share"), 15);
  assert.equal(withUnit(150e6, "Usd"), "150 M USD");
  assert.equal(aloud(150e6, "Usd"), "150 million US dollars");
  assert.equal(aloud(0.5, "Plain" as never), "0.5");
});

test("a step leads to a round value and never out of the ends", () => {
  assert.equal(snapped(0.1 + 0.2, share), 0.3);
  assert.equal(snapped(7, share), 1);
  assert.equal(snapped(-7, share), 0);
});

test("a fine step is a fifth of a step and stays within the ends", () => {
  assert.equal(finer(0.1, 1, share), 0.11);
  assert.equal(finer(0.1, -1, share), 0.09);
  assert.equal(finer(1, 1, share), 1);
  assert.equal(finer(0.005, -1, share), 0);
});

test("a scale begins at nothing and ends at a round number above everything", () => {
  assert.deepEqual(upTo(386), [0, 400]);
  assert.deepEqual(upTo(0), [0, 1]);
  for (const most of [7, 33, 1258, 1389, 0.023]) {
    const domain = upTo(most);
    assert.ok(linear(domain, [100, 0]).ticks.includes(domain[1]) && domain[1] >= most, String(domain));
  }
  assert.equal(linear([0, 10], [100, 0])(5), 50);
});

test("labels are moved apart in their order and stay inside", () => {
  const moved = apart([50, 51, 52], 15, 0, 100);
  assert.ok(moved[1]! - moved[0]! >= 15 && moved[2]! - moved[1]! >= 15);
  const low = apart([99, 98, 97], 15, 0, 100);
  assert.ok(Math.max(...low) <= 100 && low[0]! > low[1]! && low[1]! > low[2]!);
});

test("every text that the sources ask for is in the catalogue, and no source sets HTML", async () => {
  const { readdirSync } = await import("node:fs");
  const texts = JSON.parse(readFileSync("src/texts/en.json", "utf8")) as Record<string, string>;
  const files = readdirSync("src", { recursive: true }).map(String).filter((file) => /\.tsx?$/.test(file));
  const missing: string[] = [];
  for (const file of files) {
    const source = readFileSync(`src/${file}`, "utf8");
    assert.ok(!/innerHTML|dangerouslySet|document\.write|eval\(/.test(source), file);
    for (const [, name] of source.matchAll(/\bt\(\s*"([^"]+)"/g)) if (!(name! in texts)) missing.push(`${file}: ${name}`);
  }
  // Names that are put together from parts.
  for (const kind of ["ban", "licences", "quota", "duty"]) if (!(`curb.${kind}` in texts)) missing.push(kind);
  for (const it of ["isolated", "apart", "code", "firewall", "moved", "slow"]) {
    for (const name of [`connection.${it}`, `connection.${it}.is`, `connection.${it}.helps`]) if (!(name in texts)) missing.push(name);
  }
  for (const name of ["lever.found.trigger", "lever.found.money"]) if (!(name in texts)) missing.push(name);
  for (const why of ["large", "form", "lesson", "version", "words"]) if (!(`tickets.wrong.${why}` in texts)) missing.push(why);
  for (const name of ["lesson.quiz", "lesson.next", "lesson.skip", "lesson.begin"]) if (!(name in texts)) missing.push(name);
  for (const it of ["peak_price_usd_per_kg", "makers_unmet_share", "public_cost_usd", "new_mines_abroad_t_per_year"]) {
    for (const name of [`league.head.${it}`, `league.unit.${it}`, `figure.${it}`]) if (!(name in texts)) missing.push(name);
  }
  for (const it of ["prices", "supply", "cover", "reserve", "leverage", "unmet", "difference", "flows"]) if (!(`chart.name.${it}` in texts)) missing.push(it);
  for (const it of ["price", "unmet", "stock"]) if (!(`told.unit.difference.${it}` in texts)) missing.push(it);
  for (const it of ["open", "close", "play", "stop", "clear"]) if (!(`league.act.${it}` in texts)) missing.push(it);
  for (const it of ["open", "closed"]) if (!(`league.title.${it}` in texts)) missing.push(it);
  const names = readFileSync("../src/league/name.rs", "utf8");
  for (const [, list, kind] of [...names.matchAll(/const (COLOURS|SHAPES)[^=]*= \[([^\]]*)\]/g)].map((it) => [it[0], it[2]!, it[1] === "COLOURS" ? "colour" : "shape"] as const)) {
    const words = [...list.matchAll(/"(\w+)"/g)];
    assert.equal(words.length, 8);
    for (const [, word] of words) if (!(`league.${kind}.${word}` in texts)) missing.push(`${kind} ${word}`);
  }
  for (const form of ["map", "diagram"]) for (const name of [`flows.${form}`, `flows.${form}.subtitle`]) if (!(name in texts)) missing.push(name);
  for (const measure of ["price", "unmet", "stock"]) {
    for (const name of [`difference.${measure}`, `difference.${measure}.subtitle`, `difference.${measure}.button`]) if (!(name in texts)) missing.push(name);
  }
  assert.deepEqual(missing, []);
});

test("every lever, choice and driver of the shipped worlds has a text", () => {
  const texts = JSON.parse(readFileSync("src/texts/en.json", "utf8")) as Record<string, string>;
  const missing: string[] = [];
  for (const world of ["teaching/labs/one_metal", "teaching/labs/open_reserve", "teaching/labs/three_capitals", "labs/australia_japan"]) {
    // Values in raw strings are of the scenario and have ids of their own.
    const lab = readFileSync(`../../../scenarios/${world}.ron`, "utf8").replace(/r#".*?"#/gs, "").replace(/offers: \[.*?\n  \],/s, "");
    const [levers, drivers] = lab.split("drivers:");
    let lever = "";
    for (const [, isLever, id] of levers!.matchAll(/\(\s*id: ()?"(\w+)"/g)) {
      void isLever;
      const isTop = new RegExp(`id: "${id}", panel`).test(levers!);
      if (isTop) lever = id!;
      const name = isTop ? `lever.${id}` : `lever.${lever}.${id}`;
      if (!(name in texts)) missing.push(`${world}: ${name}`);
    }
    for (const [, id] of (drivers ?? "").matchAll(/id: "(\w+)"/g)) if (!(`driver.${id}` in texts)) missing.push(`${world}: driver.${id}`);
  }
  assert.deepEqual(missing, []);
});

test("what is told of the connection has the form of the contract", () => {
  const { doors, ...rest } = JSON.parse(readFileSync("../contract/connection.json", "utf8")) as Extract<Answer, { type: "connection" }>;
  const expected: typeof rest = { type: "connection", id: 9, is_lan: true, others_now: 1, others_ever: 3 };
  assert.deepEqual(rest, expected);
  const known: Door = { address: "http://192.168.178.20:8377/#c=K7M4QXP", square: ["10", "01"] };
  assert.deepEqual(doors[1], known);
});

test("a page asks sixteen times at once, then nine times a second", () => {
  const pace = new Pace();
  for (let ask = 0; ask < 16; ask += 1) {
    assert.equal(pace.wait(1000), 0);
    pace.take(1000);
  }
  // A ninth of a second for the next one.
  assert.equal(pace.wait(1000), 112);
  assert.equal(pace.wait(1112), 0);
});

test("a scale of differences has nothing in between and round ends around everything", () => {
  assert.deepEqual(spanning([[-30, 12, null]]), [-30, 20]);
  assert.deepEqual(spanning([[0, 0]]), [-1, 1]);
  assert.deepEqual(spanning([[3, 41]]), [0, 50]);
});

test("one run less another has a number where both have one", () => {
  assert.deepEqual(less([5, null, 7, 9], [2, 1, null]), [3, null, null, null]);
});

test("the caption of a picture is broken between words and loses none", () => {
  const text = "Dysprosium oxide in Japan peaks at 1.9 times its first price";
  const lines = wrapped(text, 20, (it) => it.length);
  assert.ok(lines.every((line) => line.length <= 20) && lines.length > 2, lines.join("|"));
  assert.equal(lines.join(" "), text);
  assert.deepEqual(wrapped("unbreakableword", 5, (it) => it.length), ["unbreakableword"]);
});

const flow = (from: string, to: string, tonnes: number, curb: Shown["curb"] = null): Shown => ({ flow: { good: "g", from, to, shipped_t: [tonnes] }, tonnes, curb });

test("a diagram has twelve bands at most, and all tonnes are in one of them", () => {
  const many = Array.from({ length: 30 }, (_, at) => flow(`s${at}`, "japan", 100 - at));
  const bands = bandsOf(many);
  assert.equal(bands.length, 12);
  assert.equal(bands[11]!.from, "other");
  const sum = (them: readonly { tonnes: number }[]) => them.reduce((total, it) => total + it.tonnes, 0);
  assert.equal(sum(bands), sum(many));
  // Twelve flows that all can be seen need no band for the rest; one that cannot be seen does.
  assert.equal(bandsOf(many.slice(0, 12)).every((it) => it.from !== "other"), true);
  assert.deepEqual(bandsOf([flow("china", "japan", 1000, "quota"), flow("rest", "japan", 1)]).map((it) => [it.from, it.tonnes, it.curb]), [
    ["china", 1000, "quota"],
    ["other", 1, null],
  ]);
  assert.deepEqual(bandsOf([]), []);
});

test("bands are as wide as their tonnes, between sellers on the left and buyers on the right, and half as wide in half a year", () => {
  const bands = bandsOf([flow("china", "japan", 60), flow("australia", "japan", 30), flow("japan", "rest", 10)]);
  const room = { left: 100, right: 500, top: 0, bottom: 320, gap: 10, share: 1 };
  const { ends, drawn } = laidOut(bands, room);
  // Three sellers, two gaps of 10: 300 pixels for 100 t.
  assert.deepEqual(drawn.map((it) => Math.round(it.width)), [180, 90, 30]);
  assert.deepEqual(laidOut(bands, { ...room, share: 0.5 }).drawn.map((it) => Math.round(it.width)), [90, 45, 15]);
  assert.deepEqual(ends.filter((it) => it.isSeller).map((it) => it.x), [100, 100, 100]);
  assert.deepEqual(ends.filter((it) => !it.isSeller).map((it) => Math.round(it.x + it.width)), [500, 500]);
  assert.deepEqual(laidOut([], room), { ends: [], drawn: [] });
});

test("names of the diagram are moved off each other and stay in it", () => {
  assert.deepEqual(stacked([{ at: 50, high: 20 }, { at: 52, high: 30 }], 200), [50, 75]);
  assert.deepEqual(stacked([{ at: 5, high: 20 }, { at: 95, high: 30 }], 100), [10, 85]);
});

test("arcs are as wide as the root of their tonnes, and none is too thin to see", () => {
  assert.equal(widthOf(100, 100, 12), 12);
  assert.equal(widthOf(25, 100, 12), 6);
  assert.equal(widthOf(0.01, 100, 12), 1.5);
});

test("both directions of a pair swing to different sides", () => {
  const [here, there] = [{ x: 0, y: 0 }, { x: 100, y: 0 }];
  const [out, back] = [arc(here, there, 4, 8), arc(there, here, 4, 8)];
  assert.ok(out.middle.y < -5 && back.middle.y > 5, `${out.middle.y} ${back.middle.y}`);
});

test("a frame holds all its places, and names stay inside and off each other", () => {
  const spots = [{ x: 787, y: 234 }, { x: 945, y: 220 }, { x: 910, y: 676 }, { x: 625, y: 650 }];
  const frame = framed(spots, 330, 270);
  const places = spots.map((spot) => placed(frame, spot));
  for (const { x, y } of places) assert.ok(x > 0 && x < 330 && y > 0 && y < 270, `${x} ${y}`);
  const names = named(places.map((at, place) => ({ text: `Country ${place}`, at })), frame, 7, 5);
  for (const { x, anchor } of names) {
    const left = anchor === "start" ? x : anchor === "end" ? x - 63 : x - 31.5;
    assert.ok(left >= 0 && left + 63 <= 330, `${left}`);
  }
});

test("a flow is curbed in the months of a control on its good, and by the strictest of several", () => {
  const flow = { good: "oxide", from: "china", to: "japan", shipped_t: [] };
  const curb = { from: "china", to: null, good: "oxide", kind: "licences", first_month: 6, end_month: 20 } as const;
  const ban = { ...curb, to: "japan", kind: "ban", first_month: 10 } as const;
  assert.equal(curbOf([curb, ban], flow, 0, 5), null);
  assert.equal(curbOf([curb, ban], flow, 0, 6), "licences");
  assert.equal(curbOf([curb, ban], flow, 0, 12), "ban");
  assert.equal(curbOf([curb, ban], { ...flow, to: "australia" }, 0, 12), "licences");
  assert.equal(curbOf([curb, ban], flow, 20, 30), null);
  assert.equal(curbOf([curb], { ...flow, good: "magnet" }, 0, 12), null);
});

test("a code is read with a dash, spaces and small letters, and anything else is none", () => {
  assert.equal(runCode("k7m4-qxpa"), "K7M4QXPA");
  assert.equal(runCode(" K7M4 QXPA "), "K7M4QXPA");
  for (const wrong of ["", "K7M4QXP", "K7M4QXPA2", "K7M4QXP0", "K7M4QXPI", "../../etc"]) assert.equal(runCode(wrong), null, wrong);
  assert.equal(readFragment("#c=ABCDEFG&r=K7M4QXPA").run, "K7M4QXPA");
});

test("a country has its name, and one that the world does not list its id in words", () => {
  const world = { countries: [{ id: "japan", name: "Japan" }] };
  assert.equal(countryName(world, "japan"), "Japan");
  assert.equal(countryName(world, "south_korea"), "south korea");
});

test("what is told of a league has the form of the contract", () => {
  const answer = JSON.parse(readFileSync("../contract/league.json", "utf8")) as Extract<Answer, { type: "league" }>;
  const { table, own, ...rest } = answer.league;
  const expected: typeof rest = { lesson: "02_open_the_reserve", stage: "closed", rules: 1, most_rules: 40, done: 0, of: 0 };
  assert.deepEqual(rest, expected);
  const team: Team = { colour: "blue", shape: "square" };
  assert.deepEqual(own, { team, levers: { release_trigger: 0.4 } });
  const [first, second] = table!.rows;
  const known: Omit<LeagueRow, "standing"> = { team, name: null, levers: { release_trigger: 0.4 }, is_loadable: true };
  const { standing, ...about } = first!;
  assert.deepEqual(about, known);
  assert.deepEqual([standing.runs, standing.measures.length, standing.measures[0]], [20, 4, { low: 220, median: 440, high: 880 }]);
  assert.deepEqual([second!.team, second!.name, second!.is_loadable], [null, "Never open it", false]);
});

const rowOf = (name: string, median: number | null): LeagueRow => ({
  team: null,
  name,
  levers: {},
  is_loadable: true,
  standing: { runs: 20, measures: [median === null ? null : { low: median - 1, median, high: median + 3 }] },
});

test("a rule is the levers of the league, and others that were moved are named", () => {
  const spec = { world: "w", seed: 7, levers: { licences: 0.5, release_trigger: 0.4 } };
  assert.deepEqual(ruleOf(spec, ["release_trigger", "release_rule"]), { levers: { release_trigger: 0.4 }, others: ["licences"] });
});

test("a table is sorted by one measure either way, a rule without a number is last, and unsorted it stays as it came", () => {
  const rows = [rowOf("b", 2), rowOf("none", null), rowOf("c", 3), rowOf("a", 1)];
  const names = (column: number | null, isFalling: boolean) => ordered(rows, { column, isFalling }).map((it) => it.name).join();
  assert.equal(names(0, false), "a,b,c,none");
  assert.equal(names(0, true), "c,b,a,none");
  assert.equal(names(null, true), "b,none,c,a");
});

test("ranges of a column lie on one line that holds them all", () => {
  const column = columnOf([rowOf("a", 1), rowOf("none", null), rowOf("b", 7)], 0);
  // From 0 to 10: 1 less than the first and 3 more than the last.
  assert.deepEqual(strip(column, column[1]!, 100), { low: 60, median: 70, high: 100 });
  assert.equal(strip([{ low: 5, median: 5, high: 5 }], { low: 5, median: 5, high: 5 }, 100).median, 50);
});

test("a chart is told line by line, with ends, months and a unit, and one without numbers says so", () => {
  const months = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"];
  const text = (value: number) => value.toFixed(0);
  const lines = [
    { name: "Japan", cells: [null, 2, 9, 1], text },
    { name: "China", cells: [4, 4, 4, 4], text },
    { name: "Nobody", cells: [null, null, null, null], text },
  ];
  assert.equal(
    told("Prices", "tonnes", months, lines),
    "Prices from January 2026 to April 2026, in tonnes. Japan: 2 at first, at most 9 in March 2026, at least 1 in April 2026, 1 at the end. China: 4 throughout.",
  );
  assert.equal(told("Leverage", "tonnes", [], lines.slice(2)), "Leverage: nothing to show yet.");
});
