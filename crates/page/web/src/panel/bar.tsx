// The bar on top: which world, the month that is looked at, undo, luck, theme, and what can be taken home.

import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  baseline,
  canRedo,
  canUndo,
  course,
  heard,
  isConnectionOpen,
  isHelpOpen,
  isHost,
  link,
  month,
  program,
  said,
  setSeed,
  shownSpec,
  spec,
  start,
  stepBack,
  stepForward,
  theme,
  wire,
  world,
  worldName,
  worlds,
  type Theme,
} from "../state.ts";
import type { FileKind } from "../contract.ts";
import { Code } from "./code.tsx";
import { table } from "../csv.ts";
import { longMonth, month as inWords, short } from "../numbers.ts";
import { save } from "../save.ts";
import { has, t } from "../texts.ts";

const THEMES: readonly Theme[] = ["light", "dark", "projector"];
const LARGEST_DICE = 1000;
const PLAY_MS = 250;

const isPlaying = signal(false);
const isShareOpen = signal(false);
const fingerprint = signal("");

export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length]!;
}

export function togglePlay(): void {
  isPlaying.value = !isPlaying.value;
}

export function step(by: number): void {
  const last = (course.value?.months.length ?? 1) - 1;
  month.value = Math.min(last, Math.max(0, (month.value ?? last) + by));
}

/** A month on or back by a key, away from the slider that would say where it stands. */
export function stepAloud(by: number): void {
  step(by);
  heard.value = reading.value;
}

export function roll(): void {
  setSeed(1 + Math.floor(Math.random() * LARGEST_DICE));
}

