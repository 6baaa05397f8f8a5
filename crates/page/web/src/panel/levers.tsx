// The two panels: what somebody decides, and what is assumed. They are never mixed, and each counts what was changed.

import { useSignal } from "@preact/signals";
import type { Lever, Setting, Slider, World } from "../contract.ts";
import { aloud, finer, onScreen, short, shown, snapped, typed, withUnit } from "../numbers.ts";
import { lesson, reset, settle, show, spec, valueOf } from "../state.ts";
import { has, t } from "../texts.ts";

export function Levers({ world }: { world: World }) {
  const step = lesson.value === null ? null : lesson.value.lesson.steps[lesson.value.step];
  const only = step === null || step === undefined ? null : step.levers;
  const visible = (lever: Lever) => only === null || only.includes(lever.id);
  const panels = (["Policy", "World"] as const).map((panel) => ({
    panel,
    levers: world.levers.filter((lever) => lever.panel === panel && visible(lever)),
  }));
  return (
    <div class="panels">
      {panels
        .filter((it) => it.levers.length > 0)
        .map((it) => (
          <Panel key={it.panel} panel={it.panel} levers={it.levers} isOpen={it.panel === "Policy" || only !== null} />
        ))}
    </div>
  );
}

function Panel({ panel, levers, isOpen }: { panel: "Policy" | "World"; levers: readonly Lever[]; isOpen: boolean }) {
  const changed = levers.filter((lever) => lever.id in spec.value.levers).length;
  const actors = [...new Set(levers.map((lever) => lever.actor))];
  return (
    <details class={`panel ${panel.toLowerCase()}`} open={isOpen}>
      <summary>
        <h2>{t(`panel.${panel}`)}</h2>
        <span class="count">{changed === 0 ? t("panel.unchanged") : t("panel.changed", { n: changed })}</span>
      </summary>
      <p class="hint">{t(`panel.${panel}.hint`)}</p>
      {actors.map((actor) => (
        <fieldset key={actor}>
          <legend>{has(`actor.${actor}`) ? t(`actor.${actor}`) : actor}</legend>
          <Controls levers={levers.filter((lever) => lever.actor === actor)} />
        </fieldset>
      ))}
      <button type="button" class="quiet" disabled={changed === 0} onClick={() => reset(panel)}>
        {t("panel.reset")}
      </button>
    </details>
  );
}

/** The levers of an actor, the folded ones behind the others; those of a step of a lesson all stand open. */
function Controls({ levers }: { levers: readonly Lever[] }) {
  const isFolded = (lever: Lever) => lever.is_folded && lesson.value === null;
  const folded = levers.filter(isFolded);
  const changed = folded.filter((lever) => lever.id in spec.value.levers).length;
  return (
    <>
      {levers
        .filter((lever) => !isFolded(lever))
        .map((lever) => (
          <Control key={lever.id} lever={lever} />
        ))}
      {folded.length > 0 && (
        <details class="more">
          <summary>{changed === 0 ? t("panel.more", { n: folded.length }) : t("panel.more_changed", { n: folded.length, changed })}</summary>
          {folded.map((lever) => (
            <Control key={lever.id} lever={lever} />
          ))}
        </details>
      )}
    </>
  );
}

/** Levers that the page finds by itself are named after a government and after what they are. */
const FOUND = /_(trigger|money)$/;

function nameOf(lever: Lever): string {
  if (has(`lever.${lever.id}`)) return t(`lever.${lever.id}`);
  const kind = FOUND.exec(lever.id)?.[1];
  return kind === undefined ? lever.id.replaceAll("_", " ") : t(`lever.found.${kind}`);
}

function Control({ lever }: { lever: Lever }) {
  const value = valueOf(lever.id);
  const isChanged = lever.id in spec.value.levers;
  return (
    <div class={`lever${isChanged ? " changed" : ""}`}>
      {"Slider" in lever.control ? (
        <SliderControl lever={lever} slider={lever.control.Slider} value={value} />
      ) : (
        <ChoiceControl lever={lever} choices={lever.control.Choice.map((it) => it.id)} value={value} />
      )}
      <About lever={lever} />
    </div>
  );
}

