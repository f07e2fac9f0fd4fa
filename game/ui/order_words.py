"""What an order asks, in words and small signs: address, window, needs, empties that come back, zones."""

from __future__ import annotations

from game.content.language import Language
from game.domain.world import Load, Order, Window, World
from game.ui.board_rows import load_words
from game.ui.map_sites import zone_rules

SIGNS = {"cooling": "snowflake", "adr": "adr", "tail_lift": "elevator", "piek": "moon"}
"""Need -> icon; `adr` is drawn as a word. Other needs show as a puzzle piece."""
NO_LOAD = Load()


def window_of(world: World, order: Order) -> Window:
    """The customer's window: of the delivery, or of the pickup when the goods go to a depot."""
    inbound = world.places[order.delivery].kind == "depot" and world.places[order.pickup].kind != "depot"
    windows = order.pickup_windows if inbound else order.delivery_windows
    return windows[0] if windows else Window(open_s=0, close_s=1 << 30)


def place_words(world: World, order: Order) -> str:
    """Where it goes, or from where to where when neither end is a depot."""
    start, end = world.places[order.pickup], world.places[order.delivery]
    if start.kind == "depot" and end.kind != "depot":
        return end.town
    if end.kind == "depot":
        return f"↑ {start.town}"
    return f"{start.town} → {end.town}"


def way_words(world: World, order: Order) -> str:
    """Both ends, also where one is a depot."""
    return " → ".join(world.places[name].town for name in (order.pickup, order.delivery))


def needs_of(order: Order) -> tuple[str, ...]:
    """Everything that vehicle or driver must have; dangerous goods count by their points too."""
    needs = set(order.needs) | ({"adr"} if order.adr_points else set())
    return tuple(sorted(needs, key=lambda n: (list(SIGNS).index(n) if n in SIGNS else 99, n)))


def zones_of(world: World, order: Order) -> tuple[str, ...]:
    """Zones in which one of its addresses lies."""
    found = world.places[order.pickup].zones | world.places[order.delivery].zones
    return tuple(sorted(z for z in found if z in world.sites.zones))


def marks_of(world: World, order: Order) -> tuple[str, ...]:
    """Signs beside the order in the list; what every vehicle here can do needs none."""
    marks = ["leaf"] if zones_of(world, order) else []
    for need in needs_of(order):
        if need in SIGNS or not all(need in v.skills for v in world.vehicles.values()):
            marks.append(SIGNS.get(need, "puzzle"))
    return (*marks, *(["refresh"] if order.returns != NO_LOAD else []))


def tooltip_of(world: World, order: Order, lang: Language) -> str:
    """The order in full, and what its signs mean."""
    lines = [f"{order.id} · {order.customer} · {place_words(world, order)} · {load_words(order.load, lang)}"]
    for name in zones_of(world, order):
        zone = world.sites.zones[name]
        lines.append(
            lang.t("orders.zone", name=zone.name, rules="; ".join(zone_rules(zone, world.day, lang)))
        )
    for need in needs_of(order):
        lines.append(need_words(need, order, lang))
    if order.returns != NO_LOAD:
        lines.append(lang.t("orders.returns", load=load_words(order.returns, lang)))
    return "\n".join(lines)


def need_words(need: str, order: Order, lang: Language) -> str:
    """The need with a sentence that teaches it, where there is one."""
    word = lang.t(f"need.{need}") if lang.has(f"need.{need}") else need
    if need == "adr" and order.adr_points:
        word = lang.t("orders.adr_points", n=lang.number(order.adr_points))
    why = f"need.{need}.why"
    return f"{word}: {lang.t(why)}" if lang.has(why) else word
