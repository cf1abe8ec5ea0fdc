/** The looks of a report as a page, light and dark. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1d2330; --soft: #5f6878; --line: #e2e5eb; --page: #f6f7f9; --card: #fff;
  --good: #1b7f4d; --bad: #b3261e; --partly: #9a6200; --bar: #4667d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaf0; --soft: #9aa3b5; --line: #333a48; --page: #14171d;
  --card: #1d212a; --good: #5fcf95; --bad: #ff8a80; --partly: #f0b95a; --bar: #7f9bff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1.25rem 0; }
main { padding-bottom: 4rem; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.15rem; }
header p { margin: .15rem 0; color: var(--soft); overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1rem 0 0; padding: 0; list-style: none; }
.counts li { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); color: var(--soft); }
.counts b { display: block; color: var(--ink); font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.counts .good b { color: var(--good); }
.counts .bad b { color: var(--bad); }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
th, td { padding: .5rem .75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); font-weight: normal; }
thead th { font-weight: 600; border-top: 0; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bar { width: 55%; vertical-align: middle; }
.bar i { display: block; height: .6rem; min-width: 2px; border-radius: .3rem; background: var(--bar); }
.wide { overflow-x: auto; }
.pictures td { min-width: 9rem; overflow-wrap: anywhere; }
details { margin: .5rem 0; padding: .6rem 1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--soft); border-radius: .4rem; overflow-wrap: anywhere; }
details.bad { border-left-color: var(--bad); }
details.partly { border-left-color: var(--partly); }
summary { cursor: pointer; }
details ul { margin: .5rem 0 0; padding-left: 1.25rem; }
.small { color: var(--soft); font-size: .875rem; }
a { color: inherit; }
`;
