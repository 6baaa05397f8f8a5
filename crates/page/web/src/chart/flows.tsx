// Who sends what to whom, on a map or as a diagram. The map has at most twelve arcs, as wide as the root of their tonnes,
// dashed and named where a control binds them.

import { signal } from "@preact/signals";
import { month as cursor, theme } from "../state.ts";
import type { Course, Flow, World } from "../contract.ts";
import { longMonth, short } from "../numbers.ts";
import { t } from "../texts.ts";
import { arc, curbOf, framed, named, placed, widthOf, type Spot } from "./arcs.ts";
import type { Shown } from "./bands.ts";
import { Diagram } from "./diagram.tsx";
import { Figure } from "./figure.tsx";
import { Goods, pickedOf } from "./goods.tsx";
import ground from "./ground.json";
import { useWidth } from "./width.ts";
import { countryName } from "../names.ts";

const MOST_ARCS = 12;
/** Flows below this part of the largest are left to the table. */
const LEAST_SHARE = 0.004;
const WIDEST = 13;
const DOT = 5;
const LETTER = { desk: 8, room: 10.2 };
/** How far the name of a control stands off its arc. */
const OFF = 13;
const LEGEND_ROWS = 3;
const LEAST_FOR_LEGEND = 560;
/** Countries that the map does not know stand on a shelf in the south. */
const SHELF = { x: 700, y: 760, step: 160 };
const PLACES: Readonly<Record<string, number[]>> = ground.places;

const FORMS = ["map", "diagram"] as const;

const good = signal<string | null>(null);
const form = signal<(typeof FORMS)[number]>("map");

function Forms() {
  return (
    <span class="tools" role="group" aria-label={t("flows.form")}>
      {FORMS.map((it) => (
        <button type="button" key={it} aria-pressed={form.value === it} onClick={() => (form.value = it)}>
          {t(`flows.${it}`)}
        </button>
      ))}
    </span>
  );
}

function spotOf(id: string, strangers: readonly string[]): Spot {
  const [x, y] = PLACES[id] ?? [];
  if (x !== undefined && y !== undefined) return { x, y };
  return { x: SHELF.x + SHELF.step * Math.max(0, strangers.indexOf(id)), y: SHELF.y };
}

export function Flows({ world, course }: { world: World; course: Course }) {
  const chosen = pickedOf(world, good);
  const last = course.months.length - 1;
  const at = Math.min(cursor.value ?? last, last);
  const year = Math.max(0, Math.floor(at / course.months_per_year));
  const first = year * course.months_per_year;
  const end = Math.min(last, first + course.months_per_year - 1);
  const flows = course.flows.filter((it) => it.good === chosen.id);
  const most = Math.max(0, ...flows.flatMap((it) => it.shipped_t));
  const shown: Shown[] = flows
    .map((flow) => ({ flow, tonnes: flow.shipped_t[year] ?? 0, curb: curbOf(course.curbs, flow, first, end) }))
    .filter((it) => it.tonnes > 0)
    .sort((left, right) => right.tonnes - left.tonnes);
  const nameOf = (id: string) => countryName(world, id);
  const largest = shown[0];
  const curbed = shown.filter((it) => it.curb !== null).length;
  const [from, until] = [longMonth(course.months[first] ?? ""), longMonth(course.months[end] ?? "")];
  const title =
    largest === undefined
      ? t("flows.none", { good: chosen.name.toLowerCase() })
      : t(curbed === 0 ? "flows.title" : "flows.title_curbed", {
          good: chosen.name,
          from: nameOf(largest.flow.from),
          to: nameOf(largest.flow.to),
          tonnes: short(largest.tonnes),
          curbed,
          all: shown.length,
        });
  const names = shown.map(({ flow }) => t("flows.row", { from: nameOf(flow.from), to: nameOf(flow.to) }));
  const kindOf = (id: string) => (id === world.origin ? "origin" : id === world.importer ? "importer" : id === world.alternative ? "alternative" : "rest");
  const years = Math.max(1, ...flows.map((it) => it.shipped_t.length));
  const sums = Array.from({ length: years }, (_, at) => flows.reduce((sum, it) => sum + (it.shipped_t[at] ?? 0), 0));
  const share = (sums[year] ?? 0) / Math.max(Number.EPSILON, ...sums);
  const told = shown.slice(0, MOST_ARCS).map(({ tonnes, curb }, place) => {
    const values = { flow: names[place]!, tonnes: short(tonnes), control: curb === null ? "" : t(`curb.${curb}`) };
    return t(curb === null ? "told.flow" : "told.flow_curbed", values);
  });
  const head = t("told.flows", { form: t(`flows.${form.value}`), good: chosen.name, from, until });
  const name = told.length === 0 ? t("told.nothing", { name: t("chart.name.flows") }) : `${head} ${told.join("; ")}.`;
  return (
    <Figure
      id="flows"
      title={title}
      subtitle={t(`flows.${form.value}.subtitle`, { from, until })}
      months={names}
      rowHead={t("flows.head")}
      columns={[
        { name: t("flows.tonnes"), cells: shown.map((it) => it.tonnes), text: short },
        { name: t("flows.control"), cells: shown.map((it, place) => (it.curb === null ? null : place)), text: (place) => t(`curb.${shown[place]?.curb ?? ""}`) },
      ]}
      tools={
        <>
          <Goods world={world} picked={good} />
          <Forms />
        </>
      }
    >
      {form.value === "map" ? (
        <Ground name={name} flows={flows} shown={shown} most={most} nameOf={nameOf} kindOf={kindOf} />
      ) : (
        <Diagram name={name} shown={shown} share={share} nameOf={nameOf} kindOf={kindOf} />
      )}
    </Figure>
  );
}

