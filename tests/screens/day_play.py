"""A living day to play in tests: a call with tones and two columns, a rumour, things to look up."""

from __future__ import annotations

import re
from functools import lru_cache

from game.content.load import load_from_files, load_scenario
from game.domain import commands as c
from game.domain.scenario import Scenario
from game.replay import start
from game.session import Session
from game.solver.advice import plan_commands
from game.ui.screens.day import DayScreen
from tests.screens.test_day import Play

BASE = "vers-noord"
STORY = """
[[source]]
id = "dossier"
kind = "customer"
subject = "{order}"
reliability_percent = 80

[[source]]
id = "weer"
kind = "weather"

[[source]]
id = "straks"
kind = "traffic"
from = "{later}"

[[message]]
id = "belt"
kind = "call"
at = "{clock}"
subject = "{order}"
deadline = "{until}"
default = "wacht"
reliability_percent = 60

[[message.option]]
id = "wacht"

[[message.option]]
id = "betaal"
effects = [{{ kind = "cost_eur", amount = 50 }}]
tells = ["customer/{order}"]

[[message.tone]]
id = "warm"
score = 3

[[message.tone]]
id = "kort"
score = 1
goodwill_eur = 3

[[message]]
id = "praat"
kind = "rumour"
at = "{clock}"
reliability_percent = 30
"""
WORDS = """
[source.dossier]
title = "Klantnotitie"
body = "De poort gaat later open."
[source.weer]
title = "Weerbericht"
body = "Regen tot negen uur."
[source.straks]
title = "Wegwerk"
body = "Een baan dicht."
[message.belt]
from = "Ravi Dekker, Zwolle"
subject = "Waar blijft hij?"
body = "Hoe laat is de auto er echt?"
sure = "Ravi wacht aan de poort"
unsure = "Hoe lang hij wacht"
option.wacht = "Zeg dat hij er zo is."
option.betaal = "Koop een half uur."
tone.warm = "Ik kijk met je mee."
tone.kort = "Staat in de planning."
[message.praat]
from = "Chauffeursgroep"
subject = "File?"
body = "Iemand hoorde iets."
"""
OWN_STORY = re.compile(r"^\[\[(source|message)(\.\w+)?\]\].*?(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
CALL_S, UNTIL_S, LATER_S = 5 * 3600 + 1800, 6 * 3600 + 1800, 5 * 3600 + 2400


@lru_cache(maxsize=1)
def living() -> tuple[Scenario, str]:
    """The scenario, and the order that call and file are about: the last of a trip."""
    plain = load_scenario(BASE)
    assert plain.reference
    order = max(plain.reference.plan.trips, key=lambda t: len(t.stops)).orders()[-1]
    files = dict(plain.files)
    own = OWN_STORY.sub("", files["scenario.toml"].decode())
    story = STORY.format(order=order, clock="05:30", until="06:30", later="05:40")
    files["scenario.toml"] = f"{own}\n{story}".encode()
    for name in ("text/nl.toml", "text/en.toml"):
        files[name] += WORDS.encode()
    return load_from_files(files), order


def dispatched() -> Session:
    """Its day has just begun, with the reference plan."""
    scenario = living()[0]
    session = start(scenario, seed=5)
    session.do(c.Begin())
    assert scenario.reference
    for text in plan_commands(session.plan, scenario.reference.plan):
        assert session.do(c.from_text(text)).ok
    for moment in session.open_moments():
        session.do(c.SkipMoment(moment=moment.id))
    assert session.do(c.Dispatch()).ok
    return session


class DayPlay(Play):
    """Hands on the living day."""

    screen: DayScreen

    def __init__(self, *, to_s: int = 0, size: tuple[int, int] = (1600, 900), scale: float = 1.0) -> None:
        session = dispatched()
        if to_s:
            while session.clock_s < to_s:
                assert session.do(c.Advance(to_s=to_s)).ok
        super().__init__(size=size, scale=scale, session=session)
        self.order = living()[1]

    def settle(self) -> None:
        """Let everything that is worked out beside the day come in."""
        self.screen.model.outlook.finish()
        self.screen.model.consequences.finish()
        self.wait(100)

    @property
    def names(self) -> set[str]:
        """Ids of all hits in reach."""
        return {hit.id for hit in self.shell.ctx.hits.reachable()}

    def acts(self) -> list[str]:
        """Every command that was carried out, as text."""
        return [e.data["do"] for e in self.session.events if e.kind == "command" and e.data["ok"]]
