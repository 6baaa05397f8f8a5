// Who supplies the importer: bands over months, widest at the bottom, each named at its end.

import { area, stack } from "d3-shape";
import { signal } from "@preact/signals";
import type { Course, World } from "../contract.ts";
import { percent, short } from "../numbers.ts";
import { upTo } from "../scale.ts";
import { t } from "../texts.ts";
import { Figure } from "./figure.tsx";
import { Goods, pickedOf } from "./goods.tsx";
import { Plot } from "./plot.tsx";
import { countryName } from "../names.ts";

const good = signal<string | null>(null);
const MOST_BANDS = 6;
/** Weight of a month in the smoothed course, for shipments are lumpy. */
const SMOOTH_MONTHS = 3;

function smooth(numbers: readonly number[]): number[] {
  return numbers.map((_, at) => {
    const from = Math.max(0, at - SMOOTH_MONTHS + 1);
    const window = numbers.slice(from, at + 1);
    return window.reduce((sum, it) => sum + it, 0) / window.length;
  });
}

export function Supply({ world, course }: { world: World; course: Course }) {
  const chosen = pickedOf(world, good);
  const nameOf = (origin: string) =>
    origin === "reserve" ? t("supply.reserve") : countryName(world, origin);
  const kindOf = (origin: string) =>
    origin === world.origin ? "origin" : origin === world.importer ? "importer" : origin === world.alternative ? "alternative" : origin === "reserve" ? "stock" : "rest";
  const order = [world.origin, world.alternative, "reserve", world.importer];
  const rank = (origin: string) => (order.includes(origin) ? order.indexOf(origin) : order.length);
  const found = course.supply.filter((it) => it.good === chosen.id && it.shipped_t.some((tonnes) => tonnes > 0));
  const sorted = [...found].sort((left, right) => rank(left.origin) - rank(right.origin)).slice(0, MOST_BANDS);
  const bands = sorted.map((it) => ({ origin: it.origin, values: smooth(it.shipped_t) }));
  const months = course.months.map((_, at) => at);
  const layers = stack<number, string>()
    .keys(bands.map((it) => it.origin))
    .value((at, origin) => bands.find((it) => it.origin === origin)?.values[at] ?? 0)(months);
  const top = Math.max(0, ...layers.flatMap((layer) => layer.map((it) => it[1])));
  const last = months.length - 1;
  const labels = layers
    .map((layer) => ({
      text: nameOf(layer.key),
      kind: kindOf(layer.key),
      value: ((layer[last]?.[0] ?? 0) + (layer[last]?.[1] ?? 0)) / 2,
      widest: Math.max(0, ...layer.map((it) => it[1] - it[0])),
    }))
    .filter((label) => label.widest > 0.05 * top);
  const name = countryName(world, world.importer);
  const origin = nameOf(world.origin);
  const share = (at: number) => {
    const all = bands.reduce((sum, it) => sum + (it.values[at] ?? 0), 0);
    const own = bands.find((it) => it.origin === world.origin)?.values[at] ?? 0;
    return all > 0 ? own / all : 0;
  };
  const title = t("supply.title", { name, origin, good: chosen.name.toLowerCase(), first: percent(share(Math.min(2, last))), last: percent(share(last)) });
  return (
    <Figure
      id="supply"
      title={title}
      subtitle={t("supply.subtitle")}
      unit={t("told.unit.tonnes_a_month")}
      months={course.months}
      columns={bands.map((it) => ({ name: nameOf(it.origin), cells: it.values, text: (value: number) => short(value) }))}
      tools={<Goods world={world} picked={good} />}
    >
      <Plot months={course.months} nMonths={course.n_months} domain={upTo(top)} tick={(value) => short(value)} labels={labels}>
        {(x, y) => {
          const shape = area<[number, number]>()
            .x((_, at) => x(at))
            .y0((it) => y(it[0]))
            .y1((it) => y(it[1]));
          return layers.map((layer) => (
            <path class={`band ${kindOf(layer.key)}`} key={layer.key} d={shape(layer as unknown as [number, number][]) ?? ""} />
          ));
        }}
      </Plot>
    </Figure>
  );
}
