import { type Html, html } from "./html";
import type { EmulationReport, RunReport } from "./shape";
import { table } from "./table";

/** What of the emulated AWS was moto, and what was our endpoint. */
export function emulationSection(
  { provider, gaps, limits }: EmulationReport,
  runs: readonly RunReport[],
): Html {
  return html`<section id="emulation">
    <h2>Emulation</h2>
    <p>
      Terraform started the real provider, ${provider}, and its calls were answered by moto, but for those
      that are known to be missing or different there.
    </p>
    ${runs.map(
      ({ environment, calls }) =>
        calls &&
        table(
          `Calls of AWS for ${environment}`,
          ["Service", "Calls", "Answered without moto", "Answered with an error"],
          calls.map(({ service, calls: count, ours, errors }) => [service, count, ours, errors]),
        ),
    )}
    ${table(
      "Answered in moto's place",
      ["Service", "Because moto"],
      gaps.map(({ service, moto }) => [service, moto]),
    )}
    ${table(
      "Not as in AWS, and not shown by this rehearsal",
      ["Service", "What"],
      limits.map(({ service, sentence }) => [service, sentence]),
    )}
  </section>`;
}
