// The page: bar on top, levers at the side, charts, and the reasons beside them.

import { effect } from "@preact/signals";
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Difference } from "./chart/difference.tsx";
import { Flows } from "./chart/flows.tsx";
import { Prices, sentence } from "./chart/prices.tsx";
import { Cover, Leverage, Stock, Unmet } from "./chart/small.tsx";
import { Supply } from "./chart/supply.tsx";
import { listen } from "./keys.ts";
import { Bar, Timeline } from "./panel/bar.tsx";
import { Compare } from "./panel/compare.tsx";
import { Connection } from "./panel/connection.tsx";
import { Failed } from "./panel/failed.tsx";
import { Help } from "./panel/help.tsx";
import { League } from "./panel/league.tsx";
import { Begin, Lesson } from "./panel/lesson.tsx";
import { Levers } from "./panel/levers.tsx";
import { News } from "./panel/news.tsx";
import { Tickets } from "./panel/tickets.tsx";
import { Why } from "./panel/why.tsx";
import { canonical } from "./share.ts";
import { asked, course, failure, heard, isLeagueShown, isWhole, lesson, otherVersion, program, said, shownSpec, theme, view, watch, world } from "./state.ts";
import { t } from "./texts.ts";
import { connection, refusal } from "./wire.ts";
import "./style.css";

function Notices() {
  const lost = connection.value === "lost" ? t("notice.lost") : connection.value === "refused" ? t(`notice.refused.${refusal.value}`) : "";
  const other = otherVersion.value === "" ? "" : t("notice.version", { theirs: otherVersion.value, ours: program.value });
  return (
    <div aria-live="polite" class="notices">
      {[lost, other, said.value].filter((text) => text !== "").map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}

/** How long the levers rest before it is said what follows from them, so that a walk along a slider is not a speech. */
const REST_MS = 700;
/** How long it stands there afterwards: whoever walks through the page later need not meet it. */
const HEARD_MS = 8000;

/** The finding of each new run, once, for whoever does not see the charts change. */
function watchRuns(): void {
  let clock = 0;
  let last = "";
  effect(() => {
    const [now, at, of] = [course.value, world.value, shownSpec.value];
    window.clearTimeout(clock);
    if (now === null || at === null || of === null || !isWhole.value) return;
    const own = JSON.stringify(canonical(of));
    if (own === last) return;
    const isFirst = last === "";
    // Emptied, so that the same finding of another run is said again.
    if (!isFirst) heard.value = "";
    clock = window.setTimeout(() => {
      last = own;
      heard.value = t(isFirst ? "heard.first" : "heard.run", { finding: sentence(at, now) });
    }, REST_MS);
  });
}

function forget(): void {
  effect(() => {
    if (heard.value === "") return;
    const clock = window.setTimeout(() => (heard.value = ""), HEARD_MS);
    return () => window.clearTimeout(clock);
  });
}

function Charts() {
  const now = course.value;
  const at = world.value;
  if (now === null || at === null) return <p class="loading">{t(failure.value === null ? "loading" : "failure.nothing")}</p>;
  const isAll = view.value === "all" || (view.value === "league" && !isLeagueShown.value);
  const is = (name: typeof view.value) => isAll || view.value === name;
  return (
    <div class={`charts view-${isAll ? "all" : view.value}`} data-run={shownSpec.value === null ? "" : JSON.stringify(canonical(shownSpec.value))} data-whole={isWhole.value}>
      {is("prices") && <Prices world={at} course={now} />}
      {is("supply") && <Supply world={at} course={now} />}
      {is("cover") && <Cover world={at} course={now} />}
      {is("reserve") && <Stock world={at} course={now} />}
      {is("leverage") && <Leverage world={at} course={now} />}
      {is("unmet") && <Unmet world={at} course={now} />}
      {is("difference") && <Difference world={at} course={now} />}
      {is("flows") && <Flows world={at} course={now} />}
      {isAll && <Compare />}
      {isAll && <News world={at} course={now} />}
    </div>
  );
}

/** Part of the window, from above, that the price and its moves take on a phone. */
const TAKEN_SHARE = 0.45;

function Page() {
  const at = world.value;
  const side = useRef<HTMLElement>(null);
  useEffect(() => {
    const look = () => {
      const bottom = side.current?.getBoundingClientRect().bottom ?? 0;
      document.documentElement.classList.toggle("past-levers", window.scrollY > 0 && bottom < TAKEN_SHARE * window.innerHeight);
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);
  return (
    <>
      <a class="skip" href="#charts">
        {t("skip")}
      </a>
      <Bar />
      <Notices />
      <p class="hidden heard" aria-live="polite">
        {heard.value}
      </p>
      <Failed />
      <div class={`page${asked.value === null ? "" : " with-why"}`}>
        <section class="side" aria-label={t("side")} ref={side}>
          {lesson.value === null ? <Begin /> : <Lesson />}
          {at !== null && <Levers world={at} />}
        </section>
        <main id="charts" tabIndex={-1} class={view.value === "league" && isLeagueShown.value ? "only-league" : undefined}>
          {at !== null && <p class="question">{at.question}</p>}
          <h2 class="hidden">{t("charts")}</h2>
          <Timeline />
          <League />
          <Charts />
        </main>
        {at !== null && <Why world={at} />}
      </div>
      <Help />
      <Connection />
      <Tickets />
      <footer>
        <p>
          {t("footer.model")} {t("footer.version", { program: program.value, world: at?.name ?? "", hash: (course.value?.scenario_hash ?? "").slice(0, 8) })}
        </p>
      </footer>
    </>
  );
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  document.documentElement.classList.toggle("waiting", connection.value !== "open");
});

const root = document.getElementById("page");
// The notice for browsers that cannot run this script has done its work.
root?.replaceChildren();
if (root !== null) render(<Page />, root);
listen();
watch();
watchRuns();
forget();
