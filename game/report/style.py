"""The report's own style sheet; its colours are those of the game's light theme.

Shapes of pictures stand in a table of their own: the page says them as CSS, the PDF paints with them.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT, TEXT2, LINE, ACCENT, PALE, SOFT = "#12161D", "#465060", "#C6CCD5", "#2E4BE0", "#E9EDFD", "#F6F7F9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a class of shape is painted; empty: not at all."""

    fill: str = TEXT
    stroke: str = ""
    width: float = 1.0
    opacity: float = 1.0
    """Of its fill."""

    def css(self) -> str:
        """As the inside of a rule."""
        parts = [f"fill:{self.fill or 'none'}"]
        if self.opacity < 1:
            parts.append(f"fill-opacity:{self.opacity:g}")
        if self.stroke:
            parts.append(f"stroke:{self.stroke}")
        if self.stroke or not self.fill:
            parts.append(f"stroke-width:{self.width:g}")
        return ";".join(parts)


SHAPES = {
    "water": Shape(fill="#CFE0EC"), "land": Shape(fill="#F5F3EE"), "abroad": Shape(fill="#E6E3DC"),
    "border": Shape(fill="", stroke="#B9B2A4"), "trip": Shape(fill="", width=2.5),
    "depot": Shape(), "stop": Shape(fill="#FFFFFF", stroke=TEXT, width=1.2),
    "zone": Shape(fill="#2A9D8F", stroke="#2A9D8F", opacity=0.2),
    "hub": Shape(fill="#FFFFFF", stroke=TEXT, width=1.5),
    "charger": Shape(fill="#FFFFFF", stroke="#0E7C72", width=1.2), "bolt": Shape(fill="#0E7C72"),
    "ring": Shape(fill="#FFFFFF", stroke=TEXT, width=2), "gap": Shape(fill="", stroke="#848D9A", width=2.5),
    "axis": Shape(fill="", stroke="#848D9A"), "grid": Shape(fill="", stroke="#DDE1E7"),
    "guide": Shape(fill="", stroke=LINE), "plan": Shape(fill=ACCENT), "front": Shape(fill="#848D9A"),
    "zone1": Shape(fill="#ECEEF2"), "zone2": Shape(fill="#DDE3F8"), "zone3": Shape(fill="#C5CFF6"),
    "zone4": Shape(fill="#A9B8F2"), "span": Shape(fill="", stroke=TEXT, width=2.5), "mean": Shape(),
    "area": Shape(fill=ACCENT, opacity=0.14), "trend": Shape(fill="", stroke=ACCENT, width=2),
    "share": Shape(fill=ACCENT), "share2": Shape(fill="#8FA0EC"), "share3": Shape(fill=LINE),
}  # fmt: skip
TEXTS = {"number": (9.0, "#FFFFFF", True), "small": (12.0, TEXT2, False), "word": (12.0, TEXT, True)}
"""Class of a text in a picture: (size, colour, bold)."""

_SHAPES = "".join(f".{name}{{{shape.css()}}}" for name, shape in SHAPES.items())
_TEXTS = "".join(
    f"text.{name}{{font-size:{size:g}px;fill:{colour}{';font-weight:700' if bold else ''}}}"
    for name, (size, colour, bold) in TEXTS.items()
)

