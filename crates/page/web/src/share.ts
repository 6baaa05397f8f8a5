// A run as a link: canonical JSON of the spec with the versions that made it, in the fragment, which no server sees.

import type { Spec } from "./contract.ts";

export interface Shared {
  spec: Spec;
  program: string;
  hash: string;
}

const MOST_LENGTH = 1500;

/** Keys in order, so that equal runs have equal links. */
export function canonical(spec: Spec): Spec {
  const levers: Spec["levers"] = {};
  for (const id of Object.keys(spec.levers).sort()) levers[id] = spec.levers[id]!;
  return { world: spec.world, seed: spec.seed, levers };
}

export function encode(shared: Shared): string {
  const text = JSON.stringify({ ...shared, spec: canonical(shared.spec) });
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function decode(text: string): Shared | null {
  if (text.length > MOST_LENGTH) return null;
  try {
    const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isShared(value) ? { ...value, spec: canonical(value.spec) } : null;
  } catch {
    return null;
  }
}

function isShared(value: unknown): value is Shared {
  if (typeof value !== "object" || value === null) return false;
  const { spec, program, hash } = value as Partial<Shared>;
  if (typeof program !== "string" || typeof hash !== "string" || typeof spec !== "object" || spec === null) return false;
  if (typeof spec.world !== "string" || !Number.isSafeInteger(spec.seed) || spec.seed < 0) return false;
  if (typeof spec.levers !== "object" || spec.levers === null) return false;
  return Object.values(spec.levers).every((it) => typeof it === "string" || (typeof it === "number" && Number.isFinite(it)));
}

/** A code of a run as people write it, in the letters of the server; none where it can be no code. */
export function runCode(text: string): string | null {
  const code = text.replace(/[\s-]/g, "").toUpperCase();
  return /^[A-HJKMNP-Z2-9]{8}$/.test(code) ? code : null;
}

/** What stands after `#`: the code of the class, and a shared run or the code of one. */
export function readFragment(fragment: string): { code: string | null; shared: Shared | null; run: string | null } {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const shared = parts.get("s");
  return { code: parts.get("c"), shared: shared === null ? null : decode(shared), run: runCode(parts.get("r") ?? "") };
}

export function writeFragment(code: string | null, shared: Shared): string {
  const run = `s=${encode(shared)}`;
  return code === null ? `#${run}` : `#c=${encodeURIComponent(code)}&${run}`;
}
