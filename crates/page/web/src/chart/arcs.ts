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
  /** Beside the middle, on the outer side of the bend. */
  beside: Spot;
}

/** An arc from place to place that leaves room for the dots at both ends; a name stands `off` its middle. */
export function arc(from: Spot, to: Spot, width: number, room: number, off = 0): Arc {
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
  const middle = { x: (start.x + 2 * bend.x + end.x) / 4, y: (start.y + 2 * bend.y + end.y) / 4 };
  return {
    path: `M${text(start)}Q${text(bend)} ${text(end)}`,
    head: `M${text(tip)}L${text({ x: end.x + half * side.x, y: end.y + half * side.y })}L${text({ x: end.x - half * side.x, y: end.y - half * side.y })}Z`,
    middle,
    beside: { x: middle.x + off * along.y, y: middle.y - off * along.x },
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

/** Names beside their places, where they lie on no other and inside the frame; else to the right. What is `written` stays free. */
export function named(places: readonly { text: string; at: Spot }[], frame: Frame, letter: number, room: number, written: readonly { text: string; at: Spot }[] = []): Name[] {
  const box = (x: number, y: number, text: string): Box => ({ x, y: y - 2 * letter + 4, width: text.length * letter, height: 2 * letter });
  const taken: Box[] = [
    ...places.map(({ at }) => ({ x: at.x - room, y: at.y - room, width: 2 * room, height: 2 * room })),
    ...written.map(({ text, at }) => box(at.x - (text.length * letter) / 2, at.y + 4, text)),
  ];
  const middle = places.reduce((sum, it) => sum + it.at.x, 0) / Math.max(1, places.length);
  return places.map(({ text, at }) => {
    const wide = text.length * letter;
    const left: [Name, Box] = [{ text, x: at.x - room - 3, y: at.y + 4, anchor: "end" }, box(at.x - room - 3 - wide, at.y + 4, text)];
    const right: [Name, Box] = [{ text, x: at.x + room + 3, y: at.y + 4, anchor: "start" }, box(at.x + room + 3, at.y + 4, text)];
    const [below, above] = [at.y + room + 2 * letter - 3, at.y - room - 4];
    const upright = ([below, above] as const).map((y): [Name, Box] => [{ text, x: at.x, y, anchor: "middle" }, box(at.x - wide / 2, y, text)]);
    // Away from the others first: between them are the arcs.
    const choices = at.x < middle ? [left, ...upright, right] : [right, ...upright, left];
    const fits = ([, it]: [Name, Box]) => it.x >= 0 && it.x + it.width <= frame.width && it.y >= 0 && it.y + it.height <= frame.height && taken.every((other) => !isOver(it, other));
    const [name, own] = choices.find(fits) ?? right;
    taken.push(own);
    return name;
  });
}

/** What binds a flow in months from `first` to `last`, the strictest of several. */
export function curbOf(curbs: readonly Curb[], flow: Flow, first: number, last: number): Curb["kind"] | null {
  const order: readonly Curb["kind"][] = ["ban", "quota", "licences", "duty"];
  const found = curbs.filter((it) => it.good === flow.good && it.from === flow.from && (it.to === null || it.to === flow.to) && it.first_month <= last && (it.end_month === null || it.end_month > first));
  return order.find((kind) => found.some((it) => it.kind === kind)) ?? null;
}
