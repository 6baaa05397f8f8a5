// A lesson beside the lab: five questions, one step at a time, a guess before the answer, and the questions again.

import { useEffect, useRef } from "preact/hooks";
import { answersOf, beginLesson, takeUp } from "../answers.ts";
import { isHost, lesson, lessons, put, start, spec, worldName } from "../state.ts";
import type { Lesson as Plan } from "../contract.ts";
import { t } from "../texts.ts";
import { focusSoon } from "./focus.ts";
import { After, Before, Predict } from "./quiz.tsx";
import { areTicketsOpen } from "./tickets.tsx";

/** The place of the questions before the first step. */
const BEFORE = -1;

export function begin(plan: Plan): void {
  lesson.value = { lesson: plan, step: takeUp(plan).isBegun ? 0 : BEFORE, picked: null };
  enter(plan, 0, true);
}

function enter(plan: Plan, step: number, isFirst: boolean): void {
  const run = plan.steps[step]?.run;
  if (run === null || run === undefined) return;
  if (isFirst || worldName.value !== run.world) start(run);
  else put({ ...run, seed: spec.value.seed });
}

function go(by: number): void {
  const now = lesson.value;
  if (now === null) return;
  const step = now.step + by;
  if (step < BEFORE || step > now.lesson.steps.length) return;
  if (now.step === BEFORE) beginLesson(now.lesson);
  lesson.value = { ...now, step, picked: null };
  enter(now.lesson, step, false);
  window.setTimeout(showHeading, 0);
}

/** A long list of questions gives way to a short step, whose heading is what to see next: below the price where that sticks. */
function showHeading(): void {
  const chart = document.querySelector("#chart-prices");
  const covered = chart !== null && getComputedStyle(chart).position === "sticky" ? Math.max(0, chart.getBoundingClientRect().bottom) : 0;
  const top = document.querySelector(".lesson")?.getBoundingClientRect().top ?? covered;
  if (top < covered) window.scrollBy(0, top - covered);
}

function leave(): void {
  lesson.value = null;
  focusSoon(".begin > summary");
}

export function Lesson() {
  const now = lesson.value;
  const section = useRef<HTMLElement>(null);
  const place = now === null ? null : `${now.lesson.id} ${now.step}`;
  // Whoever goes on with the keyboard or by ear goes on at the heading of what is new.
  useEffect(() => section.current?.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true }), [place]);
  if (now === null) return null;
  const { steps } = now.lesson;
  const step = steps[now.step];
  const isGuessOpen = step !== undefined && step.predict !== null && answersOf(now.lesson).guesses[now.step] === undefined;
  return (
    <section class="lesson" aria-label={t("lesson")} ref={section}>
      <header>
        <h2>{now.lesson.title}</h2>
        <button type="button" class="close" aria-label={t("lesson.leave")} onClick={leave}>
          ×
        </button>
      </header>
      {now.step === BEFORE ? (
        <Before plan={now.lesson} />
      ) : step === undefined ? (
        <After plan={now.lesson} />
      ) : (
        <div key={now.step}>
          <p class="progress" id="lesson-progress">{t("lesson.step", { at: now.step + 1, of: steps.length, minutes: step.minutes })}</p>
          <h3 tabIndex={-1} aria-describedby="lesson-progress">
            {step.title}
          </h3>
          <p>{step.text}</p>
          <Predict key={now.step} plan={now.lesson} step={step} at={now.step} />
        </div>
      )}
      <p class="steps">
        <button type="button" disabled={now.step === BEFORE} onClick={() => go(-1)}>
          {t("lesson.back")}
        </button>
        <button type="button" class="primary" disabled={now.step >= steps.length || isGuessOpen} onClick={() => go(1)}>
          {t(nextOf(now.lesson, now.step))}
        </button>
      </p>
    </section>
  );
}

/** What the button onwards says. */
function nextOf(plan: Plan, step: number): string {
  if (step !== BEFORE) return step + 1 >= plan.steps.length ? "lesson.quiz" : "lesson.next";
  const { before, isBegun } = answersOf(plan);
  if (isBegun) return "lesson.next";
  return before.every((it) => it === null) ? "lesson.skip" : "lesson.begin";
}

/** The ways to begin, as cards. */
export function Begin() {
  return (
    <details class="begin">
      <summary>
        <span>{t("begin.title")}</span>
      </summary>
      <ul>
        {lessons.value.map((plan) => (
          <li key={plan.id}>
            <button type="button" onClick={() => begin(plan)}>
              <b>{plan.title}</b>
              <span>{plan.goal}</span>
              <span class="hint">{t("begin.minutes", { minutes: plan.minutes })}</span>
            </button>
          </li>
        ))}
      </ul>
      {isHost.value && (
        <button type="button" class="quiet" onClick={() => (areTicketsOpen.value = true)} title={t("tickets.button.title")}>
          {t("tickets.button")}
        </button>
      )}
    </details>
  );
}
