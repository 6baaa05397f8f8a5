// Why a price moved: what led to it, and what each driver did to it by reruns on the same draws.

import { asked, course, why } from "../state.ts";
import type { TraceStep, WhyAnswer, World } from "../contract.ts";
import { longMonth, month, percent, short, signed } from "../numbers.ts";
import { has, t } from "../texts.ts";
import { countryName } from "../names.ts";
import { useHeading } from "./focus.ts";

export function Why({ world }: { world: World }) {
  const now = asked.value;
  const heading = useHeading(now !== null, now === null ? null : `${now.move.zone} ${now.move.month} ${now.isShapley}`);
  if (now === null) return null;
  const zone = world.zones.find((it) => it.id === now.move.zone)?.name ?? now.move.zone;
  const date = course.value?.months[now.move.month] ?? "";
  const title = t("why.title", { zone, change: signed(now.move.change_share, percent), when: longMonth(date) });
  return (
    <aside class="why-panel" aria-label={t("why.name")}>
      <header>
        <h2 tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <button type="button" class="close" aria-label={t("why.close")} onClick={() => (asked.value = null)}>
          ×
        </button>
      </header>
      {now.error !== "" && <p role="alert">{t("why.error", { detail: now.error })}</p>}
      {now.error === "" && (
        <p aria-live="polite" class={now.answer === null ? undefined : "hidden"}>
          {now.answer === null ? t("why.waiting") : inShort(now.answer)}
        </p>
      )}
      {now.answer !== null && (
        <>
          <Trace answer={now.answer} world={world} />
          <Shares answer={now.answer} />
          {!now.isShapley && (
            <button type="button" onClick={() => void why(now.move, true)}>
              {t("why.shapley")}
            </button>
          )}
          <p class="hint">{t("why.about_model")}</p>
        </>
      )}
    </aside>
  );
}

function driverName(driver: string): string {
  return has(`driver.${driver}`) ? t(`driver.${driver}`) : driver.replaceAll("_", " ");
}

/** That the answer is there, and its largest part. */
function inShort({ attribution }: WhyAnswer): string {
  const [first, ...others] = attribution.parts;
  if (first === undefined) return t("why.ready");
  const most = others.reduce((best, it) => (Math.abs(it.usd_per_kg) > Math.abs(best.usd_per_kg) ? it : best), first);
  return t("why.ready_most", { driver: driverName(most.driver), change: signed(most.usd_per_kg, (value) => short(value)) });
}

function Trace({ answer, world }: { answer: WhyAnswer; world: World }) {
  const steps = answer.trace?.steps ?? [];
  return (
    <section>
      <h3>{t("why.trace")}</h3>
      <ol class="trace">
        {steps.map((step, at) => (
          <li key={at} class={at === steps.length - 1 ? "end" : ""}>
            <p>{inWords(step, world)}</p>
            <p class="rule">
              {t(`rule.${step.rule}`)}
              {step.source !== null && <span class="source"> {t("why.source", { source: step.source })}</span>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function inWords(step: TraceStep, world: World): string {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(step.values)) {
    values[name] = typeof value === "number" ? short(value) : value;
  }
  if (typeof step.values.change === "number") values.change = signed(step.values.change, percent);
  if (typeof step.values.date === "string") values.date = month(step.values.date);
  if (typeof step.values.zone === "string") values.zone = world.zones.find((it) => it.id === step.values.zone)?.name ?? step.values.zone;
  if (typeof step.values.sentence === "string") values.sentence = readable(step.values.sentence, world);
  values.importer = countryName(world, world.importer);
  values.origin = countryName(world, world.origin);
  return t(`trace.${step.rule}`, values);
}

const names = new Map<string, [RegExp, string][]>();

/** Ids of a world as they stand in sentences, with their names; made once. */
function namesOf(world: World): [RegExp, string][] {
  const known = names.get(world.name);
  if (known !== undefined) return known;
  const made = [...world.countries, ...world.zones].map((it): [RegExp, string] => [new RegExp(`\\b${it.id}\\b`, "g"), it.name]);
  names.set(world.name, made);
  return made;
}

/** A sentence of the model with names for people. */
export function readable(sentence: string, world: World): string {
  let text = sentence.replace(/ \([a-z0-9_]+\)(?=$|[.,;])/g, "").replaceAll("_", " ");
  for (const [id, name] of namesOf(world)) text = text.replace(id, name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Shares({ answer }: { answer: WhyAnswer }) {
  const { attribution, trace } = answer;
  const rest = { driver: attribution.is_shapley ? "none" : "together", usd_per_kg: attribution.rest_usd_per_kg };
  const parts = [...attribution.parts, rest];
  const largest = Math.max(1e-9, ...parts.map((part) => Math.abs(part.usd_per_kg)));
  const months = course.value?.months ?? [];
  const from = month(months[trace?.from ?? 0] ?? "");
  const to = month(months[trace?.to ?? 0] ?? "");
  return (
    <section>
      <h3>{t("why.shares")}</h3>
      <p class="hint">
        {t("why.change", { from, to, change: signed(attribution.change_usd_per_kg, (value) => short(value)) })}{" "}
        {t(attribution.is_shapley ? "why.by_shapley" : "why.by_leaving_out", { runs: attribution.runs })}
      </p>
      <table class="shares">
        <caption class="hidden">{t("why.table")}</caption>
        <tbody>
          {parts.map((part) => (
            <tr key={part.driver}>
              <th scope="row">{driverName(part.driver)}</th>
              <td class="bar" aria-hidden="true">
                <svg width="100%" height="14" viewBox="-100 0 200 14" preserveAspectRatio="none" aria-hidden="true">
                  <line class="zero" x1="0" x2="0" y1="0" y2="14" />
                  <rect
                    class={part.usd_per_kg >= 0 ? "up" : "down"}
                    x={Math.min(0, (98 * part.usd_per_kg) / largest)}
                    width={Math.abs((98 * part.usd_per_kg) / largest)}
                    y="2"
                    height="10"
                  />
                </svg>
              </td>
              <td class="figure">{signed(part.usd_per_kg, (value) => short(value))}</td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row">{t("why.sum")}</th>
            <td aria-hidden="true" />
            <td class="figure">{signed(attribution.change_usd_per_kg, (value) => short(value))}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}
