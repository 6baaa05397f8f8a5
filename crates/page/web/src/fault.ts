// What to pass on when a run fails: enough to make the same run again, and nothing of who sat before it.

import type { Spec } from "./contract.ts";
import { canonical, writeFragment } from "./share.ts";

export interface Fault {
  spec: Spec;
  program: string;
  /** Hash of the world before any lever is moved. */
  hash: string;
  /** Months that were done; none where the program does not say. */
  month: number | null;
  detail: string;
}

/** The report as text. The address is without host and without the code of the class. */
export function report({ spec, program, hash, month, detail }: Fault): string {
  const { world, seed, levers } = canonical(spec);
  return [
    `Monazite ${program}: a run of the class page failed`,
    `scenario: ${world} ${hash}`,
    `levers: ${JSON.stringify(levers)}`,
    `seed: ${seed}`,
    `months done: ${month === null ? "unknown" : String(month)}`,
    `fault: ${detail}`,
    `open it again: ${writeFragment(null, { spec, program, hash })}`,
  ].join("\n");
}
