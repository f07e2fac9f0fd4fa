"""Finding deeds by a few letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.ui.board_tool import Deed
from game.ui.palette_search import fold, match, search


def deed(label: str, note: str = "", *, enabled: bool = True, group: str = "do") -> Deed:
    """A deed that does nothing."""
    return Deed(id=label, label=label, note=note, enabled=enabled, group=group, do=lambda _c: None)


def names(query: str, *deeds: Deed, recent: tuple[str, ...] = ()) -> list[str]:
    """What is found, best first."""
    return [found.deed.label for found in search(query, deeds, recent)]


def test_beginnings_come_before_middles_and_labels_before_notes() -> None:
    """What somebody most likely meant is on top."""
    zoom, search_, order = deed("Kaart: inzoomen"), deed("Zoek in de lijst"), deed("Van Dam", "Zoetermeer")
    assert names("zo", zoom, order, search_) == ["Zoek in de lijst", "Van Dam", "Kaart: inzoomen"]


def test_accents_case_and_order_of_words_do_not_matter() -> None:
    """`cafe bruin` finds `Bruin Café`."""
    assert names("cafe BRUIN", deed("Bruin Café")) == ["Bruin Café"]
    assert names("geërgerd", deed("Geergerd")) == ["Geergerd"]


def test_every_word_must_be_found() -> None:
    """A second word narrows the search, also when it only stands in the note."""
    first, second = deed("Bakkerij Veen", "Assen"), deed("Bakkerij Haan", "Emmen")
    assert names("bakk emm", first, second) == ["Bakkerij Haan"]


def test_letters_in_order_are_enough_and_marked() -> None:
    """`obh` is how quick typers say `Order bij halen`; the letters that fitted are told."""
    found = match("ods", deed("Orders delen samen"))
    assert found is not None
    assert {"Orders delen samen"[i].lower() for i in found.marks} == set("ods")
    assert match("xq", deed("Orders delen")) is None


def test_what_is_impossible_comes_after_its_equals_and_lately_used_before() -> None:
    """Of equally good finds, the useful one is on top."""
    a, b, c = deed("Rit een", enabled=False), deed("Rit zes"), deed("Rit elf")
    assert names("rit", a, b, c, recent=("Rit elf",)) == ["Rit elf", "Rit zes", "Rit een"]


def test_nothing_typed_shows_everything_as_it_was_given() -> None:
    """An empty query is no search."""
    assert names("  ", deed("b"), deed("a")) == ["b", "a"]


@given(st.text(max_size=40))
def test_folding_keeps_places(text: str) -> None:
    """Marks point at the letters that are shown, whatever alphabet they are of."""
    assert len(fold(text)) == len(text.lower())


@given(st.text(max_size=12), st.text(max_size=40), st.text(max_size=20))
def test_any_text_may_be_typed(query: str, label: str, note: str) -> None:
    """No input breaks the search, and marks lie within the label."""
    for found in search(query, [deed(label, note)]):
        assert all(0 <= i < max(1, len(label.lower())) for i in found.marks)


@given(st.text(alphabet="abcde ", min_size=1, max_size=20))
def test_a_label_finds_itself(label: str) -> None:
    """Whoever types all of it finds it."""
    assert len(search(label, [deed(label)])) == 1
