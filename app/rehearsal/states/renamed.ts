/** The values that AWS generated: each old one and the new one in its place. */
export class Renamed {
  private readonly pairs = new Map<string, string>();
  private pattern: RegExp | undefined;

  add(before: string, after: string): void {
    // Shorter ones ("10", "i-1") would turn up inside values that have nothing to do with them.
    if (before.length < 7) return;
    this.pairs.set(before, after);
    this.pattern = undefined;
  }

  /** The text with every old value replaced, the longest first. */
  apply(text: string): string {
    if (this.pairs.size === 0) return text;
    this.pattern ??= new RegExp(
      [...this.pairs.keys()]
        .sort((one, other) => other.length - one.length)
        .map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join("|"),
      "g",
    );
    return text.replace(this.pattern, (match) => this.pairs.get(match) ?? match);
  }

  /** Whether two sets have the same members once generated values are replaced. */
  sameMembers(before: readonly unknown[], after: readonly unknown[]): boolean {
    const sorted = (values: readonly unknown[], map: (text: string) => string): string =>
      values
        .map((value) => map(JSON.stringify(value)))
        .sort()
        .join("\n");
    return sorted(before, (text) => this.apply(text)) === sorted(after, (text) => text);
  }
}
