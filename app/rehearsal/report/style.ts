/** The page's whole style: one column, system fonts, both colour schemes, nothing that has to be fetched. */
export const style = `
:root { color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d2329; --soft: #5a6570; --line: #d9d6ce; --panel: #f2f0ea; --accent: #0b5a8a;
  --good: #1f6f43; --good-bg: #e3f1e8; --bad: #a3271f; --bad-bg: #fbe7e4; --warn: #7a5200; --warn-bg: #f8ecd2; --bar: #6d9dbf; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14181c; --ink: #e6e8ea; --soft: #9aa5b0; --line: #333b43; --panel: #1c2228; --accent: #7cc0ee;
  --good: #7fd3a2; --good-bg: #16301f; --bad: #ff9c92; --bad-bg: #3a1b18; --warn: #edc36b; --warn-bg: #33270f; --bar: #46718f; } }
* { box-sizing: border-box; }
html { font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; background: var(--paper); color: var(--ink); }
body { margin: 0 auto; max-width: 68rem; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin: 3rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { margin: .4rem 0; max-width: 62ch; }
code, .address { font: .86em/1.5 ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
.soft { color: var(--soft); }
.verdict { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-weight: 600; font-size: .85rem; white-space: nowrap; }
.passed { color: var(--good); background: var(--good-bg); } .failed { color: var(--bad); background: var(--bad-bg); }
.interrupted, .not-run, .warning { color: var(--warn); background: var(--warn-bg); }
.cause { background: var(--bad-bg); border-left: .3rem solid var(--bad); padding: 1rem 1.25rem; margin: 1.5rem 0; border-radius: 0 .4rem .4rem 0; }
.cause h2 { margin: 0 0 .4rem; padding: 0; border: 0; color: var(--bad); font-size: 1.1rem; } .cause p { max-width: none; } .cause p:first-of-type { font-weight: 600; }
.cause li { overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0 0; }
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 1.5rem 0 0; }
dl.figures div { background: var(--panel); border-radius: .5rem; padding: .7rem .9rem; } dl.figures dt { color: var(--soft); font-size: .82rem; }
dl.figures dd { margin: 0; font-size: 1.1rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0; } caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); } th { font-weight: 600; }
td:last-child { padding-right: 0; } td p { margin: 0 0 .3rem; } td details { border: 0; padding: .2rem 0 0; }
details, .step, .stack { border-bottom: 1px solid var(--line); padding: .4rem 0; } details > *:not(summary) { margin-left: 1.3rem; }
summary { cursor: pointer; } details.run { border: 0; padding: 0; } section:has(> .run) { border-top: 1px solid var(--line); padding: 1rem 0; } #stacks { margin-bottom: 2.5rem; }
h4 { margin: .5rem 0 .2rem; font-size: .95rem; }
.run h2 { margin: 0; padding: 0; border: 0; display: inline; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) 14rem 4.5rem 6.5rem; gap: 0 1rem; align-items: center; position: relative; padding-left: 1.3rem; overflow-wrap: anywhere; }
.stack .row { padding-left: 0; } .stack:last-child { border-bottom: 0; }
summary.row::before { content: ""; position: absolute; left: .1rem; top: calc(50% - .32em); border: .32em solid transparent; border-left: .5em solid var(--soft); border-right: 0; } details[open] > summary.row::before { transform: rotate(90deg); }
.seconds { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .row .verdict { justify-self: end; }
.action { font-weight: 600; } .create { color: var(--good); } .delete, .replace { color: var(--bad); } .update, .move, .import, .forget { color: var(--warn); }
ul.plain { list-style: none; padding: 0; margin-top: .4rem; margin-bottom: .4rem; } ul.plain li { padding: .12rem 0; }
svg { display: block; max-width: none; } svg text { fill: var(--ink); font: 13px ui-sans-serif, system-ui, sans-serif; }
svg .node { fill: var(--panel); stroke: var(--line); } svg .keep, svg .account { stroke: var(--accent); stroke-width: 2; }
svg .edge { fill: none; stroke: var(--soft); stroke-width: 1.4; } svg .hint { fill: var(--soft); font-size: 11px; }
.bar { display: block; height: .7rem; min-width: 2px; border-radius: 2px; background: var(--bar); } .bar.bad { background: var(--bad); }
@media (max-width: 44rem) {
  body { padding: 1.25rem .9rem 3rem; }
  .row { grid-template-columns: minmax(0, 1fr) auto auto; gap: .1rem .6rem; } .row .track { grid-row: 2; grid-column: 1 / -1; } .track .bar { height: .3rem; }
  .run > .row { grid-template-columns: minmax(0, 1fr) auto; } .run > .row .verdict { grid-row: 1; grid-column: 2; }
  details > *:not(summary) { margin-left: .6rem; }
  table, tbody, tr, td, caption { display: block; } thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } td { border: 0; padding: .15rem 0; } td::before { content: attr(data-column); display: block; color: var(--soft); font-size: .82rem; }
}
@media print { details::details-content { content-visibility: visible; block-size: auto; } nav { display: none; } }
`;
