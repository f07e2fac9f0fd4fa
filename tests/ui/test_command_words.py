"""Every act in words, in both languages, and the history that they make."""

from __future__ import annotations

from dataclasses import fields

import pytest

from game.content.language import Language, language
from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.plan import Plan
from game.rules import trip_edits as edits
from game.rules.moves import apply
from game.session import Session
from game.ui.board_history import lines, steps_to
from game.ui.command_words import Story, words
from tests.screens.trade_world import trade_session
from tests.worlds import charge, deliver, plan, rest, trip

NL, EN = language("nl"), language("en")
TWO = plan(
    trip("E1", deliver("O2"), charge("P", 40), deliver("O3")),
    trip("V1", deliver("O4"), rest(30), deliver("O1")),
)
VALUES = {
    "vehicle": "V1", "other": "E1", "order": "O1", "partner": "X", "transfer": "-", "place": "P",
    "kind": "charge", "stops": "O1/deliver/0", "proposal": "P1", "text": "move V1 1 0", "kept": "K1",
}  # fmt: skip


def said(command: c.Command, before: Plan = TWO, code: str = "nl", session: Session | None = None) -> str:
    """The words of a command on a plan."""
    session = session or trade_session()
    lang = NL if code == "nl" else EN
    try:
        after = apply(session.system, before, command)
    except GameError:  # an act that is refused, or no change of the plan
        after = before
    return words(command, Story(world=session.system, lang=lang, before=before, after=after, proposals={}))


@pytest.mark.parametrize("kind", c.Command.__args__, ids=lambda k: k.verb)
@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_command_has_words(kind: type[c.Command], code: str) -> None:
    """No act shows as a key, a verb of the log or an id of a truck."""
    values = {f.name: VALUES.get(f.name, 60 if f.type == "int" else "-") for f in fields(kind)}
    if "text" in values and kind is not c.Together:
        values["text"] = "trips|V1" if kind in c.STEER_COMMANDS else "mijn plan"
    if "at" in values:
        values["at"] = 1 if kind is not c.Place else 0
    text = said(kind(**values), code=code)
    assert text
    assert "words." not in text
    assert "{" not in text
    for name in ("Wagen V1", "Wagen E1", "Chauffeur V1", "Chauffeur E1"):  # so they are called
        text = text.replace(name, "")
    assert not {"V1", "E1", "O1"} & set(text.replace(":", " ").split())


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda w: c.Place(order="O5", vehicle="V1", at=0), "Zuivelboer retour naar Wagen V1"),
        (
            lambda w: c.Place(order="O1", vehicle="V1", at=0),
            "Warenhuis Vismarkt op een andere plek in Wagen V1",
        ),
        (lambda w: edits.swap(w, TWO, "E1", "V1"), "Wagen E1 en Wagen V1 wisselen werk"),
        (lambda w: edits.merge(w, TWO, "V1", "E1"), "Wagen V1 samengevoegd met Wagen E1"),
        (lambda w: edits.swap(w, TWO, "V1", "E2"), "Rit van Wagen V1 naar Wagen E2"),
        (lambda w: edits.reverse(w, TWO, "V1"), "Wagen V1 rijdt andersom"),
        (lambda w: edits.move_orders(w, TWO, ["O2", "O3"], "V1", 0), "Wagen E1 samengevoegd met Wagen V1"),
        (lambda w: edits.move_orders(w, TWO, ["O2", "O5"], "V1", 0), "2 orders naar Wagen V1"),
        (lambda w: edits.take_out(TWO, ["O1", "O2"]), "2 orders uit het plan"),
        (lambda w: c.MoveStop(vehicle="V1", at=1, to=0), "Wagen V1: pauze verplaatst"),
        (lambda w: c.SetStart(vehicle="V1", start_s=6 * 3600), "Wagen V1 vertrekt om 06:00"),
    ],
)
def test_edits_are_told_by_what_they_do(make, text: str) -> None:  # type: ignore[no-untyped-def]
    """Several commands at once say what became of the plan, as a planner would."""
    session = trade_session()
    assert said(make(session.system), session=session) == text


def test_history_follows_undo_and_redo_and_forgets_what_was_replaced() -> None:
    """Lines stand for plans; what was undone stays until something new is done."""
    session = trade_session()
    session.do(c.Begin())
    for at, order in enumerate(("O1", "O4", "O2")):
        assert session.do(c.Place(order=order, vehicle="V1", at=at)).ok
    assert [line.count for line in lines(session, NL)] == [3, 2, 1, 0]
    session.do(c.Undo())
    shown = lines(session, NL)
    assert [(line.now, line.undone) for line in shown] == [
        (False, True), (True, False), (False, False), (False, False)
    ]  # fmt: skip
    assert steps_to(session, 3) == (c.Redo(),)
    assert steps_to(session, 0) == (c.Undo(), c.Undo())
    session.do(c.Unplace(order="O1"))
    assert len(lines(session, EN)) == 4
    assert not any(line.undone for line in lines(session, EN))


@pytest.mark.parametrize("lang", [NL, EN], ids=["nl", "en"])
def test_rules_of_one_act_are_one_sentence(lang: Language) -> None:
    """One rule is told by name, locks by their number, and what is of several kinds as rules."""
    locks = [c.Steer(text=f"trucks|{o}|V1") for o in ("O1", "O4")]
    name = trade_session().system.orders["O1"].customer
    one, two = said(c.together(locks[0]), code=lang.code), said(c.together(*locks), code=lang.code)
    assert name in one
    assert "Wagen V1" in one
    assert two == lang.t("words.steer_orders", n=2)
    freed = c.together(*(c.Unsteer(text=each.text) for each in locks))
    assert said(freed, code=lang.code) == lang.t("words.unsteer_orders", n=2)
    mixed = c.together(locks[0], c.Steer(text="trips|V1"), c.Shelve(text="own|O2"))
    assert said(mixed, code=lang.code) == lang.t("words.rules", n=3)


@pytest.mark.parametrize(
    ("command", "nl", "en"),
    [
        (c.Tell(party="customer/O1", about="late"), "Warenhuis Vismarkt gebeld", "Called Warenhuis Vismarkt"),
        (c.Tell(party="driver/V1", about="change"), "Chauffeur V1 gebeld", "Called Chauffeur V1"),
        (
            c.Correct(order="O1", what="service_s", amount=1800),
            "Warenhuis Vismarkt: lostijd op 30 min gezet", "Warenhuis Vismarkt: stop time set to 30 min",
        ),
        (
            c.Correct(order="O1", what="kg", amount=1250),
            "Warenhuis Vismarkt: gewicht op 1.250 kg gezet", "Warenhuis Vismarkt: weight set to 1,250 kg",
        ),
    ],
)  # fmt: skip
def test_calls_and_corrections_name_who_and_what(command: c.Command, nl: str, en: str) -> None:
    """Whom one called, and what was corrected to which value, stand in the sentence."""
    assert said(command) == nl
    assert said(command, code="en") == en
