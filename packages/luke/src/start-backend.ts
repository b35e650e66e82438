import { type BackendPreference, useBackend } from "@lukejs/backend";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Starts the wanted backend; without a wish keeps the one that is active, or starts the best of this machine.
 * Returns what it is, for people.
 *
 * @throws LukeError BCK001, BCK002 from the choice
 */
export async function startBackend(wanted?: BackendPreference): Promise<string> {
  // Nothing is active until someone has chosen: importing a backend's package only makes it known.
  const active = tf.getBackend() as string | undefined;
  if (wanted === undefined && active) {
    await tf.ready();
    return active;
  }
  return (await useBackend(wanted ?? "auto")).description;
}
