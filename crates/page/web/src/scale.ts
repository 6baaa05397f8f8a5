// Scales of charts: from numbers to places, and round ticks.

import { ticks as d3Ticks, tickStep } from "d3-array";

export interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

export function linear(domain: readonly [number, number], range: readonly [number, number], count = 4): Scale {
  const [low, high] = domain[0] === domain[1] ? [domain[0], domain[0] + 1] : domain;
  const place = (value: number) => range[0] + ((value - low) / (high - low)) * (range[1] - range[0]);
  return Object.assign(place, { domain: [low, high] as const, ticks: d3Ticks(low, high, count) });
}

/** From nothing up to a round number above everything. */
export function upTo(most: number, count = 4): [number, number] {
  let top = Number.isFinite(most) && most > 0 ? most : 1;
  // Rounding up may make the next round step larger: go on until the end is a tick of its own scale.
  for (let round = 0; round < 3; round += 1) {
    const step = tickStep(0, top, count);
    top = Number((Math.ceil(top / step - 1e-9) * step).toPrecision(12));
  }
  return [0, top];
}

/** From a round number below everything to one above, with nothing in between. */
export function spanning(series: readonly (readonly (number | null)[])[], count = 4): [number, number] {
  let [low, high] = [0, 0];
  for (const numbers of series) {
    for (const number of numbers) {
      if (number === null) continue;
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
  }
  if (low === high) return [-1, 1];
  const step = tickStep(low, high, count);
  const round = (value: number) => Number((value * step).toPrecision(12));
  return [round(Math.floor(low / step + 1e-9)), round(Math.ceil(high / step - 1e-9))];
}

export function most(series: readonly (readonly (number | null)[])[]): number {
  let found = 0;
  for (const numbers of series) for (const number of numbers) if (number !== null && number > found) found = number;
  return found;
}

/** Moves labels apart that stand closer than `gap`, keeping their order, within `top` to `bottom`. */
export function apart(places: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = places.map((_, at) => at).sort((left, right) => places[left]! - places[right]!);
  const moved = [...places];
  let last = top - gap;
  for (const at of order) {
    moved[at] = Math.max(places[at]!, last + gap);
    last = moved[at]!;
  }
  let next = bottom + gap;
  for (const at of [...order].reverse()) {
    moved[at] = Math.min(moved[at]!, next - gap);
    next = moved[at]!;
  }
  return moved;
}
