"""Solomon's form, which Gehring & Homberger's files share: a head, then a line of seven numbers a customer.

Source: M. M. Solomon, Algorithms for the vehicle routing and scheduling problems with time window
constraints, Operations Research 35 (1987).
"""

from __future__ import annotations

from game.content.formats.lines import MAX_CUSTOMERS, Line, Numbers
from game.content.limits import Faults
from game.domain.instance import Customer, Instance

COLUMNS = ("number", "x", "y", "demand", "ready", "due", "service")
HEAD = ("vehicles", "capacity")


def read_solomon(lines: list[Line], name: str, faults: Faults) -> Instance | None:
    """The instance, or None with faults."""
    numbers = Numbers(name, faults)
    marks = {text.split()[0].upper(): at for at, (_, text) in enumerate(lines)}
    fleet, table = marks.get("NUMBER"), marks.get("CUST") or marks.get("CUSTOMER")
    if fleet is None or table is None or fleet + 1 >= len(lines):
        faults.add(name, "fault.not_solomon", "", lines[0][0])
        return None
    head = numbers.row(lines[fleet + 1], HEAD)
    limits = numbers.whole(head, lines[fleet + 1][0], *HEAD, least=1) if head else None
    places = solomon_rows(lines[table + 1 :], numbers)
    if limits is None or faults.found:
        return None
    if not places or places[0].number != 0:
        numbers.fault("fault.no_depot", lines[table][0])
        return None
    return Instance(
        name=lines[0][1], form="solomon", capacity=limits["capacity"], vehicles=limits["vehicles"],
        depot=places[0], customers=tuple(places[1:]),
    )  # fmt: skip


def solomon_rows(lines: list[Line], numbers: Numbers) -> list[Customer]:
    """A customer a line, depot first; faults are noted."""
    found: dict[int, Customer] = {}
    for line in lines[: MAX_CUSTOMERS + 2]:
        customer = _customer(line, numbers)
        if numbers.enough:
            break
        if customer is not None and customer.number in found:
            numbers.fault("fault.number_twice", line[0], "number", value=customer.number)
        elif customer is not None:
            found[customer.number] = customer
    if len(found) > MAX_CUSTOMERS + 1:
        numbers.fault("fault.too_many_customers", lines[MAX_CUSTOMERS + 1][0], most=MAX_CUSTOMERS)
    return list(found.values())


def _customer(line: Line, numbers: Numbers) -> Customer | None:
    values = numbers.row(line, COLUMNS)
    whole = numbers.whole(values, line[0], "number", "demand", "ready", "due", "service") if values else None
    if values is None or whole is None or not numbers.window(whole["ready"], whole["due"], line[0]):
        return None
    return Customer(x=values["x"], y=values["y"], **whole)
