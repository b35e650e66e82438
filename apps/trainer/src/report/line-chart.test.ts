import { expect, test } from "vitest";
import { lineChart } from "./line-chart.ts";

const curve = { name: "loss", points: Array.from({ length: 1001 }, (_, x) => ({ x, y: 8 - x / 500 })) };

test("the axis spans what is drawn, in round numbers", () => {
  const drawn = lineChart([curve], { title: "Loss", xLabel: "updates", yLabel: "nats" });
  const ticks = [...drawn.matchAll(/text-anchor="end">([\d,.]+)</g)].map(([, tick]) => Number(tick));
  expect(Math.min(...ticks)).toBe(6);
  expect(Math.max(...ticks)).toBe(8);
  expect(drawn).toMatch(/>nats</);
  expect(drawn).toMatch(/>1,000</);
});

test("names of markers do not stand on each other", () => {
  const markers = [
    { x: 0, name: "start" },
    { x: 500, name: "stage 1" },
    { x: 520, name: "stage 2" },
    { x: 540, name: "stage 3" },
  ];
  const drawn = lineChart([curve], { title: "Loss", xLabel: "updates", markers });
  const heights = [...drawn.matchAll(/y="(\d+)">(start|stage \d)</g)].map(([, y]) => Number(y));
  expect(heights).toEqual([40, 40, 53, 66]);
});

test("few points are dots too, many are a line alone", () => {
  const options = { title: "Scores", xLabel: "updates" };
  expect(lineChart([{ name: "F1", points: [{ x: 5, y: 60 }] }], options).match(/<circle/g)).toHaveLength(1);
  expect(lineChart([curve], options)).not.toContain("<circle");
});

test("nothing is written beside the axis", () => {
  const points = Array.from({ length: 24 }, (_, i) => ({ x: i + 1, y: i }));
  const drawn = lineChart([{ name: "loss", points }], { title: "Loss", xLabel: "updates" });
  const ticks = [...drawn.matchAll(/text-anchor="middle">(\d+)</g)].map(([, tick]) => Number(tick));
  expect(ticks).toEqual([5, 10, 15, 20]);
});
