// Numbers for people.

import type { Numbers, Slider, Unit } from "./contract.ts";

const LOCALE = "en-GB";

/** Made once: making one for each number is what takes time. */
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const shortMonth = new Intl.DateTimeFormat(LOCALE, { month: "short", year: "numeric", timeZone: "UTC" });
const fullMonth = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric", timeZone: "UTC" });

export function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return Math.abs(value) >= 1000 ? whole.format(value) : three.format(value);
}

export function percent(share: number, places = 0): string {
  return `${(100 * share).toFixed(places)} %`;
}

export function signed(value: number, text: (value: number) => string): string {
  return value > 0 ? `+${text(value)}` : value < 0 ? `−${text(-value)}` : text(0);
}

export function month(date: string): string {
  return date === "" ? "" : shortMonth.format(new Date(`${date}T00:00:00Z`));
}

export function longMonth(date: string): string {
  return date === "" ? "" : fullMonth.format(new Date(`${date}T00:00:00Z`));
}

/** How a unit is shown: factor from the field to the screen, the sign after it, and the word for it that is read aloud. */
export function shown(unit: Unit): { factor: number; sign: string; word: string } {
  switch (unit) {
    case "Share":
      return { factor: 100, sign: "%", word: "per cent" };
    case "Usd":
      return { factor: 1e-6, sign: "M USD", word: "million US dollars" };
    case "Days":
      return { factor: 1, sign: "days", word: "days" };
    case "Weeks":
      return { factor: 1, sign: "weeks", word: "weeks" };
    case "Years":
      return { factor: 1, sign: "years", word: "years" };
    case "TonnesPerYear":
      return { factor: 1, sign: "t a year", word: "tonnes a year" };
    case "UsdPerKg":
      return { factor: 1, sign: "USD/kg", word: "US dollars per kilogram" };
    default:
      return { factor: 1, sign: "", word: "" };
  }
}

/** A value in the unit of the screen, without the noise of binary fractions. */
export function onScreen(value: number, unit: Unit): number {
  return Number((value * shown(unit).factor).toPrecision(8));
}

export function withUnit(value: number, unit: Unit): string {
  const { sign } = shown(unit);
  return `${onScreen(value, unit).toLocaleString(LOCALE)}${sign === "" ? "" : ` ${sign}`}`;
}

/** As it is read aloud: screen readers spell signs. */
export function aloud(value: number, unit: Unit): string {
  return `${onScreen(value, unit).toLocaleString(LOCALE)} ${shown(unit).word}`.trimEnd();
}

/** The nearest step within the ends. */
export function snapped(value: number, slider: Slider): number {
  const steps = Math.round((value - slider.min) / slider.step);
  const exact = Number((slider.min + steps * slider.step).toPrecision(12));
  return Math.min(slider.max, Math.max(slider.min, exact));
}

/** A fifth of a step up or down, within the ends. */
export function finer(value: number, sign: number, slider: Slider): number {
  const next = Number((value + (sign * slider.step) / 5).toPrecision(12));
  return Math.min(slider.max, Math.max(slider.min, next));
}

/** What somebody typed, in the unit of the screen: a value within the ends, or nothing. */
export function typed(text: string, slider: Slider): number | null {
  const value = Number(text.replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value)) return null;
  const inField = Number((value / shown(slider.unit).factor).toPrecision(12));
  return inField >= slider.min && inField <= slider.max ? inField : null;
}

/** One run less another, month by month; nothing where one of them has nothing. */
export function less(run: Numbers, other: Numbers): Numbers {
  return run.map((value, at) => {
    const before = other[at];
    return value === null || before === null || before === undefined ? null : value - before;
  });
}
