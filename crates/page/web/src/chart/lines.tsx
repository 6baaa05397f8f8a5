// Lines over months, each named at its end and told apart by dash as well as by colour.

import { line } from "d3-shape";
import type { Scale } from "../scale.ts";

export interface Series {
  id: string;
  label: string;
  /** Class that gives colour and dash. */
  kind: string;
  values: readonly (number | null)[];
}

export function Line({ series, x, y }: { series: Series; x: Scale; y: Scale }) {
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, at) => x(at))
    .y((value) => y(value ?? 0));
  return <path class={`line ${series.kind}`} d={path(series.values as (number | null)[]) ?? ""} />;
}

export function lastOf(values: readonly (number | null)[]): number | null {
  for (let at = values.length - 1; at >= 0; at -= 1) {
    const value = values[at];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
