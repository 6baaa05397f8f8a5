// How a class reaches the page: its addresses to scan, how many devices have come, and what helps when none does. Shown on
// the machine alone that the program runs on, since the addresses carry the code of the class.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isConnectionOpen, isHost, wire } from "../state.ts";
import { t } from "../texts.ts";
import { connection, type Connected } from "../wire.ts";
import { Square } from "./code.tsx";
import { useHeading } from "./focus.ts";

/** How often it looks who has come. */
const LOOK_MS = 3000;
const CASES = ["isolated", "apart", "code", "firewall", "moved", "slow"] as const;

const found = signal<Connected | null>(null);

async function look(): Promise<void> {
  if (connection.value !== "open") return;
  try {
    found.value = await wire.connection();
  } catch {
    // The socket was lost: the notice on top says so, and the next look asks again.
  }
}

export function Connection() {
  const isOpen = isConnectionOpen.value && isHost.value;
  const heading = useHeading(isOpen);
  useEffect(() => {
    if (!isOpen) return;
    void look();
    const clock = window.setInterval(() => void look(), LOOK_MS);
    return () => window.clearInterval(clock);
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <aside class="help connection" aria-label={t("connection.title")}>
      <header>
        <h2 tabIndex={-1} ref={heading}>{t("connection.title")}</h2>
        <button type="button" class="close" aria-label={t("connection.close")} onClick={() => (isConnectionOpen.value = false)}>
          ×
        </button>
      </header>
      {found.value === null ? <p>{t("connection.waiting")}</p> : <Doors now={found.value} />}
      <h3>{t("connection.advice")}</h3>
      <dl class="advice">
        {CASES.map((it) => (
          <div key={it}>
            <dt>{t(`connection.${it}`)}</dt>
            <dd>
              {t(`connection.${it}.is`)} <strong>{t(`connection.${it}.helps`)}</strong>
            </dd>
          </div>
        ))}
      </dl>
      <p>{t("connection.without")}</p>
    </aside>
  );
}

function Doors({ now }: { now: Connected }) {
  const [own, ...others] = now.doors;
  return (
    <>
      {!now.is_lan && <p>{t("connection.alone")}</p>}
      {now.is_lan && others.length === 0 && <p>{t("connection.no_network")}</p>}
      {now.is_lan && (
        <p role="status" class="others">
          <strong>{t("connection.now", { n: now.others_now })}</strong> {t("connection.ever", { n: now.others_ever })}
        </p>
      )}
      {others.length > 0 && <p>{t("connection.try")}</p>}
      <ul class="doors">
        {others.map((door) => (
          <li key={door.address}>
            {door.square.length > 0 && <Square answer={door} />}
            <span>{door.address}</span>
          </li>
        ))}
      </ul>
      {own !== undefined && <p class="hint">{t("connection.own", { address: own.address })}</p>}
    </>
  );
}
