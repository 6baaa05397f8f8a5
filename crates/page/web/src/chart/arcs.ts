// The geometry of the flow map: where countries stand in a frame, and arcs between them. Pure, so that it can be tested.

import type { Curb, Flow } from "../contract.ts";

export interface Spot {
  x: number;
  y: number;
}

export interface Frame {
  width: number;
  height: number;
  /** From the ground to the frame. */
  scale: number;
  shift: Spot;
}

/** How much of the ground is in sight at least, in its own pixels: nearer there is nothing to see but coarse coasts. */
const LEAST_SIGHT = 420;
const MARGIN = 100;
/** How far an arc swings out, over its length; both directions of a pair swing to different sides. */
const BEND = 0.2;

/** The part of the ground that holds all places, as large as the frame allows. */
export function framed(places: readonly Spot[], width: number, height: number): Frame {
  const [xs, ys] = [places.map((it) => it.x), places.map((it) => it.y)];
  const [left, right, top, bottom] = places.length === 0 ? [0, 2000, 0, 974] : [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const wide = Math.max(LEAST_SIGHT, right - left + 2 * MARGIN);
  const tall = Math.max((LEAST_SIGHT * height) / width, bottom - top + 1.4 * MARGIN);
  const scale = Math.min(width / wide, height / tall);
  return { width, height, scale, shift: { x: width / 2 - (scale * (left + right)) / 2, y: height / 2 - (scale * (top + bottom)) / 2 } };
}

export function placed(frame: Frame, spot: Spot): Spot {
  return { x: frame.shift.x + frame.scale * spot.x, y: frame.shift.y + frame.scale * spot.y };
}

export interface Arc {
  path: string;
  /** Tip of the arrow and its two corners. */
  head: string;
  middle: Spot;
}

/** An arc from place to place that leaves room for the dots at both ends. */
export function arc(from: Spot, to: Spot, width: number, room: number): Arc {
  const length = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const bend = { x: (from.x + to.x) / 2 + BEND * length * along.y, y: (from.y + to.y) / 2 - BEND * length * along.x };
  const toward = (at: Spot, by: number) => {
    const far = Math.max(1, Math.hypot(bend.x - at.x, bend.y - at.y));
    return { x: at.x + ((bend.x - at.x) / far) * by, y: at.y + ((bend.y - at.y) / far) * by };
  };
  const size = 5 + 0.7 * width;
  const start = toward(from, Math.min(room, length / 4));
  const tip = toward(to, Math.min(room, length / 4));
  const end = toward(to, Math.min(room, length / 4) + size);
  const side = { x: (tip.y - end.y) / size, y: (end.x - tip.x) / size };
  const half = 3 + 0.75 * width;
  const round = (value: number) => value.toFixed(1);
  const text = (at: Spot) => `${round(at.x)},${round(at.y)}`;
  return {
    path: `M${text(start)}Q${text(bend)} ${text(end)}`,
    head: `M${text(tip)}L${text({ x: end.x + half * side.x, y: end.y + half * side.y })}L${text({ x: end.x - half * side.x, y: end.y - half * side.y })}Z`,
    middle: { x: (start.x + 2 * bend.x + end.x) / 4, y: (start.y + 2 * bend.y + end.y) / 4 },
  };
}

/** Width of an arc: its square grows with the tonnes, so that small flows stay in sight. */
export function widthOf(tonnes: number, most: number, widest: number): number {
  return most > 0 ? Math.max(1.5, widest * Math.sqrt(tonnes / most)) : 0;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const isOver = (one: Box, other: Box) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

export interface Name {
  text: string;
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
}

/** Names beside their places, where they lie on no other and inside the frame; else to the right. */
export function named(places: readonly { text: string; at: Spot }[], frame: Frame, letter: number, room: number): Name[] {
  const taken: Box[] = places.map(({ at }) => ({ x: at.x - room, y: at.y - room, width: 2 * room, height: 2 * room }));
  return places.map(({ text, at }) => {
    const [width, height] = [text.length * letter, 2 * letter];
    const choices: [Name, Box][] = (
      [
        ["end", at.x - room - 3, at.y + 4, at.x - room - 3 - width],
        ["start", at.x + room + 3, at.y + 4, at.x + room + 3],
        ["middle", at.x, at.y + room + height - 3, at.x - width / 2],
        ["middle", at.x, at.y - room - 4, at.x - width / 2],
      ] as const
    ).map(([anchor, x, y, left]) => [{ text, x, y, anchor }, { x: left, y: y - height + 4, width, height }]);
    const fits = ([, box]: [Name, Box]) => box.x >= 0 && box.x + box.width <= frame.width && box.y >= 0 && box.y + box.height <= frame.height && taken.every((it) => !isOver(it, box));
    const [name, box] = choices.find(fits) ?? choices[1]!;
    taken.push(box);
    return name;
  });
}

/** What binds a flow in months from `first` to `last`, the strictest of several. */
export function curbOf(curbs: readonly Curb[], flow: Flow, first: number, last: number): Curb["kind"] | null {
  const order: readonly Curb["kind"][] = ["ban", "quota", "licences", "duty"];
  const found = curbs.filter((it) => it.good === flow.good && it.from === flow.from && (it.to === null || it.to === flow.to) && it.first_month <= last && (it.end_month === null || it.end_month > first));
  return order.find((kind) => found.some((it) => it.kind === kind)) ?? null;
}
