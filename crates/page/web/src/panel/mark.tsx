// The mark of a team: a shape in a colour, both of which its name says too.

import type { Team } from "../contract.ts";
import { t } from "../texts.ts";

/** In a square of 20 units. */
const SHAPES: Record<string, string> = {
  circle: "M10 2a8 8 0 1 0 0.01 0Z",
  square: "M3 3H17V17H3Z",
  triangle: "M10 2L18.5 17.5H1.5Z",
  star: "M10 1.5l2.6 5.6 6 .7-4.5 4.1 1.2 6L10 14.9 4.7 17.9l1.2-6L1.4 7.8l6-.7Z",
  diamond: "M10 1L18 10L10 19L2 10Z",
  cross: "M7 2h6v5h5v6h-5v5H7v-5H2V7h5Z",
  moon: "M13 2A8.3 8.3 0 1 0 18 14A7 7 0 0 1 13 2Z",
  drop: "M10 1C13 6 16 9 16 13A6 6 0 0 1 4 13C4 9 7 6 10 1Z",
};

export function teamName(team: Team): string {
  return t("league.team", { colour: t(`league.colour.${team.colour}`), shape: t(`league.shape.${team.shape}`) });
}

/** Nothing in its place for a rule of the lesson, so that names stand under each other. */
export function Mark({ team }: { team: Team | null }) {
  return (
    <svg class={`mark mark-${team?.colour ?? "none"}`} viewBox="0 0 20 20" aria-hidden="true">
      {team !== null && <path d={SHAPES[team.shape] ?? SHAPES.circle!} />}
    </svg>
  );
}
