// What things are called.

import type { World } from "./contract.ts";

/** The name of a country for people; a country that the world does not list goes by its id. */
export function countryName(world: Pick<World, "countries">, id: string): string {
  return world.countries.find((it) => it.id === id)?.name ?? id.replaceAll("_", " ");
}
