import { median, medianOfRounds } from "../../bench/rounds";

test("alternatives run in turn, and each gives its median", async () => {
  const order: string[] = [];
  const times = { a: [5, 1, 3], b: [2, 8, 4] };
  const take = (name: "a" | "b") => async (): Promise<number> => {
    order.push(name);
    return times[name].shift() ?? NaN;
  };
  expect(await medianOfRounds(3, { a: take("a"), b: take("b") })).toEqual({ a: 3, b: 4 });
  expect(order.join("")).toBe("ababab");
});

test.each([
  [[4], 4],
  [[9, 1], 5],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test("there is no median of nothing", () => {
  expect(() => median([])).toThrow("The median of no values is not defined.");
});
