/** The look of the HTML report: light, dark, and on paper. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--dim:#57606a;--rule:#d0d7de;--soft:#f6f8fa;--bad:#b42318;--good:#1a7f37;--warn:#8a5a00;--bar:#8da2bb;--first:#d1452f;--off:#d8dee4;--cut:#6f2dbd}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--dim:#9aa4af;--rule:#30363d;--soft:#161b22;--bad:#ff8f7e;--good:#56d364;--warn:#e3b341;--bar:#56708f;--first:#f0705a;--off:#2b333d;--cut:#c297ff}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 3rem;max-width:60rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1rem;font-weight:400;color:var(--dim);margin:0 0 1rem}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
code,pre{font:.9em/1.45 ui-monospace,monospace}
code{background:var(--soft);padding:.1em .3em;border-radius:4px}
pre{background:var(--soft);border:1px solid var(--rule);border-radius:6px;padding:.6rem .8rem;overflow-x:auto;white-space:pre;overflow-wrap:normal;margin:.4rem 0 .8rem}
.add{color:var(--good)}.del{color:var(--bad)}
.headline{border-left:4px solid var(--warn);padding:.2rem 0 .2rem 1rem;font-size:1.25rem;line-height:1.4;font-weight:600;margin:0 0 1rem}
.problem .headline{border-color:var(--bad)}.ok .headline{border-color:var(--good)}
.state{font-size:.8rem;font-weight:700;letter-spacing:.06em;display:block;color:var(--warn)}
.problem .state{color:var(--bad)}.ok .state{color:var(--good)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
th{font-weight:600;color:var(--dim);overflow-wrap:normal}
ul{padding-left:1.4rem;margin:.3rem 0}
ul.proof{list-style:none;padding-left:0}
ul ul{list-style:none}
.met{color:var(--good)}.contradicted{color:var(--bad)}.unseen{color:var(--warn)}
figure{margin:0 0 1rem;overflow-x:auto}
svg{width:100%;min-width:40rem;height:auto;display:block;font:12px system-ui,sans-serif}
svg text{fill:var(--ink)}svg .dim{fill:var(--dim)}
svg .bar{fill:var(--bar)}svg .first{fill:var(--first)}.ok svg .first{fill:var(--good)}svg .off{fill:var(--off)}svg .range{fill:var(--bar);opacity:.45}
svg .tick{stroke:var(--rule)}svg .cut{stroke:var(--cut);stroke-width:2;stroke-dasharray:5 3}svg .cut-label{fill:var(--cut);font-weight:600}
summary{cursor:pointer;font-size:1.1rem;font-weight:600;margin:2rem 0 .5rem}
@media print{body{max-width:none;padding:0;font-size:11pt}pre{white-space:pre-wrap;overflow-wrap:anywhere}svg{min-width:0}figure,pre,tr,li{break-inside:avoid}h2{break-after:avoid}details::details-content{content-visibility:visible;display:block;height:auto}:root{--paper:#fff;--ink:#000;--dim:#444;--rule:#bbb;--soft:#f4f4f4;--bar:#999;--off:#ddd;--first:#b42318;--cut:#6f2dbd;--good:#1a7f37;--bad:#b42318;--warn:#8a5a00}}
`.replaceAll('\n', '');
