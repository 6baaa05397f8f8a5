// What the server is asked and what it answers: the same as crates/page/src/message.rs, held together by contract/asks.json.

export const CONTRACT = 1;

export type Setting = number | string;

export interface Spec {
  world: string;
  seed: number;
  levers: Record<string, Setting>;
}

export type Unit = "Share" | "Days" | "Weeks" | "Years" | "Usd" | "Index" | "Ratio" | "TonnesPerYear" | "UsdPerKg";

export interface Slider {
  min: number;
  max: number;
  step: number;
  unit: Unit;
}

export interface Lever {
  id: string;
  panel: "Policy" | "World";
  actor: string;
  paths: string[];
  control: { Slider: Slider } | { Choice: { id: string; values: string[] }[] };
  is_folded: boolean;
  written: Setting;
  meaning: string;
  source: string;
}

export interface Named {
  id: string;
  name: string;
}

export interface World {
  name: string;
  question: string;
  notes: string;
  hash: string;
  sources: Record<string, string>;
  start: string;
  weeks: number;
  importer: string;
  origin: string;
  alternative: string;
  goods: Named[];
  countries: Named[];
  zones: Named[];
  importer_zone: string;
  origin_zone: string;
  reserve: string | null;
  levers: Lever[];
  drivers: string[];
  opening: Spec;
  is_small: boolean;
}

export type Numbers = readonly (number | null)[];

export interface Course {
  scenario_hash: string;
  months: string[];
  n_months: number;
  prices: { good: string; zone: string; usd_per_kg: Numbers }[];
  supply: { good: string; origin: string; shipped_t: number[] }[];
  /** By year of the run, each of `months_per_year` months. */
  flows: Flow[];
  months_per_year: number;
  curbs: Curb[];
  users: { country: string; needed_t: number[]; lost_t: number[]; lost_usd: number[] }[];
  covers: { agent: string; name: string; weeks: Numbers }[];
  reserves: {
    government: string;
    good: string;
    stock_t: Numbers;
    target_t: Numbers;
    bought_t: number[];
    released_t: number[];
    scarcity_index: Numbers;
  }[];
  capacities: { country: string; t_per_year: number[] }[];
  news: News[];
  moves: Move[];
  figures: { id: string; value: number | null }[];
}

export interface Flow {
  good: string;
  from: string;
  to: string;
  shipped_t: number[];
}

export interface Curb {
  from: string;
  to: string | null;
  good: string;
  kind: "ban" | "licences" | "quota" | "duty";
  first_month: number;
  end_month: number | null;
}

export interface Spread {
  good: string;
  zone: string;
  seeds: number;
  low_usd_per_kg: Numbers;
  high_usd_per_kg: Numbers;
}

export type FileKind = "scenario" | "prices" | "report";

export interface News {
  id: number;
  month: number;
  date: string;
  kind: string;
  /** Country that acts, or whose plant or user it is; nothing where nobody acts. */
  actor: string | null;
  sentence: string;
  causes: number[];
}

export interface Move {
  good: string;
  zone: string;
  month: number;
  change_share: number;
}

export interface TraceStep {
  rule: string;
  month: number;
  values: Record<string, number | string>;
  source: string | null;
}

export interface WhyAnswer {
  trace: { from: number; to: number; steps: TraceStep[] } | null;
  attribution: {
    change_usd_per_kg: number;
    parts: { driver: string; usd_per_kg: number }[];
    rest_usd_per_kg: number;
    is_shapley: boolean;
    runs: number;
  };
}

export interface Gauge {
  imposer: string;
  target: string;
  points: {
    date: string;
    week: number;
    unmet_need_share: number;
    bites_after_weeks: number | null;
    target_cost_usd: number;
    imposer_cost_usd: number;
  }[];
}

export interface LessonStep {
  title: string;
  text: string;
  minutes: number;
  run: Spec | null;
  levers: string[];
  shows_league: boolean;
  predict: { question: string; options: string[]; reveal: string } | null;
}

export interface Lesson {
  id: string;
  title: string;
  goal: string;
  world: string;
  minutes: number;
  steps: LessonStep[];
  league: { levers: string[]; tuning_seeds: number[]; references: { name: string; levers: Record<string, Setting>; without: string[] }[] } | null;
  quiz: { question: string; options: string[]; right: number; because: string }[];
}

/** What whoever sits at the machine of the program may do with a league. */
export type Act = "open" | "close" | "play" | "stop" | "clear";

/** A team, by the names of its texts. */
export interface Team {
  colour: string;
  shape: string;
}

/** Over the runs of a rule: the spread of random draws, not model error. */
export interface LeagueRange {
  low: number;
  median: number;
  high: number;
}

export interface LeagueRow {
  team: Team | null;
  name: string | null;
  levers: Record<string, Setting>;
  is_loadable: boolean;
  standing: { runs: number; measures: (LeagueRange | null)[] };
}

export interface LeagueCard {
  lesson: string;
  stage: "open" | "closed" | "playing";
  rules: number;
  most_rules: number;
  done: number;
  of: number;
  own: { team: Team; levers: Record<string, Setting> } | null;
  table: { seeds: number[]; rows: LeagueRow[] } | null;
}

/** An address of the page, with its QR code where another device can open it. */
export interface Door {
  address: string;
  square: string[];
}

export type Ask =
  | { type: "hello"; contract: number; code: string | null }
  | { type: "play"; id: number; spec: Spec }
  | { type: "why"; id: number; spec: Spec; good: string; zone: string; month: number; is_shapley: boolean }
  | { type: "gauge"; id: number; spec: Spec }
  | { type: "spread"; id: number; spec: Spec }
  | { type: "file"; id: number; spec: Spec; kind: FileKind }
  | { type: "keep"; id: number; spec: Spec }
  | { type: "fetch"; id: number; code: string }
  | { type: "connection"; id: number }
  | { type: "league"; id: number; lesson: string; token: string | null }
  | { type: "submit"; id: number; lesson: string; token: string | null; spec: Spec }
  | { type: "conduct"; id: number; lesson: string; act: Act };

export type Answer =
  | { type: "welcome"; contract: number; program: string; worlds: World[]; lessons: Lesson[]; is_host: boolean }
  | { type: "course"; id: number; is_whole: boolean; course: Course }
  | ({ type: "why"; id: number } & WhyAnswer)
  | { type: "gauge"; id: number; gauge: Gauge }
  | { type: "spread"; id: number; spread: Spread }
  | { type: "file"; id: number; name: string; text: string; sha256: string }
  | { type: "kept"; id: number; code: string; address: string; square: string[] }
  | { type: "fetched"; id: number; spec: Spec }
  | { type: "connection"; id: number; is_lan: boolean; doors: Door[]; others_now: number; others_ever: number }
  | { type: "league"; id: number; league: LeagueCard; token: string | null }
  | { type: "refused"; id: number | null; code: string; detail: string; month?: number };
