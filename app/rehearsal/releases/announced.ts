/** Something that an upgrade replaces or destroys on purpose. */
export interface Announced {
  /** The stack's own part of its name, as in any environment: `network`, `keep-keys`. */
  readonly part: string;
  readonly address: string;
}

const heading = "### Replaced on upgrade";

/**
 * What the changelog says that an upgrade from a release replaces or destroys: lines "- `ADDRESS` of `PART`: why" under
 * the heading "Replaced on upgrade", in every section above the release's own.
 * @param changelog text of CHANGELOG.md
 */
export function announcedSince(release: string, changelog: string): Announced[] {
  const newer = changelog.split(`\n## [${release}]`)[0] ?? "";
  return newer
    .split(/\n(?=##)/)
    .filter((section) => section.startsWith(heading))
    .flatMap((section) => [...section.matchAll(/^- `([^`]+)` of `([^`]+)`/gm)])
    .map(([, address = "", part = ""]) => ({ part, address }));
}
