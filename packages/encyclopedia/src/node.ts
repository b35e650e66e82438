export { type WrittenEncyclopedia, writeEncyclopedia } from "./write-encyclopedia.ts";
