import type { Html } from "./html";
import { html } from "./html";
import type { EnvironmentReport } from "./shape";

/** Pixels. The margin leaves room for lines that bow over boxes of a wave between. */
const box = { width: 204, height: 54, gapX: 74, gapY: 22, margin: 16 } as const;

type StackNode = EnvironmentReport["stacks"][number];

/** The stacks of an environment from left to right by waves, with the lines of what reads whose exports. */
export function stackGraph(environment: EnvironmentReport): Html {
  const { stacks } = environment;
  const waves = Math.max(0, ...stacks.map(({ wave }) => wave)) + 1;
  const rows = Math.max(
    1,
    ...Array.from({ length: waves }, (_, wave) => stacks.filter((each) => each.wave === wave).length),
  );
  const places = new Map(stacks.map((stack) => [stack.name, placeOf(stack, stacks)]));
  const width = waves * box.width + (waves - 1) * box.gapX + 2 * box.margin;
  const height = rows * box.height + (rows - 1) * box.gapY + 2 * box.margin;
  const edges = stacks.flatMap((stack) =>
    stack.dependsOn.flatMap((name) => {
      const [from, to] = [places.get(name), places.get(stack.name)];
      return from && to ? [edge(from, to)] : [];
    }),
  );
  const label = stacks
    .map(({ name, dependsOn }) => (dependsOn.length > 0 ? `${name} after ${dependsOn.join(" and ")}` : name))
    .join("; ");
  return html`<div
    class="scroll"
    tabindex="0"
    role="group"
    aria-label="Stacks of ${environment.name}, scrolls sideways"
  >
    <svg
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      role="img"
      aria-label="Stacks of ${environment.name} by waves: ${label}"
    >
      <defs>
        <marker
          id="tip-${environment.name}"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0 8 4 0 8z" fill="currentColor" />
        </marker>
      </defs>
      ${edges.map((path) => html`<path class="edge" d="${path}" marker-end="url(#tip-${environment.name})" />`)}
      ${stacks.map((stack) => node(stack, places.get(stack.name) ?? { x: 0, y: 0 }))}
    </svg>
  </div>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placeOf(stack: StackNode, stacks: readonly StackNode[]): Place {
  const row = stacks.filter(({ wave }) => wave === stack.wave).indexOf(stack);
  return {
    x: box.margin + stack.wave * (box.width + box.gapX),
    y: box.margin + row * (box.height + box.gapY),
  };
}

/** From the right of one box to the left of another; over boxes of a wave between it bows upwards. */
function edge(from: Place, to: Place): string {
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2];
  const [x2, y2] = [to.x - 1, to.y + box.height / 2];
  const far = to.x - from.x > box.width + box.gapX;
  if (!far) return `M${x1} ${y1}C${x1 + 34} ${y1} ${x2 - 34} ${y2} ${x2} ${y2}`;
  const [top1, top2] = [from.y + 8, to.y + 8];
  return `M${x1} ${top1}C${x1 + 60} ${from.y - 16} ${x2 - 60} ${to.y - 16} ${x2} ${top2}`;
}

const lifetimes = {
  account: "of the account",
  keep: "survives",
  disposable: "disposable",
} as const;

function node({ name, lifetime, resources }: StackNode, { x, y }: Place): Html {
  return html`<g
    ><rect class="node ${lifetime}" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="7" />
    <text x="${x + 12}" y="${y + 23}">${name}</text
    ><text class="hint" x="${x + 12}" y="${y + 41}">${resources} resources, ${lifetimes[lifetime]}</text></g
  >`;
}
