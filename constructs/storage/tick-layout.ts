/** The folders of the tick lake, from the outermost, as Hive writes them: engines read only those that a query needs. */
export const tickPartitions = ["year", "month", "day", "symbol"] as const;

/** A day's ticks of one instrument. */
export interface TickPartition {
  /** Day in UTC: "2026-01-31". */
  readonly day: string;
  /** The exchange's symbol, with "-" or "_" where it writes "/": "BTC-USDT". */
  readonly symbol: string;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const SYMBOL = /^[A-Z0-9][A-Z0-9._-]{0,31}$/;

/**
 * Prefix of the objects of a partition: "year=2026/month=01/day=31/symbol=BTC-USDT/". Months and days have two digits,
 * so that keys sort by time.
 * @throws RangeError for a day that does not exist, or a symbol that would not come back the same from a path
 */
export function tickPrefix({ day, symbol }: TickPartition): string {
  const [, year, month, dayOfMonth] = DAY.exec(day) ?? [];
  const time = new Date(`${day}T00:00:00Z`);
  if (year === undefined || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(day)) {
    throw new RangeError(`"${day}" is no day; write it as "2026-01-31".`);
  }
  if (!SYMBOL.test(symbol)) {
    throw new RangeError(
      `"${symbol}" is no symbol: write 1 to 32 capital letters, digits, ".", "_" and "-", as in "BTC-USDT".`,
    );
  }
  const values = [year, month, dayOfMonth, symbol];
  return tickPartitions.map((name, index) => `${name}=${values[index]}/`).join("");
}
