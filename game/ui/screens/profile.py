"""The competency profile: always eight bars with their uncertainty, and what each of them rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pygame

from game.ui import layout, widgets
from game.ui.charts import band, category_word
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.debrief_evidence import evidence_sentence, share
from game.ui.host import arrow_focus, bar_event, scroll_keys, speech
from game.ui.menu_cards import COMPETENCY_ICONS, title_of
from game.ui.screen import BaseScreen, Outcome, Pop
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.host import Host

Rect = pygame.Rect
CUTS = (-0.8, 0.4, 1.3)
"""Where the level words begin on the scale; assets/assess/indicators.toml `levels.cuts`."""
NAMES = tuple(COMPETENCY_ICONS)


class ProfileScreen(BaseScreen):
    """Left the eight competencies, right the evidence of the chosen one."""

    def __init__(self, host: Host, session: Session | None = None) -> None:
        self.host, self.session = host, session
        self.chosen = NAMES[0]
        self.list, self.right = ScrollArea(), ScrollArea()
        self.tab = "bars"
        self._had: object = self

    def poll(self) -> bool:
        """The profile is made in the background; a frame when it is there."""
        self.host.poll()
        made = self.host.profile()
        changed, self._had = made is not self._had, made
        return changed

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Bars and evidence beside each other, or as two tabs."""
        widgets.top_bar(ctx, title=ctx.t("profile.title"), subtitle=ctx.t("profile.subtitle"))
        _bar, body = layout.cut_top(ctx.rect, 52)
        ctx.p.fill(body, ctx.c.surface)
        made = self.host.profile()
        if made is None:
            widgets.empty(ctx, body, "hourglass", ctx.t("profile.making"), ctx.t("profile.making_hint"))
            return
        if ctx.mode == "full":
            left, right = layout.columns(body, round(body.w * 0.61), None)
            self._bars(ctx, left, made)
            self._evidence(ctx, right, made)
            ctx.p.vline(right.x, body.y, body.bottom)
            return
        head, body = layout.cut_top(body, 40)
        tabs = [(name, ctx.t(f"profile.tab.{name}"), 0) for name in ("bars", "evidence")]
        widgets.tabs(ctx, "tab", head, tabs, self.tab)
        (self._bars if self.tab == "bars" else self._evidence)(ctx, body, made)

    def _bars(self, ctx: Ctx, rect: Rect, made: Mapping[str, Any]) -> None:
        full = ctx.mode == "full"
        head, body = layout.cut_top(rect, 92 if full else 34)
        if full:
            ctx.p.text(head.x + 24, head.y + 16, ctx.t("profile.yours"), "h1")
            count = len(made["sessions"])
            key = "profile.one_day" if count == 1 else "profile.days"
            ctx.p.text(head.x + 24, head.y + 50, ctx.t(key, n=count), "lead", ctx.c.text2)
            back = ctx.t("ui.back")
            wide = widgets.button_width(ctx, back, icon="arrow-left")
            place = Rect(head.right - 24 - wide, head.y + 20, wide, 32)
            widgets.button(ctx, "profile.back", place, back, icon="arrow-left")
        else:
            self._note(ctx, layout.pad(head, x=16, y=0))
        foot_h = 64 if full else 0
        names, body = layout.cut_top(body, 28)
        body, foot = layout.rows(body, None, foot_h)
        scale = self._scale(names)
        self._levels(ctx, names, scale)
        height = 72 if body.h >= 8 * 72 else max(48, body.h // 8)
        for i, row in widgets.rows(ctx, "profile.list", body, self.list, len(NAMES), height):
            self._bar(ctx, row, NAMES[i], made["competencies"][NAMES[i]])
        if full:
            self._legend(ctx, foot)

    def _scale(self, row: Rect) -> Rect:
        """The part of a row in which the bar lies."""
        left = 264 if row.w > 760 else 214
        return Rect(row.x + left, row.y, max(60, row.w - left - 150), row.h)

    def _levels(self, ctx: Ctx, rect: Rect, scale: Rect) -> None:
        title = ctx.t("profile.competency")
        ctx.p.text_mid(rect.x + 24, rect.centery, title, "micro", ctx.c.text2, weight=600)
        edges = [0.0, *(share(c) for c in CUTS), 1.0]
        free = 0.0
        for i in range(4):
            x, end = scale.x + edges[i] * scale.w, scale.x + edges[i + 1] * scale.w
            word = ctx.t(f"level.{i + 1}")
            width = ctx.p.type.width(word, "micro", 600)
            # The third span is narrow: its word ends at the cut and may begin before it.
            where = max(free, end - 5 - width if i == 2 else x + 4)
            ctx.p.text_mid(where, rect.centery, word, "micro", ctx.c.text2, weight=600)
            free = where + width + 10
        ctx.p.hline(rect.x, rect.right, rect.bottom - 1)

    def _bar(self, ctx: Ctx, row: Rect, name: str, entry: Mapping[str, Any]) -> None:
        mine = name == self.chosen
        label = ctx.t(f"competency.{name}")
        widgets.row(ctx, f"competency.{name}", row, selected=mine, label=label, payload=name)
        tint = ctx.c.accent_text if mine else ctx.c.text2
        ctx.p.icon_mid(row.x + 34, row.centery, COMPETENCY_ICONS[name], 22, tint)
        scale = self._scale(row)
        title = ctx.p.type.fit([label, ctx.t(f"competency_short.{name}")],
                               scale.x - row.x - 66, weight=600)  # fmt: skip
        ctx.p.text(row.x + 58, row.centery - 19, title, weight=600)
        count = len(entry["evidence"])
        key = "profile.no_evidence" if not count else "profile.one" if count == 1 else "profile.many"
        ctx.p.text(row.x + 58, row.centery + 2, ctx.t(key, n=count), "small", ctx.c.text2)
        for cut in CUTS:
            ctx.p.vline(scale.x + share(cut) * scale.w, row.y + 8, row.bottom - 8, ctx.c.grid)
        low, high, mean = (share(entry[k]) for k in ("low", "high", "mean"))
        band(ctx, scale, low, high, mean, sure=entry["level"] is not None, selected=mine)
        x = row.right - 24
        if entry["level"] is not None:
            word = ctx.t(f"level.{entry['level']}")
            ctx.p.text_mid(x, row.centery - 8, word, "lead", weight=600, align="r")
            sure = ctx.t("profile.sure", percent=speech(ctx).percent(entry["p_level"]))
            ctx.p.text_mid(x, row.centery + 10, sure, "micro", ctx.c.text2, align="r")
        else:
            word = ctx.t("level.unsure")
            wide = round(ctx.p.type.width(word, "micro", 600)) + 31
            widgets.tag(ctx, x - wide, row.centery - 10, word, "plain", icon="help-circle")

    def _legend(self, ctx: Ctx, rect: Rect) -> None:
        x, y = rect.x + 24, rect.y + 16
        band(ctx, Rect(x, y - 8, 44, 16), 0.0, 1.0, 0.5, sure=True)
        x += 54 + round(ctx.p.text_mid(x + 54, y, ctx.t("profile.legend_sure"), "small", ctx.c.text2))
        x += 24
        band(ctx, Rect(x, y - 8, 44, 16), 0.0, 1.0, 0.5, sure=False)
        room = rect.right - 24 - x - 54
        unsure = ctx.p.type.fit([ctx.t("profile.legend_unsure"), ctx.t("level.unsure")], room, "small")
        ctx.p.text_mid(x + 54, y, unsure, "small", ctx.c.text2)
        self._note(ctx, Rect(rect.x + 24, rect.y + 32, rect.w - 48, 24))

    def _note(self, ctx: Ctx, rect: Rect) -> None:
        """What the figures are worth, always in view."""
        ctx.p.icon_mid(rect.x + 8, rect.centery, "info-circle", 16, ctx.c.text2)
        text = ctx.p.type.fit([ctx.t("profile.note"), ctx.t("profile.note_short")], rect.w - 24, "small")
        ctx.p.text_mid(rect.x + 24, rect.centery, text, "small", ctx.c.text2, weight=500)

    def _evidence(self, ctx: Ctx, rect: Rect, made: Mapping[str, Any]) -> None:
        inner = layout.pad(rect, x=24, y=16)
        name, entry = self.chosen, made["competencies"][self.chosen]
        ctx.p.icon(inner.x, inner.y + 3, COMPETENCY_ICONS[name], 24, ctx.c.accent)
        title = ctx.p.type.fit(ctx.t(f"competency.{name}"), inner.w - 36, "h2")
        ctx.p.text(inner.x + 36, inner.y, title, "h2")
        y = inner.y + 36
        y += round(ctx.p.paragraph(inner.x, y, inner.w, ctx.t(f"profile.about.{name}"), "lead", ctx.c.text2))
        head = Rect(rect.x, y + 12, rect.w, 30)
        ctx.p.fill(head, ctx.c.surface2)
        ctx.p.hline(head.x, head.right, head.y)
        ctx.p.hline(head.x, head.right, head.bottom)
        count = len(entry["evidence"])
        rests, order = ctx.t("profile.rests_on", n=count), ctx.t("profile.newest")
        ctx.p.text_mid(head.x + 24, head.centery, rests, "micro", ctx.c.text2, weight=600)
        ctx.p.text_mid(head.right - 24, head.centery, order, "micro", ctx.c.text2, align="r")
        view = Rect(rect.x, head.bottom + 1, rect.w, rect.bottom - head.bottom - 1)
        if not count:
            hint = ctx.t("profile.nothing_hint")
            widgets.empty(ctx, view, COMPETENCY_ICONS[name], ctx.t("profile.nothing"), hint)
            return
        self._items(ctx, view, list(reversed(entry["evidence"])), made["sessions"])

    def _items(self, ctx: Ctx, view: Rect, items: list[Any], sessions: Mapping[str, Any]) -> None:
        width = view.w - 48
        made = []
        for item in items:
            session = sessions.get(item["session"], {})
            scenario = self.host.scenario(session.get("scenario", ""))
            text = evidence_sentence(ctx, scenario, item["id"], dict(item["values"]))
            made.append((item, session, ctx.p.type.wrap(text, width, "body", 500)))
        total = sum(20 * len(lines) + 48 for _i, _s, lines in made)
        with widgets.scroll(ctx, "profile.evidence", view, self.right, total) as top:
            y = float(top)
            for item, session, lines in made:
                height = 20 * len(lines) + 48
                if y + height > view.y and y < view.bottom:
                    self._item(ctx, Rect(view.x, round(y), view.w, height), item, session, lines)
                y += height

    def _item(self, ctx: Ctx, rect: Rect, item: Any, session: Mapping[str, Any], lines: list[str]) -> None:
        titles = {x.id: title_of(x, ctx) for x in self.host.listings()}
        where = titles.get(session.get("scenario", ""), session.get("scenario", ""))
        clocks = session.get("clocks", {})
        times = list(dict.fromkeys(_event(ctx, n, clocks) for n in item["events"]))
        text = ctx.t("profile.at", scenario=where, events=", ".join(times[:3]))
        text = ctx.p.type.fit([text, where], rect.w - 170, "small")
        ctx.p.text(rect.x + 24, rect.y + 8, text, "small", ctx.c.text2)
        category_word(ctx, rect.right - 24, rect.y + 17, item["category"], align="r")
        for i, line in enumerate(lines):
            ctx.p.text(rect.x + 24, rect.y + 28 + 20 * i, line, weight=500)
        ctx.p.hline(rect.x, rect.right, rect.bottom - 1)

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Choose a competency, read, go back."""
        match event:
            case Back() | Activate(id="profile.back" | "top.home"):
                return Pop()
            case Activate(id=name, payload=str(tab)) if name.startswith("tab."):
                self.tab = tab
            case Activate(payload=str(chosen)) if chosen in NAMES:
                self.chosen, self.right = chosen, ScrollArea()
                self.tab = "evidence" if ctx.mode != "full" else self.tab
            case Key(name="up" | "down" as way):
                at = NAMES.index(self.chosen) + (1 if way == "down" else -1)
                self.chosen, self.right = NAMES[at % len(NAMES)], ScrollArea()
                row = self.list.content / len(NAMES)
                self.list.show(NAMES.index(self.chosen) * row, row)
            case _ if not scroll_keys(event, self.right):
                arrow_focus(event, ctx)
        return bar_event(self.host, event, ctx)


def _event(ctx: Ctx, number: int, clocks: Mapping[int, int]) -> str:
    """`07:05 uur`; before the day starts there is no clock."""
    clock = clocks.get(number)
    return ctx.t("mark.at", clock=speech(ctx).clock(clock)) if clock else ctx.t("mark.planning")
