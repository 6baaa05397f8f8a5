// A short code for the run on the screen, with a QR code for phones, and a place to open one.

import { signal } from "@preact/signals";
import { runCode } from "../share.ts";
import { key, openCode, said, spec, wire } from "../state.ts";
import { t } from "../texts.ts";
import type { Kept } from "../wire.ts";

/** White modules that a camera wants around the code. */
const QUIET = 4;
const LETTERS_IN_HALF = 4;

const kept = signal<{ key: string; answer: Kept } | null>(null);
const typed = signal("");

/** Two halves are easier to read aloud. */
export function inHalves(code: string): string {
  return `${code.slice(0, LETTERS_IN_HALF)}-${code.slice(LETTERS_IN_HALF)}`;
}

async function keep(): Promise<void> {
  const own = key.value;
  try {
    kept.value = { key: own, answer: await wire.keep(spec.value) };
  } catch (error) {
    said.value = t("share.failed", { detail: (error as Error).message });
  }
}

function open(): void {
  const code = runCode(typed.value);
  if (code === null) said.value = t("share.no_code");
  else void openCode(code);
}

/** Dark modules as one path of unit squares. */
export function darkPath(square: readonly string[]): string {
  let path = "";
  square.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) if (row[x] === "1") path += `M${x} ${y}h1v1h-1z`;
  });
  return path;
}

/** The QR code of an address. */
export function Square({ answer }: { answer: Pick<Kept, "address" | "square"> }) {
  const side = answer.square.length + 2 * QUIET;
  return (
    <svg class="square" role="img" aria-label={t("share.square", { address: answer.address })} viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}>
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={darkPath(answer.square)} fill="#000" />
    </svg>
  );
}

export function Code() {
  const now = kept.value?.key === key.value ? kept.value.answer : null;
  return (
    <div class="code">
      <button type="button" title={t("share.code.title")} onClick={() => void keep()}>
        {t("share.code")}
      </button>
      <label for="code">{t("share.open")}</label>
      <input
        id="code"
        type="text"
        autocomplete="off"
        spellcheck={false}
        maxLength={12}
        value={typed.value}
        onInput={(event) => (typed.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") open();
        }}
      />
      <button type="button" onClick={open}>
        {t("share.open.go")}
      </button>
      {now !== null && (
        <div class="kept">
          <Square answer={now} />
          <p>
            <strong>{t("share.code_is", { code: inHalves(now.code) })}</strong>
            <br />
            {now.address}
            <br />
            {t("share.code_lives")}
          </p>
        </div>
      )}
    </div>
  );
}
