// What the page knows. Everything on the screen follows from these signals.

import { batch, computed, effect, signal } from "@preact/signals";
import type { Course, Gauge, Lesson, Move, Setting, Spec, Spread, WhyAnswer, World } from "./contract.ts";
import { begin, commit, redo, undo, type History } from "./history.ts";
import { canonical, readFragment, writeFragment } from "./share.ts";
import { t } from "./texts.ts";
import { Wire, type Failure } from "./wire.ts";

export type Theme = "light" | "dark" | "projector";
export type View = "all" | "prices" | "supply" | "cover" | "reserve" | "leverage" | "unmet" | "flows" | "difference" | "league";

export interface Pin {
  letter: string;
  spec: Spec;
  course: Course;
}

export const MOST_PINS = 3;
const IDLE_MS = 500;
const SPREAD_TRIES = 4;

export const program = signal("");
export const worlds = signal<readonly World[]>([]);
export const lessons = signal<readonly Lesson[]>([]);
export const worldName = signal("");
export const world = computed(() => worlds.value.find((it) => it.name === worldName.value) ?? null);

const history = signal<History<Spec>>(begin({ world: "", seed: 1, levers: {} }));
const preview = signal<Spec | null>(null);
export const spec = computed(() => preview.value ?? history.value.now);
export const canUndo = computed(() => history.value.past.length > 0);
export const canRedo = computed(() => history.value.future.length > 0);

export const course = signal<Course | null>(null);
export const isWhole = signal(false);
/** The run that `course` shows. */
export const shownSpec = signal<Spec | null>(null);
export const baseline = signal<Course | null>(null);
export const sameLuck = signal(true);
export const ghost = signal(true);
export const gauge = signal<Gauge | null>(null);
/** Whether the band of luck is wanted, and the last one with the levers that it is of. */
export const wantsSpread = signal(false);
export const spread = signal<{ key: string; band: Spread } | null>(null);
/** Why the newest run has no end; the charts then keep the last one that has. */
export const failure = signal<(Failure & { spec: Spec }) | null>(null);

export const pins = signal<readonly Pin[]>([]);
export const month = signal<number | null>(null);
export const theme = signal<Theme>("light");
export const view = signal<View>("all");
export const isHelpOpen = signal(false);
/** Whether the page is open on the machine that the program runs on. */
export const isHost = signal(false);
export const isConnectionOpen = signal(false);
/** Whether single letters are keys; speech input and some hands need them off. */
export const areKeysOn = signal(true);
export const said = signal("");
/** What is said to screen readers and shown to nobody. */
export const heard = signal("");

export const asked = signal<{ move: Move; answer: WhyAnswer | null; error: string; isShapley: boolean } | null>(null);
export const lesson = signal<{ lesson: Lesson; step: number; picked: number | null } | null>(null);
/** Whether the step of the lesson has the league in it. */
export const isLeagueShown = computed(() => {
  const now = lesson.value;
  return now !== null && now.lesson.league !== null && now.lesson.steps[now.step]?.shows_league === true;
});
export const otherVersion = signal("");

const fragment = readFragment(window.location.hash);
export const classCode = fragment.code;

export const baselineSpec = computed<Spec>(() => {
  const now = spec.value;
  return { world: now.world, seed: sameLuck.value ? now.seed : now.seed + 1, levers: {} };
});

export const baselineKey = computed(() => JSON.stringify(baselineSpec.value));
export const key = computed(() => JSON.stringify(canonical(spec.value)));

export const wire = new Wire(classCode, (welcome) => {
  batch(() => {
    const isFirst = worlds.value.length === 0;
    program.value = welcome.program;
    worlds.value = welcome.worlds;
    lessons.value = welcome.lessons;
    isHost.value = welcome.is_host;
    if (isFirst) openFirst();
  });
});

function openFirst(): void {
  const shared = fragment.shared;
  const known = shared === null ? undefined : worlds.value.find((it) => it.name === shared.spec.world);
  if (shared !== null && known !== undefined) {
    if (shared.hash !== known.hash || shared.program !== program.value) otherVersion.value = shared.program;
    start(shared.spec);
    return;
  }
  const first = worlds.value[0];
  if (first !== undefined) start(first.opening);
  if (fragment.run !== null) void openCode(fragment.run);
}

/** Opens the run that the server keeps under a code. */
export async function openCode(code: string): Promise<void> {
  try {
    start(await wire.fetch(code));
    said.value = t("share.opened", { code });
  } catch {
    said.value = t("share.unknown", { code });
  }
}

/** Begins anew with a run. */
export function start(next: Spec): void {
  batch(() => {
    if (worldName.value !== next.world) {
      course.value = null;
      failure.value = null;
      baseline.value = null;
      gauge.value = null;
      pins.value = [];
      month.value = null;
    }
    worldName.value = next.world;
    preview.value = null;
    history.value = begin(canonical(next));
    asked.value = null;
  });
}

/** A lever while it is dragged. */
export function show(id: string, setting: Setting): void {
  preview.value = withLever(spec.value, id, setting);
}

