// The league of a lesson: teams hand in a rule each, the teacher plays all of them on luck that nobody has tuned on, and the
// table says where each stands, measure by measure. There is no total score, here or on the server.

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Act, LeagueCard, LeagueRow, Lesson } from "../contract.ts";
import { columnOf, ordered, ruleOf, strip, type Order } from "../league.ts";
import { short, withUnit } from "../numbers.ts";
import { heard, isHost, isLeagueShown, lesson, put, said, setSeed, spec, view, wire, world } from "../state.ts";
import { has, t } from "../texts.ts";
import { connection } from "../wire.ts";
import { Mark, teamName } from "./mark.tsx";

/** How often it looks where the league is: often while it is played. */
const LOOK_MS = 2000;
const LOOK_PLAYING_MS = 500;
const STRIP = 100;

/** The measures, in the order of the server, and how their numbers are written. */
const MEASURES: readonly { id: string; text: (value: number) => string }[] = [
  { id: "peak_price_usd_per_kg", text: short },
  { id: "makers_unmet_share", text: (value) => (100 * value).toFixed(1) },
  { id: "public_cost_usd", text: (value) => (value / 1e6).toFixed(1).replace("-", "−") },
  { id: "new_mines_abroad_t_per_year", text: short },
];

const card = signal<LeagueCard | null>(null);
const order = signal<Order>({ column: null, isFalling: false });

/** A token outlives a reload of the page, and no more: it goes with the tab. */
function tokenName(of: string): string {
  return `league ${of}`;
}

function tokenOf(of: string): string | null {
  try {
    return window.sessionStorage.getItem(tokenName(of));
  } catch {
    return null;
  }
}

async function look(of: string): Promise<void> {
  if (connection.value !== "open") return;
  try {
    card.value = (await wire.league(of, tokenOf(of))).league;
  } catch {
    // The socket was lost: the notice on top says so, and the next look asks again.
  }
}

function failed(error: unknown): void {
  const { message, cause } = error as Error;
  const name = `league.refused.${String(cause)}`;
  said.value = has(name) ? t(name) : t("league.failed", { detail: message });
}

async function submit(plan: Lesson): Promise<void> {
  const { levers } = ruleOf(spec.value, plan.league!.levers);
  try {
    const answer = await wire.submit(plan.id, tokenOf(plan.id), { ...spec.value, levers });
    if (answer.token !== null) {
      try {
        window.sessionStorage.setItem(tokenName(plan.id), answer.token);
      } catch {
        // Without storage a reload makes another team of this one.
      }
    }
    card.value = answer.league;
    const own = answer.league.own;
    if (own !== null) said.value = t("league.handed_in", { team: teamName(own.team) });
  } catch (error) {
    failed(error);
  }
}

async function conduct(plan: Lesson, act: Act): Promise<void> {
  try {
    card.value = { ...(await wire.conduct(plan.id, act)).league, own: card.value?.own ?? null };
    await look(plan.id);
  } catch (error) {
    failed(error);
  }
}

/** The league of the lesson, at the steps that show it. */
export function League() {
  const plan = lesson.value?.lesson ?? null;
  const isShown = plan !== null && isLeagueShown.value && (view.value === "all" || view.value === "league");
  const id = plan?.id ?? "";
  const isPlaying = card.value?.stage === "playing";
  useEffect(() => {
    if (!isShown) return;
    void look(id);
    const clock = window.setInterval(() => void look(id), isPlaying ? LOOK_PLAYING_MS : LOOK_MS);
    return () => window.clearInterval(clock);
  }, [isShown, id, isPlaying]);
  const wasPlaying = useRef(false);
  useEffect(() => {
    const now = card.value;
    if (wasPlaying.current && !isPlaying && now !== null && now.table !== null) heard.value = t("league.heard", { title: titleOf(now) });
    wasPlaying.current = isPlaying;
  }, [isPlaying]);
  if (!isShown || plan === null || card.value === null || card.value.lesson !== id) return null;
  return (
    <section class="chart league" aria-labelledby="league-title">
      <h3 id="league-title">{titleOf(card.value)}</h3>
      <p class="subtitle">{t("league.subtitle")}</p>
      <Tune plan={plan} now={card.value} />
      {isHost.value && <Conduct plan={plan} now={card.value} />}
      {isPlaying && <progress aria-label={titleOf(card.value)} max={card.value.of} value={card.value.done} />}
      {card.value.table !== null && <Table now={card.value} />}
    </section>
  );
}

function titleOf(now: LeagueCard): string {
  if (now.stage === "playing") return t("league.title.playing", { done: now.done, of: now.of });
  if (now.table !== null) return t("league.title.played", { rules: now.table.rows.length, lucks: now.table.seeds.length });
  return t(`league.title.${now.stage}`, { rules: now.rules });
}

/** A rule in words: the levers that do not stand where the scenario has them. */
function inWords(levers: LeagueRow["levers"]): string {
  const words = Object.entries(levers).map(([id, setting]) => {
    const control = world.value?.levers.find((it) => it.id === id)?.control;
    const name = has(`lever.${id}`) ? t(`lever.${id}`) : id;
    if (control !== undefined && "Slider" in control) return `${name}: ${withUnit(Number(setting), control.Slider.unit)}`;
    return `${name}: ${has(`lever.${id}.${setting}`) ? t(`lever.${id}.${setting}`) : String(setting)}`;
  });
  return words.length === 0 ? t("league.as_written") : words.join("; ");
}

