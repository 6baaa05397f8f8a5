// Which good a chart shows: buttons beside its subtitle.

import type { Signal } from "@preact/signals";
import type { Named, World } from "../contract.ts";
import { t } from "../texts.ts";

/** The good that is picked, or the first one of the world. */
export function pickedOf(world: World, picked: Signal<string | null>): Named {
  return world.goods.find((it) => it.id === picked.value) ?? world.goods[0]!;
}

export function Goods({ world, picked }: { world: World; picked: Signal<string | null> }) {
  const now = pickedOf(world, picked).id;
  return (
    <span class="tools" role="group" aria-label={t("supply.which")}>
      {world.goods.map((it) => (
        <button type="button" key={it.id} aria-pressed={it.id === now} onClick={() => (picked.value = it.id)}>
          {it.name}
        </button>
      ))}
    </span>
  );
}
