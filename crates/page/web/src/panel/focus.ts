// Where the keyboard and a screen reader go when something opens or closes.

import { useEffect, useRef } from "preact/hooks";

/**
 * The heading of a panel takes the focus when the panel opens or shows something else. When it closes, the focus goes back
 * to where it was, unless somebody has moved it since.
 */
export function useHeading(isOpen: boolean, what: unknown = null) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [isOpen, what]);
  return heading;
}

/** Takes the focus to something that is there after the next paint. */
export function focusSoon(selector: string): void {
  window.setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true }), 0);
}
