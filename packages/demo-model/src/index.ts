export { type DemoManifest, type DemoModelOptions, demoModel } from "./demo-model.ts";
export { type DemoTask, demoTasks } from "./demo-tasks.ts";
