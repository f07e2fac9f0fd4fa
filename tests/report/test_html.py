import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from game.assess.indicators import evidence
from game.assess.profile import Played, profile, profile_dict
from game.content.language import Language, language
from game.domain.ledger import LedgerLine, LedgerOption
from game.report.decision_svg import RIM, WIDTH, gaps, strip
from game.report.html import html_report
from game.report.svg import Frame, _clip, frame_of
from tests.assess.stories import PLANNING, lesson, rough_lesson, session, story

VOID = {"meta"}


class Checker(HTMLParser):
    """Notes tags that are not closed in order, and attributes that would load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.bad: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        self.bad += [
            f"{tag} {k}" for k, v in attrs if k.startswith("on") or k == "src" or "http" in (v or "")
        ]
        if tag in ("script", "link", "iframe", "object"):
            self.bad.append(tag)

    def handle_startendtag(self, tag, attrs):
        return None

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"/{tag}")


def page(*stories, lang="nl"):
    played = [
        Played(session=str(i), evidence=evidence(s), verified=s.verified) for i, s in enumerate(stories)
    ]
    return html_report(list(stories), profile_dict(profile(played)), Language(lang))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_well_formed_and_loads_nothing(lang):
    """Every tag is closed, and there is no script, link or outside address."""
    checker = Checker()
    checker.feed(page(story(*PLANNING, "commit m2 b 60", "final m2 b", of=rough_lesson()), lang=lang))
    assert (checker.open, checker.bad) == ([], [])


def test_names_from_files_are_escaped():
    """A customer's name can hold markup and never becomes part of the page."""
    base = lesson()
    evil = '<script>alert("x")</script>'
    orders = {k: replace(o, customer=evil) for k, o in base.system.orders.items()}
    text = page(story(*PLANNING, of=replace(base, system=replace(base.system, orders=orders))))
    assert "<script" not in text and "&lt;script&gt;" in text


def test_figures_follow_the_language():
    """Dutch uses a decimal comma, English a point; both show the same cost."""
    made = story(*PLANNING)
    cent = made.day.kpi.cost_cent
    assert f"€ {cent // 100},{cent % 100:02d}" in page(made)
    assert f"€{cent // 100}.{cent % 100:02d}" in page(made, lang="en")


def test_a_session_that_was_not_driven_still_makes_a_page():
    """Without day, plan and reference the report shows what there is."""
    assert "</html>" in page(session(lesson(reference=None)).story())
    assert "</html>" in page()


def test_two_sessions_keep_their_own_map():
    """Each session's map ground has its own name."""
    text = page(story(*PLANNING), story(*PLANNING))
    names = re.findall(r'<g id="(ground\d)"', text)
    assert names == ["ground1", "ground2"]


def test_a_frame_shows_every_point():
    """All places fall inside the picture, also when they lie on one line or on one spot."""
    for points in ([(0, 0), (90_000, 10)], [(5, 5)], [(1, 1), (1, 70_000)]):
        frame = frame_of(points)
        for x, y in (frame.at(p) for p in points):
            assert 0 < x < frame.width and 0 < y < frame.height


def test_rings_are_clipped_to_the_frame():
    """A ring around the frame becomes the frame; one outside it disappears."""
    frame = Frame(x_m=0, y_m=0, metres_per_px=1, width=100, height=50)
    assert set(_clip([(-500, -500), (500, -500), (500, 500), (-500, 500)], frame)) == {
        (-4, -4), (104, -4), (104, 54), (-4, 54)
    }  # fmt: skip
    assert _clip([(200, 200), (300, 200), (300, 300)], frame) == []


def test_decisions_are_told_with_luck_apart():
    """Each line of the ledger has a row in both languages; a good choice that ended badly is called good."""
    options = (
        LedgerOption(id="keep", expected_cent=1000, realised_cent=9000),
        LedgerOption(id="own", expected_cent=3000, realised_cent=3000),
    )
    line = LedgerLine(
        kind="replan", id="replan/1", seq=3, at_s=9 * 3600, chosen="keep", best="keep", against="own",
        options=options, stake_cent=5000, error_cent=100, verdict="good", repair_cent=1000, days=40,
    )  # fmt: skip
    played = replace(story(*PLANNING), ledger=(line,))
    nl, en = page(played), page(played, lang="en")
    assert "goede keuze" in nl and "pech € 80" in nl.replace("\u00a0", " ")
    assert "good choice" in en and "bad luck €80" in en
    assert "goede keuze" not in page(story(*PLANNING))


def test_a_decision_is_drawn_left_where_it_saves():
    """Ring and diamond lie on either side of the middle as the choice saves or costs, and say so in words."""
    options = (
        LedgerOption(id="keep", expected_cent=1000, realised_cent=9000),
        LedgerOption(id="own", expected_cent=3000, realised_cent=3000),
    )
    line = LedgerLine(
        kind="replan", id="replan/1", seq=3, at_s=9 * 3600, chosen="keep", best="keep", against="own",
        options=options, stake_cent=5000, error_cent=100, verdict="good", repair_cent=1000, days=40,
    )  # fmt: skip
    assert gaps(line) == (-2000, 6000)
    drawn = strip(line, 6000, language("nl")).replace("\u00a0", " ")
    ring = float(re.search(r'cx="([\d.]+)"', drawn)[1])
    corners = [float(p.split(",")[0]) for p in re.search(r'points="([^"]+)"', drawn)[1].split()]
    assert RIM <= ring < WIDTH / 2 < sum(corners) / 4 <= WIDTH - RIM
    assert "− € 20" in drawn
