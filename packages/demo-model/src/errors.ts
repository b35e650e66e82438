import { LukeError } from "@lukejs/errors";

export function modelNotBuilt(file: string, cause: unknown): LukeError {
  return new LukeError({
    code: "DEM001",
    message: `Cannot read the demo model: "model/${file}" of @lukejs/demo-model is not there`,
    hint: "A page needs the package's folder model served, and its address as baseUrl. In the repository, `npm start` trains the model and `npm run build-model` packs it.",
    cause,
  });
}
