import { formatPath, quote } from "../../../app/environments/problem";

describe("a received value, as an error quotes it", () => {
  it.each<[unknown, string]>([
    ["dev", '"dev"'],
    [3.5, "3.5"],
    [Number.NaN, "NaN"],
    [12n, "12"],
    [null, "null"],
    [undefined, "undefined"],
    [{ via: "tunnel" }, '{"via":"tunnel"}'],
    [() => 3, "a function"],
    [Symbol("x"), "a symbol"],
  ])("%p reads %s", (value, text) => {
    expect(quote(value)).toBe(text);
  });

  it("is named where it has no JSON", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    expect(quote(cyclic)).toBe("an object");
    expect(quote([cyclic])).toBe("a list");
  });

  it("is cut where it is long", () => {
    expect(quote("x".repeat(500))).toHaveLength(80);
    expect(quote("x".repeat(500))).toMatch(/^"x+…$/);
  });
});

describe("a path", () => {
  it("reads as the author writes it", () => {
    expect(formatPath(["clusters", "main", "nodeGroups", "gpu-spot", "instanceTypes", 1])).toBe(
      "clusters.main.nodeGroups.gpu-spot.instanceTypes[1]",
    );
    expect(formatPath([])).toBe("");
  });
});
