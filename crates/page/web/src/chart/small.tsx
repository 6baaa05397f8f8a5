// The smaller pictures: how long stocks last, what goes unmet, the strategic stock, and the leverage gauge.

import { baseline, gauge, ghost, key, shownSpec } from "../state.ts";
import type { Course, World } from "../contract.ts";
import { month as inWords, percent, short } from "../numbers.ts";
import { most, upTo } from "../scale.ts";
import { t } from "../texts.ts";
import { Figure } from "./figure.tsx";
import { Line, lastOf, type Series } from "./lines.tsx";
import { Plot } from "./plot.tsx";
import { countryName } from "../names.ts";

/** Bands of the gauge are labels for class use, not thresholds of the model. */
const BANDS = [
  { name: "low", from: 0 },
  { name: "medium", from: 0.15 },
  { name: "high", from: 0.4 },
] as const;
const LEAST_TOP = 0.2;
/** Shares below this are 0 % in whole per cents. */
const LEAST_TOLD = 0.005;


export function Cover({ world, course }: { world: World; course: Course }) {
  const kinds = ["importer", "alternative", "rest", "origin"];
  const series: Series[] = course.covers.slice(0, 4).map((it, at) => ({ id: it.agent, label: it.name, kind: kinds[at] ?? "rest", values: it.weeks }));
  const thinnest = course.covers.reduce<{ name: string; weeks: number; at: number } | null>((best, it) => {
    it.weeks.forEach((weeks, at) => {
      if (weeks !== null && (best === null || weeks < best.weeks)) best = { name: it.name, weeks, at };
    });
    return best;
  }, null);
  const title =
    thinnest === null
      ? t("cover.none")
      : t("cover.title", { name: thinnest.name, weeks: thinnest.weeks.toFixed(1), when: inWords(course.months[thinnest.at] ?? "") });
  const labels = series.flatMap((it) => {
    const value = lastOf(it.values);
    return value === null ? [] : [{ text: it.label.replace(`${countryName(world, world.importer)}ese `, ""), kind: it.kind, value }];
  });
  return (
    <Figure
      id="cover"
      title={title}
      subtitle={t("cover.subtitle")}
      unit={t("told.unit.weeks")}
      months={course.months}
      columns={series.map((it) => ({ name: it.label, cells: it.values, text: (value: number) => short(value) }))}
    >
      <Plot months={course.months} nMonths={course.n_months} domain={upTo(most(series.map((it) => it.values)))} tick={(value) => short(value)} labels={labels}>
        {(x, y) => series.map((it) => <Line key={it.id} series={it} x={x} y={y} />)}
      </Plot>
    </Figure>
  );
}

export function Unmet({ world, course }: { world: World; course: Course }) {
  const share = (from: Course | null) => {
    const users = from?.users.find((it) => it.country === world.importer);
    return users === undefined ? [] : users.needed_t.map((needed, at) => (needed > 0 ? (users.lost_t[at] ?? 0) / needed : 0));
  };
  const now: Series = { id: "now", label: countryName(world, world.importer), kind: "importer", values: share(course) };
  const before: Series = { id: "ghost", label: t("chart.baseline"), kind: "ghost", values: ghost.value ? share(baseline.value) : [] };
  const all = course.figures.find((it) => it.id === "unmet_need_share")?.value ?? 0;
  const value = course.figures.find((it) => it.id === "lost_value_usd")?.value ?? 0;
  const name = countryName(world, world.importer);
  const title = all < 0.0005 ? t("unmet.none", { name }) : t("unmet.title", { name, share: percent(all, 1), value: short(value / 1e6) });
  const series = [before, now];
  const top = Math.max(0.05, most(series.map((it) => it.values)));
  return (
    <Figure
      id="unmet"
      title={title}
      subtitle={t("unmet.subtitle")}
      unit={t("told.unit.share_of_need")}
      months={course.months}
      columns={[now, before].map((it) => ({ name: it.label, cells: it.values, text: (value: number) => percent(value, 1) }))}
    >
      <Plot
        months={course.months}
        nMonths={course.n_months}
        domain={upTo(top)}
        tick={(value) => percent(value)}
        labels={[{ text: now.label, kind: "importer", value: lastOf(now.values) ?? 0 }]}
      >
        {(x, y) => series.map((it) => <Line key={it.id} series={it} x={x} y={y} />)}
      </Plot>
    </Figure>
  );
}

