"""The report's own style sheet; its colours are those of the game's light theme."""

CSS = """
:root{--text:#12161D;--text2:#465060;--line:#C6CCD5;--accent:#2E4BE0;--soft:#F6F7F9}
*{box-sizing:border-box}
body{margin:0;background:#EDEFF2;color:var(--text);font:15px/1.5 Inter,system-ui,"Segoe UI",sans-serif}
main{max-width:1120px;margin:24px auto;padding:32px 40px;background:#fff;border-radius:12px}
h1{font-size:28px;margin:0 0 4px}
h2{font-size:21px;margin:36px 0 8px;border-top:1px solid var(--line);padding-top:20px}
h3{font-size:16px;margin:24px 0 6px}p{max-width:75ch;margin:6px 0}.lead{color:var(--text2)}
.note,.small{color:var(--text2);font-size:13px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:14px}
th,td{padding:5px 8px;border-bottom:1px solid #E2E5EA;text-align:left;vertical-align:top}
th{font-weight:600;color:var(--text2)}td.n,th.n{text-align:right;white-space:nowrap}td.own,th.own{background:#E9EDFD}
.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:16px}
figure{margin:0}figcaption{font-weight:600;margin-bottom:4px}
svg{display:block;width:100%;height:auto}svg.map{border:1px solid var(--line);border-radius:8px}
svg.chart{max-width:640px}svg.bar{width:300px}svg.strip{width:170px}
.ring{fill:#fff;stroke:#12161D;stroke-width:2}.gap{stroke:#848D9A;stroke-width:2.5}
.water{fill:#CFE0EC}.land{fill:#F5F3EE}.abroad{fill:#E6E3DC}.border{fill:none;stroke:#B9B2A4;stroke-width:1}
.trip{fill:none;stroke-width:2.5;stroke-linejoin:round;opacity:.9}.number{fill:#fff;font-size:9px;font-weight:700;
text-anchor:middle}.depot{fill:#12161D}.stop{fill:#fff;stroke:#12161D;stroke-width:1.2}
.zone{fill:#2A9D8F;fill-opacity:.2;stroke:#2A9D8F;stroke-width:1}.hub{fill:#fff;stroke:#12161D;stroke-width:1.5}
.charger{fill:#fff;stroke:#0E7C72;stroke-width:1.2}.bolt{fill:#0E7C72}
details{border:1px solid var(--line);border-radius:8px;margin:8px 0;padding:0 12px}
summary{cursor:pointer;padding:8px 0;font-weight:600}
details[open] summary{border-bottom:1px solid var(--line)}
td.l0{font-weight:600}td.l1{padding-left:26px}td.l2{padding-left:44px}td.l3{padding-left:62px}
td.l2,td.l3{color:var(--text2)}.source{display:block;color:var(--text2);font-size:12px}
.tag{border:1px solid var(--line);border-radius:4px;padding:0 6px;font-size:12px;
font-weight:600;margin-left:8px}
.axis{stroke:#848D9A;stroke-width:1}text.small{font-size:12px;fill:#465060}
.lead{fill:none;stroke:#C6CCD5;stroke-width:1}circle.plan{fill:#2E4BE0}circle.front{fill:#848D9A}
.zone1{fill:#ECEEF2}.zone2{fill:#DDE3F8}.zone3{fill:#C5CFF6}.zone4{fill:#A9B8F2}
.span{stroke:#12161D;stroke-width:2.5}.mean{fill:#12161D}
.bad{color:#B93207;font-weight:600}.ok{color:#0B6B60}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;padding:0;list-style:none;font-size:13px}
.dot{display:inline-block;min-width:18px;height:18px;border-radius:9px;color:#fff;font-size:11px;font-weight:700;
text-align:center;line-height:18px;margin-right:5px;padding:0 4px;print-color-adjust:exact}
td ul{margin:0;padding-left:16px}
@media print{body{background:#fff;font-size:11px}main{margin:0;padding:0;max-width:none;border-radius:0}
h2{break-before:page}h2.first{break-before:auto}tr,figure,svg{break-inside:avoid}.scroll{overflow:visible}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
