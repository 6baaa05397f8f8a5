// A chart in words, for whoever does not see it: for each line where it begins, its ends up and down, and where it ends.

import { longMonth } from "../numbers.ts";
import { t } from "../texts.ts";

export interface Told {
  name: string;
  cells: readonly (number | null)[];
  text: (value: number) => string;
}

/** The most lines that are told; all are in the table. */
const MOST_LINES = 6;

function toldLine({ name, cells, text }: Told, months: readonly string[]): string {
  const known = cells.flatMap((value, at) => (value === null || value === undefined ? [] : [{ value, at }]));
  const [first, last] = [known[0], known[known.length - 1]];
  if (first === undefined || last === undefined) return "";
  const high = known.reduce((best, it) => (it.value > best.value ? it : best));
  const low = known.reduce((best, it) => (it.value < best.value ? it : best));
  if (text(high.value) === text(low.value)) return t("told.flat", { name, value: text(first.value) });
  const when = (at: number) => longMonth(months[at] ?? "");
  return t("told.line", {
    name,
    first: text(first.value),
    high: text(high.value),
    high_when: when(high.at),
    low: text(low.value),
    low_when: when(low.at),
    last: text(last.value),
  });
}

export function told(name: string, unit: string, months: readonly string[], lines: readonly Told[]): string {
  const parts = lines
    .slice(0, MOST_LINES)
    .map((it) => toldLine(it, months))
    .filter((it) => it !== "");
  if (parts.length === 0) return t("told.nothing", { name });
  const [from, until] = [longMonth(months[0] ?? ""), longMonth(months[months.length - 1] ?? "")];
  return [t("told.head", { name, from, until, unit }), ...parts].join(" ");
}
