import { tickPrefix } from "../../../constructs/storage/tick-layout";

describe("the tick lake", () => {
  it("has a folder for each year, month, day and symbol", () => {
    expect(tickPrefix({ day: "2026-01-31", symbol: "BTC-USDT" })).toBe(
      "year=2026/month=01/day=31/symbol=BTC-USDT/",
    );
  });

  it("sorts by time", () => {
    const days = ["2025-12-31", "2026-01-09", "2026-01-10", "2026-10-01"];
    const prefixes = days.map((day) => tickPrefix({ day, symbol: "ETH-EUR" }));
    expect([...prefixes].sort()).toEqual(prefixes);
  });

  it.each(["2026-02-30", "2026-13-01", "2026-1-1", "26-01-01", "yesterday", "2026-01-31T00:00:00Z"])(
    "has no day %s",
    (day) => {
      expect(() => tickPrefix({ day, symbol: "BTC-USDT" })).toThrow(`"${day}" is no day`);
    },
  );

  it.each(["BTC/USDT", "btc-usdt", "", "..", "A=B", "A".repeat(33)])('takes no symbol "%s"', (symbol) => {
    expect(() => tickPrefix({ day: "2026-01-31", symbol })).toThrow(`"${symbol}" is no symbol`);
  });
});
