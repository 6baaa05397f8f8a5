// What the visitor answers in a lesson: the questions before it and after it, and the guesses in between. It is kept in the
// memory of the page alone, and leaves it as a file that the visitor saves.

import { signal } from "@preact/signals";
import type { Lesson } from "./contract.ts";
import { program, spec, world } from "./state.ts";
import { ID_LENGTH, LETTERS, type Picks, type Ticket } from "./ticket.ts";

export interface Answers {
  id: string;
  before: Picks;
  /** Whether the lesson has begun: from then on the answers before it stand. */
  isBegun: boolean;
  after: Picks;
  /** Whether the answers after it were compared with the right ones: from then on they stand too. */
  isChecked: boolean;
  guesses: Readonly<Record<number, number>>;
}

/** By lesson, so that who leaves a lesson and comes back goes on. */
const all = signal<Readonly<Record<string, Answers>>>({});

function blank(plan: Lesson): Answers {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  const id = [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  const none = plan.quiz.map(() => null);
  return { id, before: none, isBegun: false, after: none, isChecked: false, guesses: {} };
}

/** Takes up a lesson where it was left; one that was gone through to its end begins anew. */
export function takeUp(plan: Lesson): Answers {
  const kept = all.value[plan.id];
  const now = kept === undefined || kept.isChecked ? blank(plan) : kept;
  all.value = { ...all.value, [plan.id]: now };
  return now;
}

export function answersOf(plan: Lesson): Answers {
  return all.value[plan.id] ?? takeUp(plan);
}

function change(plan: Lesson, by: Partial<Answers>): void {
  all.value = { ...all.value, [plan.id]: { ...answersOf(plan), ...by } };
}

const put = (picks: Picks, at: number, choice: number) => picks.map((pick, place) => (place === at ? choice : pick));

export function pickBefore(plan: Lesson, at: number, choice: number): void {
  change(plan, { before: put(answersOf(plan).before, at, choice) });
}

export function pickAfter(plan: Lesson, at: number, choice: number): void {
  change(plan, { after: put(answersOf(plan).after, at, choice) });
}

export function beginLesson(plan: Lesson): void {
  change(plan, { isBegun: true });
}

export function checkAnswers(plan: Lesson): void {
  change(plan, { isChecked: true });
}

export function guess(plan: Lesson, step: number, choice: number): void {
  change(plan, { guesses: { ...answersOf(plan).guesses, [step]: choice } });
}

export function ticketOf(plan: Lesson): Ticket {
  const { id, before, after, guesses } = answersOf(plan);
  const { seed } = spec.value;
  return { id, lesson: plan.id, world: plan.world, seed, scenario: world.value?.hash ?? "", program: program.value, before, after, guesses };
}
