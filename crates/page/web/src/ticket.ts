// The exit ticket: what one student answered before and after a lesson, as a table that can be read on its own, and what many
// of them say together. A ticket has no name in it and no text but that of the lesson, so one that is opened is checked
// against the lesson word by word, and its points are counted anew.

import type { Lesson } from "./contract.ts";
import { quoted } from "./csv.ts";

/** Places of the options that were picked, one for each question. */
export type Picks = readonly (number | null)[];

export interface Ticket {
  /** Eight letters drawn for one way through a lesson, so that a file that is opened twice counts once. */
  id: string;
  lesson: string;
  world: string;
  seed: number;
  /** Hash of the world before any lever is moved. */
  scenario: string;
  program: string;
  before: Picks;
  after: Picks;
  /** By the place of the step that asked. */
  guesses: Readonly<Record<number, number>>;
}

/** Why a file is no ticket. */
export type Wrong = "large" | "form" | "lesson" | "version" | "words";

const HEADER = "kind,number,question,before,after,right_answer,before_points,after_points";
const JOINED_HEADER = `ticket,lesson,world,seed,scenario,program,${HEADER}`;
const HEAD = /^# ticket ([A-HJKMNP-Z2-9]{8}); lesson (\w{1,40}); world (\w{1,64}); seed (\d{1,16}); scenario ([0-9a-f]{0,64}); program (\d[0-9A-Za-z.+-]{0,39})$/;
const MOST_LENGTH = 20_000;
export const ID_LENGTH = 8;
export const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** How many picks are right; one that was not made is not. */
export function score(plan: Lesson, picks: Picks): number {
  return plan.quiz.filter((it, at) => picks[at] === it.right).length;
}

function points(right: number, pick: number | null | undefined): string {
  return pick === null || pick === undefined ? "" : pick === right ? "1" : "0";
}

function rows(plan: Lesson, ticket: Ticket): string[][] {
  const answers = plan.quiz.map((it, at) => {
    const text = (pick: number | null | undefined) => (pick === null || pick === undefined ? "" : (it.options[pick] ?? ""));
    const [before, after] = [ticket.before[at], ticket.after[at]];
    return ["question", String(at + 1), it.question, text(before), text(after), it.options[it.right] ?? "", points(it.right, before), points(it.right, after)];
  });
  const guesses = plan.steps.flatMap((step, at) => {
    const guess = ticket.guesses[at];
    return step.predict === null || guess === undefined ? [] : [["guess", String(at + 1), step.predict.question, step.predict.options[guess] ?? "", "", "", "", ""]];
  });
  return [...answers, ...guesses];
}

