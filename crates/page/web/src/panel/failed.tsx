// A run that has no end: when and why, that nobody did wrong, and a report to copy. The charts keep the last good run.

import { report } from "../fault.ts";
import { longMonth } from "../numbers.ts";
import { course, failure, program, put, said, shownSpec, world } from "../state.ts";
import { t } from "../texts.ts";

const LINES = 7;

/** The month in which it ended, in words; nothing where it did not begin. */
function when(month: number | null): string | null {
  if (month === null || month === 0) return null;
  const date = course.value?.months[month];
  return date === undefined ? t("failure.when", { month: month + 1 }) : t("failure.when.date", { month: month + 1, date: longMonth(date) });
}

export function Failed() {
  const now = failure.value;
  const at = world.value;
  if (now === null || at === null) return null;
  const last = shownSpec.value;
  const isGoodShown = course.value !== null && last !== null && last.world === now.spec.world;
  const month = when(now.month);
  const what =
    now.code === "refused"
      ? t("failure.refused", { detail: now.detail })
      : month === null
        ? t(now.code === "stopped" ? "failure.stopped.begin" : "failure.failed.begin")
        : t(now.code === "stopped" ? "failure.stopped" : "failure.failed", { when: month });
  return (
    <section class="failed" role="alert">
      <p>
        <strong>{what}</strong> {now.code === "failed" && t("failure.why", { detail: now.detail })} {isGoodShown && t("failure.kept")}
      </p>
      {isGoodShown && (
        <button type="button" onClick={() => put(last)}>
          {t("failure.back")}
        </button>
      )}
      {now.code === "failed" && <Report text={report({ spec: now.spec, program: program.value, hash: at.hash, month: now.month, detail: now.detail })} />}
    </section>
  );
}

/** The report in a field, since only some pages may write to the clipboard: one over plain HTTP in a network may not. */
function Report({ text }: { text: string }) {
  const isCopying = typeof navigator.clipboard?.writeText === "function";
  return (
    <>
      {isCopying && (
        <button type="button" onClick={() => void navigator.clipboard.writeText(text).then(() => (said.value = t("failure.copied")))}>
          {t("failure.copy")}
        </button>
      )}
      <details class="report">
        <summary>{t("failure.report")}</summary>
        <textarea readOnly rows={LINES} aria-label={t("failure.report")} value={text} onFocus={(event) => event.currentTarget.select()} />
        <p class="hint">{t("failure.help")}</p>
      </details>
    </>
  );
}
