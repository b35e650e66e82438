/**
 * Lets timers and events have their turn, of which one may abort the signal: a backend that computes on this thread leaves
 * them none. Without a signal nothing waits.
 *
 * @throws the signal's reason
 */
export async function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}
