// A chart as a figure: a title that states the finding, a picture with a name, and the same numbers as a table.

import { useSignal } from "@preact/signals";
import { createContext } from "preact";
import type { ComponentChildren } from "preact";
import { course, program, said, shownSpec, world } from "../state.ts";
import type { Lever, Spec } from "../contract.ts";
import { has, t } from "../texts.ts";
import { month, withUnit } from "../numbers.ts";
import { savePicture, type Format } from "../picture.ts";
import { told } from "./told.ts";

const FORMATS: readonly Format[] = ["png", "svg"];

/** What the picture is for whoever does not see it. */
export const Spoken = createContext("");

export interface Column {
  name: string;
  cells: readonly (number | null)[];
  text: (value: number) => string;
}

export interface FigureProps {
  id: string;
  title: string;
  subtitle: string;
  /** What the numbers are, as it is read aloud; charts that name their own picture have none. */
  unit?: string;
  /** How many columns, from the first on, are told of the picture; all unless it says less. */
  nTold?: number;
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

export function Figure({ id, title, subtitle, unit, nTold, months, rowHead, columns, children, below, tools }: FigureProps) {
  const keep = (button: HTMLElement, format: Format) => {
    const [figure, spec] = [button.closest("figure"), shownSpec.value];
    if (figure === null || spec === null) return;
    const file = `${spec.world}_${id}.${format}`;
    savePicture(figure, file, { title, subtitle, source: source(spec) }, format).then(
      () => (said.value = t("share.saved", { name: file })),
      (error: Error) => (said.value = t("share.failed", { detail: error.message })),
    );
  };
  const name = t(`chart.name.${id}`);
  // Six closed tables would cost more than six charts at every move of a lever.
  const isOpen = useSignal(false);
  return (
    <figure class="chart" id={`chart-${id}`} aria-label={name}>
      <figcaption>
        <h3 id={`title-${id}`}>{title}</h3>
        <p class="subtitle">
          {subtitle}
          {tools}
        </p>
      </figcaption>
      {unit === undefined ? children : <Spoken.Provider value={told(name, unit, months, columns.slice(0, nTold))}>{children}</Spoken.Provider>}
      {below}
      <div class="take">
        <details class="table" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
          <summary aria-label={t("chart.table_of", { name })}>{t("chart.table")}</summary>
          {isOpen.value && <Table name={name} months={months} columns={columns} {...(rowHead === undefined ? {} : { rowHead })} />}
        </details>
        {FORMATS.map((format) => (
          <button
            type="button"
            class="picture"
            key={format}
            aria-label={t(`chart.${format}_of`, { name })}
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

function Table({ name, months, columns, rowHead }: { name: string; months: readonly string[]; columns: readonly Column[]; rowHead?: string }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("chart.table_of", { name })}>
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
