// A lesson beside the lab: one step at a time, a guess before the answer, five questions at the end.

import { useSignal } from "@preact/signals";
import { lesson, lessons, put, start, spec, worldName } from "../state.ts";
import type { Lesson as Plan } from "../contract.ts";
import { t } from "../texts.ts";

export function begin(plan: Plan): void {
  lesson.value = { lesson: plan, step: 0, picked: null };
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
  if (step < 0 || step > now.lesson.steps.length) return;
  lesson.value = { ...now, step, picked: null };
  enter(now.lesson, step, false);
}

export function Lesson() {
  const now = lesson.value;
  if (now === null) return null;
  const { steps } = now.lesson;
  const step = steps[now.step];
  return (
    <section class="lesson" aria-label={now.lesson.title}>
      <header>
        <h2>{now.lesson.title}</h2>
        <button type="button" class="close" aria-label={t("lesson.leave")} onClick={() => (lesson.value = null)}>
          ×
        </button>
      </header>
      {step === undefined ? (
        <Quiz plan={now.lesson} />
      ) : (
        <div aria-live="polite">
          <p class="progress">{t("lesson.step", { at: now.step + 1, of: steps.length, minutes: step.minutes })}</p>
          <h3>{step.title}</h3>
          <p>{step.text}</p>
          {step.predict !== null && (
            <fieldset class="predict">
              <legend>{step.predict.question}</legend>
              {step.predict.options.map((option, at) => (
                <label key={option}>
                  <input
                    type="radio"
                    name={`predict-${now.step}`}
                    checked={now.picked === at}
                    onChange={() => (lesson.value = { ...now, picked: at })}
                  />
                  {option}
                </label>
              ))}
              {now.picked !== null && (
                <p class="reveal" role="status">
                  {step.predict.reveal}
                </p>
              )}
            </fieldset>
          )}
        </div>
      )}
      <p class="steps">
        <button type="button" disabled={now.step === 0} onClick={() => go(-1)}>
          {t("lesson.back")}
        </button>
        <button type="button" class="primary" disabled={step === undefined || (step.predict !== null && now.picked === null)} onClick={() => go(1)}>
          {now.step + 1 >= steps.length ? t("lesson.quiz") : t("lesson.next")}
        </button>
      </p>
    </section>
  );
}

function Quiz({ plan }: { plan: Plan }) {
  const picks = useSignal<readonly (number | null)[]>(plan.quiz.map(() => null));
  const right = plan.quiz.filter((it, at) => picks.value[at] === it.right).length;
  return (
    <div class="quiz">
      <h3>{t("quiz.title")}</h3>
      {plan.quiz.map((it, at) => (
        <fieldset key={it.question}>
          <legend>{it.question}</legend>
          {it.options.map((option, choice) => (
            <label key={option}>
              <input
                type="radio"
                name={`quiz-${at}`}
                checked={picks.value[at] === choice}
                onChange={() => (picks.value = picks.value.map((pick, place) => (place === at ? choice : pick)))}
              />
              {option}
            </label>
          ))}
          {picks.value[at] !== null && (
            <p class="reveal" role="status">
              {t(picks.value[at] === it.right ? "quiz.right" : "quiz.wrong")} {it.because}
            </p>
          )}
        </fieldset>
      ))}
      <p>{t("quiz.score", { right, of: plan.quiz.length })}</p>
    </div>
  );
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
    </details>
  );
}
