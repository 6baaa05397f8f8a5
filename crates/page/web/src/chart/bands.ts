// The geometry of the diagram of flows: sellers on the left, buyers on the right, and between them bands as wide as their
// tonnes. Pure, so that it can be tested.

import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import type { Curb, Flow } from "../contract.ts";

/** Bands at most, what is left over included. */
const MOST_BANDS = 12;
/** Smaller parts of the year's largest flow are left over. */
const LEAST_SHARE = 0.004;
/** The id of what is left over. */
export const OTHER = "other";
const END_WIDTH = 10;
const ROUNDS = 12;

/** A flow of one year, with the strictest control that binds it. */
export interface Shown {
  flow: Flow;
  tonnes: number;
  curb: Curb["kind"] | null;
}

export interface Band {
  from: string;
  to: string;
  tonnes: number;
  curb: Curb["kind"] | null;
}

/** The largest flows one by one, the rest together. `shown` is sorted, the largest first. */
export function bandsOf(shown: readonly Shown[]): Band[] {
  const isLarge = (it: Shown) => it.tonnes >= LEAST_SHARE * shown[0]!.tonnes;
  const large = shown.filter(isLarge);
  // The band of what is left over takes a place of its own.
  const named = shown.length > large.length || large.length > MOST_BANDS ? large.slice(0, MOST_BANDS - 1) : large;
  const bands: Band[] = named.map(({ flow, tonnes, curb }) => ({ from: flow.from, to: flow.to, tonnes, curb }));
  const rest = shown.slice(named.length).reduce((sum, it) => sum + it.tonnes, 0);
  return rest > 0 ? [...bands, { from: OTHER, to: OTHER, tonnes: rest, curb: null }] : bands;
}

export interface End {
  country: string;
  isSeller: boolean;
  tonnes: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Drawn extends Band {
  path: string;
  width: number;
  /** Height at which it leaves its seller. */
  start: number;
}

export interface Room {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Space between two countries. */
  gap: number;
  /** Part of the height that the year's tonnes take, so that years can be compared. */
  share: number;
}

/** Where ends and bands lie. */
export function laidOut(bands: readonly Band[], room: Room): { ends: End[]; drawn: Drawn[] } {
  // The library cannot place nothing.
  if (bands.length === 0) return { ends: [], drawn: [] };
  const sellers = [...new Set(bands.map((it) => it.from))];
  const buyers = [...new Set(bands.map((it) => it.to))];
  const gaps = room.gap * (Math.max(sellers.length, buyers.length) - 1);
  const height = gaps + room.share * Math.max(0, room.bottom - room.top - gaps);
  const top = (room.top + room.bottom - height) / 2;
  const isOther = (it: { country: string }) => Number(it.country === OTHER);
  const nodes = [...sellers.map((country) => ({ country, isSeller: true })), ...buyers.map((country) => ({ country, isSeller: false }))];
  const place = sankey<{ country: string; isSeller: boolean }, Band>()
    .nodeId((it) => `${it.isSeller} ${it.country}`)
    .nodeWidth(END_WIDTH)
    .nodePadding(room.gap)
    .nodeSort((one, other) => isOther(one) - isOther(other) || (other.value ?? 0) - (one.value ?? 0))
    .iterations(ROUNDS)
    .extent([
      [room.left, top],
      [room.right, top + height],
    ]);
  const graph = place({ nodes, links: bands.map((it) => ({ ...it, source: `true ${it.from}`, target: `false ${it.to}`, value: it.tonnes })) });
  const path = sankeyLinkHorizontal<{ country: string; isSeller: boolean }, Band>();
  return {
    ends: graph.nodes.map(({ country, isSeller, value, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => ({ country, isSeller, tonnes: value ?? 0, x: x0, y: y0, width: x1 - x0, height: y1 - y0 })),
    drawn: graph.links.map((link) => ({ from: link.from, to: link.to, tonnes: link.tonnes, curb: link.curb, path: path(link) ?? "", width: link.width ?? 0, start: link.y0 ?? 0 })),
  };
}

/** Middles of labels of some height, moved apart from those above them and kept within the picture. */
export function stacked(labels: readonly { at: number; high: number }[], height: number): number[] {
  const order = labels.map((_, at) => at).sort((one, other) => labels[one]!.at - labels[other]!.at);
  const places = labels.map((it) => it.at);
  let last = 0;
  for (const at of order) {
    const half = labels[at]!.high / 2;
    places[at] = Math.max(places[at]!, last + half);
    last = places[at]! + half;
  }
  let next = height;
  for (const at of order.reverse()) {
    const half = labels[at]!.high / 2;
    places[at] = Math.min(places[at]!, next - half);
    next = places[at]! - half;
  }
  return places;
}
