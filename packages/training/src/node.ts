export { createRunFolder, type RunFolderOptions } from "./run-folder.ts";
