"""CO2e and price of the parts of a chain that others do: hub, barge, train, partner (FACTS 1.1.5, 1.3).

Activity (tonnes x activity distance) times a default intensity. Floats: rounded by `evaluate`.
`refusal` says whether a transfer takes an order at all.
"""

from __future__ import annotations

from game.domain.sites import Partner, Transfer
from game.domain.world import Action, Order

DIRECTIONS = {Action.DELIVER: ("out", "both"), Action.COLLECT: ("in", "both")}


def refusal(*, transfer: Transfer, order: Order, action: Action) -> str:
    """Text key of why this end of an order cannot go by a transfer; empty when it can."""
    end = order.pickup if action is Action.COLLECT else order.delivery
    if end not in transfer.serves:
        return "illegal.transfer"
    if transfer.takes not in DIRECTIONS[action]:
        return "illegal.transfer_way"
    return "illegal.transfer_needs" if order.needs & transfer.refuses else ""


def transfer_g(*, transfer: Transfer, kg: int) -> tuple[float, float]:
    """Grams well-to-wheel and tank-to-wheel of handing over `kg` and moving it on.

    The facts do not split a hub's own grams: they count well-to-wheel only, as for electricity.
    """
    tonnes = kg / 1000
    tkm = tonnes * transfer.onward_m / 1000
    wtw_g = tonnes * transfer.hub_g_per_t + tkm * transfer.onward_g_per_tkm
    return wtw_g, tkm * transfer.onward_ttw_g_per_tkm


def transfer_cent(*, transfer: Transfer, units: int) -> float:
    """Price of handing over one order of `units` pallets and roll cages, onward leg included."""
    return transfer.cent_fixed + transfer.cent_per_unit * units


def partner_g(*, partner: Partner, kg: int, sfd_m: int) -> tuple[float, float]:
    """Grams well-to-wheel and tank-to-wheel of an order that a partner drives."""
    tkm = kg / 1000 * sfd_m / 1000
    return tkm * partner.g_per_tkm, tkm * partner.ttw_g_per_tkm


def partner_cent(*, partner: Partner, sfd_m: int) -> float:
    """What a partner asks for one order."""
    return partner.cent_fixed + partner.cent_per_km * sfd_m / 1000
