/** Every view there is, in the order of their keys. To add one: a folder and a line here. */
import { Registry } from "../../base/registry.ts";
import { code } from "./code/code.ts";
import { inside } from "./inside/inside.ts";
import { lanes } from "./lanes/lanes.ts";
import { restaurant } from "./restaurant/restaurant.ts";
import { splitView } from "./split/split.ts";
import { threads } from "./threads/threads.ts";
import type { View } from "./view.ts";
import { why } from "./why/why.ts";

export const views = new Registry<View>("view", [lanes, restaurant, splitView(restaurant), threads, why, inside, code]);
