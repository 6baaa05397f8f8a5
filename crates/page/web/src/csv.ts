// The months of a run as a tidy table: one row for each number, with version and seed above it.

import type { Course, Spec } from "./contract.ts";

export function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

export function table(course: Course, spec: Spec, program: string): string {
  const lines = [
    `# Monazite ${program}; world ${spec.world}; seed ${spec.seed}; scenario ${course.scenario_hash}`,
    `# levers ${JSON.stringify(spec.levers)}`,
    "# A model, not a forecast. Months of four weeks; prices without value-added tax.",
    "date,measure,item,unit,value",
  ];
  const add = (measure: string, item: string, unit: string, numbers: readonly (number | null)[]) => {
    numbers.forEach((number, at) => {
      const cells = [course.months[at] ?? "", measure, item, unit, number === null ? "" : String(number)];
      lines.push(cells.map(quoted).join(","));
    });
  };
  for (const it of course.prices) add("price", `${it.good} in ${it.zone}`, "USD/kg", it.usd_per_kg);
  for (const it of course.supply) add("supply", `${it.good} from ${it.origin}`, "t", it.shipped_t);
  for (const it of course.users) {
    add("needed", it.country, "t", it.needed_t);
    add("lost", it.country, "t", it.lost_t);
    add("lost value", it.country, "USD", it.lost_usd);
  }
  for (const it of course.covers) add("cover", it.agent, "weeks", it.weeks);
  for (const it of course.reserves) {
    add("reserve stock", `${it.government} ${it.good}`, "t", it.stock_t);
    add("reserve released", `${it.government} ${it.good}`, "t", it.released_t);
  }
  return `${lines.join("\n")}\n`;
}
