/** A variable of the environment; undefined in a browser. */
export function environmentVariable(name: string): string | undefined {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];
}

/** Whether `LUKE_KERNELS=plain` asks for the definitions. */
export function wantsPlainKernels(): boolean {
  return environmentVariable("LUKE_KERNELS") === "plain";
}
