// Exit tickets: a file that says what was answered and by nobody, and what many of them say together.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lesson } from "../../src/contract.ts";
import { cells, gains, guessed, joined, means, read, written, type Ticket } from "../../src/ticket.ts";

const step = { title: "", text: "", minutes: 1, run: null, shows_league: false, levers: [] };
const lesson: Lesson = {
  id: "01_two_prices",
  title: "1. One metal, two prices",
  goal: "",
  world: "one_metal",
  minutes: 5,
  league: null,
  steps: [{ ...step, predict: null }, { ...step, predict: { question: "When?", options: ["At once", "Later, or \"never\""], reveal: "" } }],
  quiz: [
    { question: "Where, and why?", options: ["Here, now", "There"], right: 1, because: "" },
    { question: "How long?", options: ["A week", "A year"], right: 0, because: "" },
  ],
};

const ticket = (id: string, before: Ticket["before"], after: Ticket["after"], guesses: Ticket["guesses"] = {}): Ticket => ({
  id,
  lesson: lesson.id,
  world: "one_metal",
  seed: 7,
  scenario: "f00d",
  program: "0.1.0",
  before,
  after,
  guesses,
});

test("a ticket says on its own what was asked, answered, right and with which program, and comes back as it went", () => {
  const own = ticket("K7M4QXPA", [0, null], [1, 1], { 1: 1 });
  const text = written(lesson, own);
  assert.equal(
    text,
    [
      "# Exit ticket: 1. One metal, two prices",
      "# ticket K7M4QXPA; lesson 01_two_prices; world one_metal; seed 7; scenario f00d; program 0.1.0",
      "# Right before: 0 of 2. Right after: 1 of 2.",
      "# No name is in this file. A guess was made before the lesson showed what the model does.",
      "kind,number,question,before,after,right_answer,before_points,after_points",
      'question,1,"Where, and why?","Here, now",There,There,0,1',
      "question,2,How long?,,A year,A week,,0",
      'guess,2,When?,"Later, or ""never""",,,,',
      "",
    ].join("\n"),
  );
  assert.deepEqual(read(text, [lesson]), { plan: lesson, ticket: own });
  // As a table program on another system writes it.
  assert.deepEqual(read(`\uFEFF${text.replaceAll("\n", "\r\n")}`, [lesson]), { plan: lesson, ticket: own });
});

test("a ticket of who skipped the questions before says that they were not asked", () => {
  assert.ok(written(lesson, ticket("K7M4QXPA", [null, null], [1, 0])).includes("# Right before: not asked. Right after: 2 of 2."));
});

test("a file with a word that is not of the lesson is no ticket, whatever its points say", () => {
  const text = written(lesson, ticket("K7M4QXPA", [0, 0], [1, 1]));
  assert.equal(read("", [lesson]), "form");
  assert.equal(read("name,points\nAda,5\n", [lesson]), "form");
  assert.equal(read(text, []), "lesson");
  assert.equal(read(text.replace("How long?", "=HYPERLINK(1)"), [lesson]), "version");
  assert.equal(read(text.replace("A year", "<b>Ada</b>"), [lesson]), "words");
  assert.equal(read(text.replace("question,2", "question,9"), [lesson]), "version");
  assert.equal(read(text.replace("0.1.0", "=1+1"), [lesson]), "form");
  assert.equal(read("#".repeat(20_001), [lesson]), "large");
  const raised = text.replace(/,0,1$/m, ",1,1");
  assert.ok(raised !== text);
  assert.deepEqual(read(raised, [lesson]), read(text, [lesson]));
});

test("gains are counted over those who answered both times, question by question", () => {
  const tickets = [ticket("AAAAAAAA", [0, 0], [1, 0]), ticket("BBBBBBBB", [0, 0], [1, 1]), ticket("CCCCCCCC", [1, null], [0, 0]), ticket("DDDDDDDD", [null, null], [1, 0])];
  assert.deepEqual(gains(lesson, tickets), [
    { question: "Where, and why?", students: 3, before: 1, after: 2, learnt: 2, unlearnt: 1 },
    { question: "How long?", students: 2, before: 2, after: 1, learnt: 0, unlearnt: 1 },
  ]);
  assert.deepEqual(means(lesson, tickets), { students: 2, before: 1, after: 1.5 });
  assert.equal(means(lesson, tickets.slice(2)), null);
});

test("guesses are counted by option", () => {
  const tickets = [ticket("AAAAAAAA", [], [], { 1: 1 }), ticket("BBBBBBBB", [], [], { 1: 1 }), ticket("CCCCCCCC", [], [])];
  assert.deepEqual(guessed(lesson, tickets), [{ question: "When?", options: [{ text: "At once", students: 0 }, { text: "Later, or \"never\"", students: 2 }] }]);
});

test("joined tickets are one tidy table in an order that says nothing about who came first", () => {
  const all = ["KKKKKKKK", "BBBBBBBB"].map((id) => ({ plan: lesson, ticket: ticket(id, [0, 0], [1, 0], { 1: 0 }) }));
  const lines = joined(all, "0.1.0").trimEnd().split("\n");
  assert.deepEqual(lines.slice(0, 3), [
    "# Monazite 0.1.0; 2 exit tickets; no names",
    "ticket,lesson,world,seed,scenario,program,kind,number,question,before,after,right_answer,before_points,after_points",
    'BBBBBBBB,01_two_prices,one_metal,7,f00d,0.1.0,question,1,"Where, and why?","Here, now",There,There,0,1',
  ]);
  assert.equal(lines.length, 2 + 2 * 3);
  assert.ok(lines.slice(1).every((line) => cells(line).length === 14));
});