export function Stock({ world, course }: { world: World; course: Course }) {
  const reserve = course.reserves.find((it) => it.government === world.reserve) ?? course.reserves[0];
  if (reserve === undefined) return null;
  const stock: Series = { id: "stock", label: t("reserve.stock"), kind: "stock", values: reserve.stock_t };
  const target: Series = { id: "target", label: t("reserve.target"), kind: "ghost", values: reserve.target_t };
  const released = reserve.released_t.reduce((sum, it) => sum + it, 0);
  const first = reserve.released_t.findIndex((it) => it > 0.05);
  const who = t(`actor.${reserve.government}`);
  const title =
    released < 0.05 ? t("reserve.unused", { who }) : t("reserve.title", { who, tonnes: short(released), when: inWords(course.months[first] ?? "") });
  const domain = upTo(most([stock.values, target.values, reserve.released_t]));
  const labels = [stock, target].flatMap((it) => {
    const value = lastOf(it.values);
    return value === null ? [] : [{ text: it.label, kind: it.kind, value }];
  });
  return (
    <Figure
      id="reserve"
      title={title}
      subtitle={t("reserve.subtitle")}
      unit={t("told.unit.tonnes")}
      months={course.months}
      columns={[
        { name: t("reserve.stock"), cells: reserve.stock_t, text: (value) => short(value) },
        { name: t("reserve.target"), cells: reserve.target_t, text: (value) => short(value) },
        { name: t("reserve.released"), cells: reserve.released_t, text: (value) => short(value) },
        { name: t("reserve.bought"), cells: reserve.bought_t, text: (value) => short(value) },
      ]}
    >
      <Plot months={course.months} nMonths={course.n_months} domain={domain} tick={(value) => short(value)} labels={labels}>
        {(x, y) => (
          <>
            {reserve.released_t.map((tonnes, at) =>
              tonnes > 0 ? <rect class="release" key={at} x={x(at) - 2} width={4} y={y(tonnes)} height={Math.max(0, y(0) - y(tonnes))} /> : null,
            )}
            <Line series={target} x={x} y={y} />
            <Line series={stock} x={x} y={y} />
          </>
        )}
      </Plot>
    </Figure>
  );
}

export function Leverage({ world, course }: { world: World; course: Course }) {
  const found = gauge.value;
  const values: (number | null)[] = course.months.map(() => null);
  const points = (found?.points ?? []).map((point) => ({ ...point, at: point.week / 4 }));
  for (const point of points) values[Math.round(point.at)] = point.unmet_need_share;
  const origin = countryName(world, world.origin);
  const target = countryName(world, world.importer);
  const last = points[points.length - 1];
  const first = points[0];
  const highest = Math.max(0, ...points.map((it) => it.unmet_need_share));
  const isStale = found !== null && key.value !== JSON.stringify(shownSpec.value);
  const title =
    first === undefined || last === undefined
      ? t(world.is_small ? "leverage.waiting" : "leverage.none", { origin, target })
      : highest < LEAST_TOLD
        ? t("leverage.no_shortfall", { origin, target })
        : t(Math.max(first.unmet_need_share, last.unmet_need_share) < LEAST_TOLD ? "leverage.title_most" : "leverage.title", { origin, target, first: percent(first.unmet_need_share), last: percent(last.unmet_need_share), most: percent(highest) });
  const top = Math.max(LEAST_TOP, highest);
  const bites = last?.bites_after_weeks ?? null;
  const costs = { target, origin, cost: short((last?.target_cost_usd ?? 0) / 1e6), own: short((last?.imposer_cost_usd ?? 0) / 1e6) };
  const note =
    last === undefined ? "" : `${bites === null ? t("leverage.never") : t("leverage.bites", { weeks: bites })} ${t("leverage.costs", costs)}`;
  return (
    <Figure
      id="leverage"
      title={title}
      subtitle={t("leverage.subtitle", { origin, target })}
      unit={t("told.unit.share_of_year")}
      nTold={1}
      months={points.map((it) => it.date)}
      columns={[
        { name: t("leverage.unmet"), cells: points.map((it) => it.unmet_need_share), text: (value) => percent(value, 1) },
        { name: t("leverage.bites_after"), cells: points.map((it) => it.bites_after_weeks), text: (value) => String(value) },
        { name: t("leverage.target_cost"), cells: points.map((it) => it.target_cost_usd / 1e6), text: (value) => short(value) },
        { name: t("leverage.imposer_cost"), cells: points.map((it) => it.imposer_cost_usd / 1e6), text: (value) => short(value) },
      ]}
      below={note === "" ? null : <p class={`note${isStale ? " stale" : ""}`}>{note}</p>}
    >
      <Plot
        months={course.months}
        nMonths={course.n_months}
        domain={upTo(top)}
        tick={(value) => percent(value)}
        labels={last === undefined ? [] : [{ text: t("leverage.label"), kind: "origin", value: last.unmet_need_share }]}
      >
        {(x, y) => (
          <>
            {BANDS.filter((band) => band.from < top).map((band) => (
              <g key={band.name}>
                {band.from > 0 && <line class="threshold" x1={x(0)} x2={x(course.n_months - 1)} y1={y(band.from)} y2={y(band.from)} />}
                <text class="bandname" x={x(0) + 4} y={y(band.from) - 5}>
                  {t(`leverage.${band.name}`)}
                </text>
              </g>
            ))}
            <path class="line origin" d={points.map((it, at) => `${at === 0 ? "M" : "L"}${x(it.at)},${y(it.unmet_need_share)}`).join("")} />
            {points.map((it) => (
              <circle class="dot origin" key={it.week} cx={x(it.at)} cy={y(it.unmet_need_share)} r={4} />
            ))}
          </>
        )}
      </Plot>
    </Figure>
  );
}
