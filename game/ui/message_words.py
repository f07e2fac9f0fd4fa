"""What a message card says: what is sure and what is not, an answer's consequence, where a truck is."""

from __future__ import annotations

from game.consequences import Consequence
from game.content.language import Language
from game.domain.day import DayState
from game.domain.evaluation import Doing, TripEvaluation
from game.domain.scenario import Effect, Message, Option
from game.session import Session
from game.ui.context import Ctx
from game.ui.day_where import current
from game.ui.host import speech
from game.ui.inbox_panel import truck_word
from game.ui.tell_tool import party_name


def own_lines(session: Session, lang: str, key: str) -> list[str]:
    """The author's lines of a text that may be missing."""
    text = session.scenario.text(lang, key)
    return [] if text == key else [line.strip() for line in text.splitlines() if line.strip()]


def sure_lines(ctx: Ctx, session: Session, message: Message, state: DayState) -> list[str]:
    """What is certain: the author's words, or how it was heard and until when it can be answered."""
    own = own_lines(session, ctx.settings.lang, f"message.{message.id}.sure")
    if own:
        return own
    lang = speech(ctx)
    received = dict(state.messages).get(message.id, state.clock_s)
    lines = [ctx.t("msg.heard", how=ctx.t(f"day.source.{message.kind}"), clock=lang.clock(received))]
    if message.reliability_percent >= 100:
        lines.append(ctx.t("msg.first_hand"))
    return lines


def unsure_lines(ctx: Ctx, session: Session, message: Message) -> list[str]:
    """What is not: the author's words, or how often such news is true."""
    own = own_lines(session, ctx.settings.lang, f"message.{message.id}.unsure")
    percent = message.reliability_percent
    if percent < 100:
        own.append(ctx.t("msg.part" if percent >= 50 else "msg.weak", percent=percent))
    return own


def consequence_words(ctx: Ctx, found: Consequence | None) -> tuple[tuple[str, str], ...]:
    """(status, words) of what an answer changes in the expected day; one word while it is worked out."""
    lang = speech(ctx)
    if found is None:
        return (("", ctx.t("msg.reckons")),)
    made: list[tuple[str, str]] = []
    if abs(found.cost_cent) >= 50:
        made.append(("bad" if found.cost_cent > 0 else "ok", lang.euro_signed(found.cost_cent, 0)))
    if abs(found.duty_s) >= 60:
        made.append(("", lang.minutes_signed(found.duty_s)))
    if found.late_stops:
        key = "msg.more_late" if found.late_stops > 0 else "msg.fewer_late"
        made.append(("bad" if found.late_stops > 0 else "ok", ctx.t(key, n=abs(found.late_stops))))
    elif abs(found.late_s) >= 60:
        key = "msg.later" if found.late_s > 0 else "msg.sooner"
        made.append(
            ("bad" if found.late_s > 0 else "ok", ctx.t(key, minutes=lang.minutes(abs(found.late_s))))
        )
    return tuple(made) or (("", ctx.t("msg.same")),)


def option_lines(ctx: Ctx, session: Session, message: Message, option: Option, ends_s: int) -> list[str]:
    """What an answer does by itself: its effects, whom it tells, and that it happens without an answer."""
    lines = [effect_text(ctx, session, effect) for effect in option.effects]
    if option.tells:
        names = ", ".join(dict.fromkeys(party_name(session, party) for party in option.tells))
        lines.append(ctx.t("msg.tells", who=names))
    if option.id == message.default:
        clock = speech(ctx).clock(ends_s)
        lines.append(ctx.t("msg.default", clock=clock) if ends_s else ctx.t("day.default"))
    return lines


def effect_text(ctx: Ctx, session: Session, effect: Effect) -> str:
    """A consequence in words, with its amount."""
    fmt, world = speech(ctx), session.system
    order = world.orders.get(effect.subject)
    name = order.customer if order else truck_word(session, effect.subject)
    kind, amount = effect.kind, effect.amount
    values: dict[str, object] = {
        "name": name, "minutes": abs(amount) // 60, "road": effect.road, "amount": amount,
        "money": fmt.euro(abs(amount), 0),
    }  # fmt: skip
    if kind in ("window_s", "goodwill_cent") and amount < 0:
        kind += "_less"
    return ctx.t(f"day.effect.{kind}", **values)


DOING = {
    Doing.DRIVE: "drive", Doing.WAIT: "wait", Doing.SERVICE: "service", Doing.BREAK: "break",
    Doing.CHARGE: "charge", Doing.CHECK: "depot", Doing.LOAD: "depot", Doing.UNLOAD: "depot",
}  # fmt: skip


def where_words(session: Session, trip: TripEvaluation | None, at_s: int, lang: Language) -> str:
    """What a truck is doing: `T06 · onderweg naar Hoogeveen`; empty without one."""
    if trip is None:
        return ""
    name = lang.fleet(session.system.vehicles[trip.trip.vehicle].name)
    activity = current(trip.activities, at_s)
    if activity is None:
        started = bool(trip.activities) and at_s >= trip.end_s
        return f"{name} · {lang.t('where.home' if started else 'where.waits')}"
    town = ""
    if 0 <= activity.stop < len(trip.stops):
        town = session.system.places[trip.stops[activity.stop].place].town
    key = DOING[activity.doing]
    if key == "drive" and not town:
        key = "back"
    return f"{name} · {lang.t(f'where.{key}', town=town)}"
