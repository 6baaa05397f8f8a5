// What a lesson asks: the same questions before it and after it, and guesses in between. Nothing is told before an answer
// stands, and an answer stands when a button says so, so that arrow keys may walk along the options.

import { useSignal } from "@preact/signals";
import { answersOf, checkAnswers, guess, pickAfter, pickBefore, ticketOf } from "../answers.ts";
import type { Lesson, LessonStep } from "../contract.ts";
import { save } from "../save.ts";
import { score, written, type Picks } from "../ticket.ts";
import { t } from "../texts.ts";
import { focusSoon } from "./focus.ts";

interface Asked {
  plan: Lesson;
  name: string;
  picks: Picks;
  isFixed: boolean;
  isTold: boolean;
  pick: (at: number, choice: number) => void;
}

function Questions({ plan, name, picks, isFixed, isTold, pick }: Asked) {
  return (
    <>
      {plan.quiz.map((it, at) => (
        <fieldset key={it.question} disabled={isFixed}>
          <legend>
            {at + 1}. {it.question}
          </legend>
          {it.options.map((option, choice) => (
            <label key={option} class={isTold && choice === it.right ? "right" : undefined}>
              <input type="radio" name={`${name}-${at}`} checked={picks[at] === choice} onChange={() => pick(at, choice)} />
              {option}
              {isTold && choice === it.right && <span class="hidden"> {t("quiz.is_right")}</span>}
            </label>
          ))}
          {isTold && (
            <p class="reveal">
              {t(picks[at] === it.right ? "quiz.right" : "quiz.wrong")} {it.because}
            </p>
          )}
        </fieldset>
      ))}
    </>
  );
}

/** The questions before the lesson. */
export function Before({ plan }: { plan: Lesson }) {
  const now = answersOf(plan);
  return (
    <div class="quiz before">
      <h3 tabIndex={-1}>{t("quiz.before")}</h3>
      <p>{t(now.isBegun ? "quiz.before.begun" : "quiz.before.hint")}</p>
      <Questions plan={plan} name="before" picks={now.before} isFixed={now.isBegun} isTold={false} pick={(at, choice) => pickBefore(plan, at, choice)} />
    </div>
  );
}

/** The questions after the lesson, and what can be taken away. */
export function After({ plan }: { plan: Lesson }) {
  const now = answersOf(plan);
  const of = plan.quiz.length;
  const isSaved = useSignal(false);
  const wasAsked = now.before.some((it) => it !== null);
  return (
    <div class="quiz after">
      <h3 tabIndex={-1}>{t("quiz.title")}</h3>
      <Questions plan={plan} name="quiz" picks={now.after} isFixed={now.isChecked} isTold={now.isChecked} pick={(at, choice) => pickAfter(plan, at, choice)} />
      {!now.isChecked && (
        <p>
          <button type="button" class="primary" disabled={now.after.every((it) => it === null)} onClick={() => {
              checkAnswers(plan);
              focusSoon(".lesson h3");
            }}>
            {t("quiz.check")}
          </button>{" "}
          {t("quiz.answered", { n: now.after.filter((it) => it !== null).length, of })}
        </p>
      )}
      <div class="ticket">
        {now.isChecked && (
          <>
            <p role="status">
              <strong>
                {wasAsked
                  ? t("quiz.score.both", { before: score(plan, now.before), after: score(plan, now.after), of })
                  : t("quiz.score", { right: score(plan, now.after), of })}
              </strong>
            </p>
            <button
              type="button"
              onClick={() => {
                save(`ticket_${plan.id}_${now.id}.csv`, new Blob([written(plan, ticketOf(plan))], { type: "text/csv" }));
                isSaved.value = true;
              }}
            >
              {t("ticket.save")}
            </button>
            <p class="hint" aria-live="polite">{isSaved.value ? t("ticket.saved", { id: now.id }) : t("ticket.hint")}</p>
          </>
        )}
      </div>
    </div>
  );
}

/** Something to guess before it is shown. */
export function Predict({ plan, step, at }: { plan: Lesson; step: LessonStep; at: number }) {
  const picked = useSignal<number | null>(null);
  const made = answersOf(plan).guesses[at];
  const asked = step.predict;
  if (asked === null) return null;
  return (
    <div class="predict">
      <fieldset disabled={made !== undefined}>
        <legend>{asked.question}</legend>
        {asked.options.map((option, choice) => (
          <label key={option}>
            <input type="radio" name={`predict-${at}`} checked={(made ?? picked.value) === choice} onChange={() => (picked.value = choice)} />
            {option}
          </label>
        ))}
      </fieldset>
      {made === undefined && (
        <button type="button" class="primary" disabled={picked.value === null} onClick={() => {
            if (picked.value === null) return;
            guess(plan, at, picked.value);
            focusSoon(".lesson h3");
          }}>
          {t("lesson.guess")}
        </button>
      )}
      <p class={made === undefined ? "hint" : "reveal"} aria-live="polite">
        {made === undefined ? t("lesson.guess.hint") : asked.reveal}
      </p>
    </div>
  );
}
