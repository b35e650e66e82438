export { isMpiProcess, type MpiCommunicator, type OpenMpiOptions, openMpi } from "./open-mpi.ts";
export { createRunFolder, type RunFolderOptions } from "./run-folder.ts";