_SCREEN = """
*{box-sizing:border-box}
body{margin:0;background:#EDEFF2;color:#12161D;font:15px/1.5 Inter,system-ui,"Segoe UI",sans-serif}
main{max-width:1120px;margin:24px auto;padding:32px 40px;background:#fff;border-radius:12px}
h1{font-size:30px;line-height:1.2;margin:0 0 4px}
h2{font-size:21px;margin:36px 0 8px;border-top:1px solid #C6CCD5;padding-top:20px}
h2.first{border-top:0;padding-top:0;margin-top:20px}
h3{font-size:16px;margin:24px 0 6px}h4{font-size:15px;margin:0 0 4px}p{max-width:75ch;margin:6px 0}
.eyebrow{color:#2E4BE0;font-weight:700;margin:0}.lead{color:#465060;font-size:17px}
.note,.small{color:#465060;font-size:13px}
.seal{border-left:4px solid #2E4BE0;background:#F6F7F9;padding:8px 14px;max-width:none;margin:14px 0}
.cards{display:grid;grid-template-columns:1fr 1fr;gap:14px;margin:14px 0}
.card{border:1px solid #C6CCD5;border-radius:10px;padding:14px 18px}
.card.do{background:#E9EDFD;border-color:#A9B8F2}
.card h3{margin:0 0 6px}.card ul,.card ol{margin:0;padding-left:18px}.card li{margin:5px 0}
.card p{margin:4px 0}.eg{display:block;color:#465060;font-size:13px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:14px}
th,td{padding:5px 8px;border-bottom:1px solid #E2E5EA;text-align:left;vertical-align:top}
th{font-weight:600;color:#465060}td.n,th.n{text-align:right;white-space:nowrap}.nowrap{white-space:nowrap}
td.own,th.own{background:#E9EDFD}a{color:#2E4BE0}
.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:16px}
.courses{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:16px}
figure{margin:0}figcaption{font-weight:600;margin-bottom:4px}
svg{display:block;width:100%;height:auto}svg.map{border:1px solid #C6CCD5;border-radius:8px}
svg.chart{max-width:640px}svg.bar{width:300px}svg.strip{width:170px}svg.ladder{max-width:760px}
svg.course{border-bottom:1px solid #E2E5EA}svg.dots{max-width:520px}svg.shares{max-width:420px}
.trip{stroke-linejoin:round;opacity:.9}text.number{text-anchor:middle}
details{border:1px solid #C6CCD5;border-radius:8px;margin:8px 0;padding:0 12px}
summary{cursor:pointer;padding:8px 0;font-weight:600}
details[open] summary{border-bottom:1px solid #C6CCD5}
td.l0{font-weight:600}td.l1{padding-left:26px}td.l2{padding-left:44px}td.l3{padding-left:62px}
td.l2,td.l3{color:#465060}.source{display:block;color:#465060;font-size:12px}
.tag{border:1px solid #C6CCD5;border-radius:4px;padding:0 6px;font-size:12px;font-weight:600;margin-left:8px}
.tag.warn{border-color:#B93207;color:#B93207}
.competency{margin:20px 0}.competency h3{margin:0}
.competency .level{font-weight:600}tr:target td{background:#FFF3C4}
.bad{color:#B93207;font-weight:600}.ok{color:#0B6B60}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;padding:0;list-style:none;font-size:13px}
.dot{display:inline-block;min-width:18px;height:18px;border-radius:9px;color:#fff;font-size:11px;font-weight:700;
text-align:center;line-height:18px;margin-right:5px;padding:0 4px}
blockquote{margin:6px 0;padding:4px 14px;border-left:3px solid #C6CCD5;white-space:pre-wrap}
td ul{margin:0;padding-left:16px}
@media(max-width:720px){.cards{grid-template-columns:1fr}main{padding:20px 16px;margin:0;border-radius:0}}
"""

_PRINT = """
@page{size:A4;margin:17mm 15mm 19mm}
@media print{*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{background:#fff;font-size:10pt;line-height:1.4}main{margin:0;padding:0;max-width:none;border-radius:0}
h1{font-size:20pt}h2{font-size:14pt;border-top:0;padding-top:0;margin-top:14pt}h3{font-size:11pt}
h2.page{margin-top:0}h2.first{margin-top:8pt}.lead{font-size:10.5pt}p{margin:4px 0}
.seal{margin:8px 0;padding:6px 12px}.card{font-size:9pt;line-height:1.35}.card h3{margin:0 0 3px}
.card li{margin:3px 0}.cards{margin:6px 0}.card .eg{font-size:8pt}.keep h3{margin:10px 0 2px}
h2.page{break-before:page}h2,h3,h4,figcaption{break-after:avoid}
table{font-size:8.5pt}th,td{padding:3px 5px}td.n,th.n{white-space:normal}
.note,.small,.eg,.source{font-size:8.5pt}thead{display:table-header-group}
tr,figure,svg,li,.card,blockquote{break-inside:avoid}.keep{break-inside:avoid}
.competency .keep{break-after:avoid}
.scroll{overflow:visible}.cards{gap:8px}.card{padding:8px 12px}p{orphans:3;widows:3}
.maps{grid-template-columns:1fr 1fr}.courses{grid-template-columns:1fr 1fr}.screen{display:none}
a{color:inherit;text-decoration:none}svg.ladder{max-width:none}}
"""

CSS = _SHAPES + _TEXTS + _SCREEN + _PRINT


def margins(head: str, foot: str) -> str:
    """CSS for what stands in the margin of each printed page; the page's number comes by itself."""
    font = f"font:8pt Inter,system-ui,sans-serif;color:{TEXT2}"
    return (
        f"@page{{@top-left{{content:{_quoted(head)};{font}}}@bottom-left{{content:{_quoted(foot)};{font}}}"
        f'@bottom-right{{content:counter(page) " / " counter(pages);{font}}}}}'
    )


def _quoted(text: str) -> str:
    """As a string of CSS inside a page of HTML."""
    safe = "".join(c if c.isalnum() or c in " .,:;-·" else f"\\{ord(c):06x}" for c in text)
    return f'"{safe}"'
