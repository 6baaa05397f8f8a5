// Pure parts of the league: what of a run is a rule, the order of a table, and where a range lies on a line.

import type { LeagueRange, LeagueRow, Setting, Spec } from "./contract.ts";

export interface Order {
  /** Which measure; none is the order of the server. */
  column: number | null;
  isFalling: boolean;
}

/** The levers of a rule, and those that were moved beside it. */
export function ruleOf(spec: Spec, allowed: readonly string[]): { levers: Record<string, Setting>; others: string[] } {
  const all = Object.entries(spec.levers);
  const isRule = ([id]: [string, Setting]) => allowed.includes(id);
  return { levers: Object.fromEntries(all.filter(isRule)), others: all.filter((it) => !isRule(it)).map(([id]) => id) };
}

/** Rows by the median of one measure; those without one come last either way. */
export function ordered(rows: readonly LeagueRow[], { column, isFalling }: Order): readonly LeagueRow[] {
  if (column === null) return rows;
  const median = (row: LeagueRow) => row.standing.measures[column]?.median ?? null;
  return [...rows].sort((one, other) => {
    const [a, b] = [median(one), median(other)];
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
    return isFalling ? b - a : a - b;
  });
}

/** All ranges of a measure. */
export function columnOf(rows: readonly LeagueRow[], at: number): readonly LeagueRange[] {
  return rows.map((row) => row.standing.measures[at] ?? null).filter((it) => it !== null);
}

/** Where a range lies on a line of a length that holds all of a column. */
export function strip(column: readonly LeagueRange[], range: LeagueRange, length: number): LeagueRange {
  const from = Math.min(...column.map((it) => it.low));
  const to = Math.max(...column.map((it) => it.high));
  const at = (value: number) => (to > from ? (length * (value - from)) / (to - from) : length / 2);
  return { low: at(range.low), median: at(range.median), high: at(range.high) };
}