interface GroundProps {
  name: string;
  flows: readonly Flow[];
  shown: readonly Shown[];
  most: number;
  nameOf: (id: string) => string;
  kindOf: (id: string) => string;
}

function Ground({ name, flows, shown, most, nameOf, kindOf }: GroundProps) {
  const { ref, width } = useWidth(860);
  const height = Math.round(Math.min(430, Math.max(270, 0.48 * width)));
  const room = theme.value === "projector";
  const letter = room ? LETTER.room : LETTER.desk;
  // In a narrow frame the legend would lie on the map.
  const tall = width < LEAST_FOR_LEGEND ? height + LEGEND_ROWS * legendStep(letter) + 12 : height;
  const drawn = shown.filter((it) => it.tonnes >= LEAST_SHARE * most).slice(0, MOST_ARCS);
  // The frame holds the largest flows of all years, so that it does not jump from year to year.
  const order = [...flows].sort((left, right) => Math.max(...right.shipped_t) - Math.max(...left.shipped_t)).slice(0, MOST_ARCS);
  const ids = [...new Set([...order, ...drawn.map((it) => it.flow)].flatMap((it) => [it.from, it.to]))];
  const strangers = ids.filter((id) => !(id in PLACES));
  const frame = framed(
    ids.map((id) => spotOf(id, strangers)),
    width,
    height,
  );
  const spot = (id: string) => placed(frame, spotOf(id, strangers));
  const arcs = drawn.map((it) => {
    const wide = widthOf(it.tonnes, most, WIDEST);
    return { ...it, wide, shape: arc(spot(it.flow.from), spot(it.flow.to), wide, DOT + 3, OFF + wide / 2) };
  });
  const controls = arcs.flatMap(({ flow, curb, shape }) => (curb === null ? [] : [{ key: `${flow.from} ${flow.to}`, text: t(`curb.${curb}`), at: shape.beside }]));
  const labels = named(
    ids.map((id) => ({ text: nameOf(id), at: spot(id) })),
    frame,
    letter,
    DOT,
    controls,
  );
  return (
    <div class="plot map" ref={ref}>
      <svg width={width} height={tall} viewBox={`0 0 ${width} ${tall}`} role="img" aria-label={name}>
        <path class="land" d={ground.land} transform={`translate(${frame.shift.x.toFixed(1)},${frame.shift.y.toFixed(1)}) scale(${frame.scale.toFixed(4)})`} />
        {[...arcs].reverse().map(({ flow, curb, wide, shape }) => (
          <g class={`arc ${kindOf(flow.from)}${curb === null ? "" : " curbed"}`} key={`${flow.from} ${flow.to}`}>
            <path class="way" d={shape.path} stroke-width={wide.toFixed(1)} {...(curb === null ? {} : { "stroke-dasharray": `${(4 + wide).toFixed(1)} ${(3 + wide / 2).toFixed(1)}` })} />
            <path class="head" d={shape.head} />
          </g>
        ))}
        {ids.map((id) => (
          <circle class={`place ${kindOf(id)}`} key={id} cx={spot(id).x} cy={spot(id).y} r={DOT} />
        ))}
        {labels.map((label) => (
          <text class="halo name" key={label.text} x={label.x} y={label.y} text-anchor={label.anchor}>
            {label.text}
          </text>
        ))}
        {controls.map(({ key, text, at }) => (
          <text class="halo control" key={key} x={at.x} y={at.y + 4} text-anchor="middle">
            {text}
          </text>
        ))}
        {tall > height && <rect class="below" x={0} y={height} width={width} height={tall - height} />}
        <Legend most={most} height={tall} letter={letter} />
      </svg>
    </div>
  );
}

function legendStep(letter: number): number {
  return 2.4 * letter;
}

/** Two round numbers of tonnes as widths, and what a dash means. */
function Legend({ most, height, letter }: { most: number; height: number; letter: number }) {
  if (most <= 0) return null;
  const large = Number(most.toPrecision(1));
  const rows = [
    { text: t("flows.legend", { tonnes: short(large) }), wide: widthOf(large, most, WIDEST), dash: "" },
    { text: t("flows.legend", { tonnes: short(Number((large / 8).toPrecision(1))) }), wide: widthOf(large / 8, most, WIDEST), dash: "" },
    { text: t("flows.legend_curbed"), wide: 4, dash: "8 5" },
  ];
  const step = legendStep(letter);
  return (
    <g class="legend">
      <rect x={0} y={height - step * rows.length - 8} width={54 + 20 * letter} height={step * rows.length + 8} />
      {rows.map((row, place) => {
        const y = height - step * (rows.length - place - 0.5) - 4;
        return (
          <g key={row.text}>
            <line x1={8} x2={42} y1={y} y2={y} stroke-width={row.wide} {...(row.dash === "" ? {} : { "stroke-dasharray": row.dash })} />
            <text x={50} y={y + 4}>
              {row.text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