/** A lever that has been let go: one step of undo. */
export function settle(id: string, setting: Setting): void {
  put(withLever(spec.value, id, setting));
}

function withLever(from: Spec, id: string, setting: Setting): Spec {
  const levers = { ...from.levers, [id]: setting };
  if (world.value?.levers.find((it) => it.id === id)?.written === setting) delete levers[id];
  return canonical({ ...from, levers });
}

export function put(next: Spec): void {
  batch(() => {
    preview.value = null;
    if (JSON.stringify(canonical(next)) !== JSON.stringify(history.value.now)) {
      history.value = commit(history.value, canonical(next));
    }
  });
}

export function setSeed(seed: number): void {
  put({ ...spec.value, seed });
}

export function reset(panel: "Policy" | "World"): void {
  const levers: Spec["levers"] = {};
  for (const [id, setting] of Object.entries(spec.value.levers)) {
    if (world.value?.levers.find((it) => it.id === id)?.panel !== panel) levers[id] = setting;
  }
  put({ ...spec.value, levers });
}

export function stepBack(): void {
  batch(() => {
    preview.value = null;
    history.value = undo(history.value);
  });
}

export function stepForward(): void {
  batch(() => {
    preview.value = null;
    history.value = redo(history.value);
  });
}

export function valueOf(id: string): Setting {
  const lever = world.value?.levers.find((it) => it.id === id);
  return spec.value.levers[id] ?? lever?.written ?? 0;
}

export function pin(): void {
  const now = course.value;
  if (now === null || !isWhole.value || pins.value.length >= MOST_PINS) return;
  const letter = ["A", "B", "C"].find((it) => !pins.value.some((pin) => pin.letter === it));
  if (letter !== undefined) pins.value = [...pins.value, { letter, spec: shownSpec.value ?? spec.value, course: now }];
}

export function unpin(letter: string): void {
  pins.value = pins.value.filter((it) => it.letter !== letter);
}

export async function why(move: Move, isShapley = false): Promise<void> {
  asked.value = { move, answer: null, error: "", isShapley };
  try {
    const answer = await wire.why(spec.value, move.good, move.zone, move.month, isShapley);
    if (asked.value?.move === move) asked.value = { move, answer, error: "", isShapley };
  } catch (error) {
    if (asked.value?.move === move) asked.value = { move, answer: null, error: (error as Error).message, isShapley };
  }
}

export const link = computed(() => {
  const now = world.value;
  if (now === null) return "";
  const shared = { spec: history.value.now, program: program.value, hash: now.hash };
  return `${window.location.origin}${window.location.pathname}${writeFragment(classCode, shared)}`;
});

export const originalWorldHash = computed(() => world.value?.hash ?? "");

let idle = 0;

/** Asks for what follows from the levers, whenever they move. */
export function watch(): void {
  effect(() => {
    const wanted = spec.value;
    if (wanted.world === "" || world.value === null) return;
    wire.run({
      slot: "now",
      spec: wanted,
      show: (found, whole) => {
        batch(() => {
          course.value = found;
          isWhole.value = whole;
          shownSpec.value = wanted;
          failure.value = null;
        });
        if (whole) later(wanted);
      },
      fail: (why) => {
        failure.value = { ...why, spec: wanted };
      },
    });
  });
  effect(() => {
    if (world.value === null || baselineKey.value === "") return;
    const wanted = baselineSpec.peek();
    wire.run({
      slot: "baseline",
      spec: wanted,
      show: (found) => {
        baseline.value = found;
      },
      fail: () => {},
    });
  });
}

/** The gauge takes as long as several runs, and the band as many more, so both wait until the levers rest. */
function later(wanted: Spec): void {
  window.clearTimeout(idle);
  if (world.peek()?.is_small !== true) return;
  idle = window.setTimeout(() => {
    void wire
      .gauge(wanted)
      .then(
        (found) => {
          if (JSON.stringify(canonical(wanted)) === key.peek()) gauge.value = found;
        },
        () => {},
      )
      .then(() => askSpread(wanted));
  }, IDLE_MS);
}

/** Bands are the same on all luck. */
export function spreadKey(of: Spec): string {
  return JSON.stringify(canonical({ ...of, seed: 0 }));
}

async function askSpread(wanted: Spec, tries = SPREAD_TRIES): Promise<void> {
  const own = spreadKey(wanted);
  if (!wantsSpread.peek() || spread.peek()?.key === own || spreadKey(spec.peek()) !== own) return;
  try {
    const band = await wire.spread(wanted);
    if (spreadKey(spec.peek()) === own) spread.value = { key: own, band };
  } catch {
    // Something newer went first, such as a baseline on other luck.
    if (tries > 1) window.setTimeout(() => void askSpread(wanted, tries - 1), IDLE_MS);
  }
}

export function toggleSpread(): void {
  wantsSpread.value = !wantsSpread.value;
  if (isWhole.value && shownSpec.value !== null) void askSpread(shownSpec.value);
}
