"""Calling somebody: a customer, a driver, a partner or a dock hears what it ought to know (`Tell`).

Key T, or the telephone beside an order or truck. A call that only causes unrest is warned of before it is
made. What a customer counts on since can be let go of here. Hits: `tell.open` (payload: a party), `tell.free`
(payload: an order), `tell.to.<n>`, `tell.about.<what>`, `tell.go`, `tell.close`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game import lookup
from game.domain.commands import Release, Tell
from game.domain.people import party_of
from game.session import Session
from game.ui import widgets
from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.host import speech
from game.ui.tool_hands import Hands

Rect = pygame.Rect
ABOUT = {
    "customer": ("late", "change", "gone"), "driver": ("change", "late"), "partner": ("change", "gone"),
    "dock": ("late", "gone"),
}  # fmt: skip
ICONS = {"customer": "building-store", "driver": "steering-wheel", "partner": "users", "dock": "forklift"}
SIGNS = {"late": "clock-exclamation", "change": "transfer", "gone": "ban"}
CHOICE_H = 52


def parties_of(session: Session, order: str, vehicle: str) -> tuple[str, ...]:
    """Who can be called about what is chosen: the customer, the driver, the partner, the dock there."""
    plan, world = session.plan, session.system
    found = [f"customer/{order}"] if order in session.visible else []
    truck = vehicle or plan.vehicle_of(order) or ""
    if truck in world.vehicles:
        found.append(f"driver/{truck}")
    if order and (partner := plan.partner_of(order)):
        found.append(f"partner/{partner}")
    if order in world.orders:
        found.append(f"dock/{world.orders[order].delivery}")
    return tuple(found)


def party_name(session: Session, party: str) -> str:
    """How a party is called on screen: the customer, the driver's own name, the partner, the place."""
    kind, name = party_of(party)
    world = session.system
    if kind == "driver":
        trip = session.plan.trip_of(name)
        return world.drivers[trip.driver if trip else world.vehicles[name].driver].name
    if kind == "partner":
        return world.sites.partners[name].name
    return lookup.subject_name(session, name)


def told_at(session: Session, party: str) -> int | None:
    """When a party heard something last; None: nothing today."""
    told = session.day.told if session.day else ()
    return max((t.at_s for t in told if t.party == party), default=None)


def likely(session: Session, party: str) -> str:
    """What a call is most likely about, by what is expected."""
    kind, order = party_of(party)
    if kind == "customer" and session.running is not None:
        if order not in session.plan.covered():
            return "gone"
        stops = (s for t in session.running.expected() for s in t.stops if s.stop.order == order)
        if not any(s.late_s > 0 for s in stops) and any(c.party == party for c in session.calm().calls):
            return "change"
    return ABOUT[kind][0]


