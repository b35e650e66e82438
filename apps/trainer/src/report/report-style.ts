/** The report's style sheet: one column, system fonts, colours that hold in light and dark. */
export const reportStyle: string = `
:root{color-scheme:light dark;--ink:#1d2430;--soft:#5c6675;--line:#d9dee6;--paper:#fff;--panel:#f6f8fa;
--series0:#2563c9;--series1:#c2571a;--series2:#2c8a4b;--series3:#8b3fb0;--right:#dff3e4;--wrong:#fbe0dd;--missed:#fdf0c8;--neutral:#e1ebfa;--rightInk:#17703a;--wrongInk:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa5b4;--line:#333c49;--paper:#12161c;--panel:#1a2028;
--series0:#7fb0ff;--series1:#f0a070;--series2:#72cf90;--series3:#d09af0;--right:#17402a;--wrong:#54231f;--missed:#4d4016;--neutral:#1f3557;--rightInk:#8fdcab;--wrongInk:#ff9d94}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:56rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
h1{margin:0;font-size:1.7rem}h2{margin:2.5rem 0 .8rem;padding-top:1rem;border-top:1px solid var(--line);font-size:1.3rem}h3{font-size:1rem;margin:1.2rem 0 .4rem}
header p{margin:.3rem 0;color:var(--soft)}small{font-weight:400;color:var(--soft)}
.verdict{display:inline-block;padding:.2rem .7rem;border-radius:.4rem;font-weight:600}.verdict.right{background:var(--right);color:var(--rightInk)}.verdict.wrong{background:var(--wrong);color:var(--wrongInk)}
table{border-collapse:collapse;margin:.6rem 0;font-variant-numeric:tabular-nums}th,td{padding:.25rem .9rem .25rem 0;text-align:left;border-bottom:1px solid var(--line);font-weight:400}thead th{font-weight:600}td{font-weight:600}
figure{margin:.6rem 0;background:var(--panel);border-radius:.5rem;padding:.4rem}svg{width:100%;height:auto;display:block}
svg text{font:11px system-ui,sans-serif;fill:var(--soft)}svg .legend{font-size:12px}.grid{stroke:var(--line)}.marker{stroke:var(--soft);stroke-dasharray:3 3}
polyline{fill:none;stroke-width:1.8}.series-0{stroke:var(--series0)}.series-1{stroke:var(--series1)}.series-2{stroke:var(--series2)}.series-3{stroke:var(--series3)}
.legend-0,.dot-0{fill:var(--series0)}.legend-1,.dot-1{fill:var(--series1)}.legend-2,.dot-2{fill:var(--series2)}.legend-3,.dot-3{fill:var(--series3)}
.bars{display:grid;gap:1rem 2.5rem;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr))}.task h3{margin:.2rem 0}
.bar{display:flex;align-items:center;gap:.5rem;font-size:.85rem}.bar span{width:6rem;color:var(--soft)}.bar i{height:.8rem;border-radius:.2rem}.bar i.model{background:var(--series0)}.bar i.baseline{background:var(--line)}
.checks{list-style:none;padding:0}.checks .right{color:var(--rightInk)}.checks .wrong{color:var(--wrongInk)}
.example{background:var(--panel);border-radius:.5rem;padding:.6rem .8rem;margin:.5rem 0;overflow-wrap:anywhere}.note{display:block;margin-top:.3rem;color:var(--soft);font-size:.88rem}
mark{color:inherit;padding:.05rem .25rem;border-radius:.25rem;background:var(--neutral)}mark small{margin-left:.35rem;font-size:.72rem;color:inherit;opacity:.8}
mark.right{background:var(--right)}mark.wrong{background:var(--wrong)}mark.missed{background:var(--missed)}
.wide{overflow-x:auto}caption{text-align:left;color:var(--soft);padding:.3rem 0}.confusion td,.confusion thead th{padding:.2rem .45rem;text-align:right;min-width:2.2rem}.confusion th[scope=row]{white-space:nowrap;padding-right:.8rem}
details{margin:.8rem 0}summary{cursor:pointer;color:var(--soft)}p.legend{font-size:.85rem}`;
