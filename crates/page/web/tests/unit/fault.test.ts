// The report of a run that failed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { report } from "../../src/fault.ts";
import { readFragment } from "../../src/share.ts";

test("the report of a fault names scenario, levers, seed and version, opens the same run again and has no code of a class", () => {
  const spec = { world: "one_metal", seed: 7, levers: { scope: "japan", licences: 0.1 } };
  const text = report({ spec, program: "0.1.0", hash: "f00d", month: 86, detail: "stock became negative" });
  const lines = text.split("\n");
  assert.deepEqual(lines.slice(0, 6), [
    "Monazite 0.1.0: a run of the class page failed",
    "scenario: one_metal f00d",
    'levers: {"licences":0.1,"scope":"japan"}',
    "seed: 7",
    "months done: 86",
    "fault: stock became negative",
  ]);
  const fragment = readFragment(lines[6]!.replace("open it again: ", ""));
  assert.deepEqual(fragment.shared?.spec, spec);
  assert.equal(fragment.code, null);
});
