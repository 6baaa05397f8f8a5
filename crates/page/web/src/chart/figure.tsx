// A chart as a figure: a title that states the finding, a picture with a name, and the same numbers as a table.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "../texts.ts";
import { month } from "../numbers.ts";

export interface Column {
  name: string;
  cells: readonly (number | null)[];
  text: (value: number) => string;
}

export interface FigureProps {
  id: string;
  title: string;
  subtitle: string;
  summary: string;
  months: readonly string[];
  columns: readonly Column[];
  children: ComponentChildren;
  below?: ComponentChildren;
  tools?: ComponentChildren;
}

export function Figure({ id, title, subtitle, months, columns, children, below, tools }: FigureProps) {
  // Six closed tables would cost more than six charts at every move of a lever.
  const isOpen = useSignal(false);
  return (
    <figure class="chart" id={`chart-${id}`} aria-labelledby={`title-${id}`}>
      <figcaption>
        <h3 id={`title-${id}`}>{title}</h3>
        <p class="subtitle">
          {subtitle}
          {tools}
        </p>
      </figcaption>
      {children}
      {below}
      <details class="table" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
        <summary>{t("chart.table")}</summary>
        {isOpen.value && <Table title={title} months={months} columns={columns} />}
      </details>
    </figure>
  );
}

function Table({ title, months, columns }: { title: string; months: readonly string[]; columns: readonly Column[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("chart.table_of", { title })}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("chart.month")}</th>
            {columns.map((column) => (
              <th scope="col" key={column.name}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((date, at) => (
            <tr key={date}>
              <th scope="row">{month(date)}</th>
              {columns.map((column) => {
                const cell = column.cells[at];
                return <td key={column.name}>{cell === null || cell === undefined ? "–" : column.text(cell)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
