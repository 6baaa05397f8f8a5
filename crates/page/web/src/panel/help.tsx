// Keys, terms and sources, one key away.

import { areKeysOn, isHelpOpen, world } from "../state.ts";
import { t } from "../texts.ts";
import { useHeading } from "./focus.ts";

const KEYS = ["z", "Z", "space", ".", ",", "b", "p", "w", "f", "1", "question"] as const;
const TERMS = ["licence", "oxide", "cover", "unmet", "makers_unmet", "public_cost", "leverage", "premium", "baseline", "luck"] as const;

export function Help() {
  const now = world.value;
  const heading = useHeading(isHelpOpen.value && world.value !== null);
  if (!isHelpOpen.value || now === null) return null;
  return (
    <aside class="help" aria-label={t("help.name")}>
      <header>
        <h2 tabIndex={-1} ref={heading}>{t("help.name")}</h2>
        <button type="button" class="close" aria-label={t("help.close")} onClick={() => (isHelpOpen.value = false)}>
          ×
        </button>
      </header>
      <p>{now.notes}</p>
      <h3>{t("help.keys")}</h3>
      <label>
        <input type="checkbox" checked={areKeysOn.value} onChange={(event) => (areKeysOn.value = event.currentTarget.checked)} /> {t("help.keys_on")}
      </label>
      <dl>
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key === "question" ? "?" : key}</kbd>
            </dt>
            <dd>{t(`key.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t("help.terms")}</h3>
      <dl class="terms">
        {TERMS.map((term) => (
          <div key={term}>
            <dt>{t(`term.${term}`)}</dt>
            <dd>{t(`term.${term}.is`)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t("help.sources")}</h3>
      <ul>
        {Object.entries(now.sources).map(([key, source]) => (
          <li key={key}>{source}</li>
        ))}
      </ul>
      <p>
        <a href="/notices.txt">{t("help.notices")}</a>
      </p>
    </aside>
  );
}
