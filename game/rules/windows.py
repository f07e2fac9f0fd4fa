"""Windows that a customer lets be wider."""

from __future__ import annotations

from dataclasses import replace

from game.domain.sites import Window
from game.domain.world import Action, Order
from game.rules.stops import windows_of


def wider(order: Order, action: Action, seconds: int) -> Order:
    """The order with the windows of one end so much wider, before and after; those that meet become one."""
    windows = windows_of(order=order, action=action)
    spans = [[max(0, w.open_s - seconds), w.close_s + seconds] for w in windows]
    joined = spans[:1]
    for opens, closes in spans[1:]:
        if opens <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], closes)
        else:
            joined.append([opens, closes])
    return _with(order, action, joined)


def earlier(order: Order, action: Action, seconds: int) -> Order:
    """The order with every window of one end closing so much earlier, not before half of it: a margin."""
    windows = order.pickup_windows if action is Action.COLLECT else order.delivery_windows
    if not windows:
        return order
    spans = [[w.open_s, max((w.open_s + w.close_s) // 2, w.close_s - seconds)] for w in windows]
    return _with(order, action, spans)


def opening(order: Order, action: Action, at_s: int) -> Order:
    """The order with no window of one end before `at_s`; one that closes before then becomes an instant."""
    windows = windows_of(order=order, action=action)
    left = [[max(w.open_s, at_s), w.close_s] for w in windows if w.close_s > at_s]
    return _with(order, action, left or [[at_s, at_s]])


def opens_at(order: Order, action: Action, at_s: int) -> Order:
    """The order whose first window opens at `at_s`, later or earlier than before."""
    first, *rest = [[w.open_s, w.close_s] for w in windows_of(order=order, action=action)]
    if at_s < first[0]:
        return _with(order, action, [[at_s, first[1]], *rest])
    return opening(order, action, at_s)


def _with(order: Order, action: Action, spans: list[list[int]]) -> Order:
    made = tuple(Window(open_s=a, close_s=b) for a, b in spans)
    if action is Action.COLLECT:
        return replace(order, pickup_windows=made)
    return replace(order, delivery_windows=made)
