/** A Wikipedia that is small: the bundled encyclopedia's dump under the name of the English one. */
import { rename } from "node:fs/promises";
import { writeEncyclopedia } from "@lukejs/encyclopedia/node";

await writeEncyclopedia("world", { seed: 1 });
await rename("world/encyclopedia.xml.bz2", "enwiki-latest-pages-articles.xml.bz2");