/** Luck to tune on, and the rule to hand in. */
function Tune({ plan, now }: { plan: Lesson; now: LeagueCard }) {
  const { levers, others } = ruleOf(spec.value, plan.league!.levers);
  const isSame = now.own !== null && inWords(now.own.levers) === inWords(levers);
  return (
    <div class="tune">
      <p class="row">
        <span id="league-luck">{t("league.tune")}</span>
        <span role="group" aria-labelledby="league-luck">
          {plan.league!.tuning_seeds.map((seed) => (
            <button type="button" key={seed} aria-pressed={spec.value.seed === seed} onClick={() => setSeed(seed)}>
              {t("league.luck", { seed })}
            </button>
          ))}
        </span>
      </p>
      {now.stage === "open" && (
        <p class="row">
          <button type="button" class="primary" disabled={isSame} onClick={() => void submit(plan)}>
            {t(now.own === null ? "league.submit" : "league.replace")}
          </button>
          <span class="hint">{t("league.rule", { rule: inWords(levers) })}</span>
        </p>
      )}
      {now.stage === "open" && others.length > 0 && <p class="hint">{t("league.others", { n: others.length })}</p>}
      {now.own !== null && (
        <p class="own">
          <Mark team={now.own.team} /> {t("league.own", { team: teamName(now.own.team), rule: inWords(now.own.levers) })}
        </p>
      )}
    </div>
  );
}

/** What the teacher does, on the machine of the program. */
function Conduct({ plan, now }: { plan: Lesson; now: LeagueCard }) {
  const button = (act: Act, isPrimary = false) => (
    <button type="button" class={isPrimary ? "primary" : undefined} onClick={() => void conduct(plan, act)}>
      {t(`league.act.${act}`)}
    </button>
  );
  return (
    <p class="row conduct" role="group" aria-label={t("league.conduct")}>
      {now.stage === "closed" && button("open")}
      {now.stage === "open" && button("close")}
      {now.stage === "playing" ? button("stop") : button("play", true)}
      {now.stage !== "playing" && (now.rules > 0 || now.table !== null) && button("clear")}
      <span class="hint">{t("league.rules_in", { rules: now.rules, most: now.most_rules })}</span>
    </p>
  );
}

function nameOf(row: LeagueRow): string {
  return row.team === null ? (row.name ?? "") : teamName(row.team);
}

function load(row: LeagueRow): void {
  put({ ...spec.value, levers: row.levers });
  said.value = t("league.loaded", { name: nameOf(row) });
}

function Table({ now }: { now: LeagueCard }) {
  const { rows, seeds } = now.table!;
  const own = now.own;
  const sort = (column: number) => {
    order.value = { column, isFalling: order.value.column === column && !order.value.isFalling };
  };
  return (
    <>
      <p class="note">{t("league.spread", { lucks: seeds.length })}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("league.table")}>
        <table>
          <caption class="hidden">{t("league.table")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("league.head.rule")}</th>
              {MEASURES.map(({ id }, at) => {
                const isOrder = order.value.column === at;
                return (
                  <th scope="col" key={id} aria-sort={isOrder ? (order.value.isFalling ? "descending" : "ascending") : "none"}>
                    <button type="button" onClick={() => sort(at)}>
                      {t(`league.head.${id}`)} <span aria-hidden="true" class={isOrder ? undefined : "unsorted"}>
                        {isOrder ? (order.value.isFalling ? "▼" : "▲") : "↕"}
                      </span>
                    </button>
                    <span class="unit">{t(`league.unit.${id}`)}</span>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {ordered(rows, order.value).map((row) => {
              const isOwn = own !== null && row.team !== null && teamName(row.team) === teamName(own.team);
              return (
                <tr key={nameOf(row)} class={isOwn ? "is-own" : undefined}>
                  <th scope="row">
                    <span class="whose">
                      <Mark team={row.team} />
                      <span>
                        {row.is_loadable ? (
                          <button type="button" class="load" title={`${t("league.load")} ${inWords(row.levers)}`} onClick={() => load(row)}>
                            {nameOf(row)}
                          </button>
                        ) : (
                          <span title={t("league.no_levers")}>{nameOf(row)}</span>
                        )}
                        {isOwn && <span class="you"> {t("league.you")}</span>}
                        {row.standing.runs < seeds.length && <span class="hint"> {t("league.few", { runs: row.standing.runs, of: seeds.length })}</span>}
                      </span>
                    </span>
                  </th>
                  {MEASURES.map(({ id, text }, at) => (
                    <Cell key={id} rows={rows} row={row} at={at} text={text} />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="hint">{t("league.seeds", { seeds: seeds.join(", ") })}</p>
    </>
  );
}

function Cell({ rows, row, at, text }: { rows: readonly LeagueRow[]; row: LeagueRow; at: number; text: (value: number) => string }) {
  const range = row.standing.measures[at] ?? null;
  if (range === null) return <td>–</td>;
  const { low, median, high } = strip(columnOf(rows, at), range, STRIP);
  return (
    <td>
      <span class="middle">
        <svg class="strip" aria-hidden="true" viewBox={`-5 0 ${STRIP + 10} 10`}>
          <line x1={0} x2={STRIP} y1={5} y2={5} class="rail" />
          <line x1={low} x2={high} y1={5} y2={5} class="reach" />
          <circle cx={median} cy={5} r={4} />
        </svg>
        <b>{text(range.median)}</b>
      </span>
      <span class="range">{t("league.range", { low: text(range.low), high: text(range.high) })}</span>
    </td>
  );
}
