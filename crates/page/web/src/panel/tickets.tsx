// Exit tickets of a class, joined on the teacher's machine: files are opened in the browser and go nowhere else.

import { signal } from "@preact/signals";
import { lessons, program } from "../state.ts";
import type { Lesson } from "../contract.ts";
import { percent, short, signed } from "../numbers.ts";
import { save } from "../save.ts";
import { gains, guessed, joined, means, read, type Ticket, type Wrong } from "../ticket.ts";
import { t } from "../texts.ts";
import { useHeading } from "./focus.ts";

const MOST_FILES = 500;
const MOST_BYTES = 65_536;
const MOST_NAMED = 8;

export const areTicketsOpen = signal(false);
const opened = signal<readonly { plan: Lesson; ticket: Ticket }[]>([]);
const twice = signal(0);
const refused = signal<readonly { name: string; why: Wrong }[]>([]);

async function take(files: readonly File[]): Promise<void> {
  const known = new Map(opened.value.map((it) => [`${it.ticket.lesson} ${it.ticket.id}`, it]));
  const wrong: { name: string; why: Wrong }[] = [];
  let again = 0;
  for (const file of files.slice(0, MOST_FILES)) {
    const found = file.size > MOST_BYTES ? "large" : read(await file.text(), lessons.value);
    if (typeof found === "string") {
      wrong.push({ name: file.name, why: found });
      continue;
    }
    const own = `${found.ticket.lesson} ${found.ticket.id}`;
    if (known.has(own)) again += 1;
    known.set(own, found);
  }
  opened.value = [...known.values()];
  refused.value = wrong;
  twice.value = again;
}

function clear(): void {
  opened.value = [];
  refused.value = [];
  twice.value = 0;
}

export function Tickets() {
  const heading = useHeading(areTicketsOpen.value);
  if (!areTicketsOpen.value) return null;
  const taught = lessons.value.filter((plan) => opened.value.some((it) => it.ticket.lesson === plan.id));
  return (
    <aside class="help tickets" aria-label={t("tickets.title")}>
      <header>
        <h2 tabIndex={-1} ref={heading}>{t("tickets.title")}</h2>
        <button type="button" class="close" aria-label={t("tickets.close")} onClick={() => (areTicketsOpen.value = false)}>
          ×
        </button>
      </header>
      <p>{t("tickets.what")}</p>
      <p>
        <label for="tickets">{t("tickets.open")}</label>
        <input
          id="tickets"
          type="file"
          multiple
          accept=".csv,text/csv"
          onChange={(event) => {
            const chosen = event.currentTarget;
            void take([...(chosen.files ?? [])]).then(() => (chosen.value = ""));
          }}
        />
      </p>
      <div role="status">
        {(opened.value.length > 0 || refused.value.length > 0) && (
          <p>
            <strong>{t("tickets.count", { n: opened.value.length })}</strong> {twice.value > 0 && t("tickets.twice", { n: twice.value })}
          </p>
        )}
        {refused.value.length > 0 && (
          <ul class="refused">
            {refused.value.slice(0, MOST_NAMED).map((it) => (
              <li key={it.name}>
                {it.name}: {t(`tickets.wrong.${it.why}`)}
              </li>
            ))}
            {refused.value.length > MOST_NAMED && <li>{t("tickets.more", { n: refused.value.length - MOST_NAMED })}</li>}
          </ul>
        )}
      </div>
      {taught.map((plan) => (
        <Taught key={plan.id} plan={plan} tickets={opened.value.map((it) => it.ticket).filter((it) => it.lesson === plan.id)} />
      ))}
      {opened.value.length > 0 && (
        <>
          <p>
            <button type="button" class="primary" onClick={() => save("tickets.csv", new Blob([joined(opened.value, program.value)], { type: "text/csv" }))}>
              {t("tickets.save")}
            </button>{" "}
            <button type="button" onClick={clear}>
              {t("tickets.clear")}
            </button>
          </p>
          <p class="hint">{t("tickets.caution")}</p>
        </>
      )}
    </aside>
  );
}

function Taught({ plan, tickets }: { plan: Lesson; tickets: readonly Ticket[] }) {
  const mean = means(plan, tickets);
  const of = plan.quiz.length;
  return (
    <>
      <h3>{plan.title}</h3>
      <p>
        {mean === null
          ? t("tickets.no_means", { n: tickets.length })
          : t("tickets.means", { n: tickets.length, both: mean.students, before: mean.before.toFixed(1), after: mean.after.toFixed(1), of })}
      </p>
      <div class="scroll" tabIndex={0} role="group" aria-label={t("tickets.table", { lesson: plan.title })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("tickets.question")}</th>
              <th scope="col">{t("tickets.students")}</th>
              <th scope="col">{t("tickets.before")}</th>
              <th scope="col">{t("tickets.after")}</th>
              <th scope="col">{t("tickets.gain")}</th>
              <th scope="col">{t("tickets.turned")}</th>
            </tr>
          </thead>
          <tbody>
            {gains(plan, tickets).map((it) => {
              const part = (n: number) => (it.students === 0 ? "–" : percent(n / it.students));
              return (
                <tr key={it.question}>
                  <th scope="row">{it.question}</th>
                  <td>{it.students}</td>
                  <td>{part(it.before)}</td>
                  <td>{part(it.after)}</td>
                  <td>{it.students === 0 ? "–" : signed(Math.round((100 * (it.after - it.before)) / it.students), short)}</td>
                  <td>
                    {signed(it.learnt, short)} / {signed(-it.unlearnt, short)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {guessed(plan, tickets).map((it) => (
        <div key={it.question}>
          <p>
            {t("tickets.guesses")} {it.question}
          </p>
          <ul>
            {it.options.map((option) => (
              <li key={option.text}>
                {option.text}: {option.students}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
