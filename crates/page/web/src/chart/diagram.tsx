// Who sends what to whom, as a diagram for readers who do not do maps: the same flows, in bands as wide as their tonnes,
// dashed and named where a control binds them.

import { theme } from "../state.ts";
import { short } from "../numbers.ts";
import { wrapped } from "../picture.ts";
import { apart } from "../scale.ts";
import { t } from "../texts.ts";
import { OTHER, bandsOf, laidOut, stacked, type End, type Shown } from "./bands.ts";
import { useWidth } from "./width.ts";

/** Room for a letter and for a line of them. */
const LETTER = { desk: { wide: 7.2, high: 15 }, room: { wide: 9.2, high: 19 } };
const NARROW = 560;
/** Letters in a line of a country's name. */
const MOST_LETTERS = { narrow: 12, wide: 20 };
const BESIDE = 6;
/** Room that bands take at least, beside the gaps between countries. */
const LEAST_HIGH = 200;
/** Thinner bands are not seen on a projector. */
const LEAST_WIDTH = 1;

interface DiagramProps {
  name: string;
  shown: readonly Shown[];
  /** Tonnes of the year, as a part of those of the largest year. */
  share: number;
  nameOf: (id: string) => string;
  kindOf: (id: string) => string;
}

export function Diagram({ name, shown, share, nameOf, kindOf }: DiagramProps) {
  const { ref, width } = useWidth(860);
  const letter = theme.value === "projector" ? LETTER.room : LETTER.desk;
  const most = width < NARROW ? MOST_LETTERS.narrow : MOST_LETTERS.wide;
  const bands = bandsOf(shown);
  const title = (country: string) => (country === OTHER ? t("flows.other") : nameOf(country));
  const linesOf = (country: string, tonnes: number) => [...wrapped(title(country), most, (it) => it.length), t("flows.band", { tonnes: short(tonnes) })];
  const longest = Math.max(0, ...bands.flatMap((it) => [...linesOf(it.from, it.tonnes), ...linesOf(it.to, it.tonnes)].map((line) => line.length)));
  const deepest = Math.max(1, ...bands.flatMap((it) => [linesOf(it.from, it.tonnes).length, linesOf(it.to, it.tonnes).length]));
  const rows = Math.max(new Set(bands.map((it) => it.from)).size, new Set(bands.map((it) => it.to)).size);
  const gap = (deepest - 0.5) * letter.high;
  const height = Math.round(Math.max(Math.min(430, Math.max(270, 0.48 * width)), (rows - 1) * gap + LEAST_HIGH, (bands.length + 1) * letter.high));
  const side = longest * letter.wide + 2 * BESIDE;
  const { ends, drawn } = laidOut(bands, { left: side, right: width - side, top: letter.high / 2, bottom: height - letter.high, gap, share });
  const labels = [true, false].flatMap((isSeller) => beside(ends.filter((it) => it.isSeller === isSeller), linesOf, letter.high, height));
  const starts = apart(
    drawn.map((it) => it.start),
    letter.high,
    letter.high / 2,
    height - letter.high / 2,
  );
  return (
    <div class="plot diagram" ref={ref}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
        {drawn.map(({ from, to, curb, path, width: wide }) => (
          <g class={`arc ${kindOf(from)}${curb === null ? "" : " curbed"}`} key={`${from} ${to}`}>
            <path class="way" d={path} stroke-width={Math.max(LEAST_WIDTH, wide).toFixed(1)} {...(curb === null ? {} : { "stroke-dasharray": "9 4" })} />
          </g>
        ))}
        {ends.map((end) => (
          <rect class={`end ${kindOf(end.country)}`} key={`${end.isSeller} ${end.country}`} x={end.x} y={end.y} width={end.width} height={Math.max(LEAST_WIDTH, end.height)} />
        ))}
        {labels.map(({ end, lines, y }) => (
          <text class="halo name" key={`${end.isSeller} ${end.country}`} text-anchor={end.isSeller ? "end" : "start"}>
            {lines.map((line, at) => (
              <tspan key={line} x={end.isSeller ? end.x - BESIDE : end.x + end.width + BESIDE} y={y + (at - lines.length / 2 + 0.78) * letter.high}>
                {line}
              </tspan>
            ))}
          </text>
        ))}
        {drawn.map(({ from, to, tonnes, curb }, at) => (
          <text class={`halo${curb === null ? "" : " control"}`} key={`${from} ${to}`} x={side + 2.5 * BESIDE} y={starts[at]! + 0.3 * letter.high}>
            {curb === null ? t("flows.band", { tonnes: short(tonnes) }) : t("flows.band_curbed", { tonnes: short(tonnes), control: t(`curb.${curb}`) })}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** Names beside the ends of one side, moved apart. */
function beside(ends: readonly End[], linesOf: (country: string, tonnes: number) => string[], high: number, height: number) {
  const named = ends.map((end) => ({ end, lines: linesOf(end.country, end.tonnes) }));
  const places = stacked(
    named.map(({ end, lines }) => ({ at: end.y + end.height / 2, high: lines.length * high })),
    height,
  );
  return named.map((it, at) => ({ ...it, y: places[at]! }));
}
