// Prices of the first good in focus: at the importer, elsewhere and at the origin, with the baseline behind them.

import { area } from "d3-shape";
import { asked, baseline, ghost, pins, shownSpec, spread, spreadKey, toggleSpread, wantsSpread, why } from "../state.ts";
import type { Course, Move, Spread, World } from "../contract.ts";
import { month as inWords, percent, short, signed } from "../numbers.ts";
import { most, upTo, type Scale } from "../scale.ts";
import { t } from "../texts.ts";
import { Figure } from "./figure.tsx";
import { Line, lastOf, type Series } from "./lines.tsx";
import { Plot } from "./plot.tsx";
import { countryName } from "../names.ts";

const MOST_MOVES = 6;

export function Prices({ world, course }: { world: World; course: Course }) {
  const good = world.goods[0]!;
  const of = (from: Course | null, zone: string) => from?.prices.find((it) => it.good === good.id && it.zone === zone)?.usd_per_kg ?? [];
  const nameOf = (zone: string) => world.zones.find((it) => it.id === zone)?.name ?? zone;
  const here = of(course, world.importer_zone);
  const there = of(course, world.origin_zone);
  const series: Series[] = [
    { id: "importer", label: nameOf(world.importer_zone), kind: "importer", values: here },
    { id: "origin", label: nameOf(world.origin_zone), kind: "origin", values: there },
  ];
  const before: Series | null = ghost.value
    ? { id: "ghost", label: t("chart.baseline"), kind: "ghost", values: of(baseline.value, world.importer_zone) }
    : null;
  const pinned: Series[] = pins.value.map((pin) => ({
    id: pin.letter,
    label: pin.letter,
    kind: `pin pin-${pin.letter}`,
    values: of(pin.course, world.importer_zone),
  }));
  const all = [...(before === null ? [] : [before]), ...pinned, ...series];
  const isOfRun = shownSpec.value !== null && spread.value?.key === spreadKey(shownSpec.value);
  const band = wantsSpread.value && isOfRun ? (spread.value?.band ?? null) : null;
  const domain = upTo(most([...all.map((it) => it.values), ...(band === null ? [] : [band.high_usd_per_kg])]));
  const labels = all.flatMap((it) => {
    const value = lastOf(it.values);
    return value === null ? [] : [{ text: it.label, kind: it.kind, value }];
  });
  const moves = course.moves.filter((it) => it.good === good.id && it.zone === world.importer_zone);
  const title = sentence(world, course);
  return (
    <Figure
      id="prices"
      title={title}
      subtitle={`${t("prices.subtitle", { good: good.name })}${band === null ? "" : `. ${t("spread.note", { seeds: band.seeds })}`}`}
      unit={t("told.unit.usd_per_kg")}
      months={course.months}
      columns={[
        ...all.map((it) => ({ name: it.label, cells: it.values })),
        ...(band === null ? [] : [{ name: t("spread.low"), cells: band.low_usd_per_kg }, { name: t("spread.high"), cells: band.high_usd_per_kg }]),
      ].map((it) => ({ ...it, text: (value: number) => short(value) }))}
      tools={
        world.is_small && (
          <span class="tools">
            <button type="button" aria-pressed={wantsSpread.value} onClick={toggleSpread}>
              {t("spread.button")}
            </button>
          </span>
        )
      }
      below={
        <>
          {wantsSpread.value && band === null && <p class="note">{t("spread.waiting")}</p>}
          <Moves moves={moves} course={course} />
        </>
      }
    >
      <Plot months={course.months} nMonths={course.n_months} domain={domain} tick={(value) => short(value)} labels={labels} height={250}>
        {(x, y) => (
          <>
            {band !== null && <path class="spread" d={bandPath(band, x, y)} />}
            {all.map((it) => (
              <Line key={it.id} series={it} x={x} y={y} />
            ))}
            {moves.map((move) => (
              <circle
                class={`move${asked.value?.move.month === move.month && asked.value.move.zone === move.zone ? " chosen" : ""}`}
                key={move.month}
                cx={x(move.month)}
                cy={y(here[move.month] ?? 0)}
                r={4}
                onClick={() => void why(move)}
              />
            ))}
          </>
        )}
      </Plot>
    </Figure>
  );
}

/** The area between both ends of a band. */
function bandPath(band: Spread, x: Scale, y: Scale): string {
  const shape = area<number | null>()
    .defined((low, at) => low !== null && band.high_usd_per_kg[at] !== null)
    .x((_, at) => x(at))
    .y0((low) => y(low ?? 0))
    .y1((_, at) => y(band.high_usd_per_kg[at] ?? 0));
  return shape(band.low_usd_per_kg) ?? "";
}

/** The largest moves, each with its question; all others can be asked about in the picture. */
function Moves({ moves, course }: { moves: readonly Move[]; course: Course }) {
  const largest = [...moves].sort((left, right) => Math.abs(right.change_share) - Math.abs(left.change_share)).slice(0, MOST_MOVES);
  largest.sort((left, right) => left.month - right.month);
  if (largest.length === 0) return <p class="moves quiet">{t("moves.none")}</p>;
  return (
    <div class="moves">
      <span>{t("moves.largest")}</span>
      {largest.map((move) => (
        <button type="button" key={move.month} aria-pressed={asked.value?.move.month === move.month} onClick={() => void why(move)}>
          {inWords(course.months[move.month] ?? "")} <b>{signed(move.change_share, percent)}</b> <span class="why">{t("moves.why")}</span>
        </button>
      ))}
    </div>
  );
}

/** The finding in a sentence. */
export function sentence(world: World, course: Course): string {
  const good = world.goods[0]!;
  const name = countryName(world, world.importer);
  const figure = (id: string) => course.figures.find((it) => it.id === id)?.value ?? null;
  const peak = figure("peak_price_usd_per_kg");
  const at = figure("peak_month");
  const ratio = figure("peak_ratio");
  if (peak === null || at === null || ratio === null) return t("prices.none", { good: good.name, name });
  const when = inWords(course.months[at - 1] ?? "");
  if (ratio < 1.2) return t("prices.calm", { good: good.name, name, ratio: ratio.toFixed(1) });
  return t("prices.peak", { good: good.name, name, ratio: ratio.toFixed(1), peak: short(peak), when });
}
