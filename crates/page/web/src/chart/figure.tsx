// A chart as a figure: a title that states the finding, a picture with a name, and the same numbers as a table.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { course, program, said, shownSpec, world } from "../state.ts";
import type { Lever, Spec } from "../contract.ts";
import { has, t } from "../texts.ts";
import { month, withUnit } from "../numbers.ts";
import { savePicture, type Format } from "../picture.ts";

const FORMATS: readonly Format[] = ["png", "svg"];

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
  /** Names of the rows of the table: months, unless `rowHead` says what else. */
  months: readonly string[];
  rowHead?: string;
  columns: readonly Column[];
  children: ComponentChildren;
  below?: ComponentChildren;
  tools?: ComponentChildren;
}

function settingText(lever: Lever | undefined, id: string, setting: number | string): string {
  const name = has(`lever.${id}`) ? t(`lever.${id}`) : id.replaceAll("_", " ");
  const named = `lever.${id}.${setting}`;
  if (lever !== undefined && "Slider" in lever.control) return `${name} ${withUnit(Number(setting), lever.control.Slider.unit)}`;
  return `${name}: ${has(named) ? t(named) : setting}`;
}

/** Where a picture comes from, for whoever finds it without the page. */
function source(spec: Spec): string {
  const moved = Object.entries(spec.levers).map(([id, setting]) => settingText(world.value?.levers.find((it) => it.id === id), id, setting));
  return t("picture.source", {
    program: program.value,
    world: spec.world,
    seed: spec.seed,
    hash: (course.value?.scenario_hash ?? "").slice(0, 12),
    levers: moved.length === 0 ? t("picture.no_levers") : moved.join(", "),
  });
}

export function Figure({ id, title, subtitle, months, rowHead, columns, children, below, tools }: FigureProps) {
  const keep = (button: HTMLElement, format: Format) => {
    const [figure, spec] = [button.closest("figure"), shownSpec.value];
    if (figure === null || spec === null) return;
    const name = `${spec.world}_${id}.${format}`;
    savePicture(figure, name, { title, subtitle, source: source(spec) }, format).then(
      () => (said.value = t("share.saved", { name })),
      (error: Error) => (said.value = t("share.failed", { detail: error.message })),
    );
  };
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
      <div class="take">
        <details class="table" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
          <summary>{t("chart.table")}</summary>
          {isOpen.value && <Table title={title} months={months} columns={columns} {...(rowHead === undefined ? {} : { rowHead })} />}
        </details>
        {FORMATS.map((format) => (
          <button
            type="button"
            class="picture"
            key={format}
            aria-label={t(`chart.${format}_of`, { title })}
            title={t(`chart.${format}.title`)}
            onClick={(event) => keep(event.currentTarget, format)}
          >
            {t(`chart.${format}`)}
          </button>
        ))}
      </div>
    </figure>
  );
}

function Table({ title, months, columns, rowHead }: { title: string; months: readonly string[]; columns: readonly Column[]; rowHead?: string }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("chart.table_of", { title })}>
      <table>
        <thead>
          <tr>
            <th scope="col">{rowHead ?? t("chart.month")}</th>
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
              <th scope="row">{rowHead === undefined ? month(date) : date}</th>
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
