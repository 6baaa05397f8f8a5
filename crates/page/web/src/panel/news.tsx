// What happened, in the model's own sentences, by kind and by who acts, with a question for each price.

import { signal } from "@preact/signals";
import { month as cursor, why } from "../state.ts";
import type { Course, News as Entry, World } from "../contract.ts";
import { month } from "../numbers.ts";
import { has, t } from "../texts.ts";
import { readable } from "./why.tsx";
import { countryName } from "../names.ts";

const KINDS = ["all", "policy", "price", "reserve", "plant"] as const;
const kind = signal<(typeof KINDS)[number]>("all");
/** Country that acts; nothing for everybody. */
const who = signal<string | null>(null);
const PLANT = ["opening", "investment", "closing"];
const MOST = 60;

function isShown(entry: Entry, actor: string | null): boolean {
  if (actor !== null && entry.actor !== actor) return false;
  if (kind.value === "all") return entry.kind !== "qualification";
  return kind.value === "plant" ? PLANT.includes(entry.kind) : entry.kind === kind.value;
}

export function News({ world, course }: { world: World; course: Course }) {
  const nameOf = (id: string) => countryName(world, id);
  const actors = [...new Set(course.news.flatMap((it) => it.actor ?? []))].sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
  // Who acts in one run may do nothing in the next.
  const actor = who.value !== null && actors.includes(who.value) ? who.value : null;
  const shown = course.news.filter((it) => isShown(it, actor));
  const good = world.goods[0]!;
  const moveOf = (entry: Entry) =>
    entry.kind === "price" && entry.sentence.includes(`${good.id.replaceAll("_", " ")} in ${world.importer_zone} `)
      ? course.moves.find((it) => it.good === good.id && it.zone === world.importer_zone && Math.abs(it.month - entry.month) <= 1)
      : undefined;
  return (
    <section class="chart news" aria-labelledby="news-title">
      <h3 id="news-title">{t("news.title")}</h3>
      <p class="subtitle">
        {t("news.subtitle")}
        <span class="tools" role="group" aria-label={t("news.filter")}>
          {KINDS.map((it) => (
            <button type="button" key={it} aria-pressed={kind.value === it} onClick={() => (kind.value = it)}>
              {t(`news.${it}`)}
            </button>
          ))}
        </span>
        <label class="who">
          {t("news.who")}{" "}
          <select value={actor ?? ""} onChange={(event) => (who.value = event.currentTarget.value === "" ? null : event.currentTarget.value)}>
            <option value="">{t("news.everybody")}</option>
            {actors.map((it) => (
              <option key={it} value={it}>
                {nameOf(it)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("news.title")}>
        <ol>
          {shown.slice(0, MOST).map((entry) => {
            const move = moveOf(entry);
            return (
              <li key={entry.id}>
                <button type="button" class="date" aria-label={t("news.jump", { when: month(entry.date) })} onClick={() => (cursor.value = entry.month)}>
                  {month(entry.date)}
                </button>
                <span class={`kind kind-${entry.kind}`}>{has(`kind.${entry.kind}`) ? t(`kind.${entry.kind}`) : entry.kind}</span>
                <span>
                  {readable(entry.sentence, world)}
                  {move !== undefined && (
                    <button type="button" class="why" aria-label={t("news.why", { when: month(entry.date) })} onClick={() => void why(move)}>
                      {t("moves.why")}
                    </button>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
        {shown.length === 0 && <p class="hint">{t("news.nothing")}</p>}
        {shown.length > MOST && <p class="hint">{t("news.more", { n: shown.length - MOST })}</p>}
      </div>
    </section>
  );
}
