// Every text of the page comes from one catalogue, so that another language is another file.

import en from "./texts/en.json";

const texts: Record<string, string> = en;

export type Values = Record<string, string | number>;

/** The text of a name with its values set in; a missing one shows its name and fails the tests. */
export function t(name: string, values: Values = {}): string {
  const text = texts[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));
}

export function has(name: string): boolean {
  return name in texts;
}
