// The ground that every picture stands on: axes, the month that is looked at, and labels at the ends of lines.

import type { ComponentChildren } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { month as cursor, theme, view } from "../state.ts";
import { apart, linear, type Scale } from "../scale.ts";
import { Spoken } from "./figure.tsx";
import { useWidth } from "./width.ts";

export interface Label {
  text: string;
  kind: string;
  value: number;
}

export interface PlotProps {
  months: readonly string[];
  nMonths: number;
  domain: readonly [number, number];
  tick: (value: number) => string;
  height?: number;
  labels: readonly Label[];
  children: (x: Scale, y: Scale) => ComponentChildren;
}

const TOP = 8;
/** Widths of a letter at the size of labels, in the themes of a desk and of a room; on the wide side, for fonts differ. */
const LETTER = { desk: 8, room: 10.2 };
const MOST_LABEL = 0.36;
const BOTTOM = 22;
const LABEL_GAP = { desk: 15, room: 19 };
const ALONE_SHARE = 0.5;

export function Plot({ months, nMonths, domain, tick, height = 200, labels, children }: PlotProps) {
  const name = useContext(Spoken);
  const { ref, width } = useWidth(420);
  const place = theme.value === "projector" ? "room" : "desk";
  const letter = LETTER[place];
  const longest = Math.max(4, ...labels.map((label) => label.text.length));
  const right = Math.min(MOST_LABEL * width, longest * letter + 12);
  const left = letter * 6 + 2;
  // One chart alone is for a room: it takes half of the screen.
  const alone = view.value === "all" ? 0 : Math.round(ALONE_SHARE * window.innerHeight);
  const tall = Math.max(alone, width < 420 ? Math.min(height, 190) : height);
  const ends = [left, Math.max(left + 60, width - right)] as const;
  const x = useMemo(() => linear([0, Math.max(1, nMonths - 1)], ends), [nMonths, ends[0], ends[1]]);
  const y = useMemo(() => linear(domain, [tall - BOTTOM, TOP]), [domain[0], domain[1], tall]);
  const places = apart(
    labels.map((label) => y(label.value)),
    LABEL_GAP[place],
    TOP + 4,
    tall - BOTTOM - 2,
  );
  const last = Math.max(0, months.length - 1);
  const at = cursor.value === null ? null : Math.min(cursor.value, last);
  const look = (event: PointerEvent) => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const share = (event.clientX - box.left - ends[0]) / (ends[1] - ends[0]);
    cursor.value = Math.min(last, Math.max(0, Math.round(share * Math.max(1, nMonths - 1))));
  };
  return (
    <div class="plot" ref={ref}>
      <svg width={width} height={tall} viewBox={`0 0 ${width} ${tall}`} role="img" aria-label={name} onPointerMove={look} onPointerDown={look}>
        {y.ticks.map((value) => (
          <g class="tick" key={value}>
            <line x1={ends[0]} x2={ends[1]} y1={y(value)} y2={y(value)} />
            <text x={ends[0] - 6} y={y(value) + 4} text-anchor="end">
              {tick(value)}
            </text>
          </g>
        ))}
        {years(months).map(({ place, year }) => (
          <g class="year" key={year}>
            <line x1={x(place)} x2={x(place)} y1={tall - BOTTOM} y2={tall - BOTTOM + 4} />
            <text x={x(place)} y={tall - 5} text-anchor="middle">
              {year}
            </text>
          </g>
        ))}
        {children(x, y)}
        {at !== null && <line class="cursor" x1={x(at)} x2={x(at)} y1={TOP} y2={tall - BOTTOM} />}
        {labels.map((label, place) => (
          <text class={`label ${label.kind}`} key={label.text} x={ends[1] + 6} y={places[place]! + 4}>
            {label.text}
          </text>
        ))}
      </svg>
    </div>
  );
}

function years(months: readonly string[]): { place: number; year: string }[] {
  const found: { place: number; year: string }[] = [];
  months.forEach((date, place) => {
    const year = date.slice(0, 4);
    if (found[found.length - 1]?.year !== year) found.push({ place, year });
  });
  return found;
}
