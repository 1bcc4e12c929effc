import { milliseconds, renderFigures, verdict, type Figure } from "../../bench/figure";

const figure: Figure = {
  what: "synth",
  measured: "600 ms",
  against: "floor 500 ms",
  bound: "650 ms",
  ofBound: 0.92,
};

test("a figure at its bound is within it, and one above is over", () => {
  expect(verdict({ ...figure, ofBound: 1 })).toBe("within");
  expect(verdict({ ...figure, ofBound: 1.01 })).toBe("over");
});

test("the table has a line for each figure, with columns under their heads", () => {
  const [head = "", line = "", other = ""] = renderFigures([
    figure,
    { ...figure, what: "the same, against cdktf", ofBound: 1.5 },
  ]).split("\n");
  expect(line.indexOf("600 ms")).toBe(head.indexOf("measured"));
  expect(line).toMatch(/0\.92 +within$/);
  expect(other).toMatch(/1\.50 +over$/);
});

test("times are shown in the unit that reads best", () => {
  expect(milliseconds(1234.4)).toBe("1234 ms");
  expect(milliseconds(12_345)).toBe("12.3 s");
});
