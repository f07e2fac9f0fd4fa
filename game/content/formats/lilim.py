"""Li & Lim's form: vehicles, capacity, speed; then nine numbers a place, with both ends of each pair.

Source: H. Li & A. Lim, A metaheuristic for the pickup and delivery problem with time windows (2001);
SINTEF's collection describes the columns.
"""

from __future__ import annotations

from game.content.formats.lines import MAX_CUSTOMERS, Line, Numbers
from game.content.limits import Faults
from game.domain.instance import Customer, Instance

COLUMNS = ("number", "x", "y", "demand", "ready", "due", "service", "pickup", "delivery")
HEAD = ("vehicles", "capacity", "speed")
NO_LIMIT = -1_000_000_000


def read_lilim(lines: list[Line], name: str, faults: Faults) -> Instance | None:
    """The instance, or None with faults. The speed of the head is 1 in every published file."""
    numbers = Numbers(name, faults)
    head = numbers.row(lines[0], HEAD)
    limits = numbers.whole(head, lines[0][0], *HEAD, least=1) if head else None
    if limits is None:
        faults.add(name, "fault.not_lilim", "", lines[0][0])
        return None
    places: dict[int, tuple[int, Customer]] = {}
    for line in lines[1 : MAX_CUSTOMERS + 3]:
        customer = _customer(line, numbers)
        if numbers.enough:
            return None
        if customer is not None and customer.number in places:
            numbers.fault("fault.number_twice", line[0], "number", value=customer.number)
        elif customer is not None:
            places[customer.number] = line[0], customer
    if len(places) > MAX_CUSTOMERS + 1:
        numbers.fault("fault.too_many_customers", lines[-1][0], most=MAX_CUSTOMERS)
    if 0 not in places:
        numbers.fault("fault.no_depot", lines[0][0])
    if not faults.found:
        _check_pairs(places, numbers)
    if faults.found:
        return None
    return Instance(
        name=name.rpartition(".")[0] or name, form="lilim", capacity=limits["capacity"],
        vehicles=limits["vehicles"], depot=places[0][1],
        customers=tuple(c for number, (_, c) in places.items() if number),
    )  # fmt: skip


def _customer(line: Line, numbers: Numbers) -> Customer | None:
    values = numbers.row(line, COLUMNS)
    if values is None:
        return None
    demand = numbers.whole(values, line[0], "demand", least=NO_LIMIT)
    rest = numbers.whole(values, line[0], "number", "ready", "due", "service", "pickup", "delivery")
    if demand is None or rest is None or not numbers.window(rest["ready"], rest["due"], line[0]):
        return None
    partner = rest.pop("pickup") or rest["delivery"]
    del rest["delivery"]
    return Customer(x=values["x"], y=values["y"], demand=demand["demand"], partner=partner, **rest)


def _check_pairs(places: dict[int, tuple[int, Customer]], numbers: Numbers) -> None:
    """Every customer has the other end of its pair, and brings what that collects."""
    for number, (line, customer) in places.items():
        if number == 0:
            continue
        other = places.get(customer.partner, (0, None))[1] if customer.partner else None
        if other is None or other.partner != number or other.number == number:
            numbers.fault("fault.pair", line, "pickup, delivery", value=number)
        elif other.demand != -customer.demand or customer.demand == 0:
            numbers.fault("fault.pair_demand", line, "demand", value=number, other=other.number)
