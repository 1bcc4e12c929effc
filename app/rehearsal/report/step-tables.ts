import { type Html, html } from "./html";
import type { CheckReport, DifferenceReport, DisturbanceReport } from "./shape";
import { table } from "./table";
import { verdict } from "./verdict";

export function checks(list: readonly CheckReport[]): Html {
  return table(
    "Checks",
    ["Check", "Seen", "Outcome"],
    list.map(({ name, sentence, passed }) => [name, sentence, verdict(passed ? "passed" : "failed")]),
  );
}

export function disturbances(list: readonly DisturbanceReport[]): Html {
  return table(
    "Disturbed behind terraform's back",
    ["Object", "What happened", "Shown as drift", "Repaired by"],
    list.map(({ stack, address, what, shown, repair }) => [
      html`<code>${address}</code> <span class="soft">${stack}</span>`,
      what,
      shown ? "yes" : "no",
      repair ?? "nothing",
    ]),
  );
}

const unexplained = "no explanation";

/** Unexplained ones each; explained ones by rule, with a count and examples. */
export function differences(list: readonly DifferenceReport[]): Html {
  const byRule = new Map<string, DifferenceReport[]>();
  for (const difference of list) {
    const rule = difference.rule ?? unexplained;
    byRule.set(rule, [...(byRule.get(rule) ?? []), difference]);
  }
  return table(
    "Differences between the two builds",
    ["Explanation", "Count", "Where"],
    [...byRule].map(([rule, found]) => [rule, found.length, places(rule, found)]),
  );
}

function places(rule: string, found: readonly DifferenceReport[]): Html {
  const most = rule === unexplained ? found.length : 6;
  const shown = found.slice(0, most).map(({ address, path, before, after }) => {
    const values = rule === unexplained && `: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
    return html`<li><code>${address}${path !== "" && ` ${path}`}${values}</code></li>`;
  });
  const rest = found.length - most;
  return html`<ul class="plain">
    ${shown}${rest > 0 && html`<li class="soft">and ${rest} more in rehearsal.json</li>`}
  </ul>`;
}