/** The ticket as a file. */
export function written(plan: Lesson, ticket: Ticket): string {
  const of = plan.quiz.length;
  const asked = ticket.before.some((it) => it !== null);
  return `${[
    `# Exit ticket: ${plan.title}`,
    `# ticket ${ticket.id}; lesson ${ticket.lesson}; world ${ticket.world}; seed ${ticket.seed}; scenario ${ticket.scenario}; program ${ticket.program}`,
    `# Right before: ${asked ? `${score(plan, ticket.before)} of ${of}` : "not asked"}. Right after: ${score(plan, ticket.after)} of ${of}.`,
    "# No name is in this file. A guess was made before the lesson showed what the model does.",
    HEADER,
    ...rows(plan, ticket).map((cells) => cells.map(quoted).join(",")),
  ].join("\n")}\n`;
}

/** The cells of a line of CSV. */
export function cells(line: string): string[] {
  const found: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at]!;
    if (isQuoted && sign === '"' && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === "," && !isQuoted) {
      found.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...found, cell];
}

/** Reads a ticket; every word of it has to be one of the lesson that it names. */
export function read(text: string, lessons: readonly Lesson[]): { plan: Lesson; ticket: Ticket } | Wrong {
  if (text.length > MOST_LENGTH) return "large";
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/).filter((line) => line !== "");
  const head = lines.map((line) => HEAD.exec(line)).find((it) => it !== null);
  const start = lines.indexOf(HEADER);
  if (head === undefined || start < 0) return "form";
  const [, id, name, world, seed, scenario, program] = head as unknown as string[];
  const plan = lessons.find((it) => it.id === name);
  if (plan === undefined) return "lesson";
  const before: (number | null)[] = plan.quiz.map(() => null);
  const after = [...before];
  const guesses: Record<number, number> = {};
  for (const line of lines.slice(start + 1)) {
    const [kind, number, question, first, second] = cells(line);
    const at = Number(number) - 1;
    const asked = kind === "question" ? plan.quiz[at] : kind === "guess" ? plan.steps[at]?.predict : null;
    if (asked === undefined || asked === null || asked.question !== question) return "version";
    const [one, other] = [first ?? "", second ?? ""].map((it) => (it === "" ? null : asked.options.indexOf(it)));
    if (one === -1 || other === -1) return "words";
    if (kind === "question") [before[at], after[at]] = [one ?? null, other ?? null];
    else if (one !== null && one !== undefined) guesses[at] = one;
  }
  return { plan, ticket: { id: id!, lesson: name!, world: world!, seed: Number(seed), scenario: scenario!, program: program!, before, after, guesses } };
}

export interface Gain {
  question: string;
  /** Students who answered it both times: only they are counted. */
  students: number;
  before: number;
  after: number;
  /** Wrong before and right after, and the other way round. */
  learnt: number;
  unlearnt: number;
}

/** What became of each question, over those who answered it both times. */
export function gains(plan: Lesson, tickets: readonly Ticket[]): Gain[] {
  return plan.quiz.map((it, at) => {
    const both = tickets.filter((ticket) => ticket.before[at] !== null && ticket.after[at] !== null);
    const was = (ticket: Ticket) => ticket.before[at] === it.right;
    const is = (ticket: Ticket) => ticket.after[at] === it.right;
    return {
      question: it.question,
      students: both.length,
      before: both.filter(was).length,
      after: both.filter(is).length,
      learnt: both.filter((ticket) => !was(ticket) && is(ticket)).length,
      unlearnt: both.filter((ticket) => was(ticket) && !is(ticket)).length,
    };
  });
}

/** Mean scores of those who answered everything both times; nothing where nobody did. */
export function means(plan: Lesson, tickets: readonly Ticket[]): { students: number; before: number; after: number } | null {
  const whole = tickets.filter((ticket) => ![...ticket.before, ...ticket.after].includes(null));
  const mean = (of: (ticket: Ticket) => Picks) => whole.reduce((sum, ticket) => sum + score(plan, of(ticket)), 0) / whole.length;
  return whole.length === 0 ? null : { students: whole.length, before: mean((it) => it.before), after: mean((it) => it.after) };
}

/** How often each option was guessed, by step. */
export function guessed(plan: Lesson, tickets: readonly Ticket[]): { question: string; options: { text: string; students: number }[] }[] {
  return plan.steps.flatMap((step, at) =>
    step.predict === null
      ? []
      : [{ question: step.predict.question, options: step.predict.options.map((text, option) => ({ text, students: tickets.filter((it) => it.guesses[at] === option).length })) }],
  );
}

/** Many tickets as one tidy table, in the order of their letters, which says nothing about who came first. */
export function joined(all: readonly { plan: Lesson; ticket: Ticket }[], program: string): string {
  const ordered = [...all].sort((one, other) => (one.ticket.lesson + one.ticket.id < other.ticket.lesson + other.ticket.id ? -1 : 1));
  const lines = ordered.flatMap(({ plan, ticket }) => {
    const of = [ticket.id, ticket.lesson, ticket.world, String(ticket.seed), ticket.scenario, ticket.program];
    return rows(plan, ticket).map((it) => [...of, ...it].map(quoted).join(","));
  });
  return `# Monazite ${program}; ${all.length} exit tickets; no names\n${JOINED_HEADER}\n${lines.map((line) => `${line}\n`).join("")}`;
}
