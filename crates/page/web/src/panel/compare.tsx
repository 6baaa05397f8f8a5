// The run against the baseline and the pinned runs, in a few numbers, each with its difference from the baseline.

import { baseline, course, MOST_PINS, pin, pins, put, sameLuck, unpin } from "../state.ts";
import type { Course } from "../contract.ts";
import { percent, short, signed } from "../numbers.ts";
import { t } from "../texts.ts";

const AS_TEXT: Record<string, (value: number) => string> = {
  peak_price_usd_per_kg: (value) => short(value),
  peak_month: (value) => short(value),
  peak_ratio: (value) => value.toFixed(1),
  mean_premium_ratio: (value) => value.toFixed(2),
  unmet_need_share: (value) => percent(value, 2),
  lost_value_usd: (value) => short(value / 1e6),
  makers_unmet_share: (value) => percent(value, 1),
  released_t: (value) => short(value),
  public_cost_usd: (value) => short(value / 1e6),
  new_mines_abroad_t_per_year: (value) => short(value),
  origin_share_last_year: (value) => percent(value),
};

/** Differences of shares are points of a per cent. */
const AS_DIFFERENCE: Record<string, (value: number) => string> = {
  ...AS_TEXT,
  unmet_need_share: (value) => t("compare.points", { n: (100 * value).toFixed(2) }),
  makers_unmet_share: (value) => t("compare.points", { n: (100 * value).toFixed(1) }),
  origin_share_last_year: (value) => t("compare.points", { n: (100 * value).toFixed(0) }),
};

export function Compare() {
  const now = course.value;
  if (now === null) return null;
  const columns: { name: string; of: Course }[] = [{ name: t("compare.now"), of: now }];
  if (baseline.value !== null) columns.push({ name: t("chart.baseline"), of: baseline.value });
  for (const it of pins.value) columns.push({ name: it.letter, of: it.course });
  const value = (of: Course, id: string) => of.figures.find((it) => it.id === id)?.value ?? null;
  return (
    <section class="chart compare" aria-labelledby="compare-title">
      <h3 id="compare-title">{t("compare.title")}</h3>
      <p class="subtitle">
        {t("compare.subtitle")}
        <label class="check">
          <input type="checkbox" checked={sameLuck.value} onChange={(event) => (sameLuck.value = event.currentTarget.checked)} />
          {t("compare.same_luck")}
        </label>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("compare.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("compare.figure")}</th>
              {columns.map((column) => (
                <th scope="col" key={column.name}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.keys(AS_TEXT).map((id) => (
              <tr key={id}>
                <th scope="row">{t(`figure.${id}`)}</th>
                {columns.map((column) => {
                  const [found, before] = [value(column.of, id), baseline.value === null ? null : value(baseline.value, id)];
                  const text = AS_TEXT[id]!;
                  const isOther = column.of !== baseline.value && found !== null && before !== null;
                  return (
                    <td key={column.name}>
                      {found === null ? "–" : text(found)}
                      {isOther && <span class="hidden"> {t("compare.against")} </span>}
                      {isOther && <span class="delta">{text(found) === text(before) ? t("compare.same") : signed(found - before, AS_DIFFERENCE[id]!)}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="pins">
        <button type="button" disabled={pins.value.length >= MOST_PINS} onClick={pin}>
          {t("compare.pin")}
        </button>
        {pins.value.map((it) => (
          <span class={`pinned pin-${it.letter}`} key={it.letter}>
            <button type="button" onClick={() => put(it.spec)}>
              {t("compare.back_to", { letter: it.letter })}
            </button>
            <button type="button" aria-label={t("compare.unpin", { letter: it.letter })} onClick={() => unpin(it.letter)}>
              ×
            </button>
          </span>
        ))}
      </p>
    </section>
  );
}