/** What the lever is, where the scenario has it, and where that comes from. */
function About({ lever }: { lever: Lever }) {
  const written = "Slider" in lever.control ? withUnit(Number(lever.written), lever.control.Slider.unit) : choiceName(lever, String(lever.written));
  return (
    <details class="about">
      <summary aria-label={t("lever.about", { name: nameOf(lever) })}>
        <span aria-hidden="true">?</span>
      </summary>
      <p>
        {has(`lever.${lever.id}.help`) ? t(`lever.${lever.id}.help`) : lever.meaning}
        <br />
        <span class="fact">{t("lever.written", { written })}</span>
        <br />
        <code>{lever.paths[0]}</code>
        {lever.source !== "" && (
          <>
            <br />
            <span class="fact">{t("lever.source", { source: lever.source })}</span>
          </>
        )}
      </p>
    </details>
  );
}

function SliderControl({ lever, slider, value }: { lever: Lever; slider: Slider; value: Setting }) {
  const number = Number(value);
  const wrong = useSignal<string | null>(null);
  const { sign, word } = shown(slider.unit);
  const id = `lever-${lever.id}`;
  const move = (next: number) => settle(lever.id, snapped(next, slider));
  const step = (event: KeyboardEvent) => {
    const large = Math.max(slider.step, (slider.max - slider.min) / 10);
    const by: Record<string, number> = { PageUp: large, PageDown: -large };
    const sign = ["ArrowRight", "ArrowUp"].includes(event.key) ? 1 : ["ArrowLeft", "ArrowDown"].includes(event.key) ? -1 : 0;
    if (event.shiftKey && sign !== 0) {
      event.preventDefault();
      settle(lever.id, finer(number, sign, slider));
    } else if (event.key in by) {
      event.preventDefault();
      move(number + by[event.key]!);
    } else if (event.key === "Delete") {
      event.preventDefault();
      settle(lever.id, lever.written);
    }
  };
  return (
    <>
      <label for={id}>{nameOf(lever)}</label>
      <div class="row">
        <button type="button" class="nudge" aria-label={t("lever.less", { name: nameOf(lever) })} onClick={() => move(number - slider.step)}>
          −
        </button>
        <input
          id={id}
          type="range"
          min={slider.min}
          max={slider.max}
          step={slider.step}
          value={number}
          aria-valuetext={aloud(number, slider.unit)}
          onInput={(event) => show(lever.id, Number(event.currentTarget.value))}
          onChange={(event) => settle(lever.id, Number(event.currentTarget.value))}
          onKeyDown={step}
          onDblClick={() => settle(lever.id, lever.written)}
        />
        <button type="button" class="nudge" aria-label={t("lever.more", { name: nameOf(lever) })} onClick={() => move(number + slider.step)}>
          +
        </button>
        <input
          class="number"
          type="text"
          inputMode="decimal"
          aria-label={t(word === "" ? "lever.number_plain" : "lever.number", { name: nameOf(lever), unit: word })}
          aria-invalid={wrong.value !== null}
          aria-describedby={wrong.value === null ? undefined : `wrong-${lever.id}`}
          value={wrong.value ?? String(onScreen(number, slider.unit))}
          onChange={(event) => {
            const entered = event.currentTarget.value;
            const next = typed(entered, slider);
            wrong.value = next === null ? entered : null;
            if (next !== null) settle(lever.id, next);
          }}
        />
        <span class="sign" aria-hidden="true">
          {sign}
        </span>
      </div>
      {wrong.value !== null && (
        <p class="wrong" role="alert" id={`wrong-${lever.id}`}>
          {t("lever.range", { least: short(onScreen(slider.min, slider.unit)), most: short(onScreen(slider.max, slider.unit)), sign })}
        </p>
      )}
    </>
  );
}

function choiceName(lever: Lever, choice: string): string {
  return has(`lever.${lever.id}.${choice}`) ? t(`lever.${lever.id}.${choice}`) : choice.replaceAll("_", " ");
}

function ChoiceControl({ lever, choices, value }: { lever: Lever; choices: readonly string[]; value: Setting }) {
  const id = `lever-${lever.id}`;
  return (
    <>
      <label for={id}>{nameOf(lever)}</label>
      <select
        id={id}
        value={String(value)}
        onChange={(event) => settle(lever.id, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Delete") settle(lever.id, lever.written);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choiceName(lever, choice)}
          </option>
        ))}
      </select>
    </>
  );
}
