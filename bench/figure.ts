/** One line of the benchmark's table. */
export interface Figure {
  /** What was measured: "synth, 306 resources, cold process". */
  readonly what: string;
  /** With its unit. */
  readonly measured: string;
  /** What it is compared with, with its unit. */
  readonly against: string;
  /** Measured divided by its bound: 1 is the bound, less is better. */
  readonly ofBound: number;
  /** The bound in words: "floor + 0.5 ms a resource". */
  readonly bound: string;
}

/** How a figure stands: the bound holds up to and including 1. */
export function verdict(figure: Figure): "within" | "over" {
  return figure.ofBound <= 1 ? "within" : "over";
}

/** The figures as a table of plain text, columns aligned. */
export function renderFigures(figures: readonly Figure[]): string {
  const rows = [
    ["what", "measured", "against", "bound", "of the bound", ""],
    ...figures.map((figure) => [
      figure.what,
      figure.measured,
      figure.against,
      figure.bound,
      figure.ofBound.toFixed(2),
      verdict(figure),
    ]),
  ];
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function milliseconds(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${Math.round(value)} ms`;
}