export function Bar() {
  const now = world.value;
  if (now === null) return null;
  return (
    <header class="bar">
      <div class="title">
        <h1>{t("title")}</h1>
        <label>
          <span class="hidden">{t("bar.world")}</span>
          <select
            value={worldName.value}
            onChange={(event) => {
              const next = worlds.value.find((it) => it.name === event.currentTarget.value);
              if (next !== undefined) start(next.opening);
            }}
          >
            {worlds.value.map((it) => (
              <option key={it.name} value={it.name}>
                {has(`world.${it.name}`) ? t(`world.${it.name}`) : it.name.replaceAll("_", " ")}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="buttons">
        <button type="button" disabled={!canUndo.value} onClick={stepBack} title={t("bar.undo.title")}>
          {t("bar.undo")}
        </button>
        <button type="button" disabled={!canRedo.value} onClick={stepForward} title={t("bar.redo.title")}>
          {t("bar.redo")}
        </button>
        <span class="seed">
          <label for="seed">
            {t("bar.seed")}
          </label>
          <input
            id="seed"
            title={t("bar.seed.title")}
            type="number"
            min={0}
            max={999999}
            value={spec.value.seed}
            onChange={(event) => {
              const seed = Number(event.currentTarget.value);
              if (Number.isSafeInteger(seed) && seed >= 0) setSeed(seed);
              else event.currentTarget.value = String(spec.value.seed);
            }}
          />
          <button type="button" onClick={roll} title={t("bar.roll.title")}>
            {t("bar.roll")}
          </button>
        </span>
        <button type="button" aria-expanded={isShareOpen.value} onClick={() => (isShareOpen.value = !isShareOpen.value)}>
          {t("bar.share")}
        </button>
        <button type="button" onClick={nextTheme} aria-label={t("bar.theme.name", { theme: t(`bar.theme.${theme.value}`) })} title={t("bar.theme.title")}>
          {t("bar.theme", { theme: t(`bar.theme.${theme.value}`) })}
        </button>
        {isHost.value && (
          <button type="button" onClick={() => (isConnectionOpen.value = !isConnectionOpen.value)} aria-expanded={isConnectionOpen.value} title={t("bar.connection.title")}>
            {t("bar.connection")}
          </button>
        )}
        <button type="button" onClick={() => (isHelpOpen.value = !isHelpOpen.value)} aria-expanded={isHelpOpen.value} title={t("bar.help.title")}>
          {t("bar.help")}
        </button>
      </div>
      {isShareOpen.value && <Share />}
    </header>
  );
}

/** What the month that is looked at has, in a sentence. */
const reading = computed(() => {
  const now = course.value;
  const at = world.value;
  if (now === null || at === null) return "";
  const last = now.months.length - 1;
  const place = Math.min(month.value ?? last, last);
  const price = (zone: string) => now.prices.find((it) => it.good === at.goods[0]?.id && it.zone === zone)?.usd_per_kg[place] ?? null;
  const here = price(at.importer_zone);
  const there = price(at.origin_zone);
  const before = baseline.value?.prices.find((it) => it.good === at.goods[0]?.id && it.zone === at.importer_zone)?.usd_per_kg[place] ?? null;
  const text = (value: number | null) => (value === null ? "–" : short(value));
  return t("timeline.reading", {
    when: longMonth(now.months[place] ?? ""),
    good: at.goods[0]?.name ?? "",
    here: text(here),
    there: text(there),
    before: text(before),
    importer: at.zones.find((it) => it.id === at.importer_zone)?.name ?? "",
    origin: at.zones.find((it) => it.id === at.origin_zone)?.name ?? "",
  });
});

/** The months as a line that a finger, a mouse or the arrow keys move along. */
export function Timeline() {
  const now = course.value;
  const at = world.value;
  const last = (now?.months.length ?? 1) - 1;
  const place = Math.min(month.value ?? last, last);
  useEffect(() => {
    if (!isPlaying.value) return;
    const clock = window.setInterval(() => {
      if ((month.value ?? last) >= last) month.value = 0;
      else step(1);
    }, PLAY_MS);
    return () => window.clearInterval(clock);
  }, [isPlaying.value, last]);
  if (now === null || at === null) return null;
  return (
    <div class="timeline">
      <button type="button" class="play" onClick={togglePlay} aria-pressed={isPlaying.value} aria-label={t("timeline.play")}>
        {isPlaying.value ? "❚❚" : "▶"}
      </button>
      <input
        type="range"
        min={0}
        max={last}
        value={place}
        aria-label={t("timeline.name")}
        aria-valuetext={reading.value}
        onInput={(event) => (month.value = Number(event.currentTarget.value))}
      />
      <p class="reading" aria-hidden="true">
        {reading.value}
      </p>
    </div>
  );
}

async function saveFile(kind: FileKind): Promise<void> {
  try {
    const file = await wire.file(spec.value, kind);
    save(file.name, new Blob([file.text], { type: kind === "report" ? "text/html" : "text/plain" }));
    if (kind === "prices") fingerprint.value = file.sha256;
    said.value = t("share.saved", { name: file.name });
  } catch (error) {
    said.value = t("share.failed", { detail: (error as Error).message });
  }
}

function saveTable(): void {
  const now = course.value;
  if (now === null) return;
  save(`${spec.value.world}_months.csv`, new Blob([table(now, shownSpec.value ?? spec.value, program.value)], { type: "text/csv" }));
}

function Share() {
  return (
    <div class="share">
      <label for="link">{t("share.link")}</label>
      <input id="link" type="text" readOnly value={link.value} onFocus={(event) => event.currentTarget.select()} />
      {typeof navigator.clipboard?.writeText === "function" && (
        <button
          type="button"
          onClick={() => void navigator.clipboard.writeText(link.value).then(() => (said.value = t("share.copied")))}
        >
          {t("share.copy")}
        </button>
      )}
      <button type="button" onClick={saveTable}>
        {t("share.csv")}
      </button>
      <button type="button" onClick={() => void saveFile("scenario")}>
        {t("share.ron")}
      </button>
      <button type="button" onClick={() => void saveFile("prices")}>
        {t("share.prices")}
      </button>
      <button type="button" onClick={() => void saveFile("report")}>
        {t("share.report")}
      </button>
      <button type="button" onClick={() => window.print()}>
        {t("share.print")}
      </button>
      <Code />
      <p class="hint">
        {t("share.hash", { hash: (course.value?.scenario_hash ?? "").slice(0, 16) })}
        {fingerprint.value !== "" && <> {t("share.fingerprint", { hash: fingerprint.value.slice(0, 16) })}</>}
      </p>
    </div>
  );
}

export function monthName(at: number): string {
  return inWords(course.value?.months[at] ?? "");
}