class TellTool(BoardTool):
    """See the module text."""

    name = "tell"

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.parties: tuple[str, ...] = ()
        self.party = self.about = ""
        self._needless: tuple[object, bool] = (None, False)

    @property
    def open(self) -> bool:
        """A call is being prepared."""
        return bool(self.party)

    def prepare(self, party: str) -> bool:
        """Open the dialog; False when there is nobody to call now."""
        session = self.hands.session
        if session.phase != "day" or not party_of(party)[0]:
            return False
        kind, name = party_of(party)
        order, vehicle = (name, "") if kind == "customer" else self.hands.chosen()
        self.parties = tuple(dict.fromkeys((party, *parties_of(session, order, vehicle))))
        self._choose(party)
        self.hands.hold()
        return True

    def _choose(self, party: str) -> None:
        self.party, self.about = party, likely(self.hands.session, party)

    # -- painting --------------------------------------------------------------------------------
    def draw_over(self, ctx: Ctx) -> None:
        """Whom, about what, and what a needless call costs."""
        if not self.open:
            return
        session, kind = self.hands.session, party_of(self.party)[0]
        several = len(self.parties) > 1
        notes = self._notes(ctx)
        wide = min(480, ctx.size[0] - 32) - 48
        lines = [(i, s, ctx.p.type.wrap(text, wide - 28, "small")) for i, s, text in notes]
        height = sum(16 * len(text) + 8 for _i, _s, text in lines)
        content = (44 if several else 0) + len(ABOUT[kind]) * CHOICE_H + height + 54
        title = ctx.t("tell.title", name=party_name(session, self.party))
        inside = widgets.modal(ctx, 480, content + 90, title, icon="phone")
        ctx.hit("tell.card", inside, "area")
        y = inside.y
        if several:
            items = [(str(i), self._short(ctx, p)) for i, p in enumerate(self.parties)]
            bar = Rect(inside.x, y, inside.w, 32)
            widgets.segmented(ctx, "tell.to", bar, items, str(self.parties.index(self.party)))
            y += 44
        for i, about in enumerate(ABOUT[kind]):
            self._choice(ctx, Rect(inside.x, y, inside.w, CHOICE_H - 8), kind, i, about)
            y += CHOICE_H
        for icon, status, text in lines:
            color = ctx.c.status(status).text if status else ctx.c.text2
            ctx.p.icon(inside.x, y + 1, icon, 16, color)
            for line in text:
                ctx.p.text(inside.x + 26, y, line, "small", color)
                y += 16
            y += 8
        self._foot(ctx, inside)

    def _short(self, ctx: Ctx, party: str) -> str:
        return ctx.t(f"tell.kind.{party_of(party)[0]}")

    def _choice(self, ctx: Ctx, rect: Rect, kind: str, number: int, about: str) -> None:
        mine, name = about == self.about, f"tell.about.{about}"
        label = ctx.t(f"tell.{kind}.{about}")
        widgets.card(ctx, rect, hit_id=name, selected=mine, label=label, payload=about)
        widgets.key_cap(ctx, rect.x + 12, rect.centery - 10, str(number + 1))
        ctx.p.icon_mid(rect.x + 52, rect.centery, SIGNS[about], 16, ctx.c.accent if mine else ctx.c.text2)
        text = ctx.p.type.fit(label, rect.w - 84, "body", 500)
        ctx.p.text_mid(rect.x + 70, rect.centery, text, "body", weight=500)

    def _notes(self, ctx: Ctx) -> list[tuple[str, str, str]]:
        """(icon, status, sentence): what this call costs or saves, and what was said before."""
        session, lang = self.hands.session, speech(ctx)
        found = []
        told = told_at(session, self.party)
        if told is not None:
            found.append(("check", "ok", ctx.t("tell.before", clock=lang.clock(told))))
        terms, kind = session.system.goodwill, party_of(self.party)[0]
        if kind == "customer":
            if self._is_needless():
                money = lang.euro(terms.needless_cent, 0)
                found.append(("alert-triangle", "warn", ctx.t("tell.needless", money=money)))
            elif self.about == "late" and told is None:
                saved = lang.euro(terms.late_cent - terms.late_told_cent, 0)
                minutes = terms.told_ahead_s // 60
                found.append(("bulb", "", ctx.t("tell.saves", money=saved, minutes=minutes)))
        return found

    def _is_needless(self) -> bool:
        """Asked once per state: the expected day is walked for it."""
        key = self.party, self.hands.session.revision
        if self._needless[0] != key:
            self._needless = key, self.hands.session.needless(self.party)
        return self._needless[1]

    def _foot(self, ctx: Ctx, inside: Rect) -> None:
        label = ctx.t("tell.go", name=party_name(self.hands.session, self.party).split(",")[0])
        close = ctx.t("ui.cancel")
        side = widgets.button_width(ctx, close)
        width = min(widgets.button_width(ctx, label, icon="phone"), inside.w - side - 8)
        box = Rect(inside.right - width, inside.bottom - 34, width, 34)
        widgets.button(ctx, "tell.go", box, (label, ctx.t("tell.go_short")), kind="primary", icon="phone",
                       tooltip=ctx.t("tell.go_tip"))  # fmt: skip
        widgets.button(ctx, "tell.close", Rect(box.x - 8 - side, box.y, side, 34), close)

    # -- events ----------------------------------------------------------------------------------
    @property
    def covers(self) -> bool:
        """It is open."""
        return self.open

    def urgent(self, event: UiEvent) -> bool:  # noqa: ARG002
        """An open dialog takes everything."""
        return self.open

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Open, choose, call."""
        if self.open:
            self._in_dialog(event, ctx)
            return True
        if isinstance(event, Activate) and event.id.startswith("tell.open"):
            return self.prepare(str(event.payload))
        if isinstance(event, Activate) and event.id == "tell.free":
            if self.hands.do(Release(order=str(event.payload)), ctx):
                ctx.toast(ctx.t("tell.freed"), "ok")
            return True
        if isinstance(event, Key) and event.name == "t" and not (event.ctrl or event.alt or event.shift):
            order, vehicle = self.hands.chosen()
            found = parties_of(self.hands.session, order, vehicle)
            if not found:
                ctx.toast(ctx.t("board.choose_first"), "info")
                return True
            return self.prepare(found[0])
        return False

    def _in_dialog(self, event: UiEvent, ctx: Ctx) -> None:
        abouts = ABOUT[party_of(self.party)[0]]
        match event:
            case Back() | Activate(id="tell.close"):
                self.party = ""
            case Activate(id=name, payload=str(value)) if name.startswith("tell.about."):
                self.about = value
            case Activate(id=name, payload=str(value)) if name.startswith("tell.to."):
                self._choose(self.parties[int(value)])
            case Activate(id="tell.go") | Key(name="return" | "enter"):
                self._call(ctx)
            case Key(name=name) if name.isdigit() and 1 <= int(name) <= len(abouts):
                self.about = abouts[int(name) - 1]
            case Key(name="up" | "down" as way):
                at = abouts.index(self.about) + (1 if way == "down" else -1)
                self.about = abouts[at % len(abouts)]
            case Key(name="left" | "right" as way):
                at = self.parties.index(self.party) + (1 if way == "right" else -1)
                self._choose(self.parties[at % len(self.parties)])

    def _call(self, ctx: Ctx) -> None:
        name = party_name(self.hands.session, self.party)
        if self.hands.do(Tell(party=self.party, about=self.about), ctx):
            ctx.toast(ctx.t("tell.done", name=name), "ok")
        self.party = ""

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        order, vehicle = self.hands.chosen()
        able = bool(parties_of(self.hands.session, order, vehicle))
        return (Deed(id="tell.open", label=ctx.t("tell.deed"), icon="phone", shortcut="T", enabled=able,
                     why="" if able else ctx.t("board.choose_first"), do=self._deed),)  # fmt: skip

    def _deed(self, ctx: Ctx) -> None:
        self.handle(Key(name="t"), ctx)
