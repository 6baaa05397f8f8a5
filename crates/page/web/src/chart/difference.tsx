// What differs from the baseline, month by month: this run and the pinned ones, each less the baseline.

import { signal } from "@preact/signals";
import { baseline, pins, sameLuck } from "../state.ts";
import type { Course, Numbers, World } from "../contract.ts";
import { less, month as inWords, short, signed } from "../numbers.ts";
import { spanning } from "../scale.ts";
import { t } from "../texts.ts";
import { Figure } from "./figure.tsx";
import { Line, lastOf, type Series } from "./lines.tsx";
import { Plot } from "./plot.tsx";
import { countryName } from "../names.ts";

const MEASURES = ["price", "unmet", "stock"] as const;
type Measure = (typeof MEASURES)[number];

const measure = signal<Measure>("price");

const TEXT: Record<Measure, (value: number) => string> = {
  price: (value) => short(value),
  unmet: (value) => t("compare.points", { n: (100 * value).toFixed(1) }),
  stock: (value) => short(value),
};

const TICK: Record<Measure, (value: number) => string> = { ...TEXT, unmet: (value) => (100 * value).toFixed(0) };

function values(of: Course, world: World, what: Measure): Numbers {
  switch (what) {
    case "price":
      return of.prices.find((it) => it.good === world.goods[0]?.id && it.zone === world.importer_zone)?.usd_per_kg ?? [];
    case "unmet": {
      const users = of.users.find((it) => it.country === world.importer);
      return users?.needed_t.map((needed, at) => (needed > 0 ? (users.lost_t[at] ?? 0) / needed : 0)) ?? [];
    }
    default:
      return (of.reserves.find((it) => it.government === world.reserve) ?? of.reserves[0])?.stock_t ?? [];
  }
}

/** The largest difference up or down, and its month. */
function largest(numbers: Numbers): { value: number; at: number } | null {
  return numbers.reduce<{ value: number; at: number } | null>(
    (best, value, at) => (value !== null && (best === null || Math.abs(value) > Math.abs(best.value)) ? { value, at } : best),
    null,
  );
}

export function Difference({ world, course }: { world: World; course: Course }) {
  const before = baseline.value;
  const what = measure.value;
  const text = TEXT[what];
  const of = (from: Course) => (before === null ? [] : less(values(from, world, what), values(before, world, what)));
  const now: Series = { id: "now", label: t("compare.now"), kind: "importer", values: of(course) };
  const pinned: Series[] = pins.value.map((pin) => ({ id: pin.letter, label: pin.letter, kind: `pin pin-${pin.letter}`, values: of(pin.course) }));
  const series = [...pinned, now];
  const found = largest(now.values);
  const isSame = found === null || text(found.value) === text(0);
  const title = isSame
    ? t("difference.none")
    : t(`difference.${what}`, { by: signed(found.value, text), when: inWords(course.months[found.at] ?? ""), name: countryName(world, world.importer) });
  const labels = series.flatMap((it) => {
    const value = lastOf(it.values);
    return value === null ? [] : [{ text: it.label, kind: it.kind, value }];
  });
  return (
    <Figure
      id="difference"
      title={title}
      subtitle={`${t(`difference.${what}.subtitle`)} ${t(sameLuck.value ? "difference.same_luck" : "difference.other_luck")}`}
      unit={t(`told.unit.difference.${what}`)}
      months={course.months}
      columns={series.map((it) => ({ name: it.label, cells: it.values, text: (value: number) => signed(value, text) }))}
      tools={
        <span class="tools" role="group" aria-label={t("difference.which")}>
          {MEASURES.map((it) => (
            <button type="button" key={it} aria-pressed={it === what} onClick={() => (measure.value = it)}>
              {t(`difference.${it}.button`)}
            </button>
          ))}
        </span>
      }
    >
      <Plot months={course.months} nMonths={course.n_months} domain={spanning(series.map((it) => it.values))} tick={(value) => signed(value, TICK[what])} labels={labels}>
        {(x, y) => (
          <>
            <line class="zero" x1={x(0)} x2={x(course.n_months - 1)} y1={y(0)} y2={y(0)} />
            {series.map((it) => (
              <Line key={it.id} series={it} x={x} y={y} />
            ))}
          </>
        )}
      </Plot>
    </Figure>
  );
}
