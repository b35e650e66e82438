import type { StageTime } from "../report/report-data.ts";
import { runStage, type Stage, type StageOutcome } from "../run/stage.ts";

/** Runs stages one after the other and remembers what each took. */
export interface StageRunner {
  readonly times: readonly StageTime[];
  run<Result>(name: string, stage: Omit<Stage<Result>, "name">): Promise<StageOutcome<Result>>;
}

export function createStageRunner(onSkip: (name: string) => void): StageRunner {
  const times: StageTime[] = [];
  return {
    times,
    async run(name, stage) {
      const outcome = await runStage({ name, ...stage });
      times.push({ name, seconds: outcome.seconds, skipped: outcome.skipped });
      if (outcome.skipped) onSkip(name);
      return outcome;
    },
  };
}
