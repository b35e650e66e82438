/**
 * Progress of a long stage, on stderr: one line that rewrites itself on a terminal, a plain line now and then elsewhere.
 *
 *     pretrain  ██████░░░░  60 %   31.2 K words/s   1:20 left   loss 3.41
 */
export interface Progress {
  /** Tells how much is done, of how much in all (undefined while unknown), and a short note. */
  update(done: number, total?: number, note?: string): void;
  /** Closes the line; `note` says what came out. */
  end(note?: string): void;
  /** Leaves a line that is open as it stands: what is printed next begins a new one. */
  leave(): void;
}

export interface ProgressOptions {
  /** What is counted: "pages", "words", "steps". */
  readonly unit: string;
  readonly stream?: NodeJS.WriteStream;
  /** Milliseconds; a test passes its own. */
  readonly clock?: () => number;
  /** Nothing is printed at all. */
  readonly quiet?: boolean;
}

const terminalInterval = 100;
const plainInterval = 10_000;

export function createProgress(label: string, options: ProgressOptions): Progress {
  const stream = options.stream ?? process.stderr;
  const clock = options.clock ?? Date.now;
  if (options.quiet === true) return { update() {}, end() {}, leave() {} };
  const terminal = stream.isTTY === true;
  const started = clock();
  let printed = Number.NEGATIVE_INFINITY;
  let lastDone = 0;
  let open = false;

  const print = (text: string, close: boolean): void => {
    if (terminal) stream.write(`\r${text.slice(0, (stream.columns ?? 100) - 1)}\u001b[K${close ? "\n" : ""}`);
    else stream.write(`${text}\n`);
    open = terminal && !close;
  };

  return {
    update(done, total, note = "") {
      lastDone = done;
      const now = clock();
      if (now - printed < (terminal ? terminalInterval : plainInterval)) return;
      if (!terminal && printed === Number.NEGATIVE_INFINITY && now - started < plainInterval) return;
      printed = now;
      print(describeProgress(label, done, total, (now - started) / 1000, options.unit, note), false);
    },
    end(note = "") {
      const seconds = (clock() - started) / 1000;
      const rate =
        lastDone > 0 && seconds >= 1 ? `, ${formatCount(lastDone / seconds)} ${options.unit}/s` : "";
      print(`${label.padEnd(22)} ${note}${note === "" ? "" : "  "}(${formatDuration(seconds)}${rate})`, true);
    },
    leave() {
      if (open) stream.write("\n");
      open = false;
    },
  };
}

function describeProgress(
  label: string,
  done: number,
  total: number | undefined,
  seconds: number,
  unit: string,
  note: string,
): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [label.padEnd(22)];
  if (total !== undefined && total > 0) {
    const share = Math.min(1, done / total);
    const filled = Math.round(share * 20);
    parts.push(
      `${"█".repeat(filled)}${"░".repeat(20 - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`,
    );
  } else {
    parts.push(`${formatCount(done)} ${unit}`);
  }
  parts.push(`${formatCount(rate)} ${unit}/s`);
  if (total !== undefined && rate > 0) parts.push(`${formatDuration((total - done) / rate)} left`);
  if (note !== "") parts.push(note);
  return parts.join("  ");
}

/** 12345 → "12.3 K". */
export function formatCount(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(1)} G`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(1)} K`;
  return value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
}

/** 12345678 → "12.3 MB". */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Seconds → "0:07", "12:34", "1:02:03". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pad = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
