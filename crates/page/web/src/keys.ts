// Keys of the page. None of them works while somebody types, and none takes a key that a control needs.

import { areKeysOn, asked, course, ghost, isConnectionOpen, isHelpOpen, pin, stepBack, stepForward, view, why, world, type View } from "./state.ts";
import { nextTheme, stepAloud, togglePlay } from "./panel/bar.tsx";
import { areTicketsOpen } from "./panel/tickets.tsx";

const VIEWS: readonly View[] = ["all", "prices", "supply", "cover", "reserve", "leverage", "unmet", "difference", "flows", "league"];

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement ? target.type !== "range" && target.type !== "checkbox" && target.type !== "radio" : target instanceof HTMLSelectElement;
}

/** The largest move of the importer's price, the one that most asks for a reason. */
function askWhy(): void {
  const now = world.value;
  const good = now?.goods[0]?.id;
  const moves = (course.value?.moves ?? []).filter((it) => it.good === good && it.zone === now?.importer_zone);
  const largest = moves.reduce((best, it) => (best === null || Math.abs(it.change_share) > Math.abs(best.change_share) ? it : best), moves[0] ?? null);
  if (largest !== null) void why(largest);
}

export function listen(): void {
  window.addEventListener("keydown", (event) => {
    if (isTyping(event.target) || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) stepForward();
      else stepBack();
      return;
    }
    if (!areKeysOn.value && event.key !== "Escape") return;
    const isOnButton = event.target instanceof HTMLButtonElement || (event.target instanceof HTMLElement && event.target.tagName === "SUMMARY");
    switch (event.key) {
      case "z":
        stepBack();
        break;
      case "Z":
        stepForward();
        break;
      case " ":
        if (isOnButton || event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        togglePlay();
        break;
      case ".":
        stepAloud(1);
        break;
      case ",":
        stepAloud(-1);
        break;
      case "b":
        ghost.value = !ghost.value;
        break;
      case "p":
        pin();
        break;
      case "w":
        askWhy();
        break;
      case "f":
        nextTheme();
        break;
      case "?":
        isHelpOpen.value = !isHelpOpen.value;
        break;
      case "Escape":
        isHelpOpen.value = false;
        isConnectionOpen.value = false;
        areTicketsOpen.value = false;
        asked.value = null;
        break;
      default: {
        const at = "0123456789".indexOf(event.key);
        if (at >= 0 && event.key !== "") view.value = VIEWS[at]!;
      }
    }
  });
}
