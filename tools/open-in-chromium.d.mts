export function findChromium(): string | undefined;

export function openInChromium(
  chromium: string,
  options: {
    readonly answer: (
      path: string,
    ) => string | Uint8Array | undefined | Promise<string | Uint8Array | undefined>;
    readonly query?: string;
    readonly timeout: number;
  },
): Promise<unknown>;
