"""What the checks find, and what they leave alone."""

import inspect

import pytest

from taiyaku.checks import CHECKS, check_message, code
from taiyaku.model import (
    Admitted,
    Concept,
    Deprecated,
    Entry,
    Message,
    Place,
    Severity,
    Waiver,
    Wording,
)
from taiyaku.pairing import Pairing

CARD = Concept(
    "individual-number-card",
    {
        "ja": Entry("個人番号カード"),
        "en": Entry(
            "Individual Number Card",
            admitted=(Admitted("card", "after the full name"),),
            deprecated=(Deprecated("personal number card", "not the official name"),),
        ),
    },
    path="glossary/individual-number-card.yaml",
)
NUMBER = Concept("individual-number", {"ja": Entry("個人番号"), "en": Entry("Individual Number")})
DATA = Concept(
    "training-data",
    {
        "ja": Entry("学習データ"),
        "en": Entry("training data", deprecated=(Deprecated("training", "too short"),)),
    },
)
PAIRING = Pairing([CARD, NUMBER, DATA], "ja", "en")


def check(source: str, target: str, *waivers: Waiver, fuzzy: bool = False):
    wording = Wording(target, "a.po", ((0, 7, 9),))
    return check_message(Message(Wording(source), wording, fuzzy=fuzzy, waivers=waivers), PAIRING)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param("個人番号カード", "the Individual Number Card", [], id="preferred"),
        pytest.param("個人番号カード", "two cards", [], id="admitted, in the plural"),
        pytest.param("個人番号カード", "the thing", ["term-missing"], id="missing"),
        pytest.param("個人番号カード", "a personal number card", ["term-deprecated"],
                     id="deprecated, though an admitted form stands inside it"),
        pytest.param("個人番号カード", "an Individual Number Card, or personal number card",
                     ["term-deprecated"], id="deprecated beside the preferred"),
        pytest.param("個人番号", "the Individual Number Card", [], id="no concept of the source"),
        pytest.param("個人番号と個人番号カード", "the Individual Number Card", ["term-missing"],
                     id="the longer rendering does not stand for the shorter"),
        pytest.param("学習データ", "training data", [], id="deprecated inside the approved"),
        pytest.param("学習データ", "training", ["term-deprecated"], id="deprecated alone"),
        pytest.param("何もない", "nothing", [], id="no term"),
        pytest.param("個人番号カード", "", ["message-empty"], id="empty"),
    ],
)  # fmt: skip
def test_a_message_is_judged(source, target, expected):
    assert [finding.code for finding in check(source, target)] == expected


def test_a_fuzzy_message_is_reported():
    assert [f.code for f in check("字", "letter", fuzzy=True)] == ["message-fuzzy"]


def test_a_finding_says_where_what_and_what_to_write():
    (finding,) = check("個人番号カードを", "Take a personal number card.")
    assert finding.place == Place("a.po", 7, 9 + len("Take a "))
    assert finding.message == "“personal number card” for 個人番号カード: not the official name"
    assert finding.hint == (
        "write “Individual Number Card” or “card” (after the full name); "
        "decided in glossary/individual-number-card.yaml"
    )
    assert (finding.concept, finding.term) == ("individual-number-card", "個人番号カード")
    assert finding.severity is Severity.ERROR


EXCUSE = Waiver("term-missing", "individual-number-card", "named above", Place("a.po", 5))


def test_an_exception_to_a_check_that_there_is_not_names_those_that_there_are():
    (finding,) = check("字", "letter", Waiver("term-mising", "x", "why", Place("a.po", 5)))
    assert "term-missing" in finding.hint


def test_an_exception_with_a_reason_excuses_what_it_names():
    assert check("個人番号カード", "it", EXCUSE) == []


@pytest.mark.parametrize(
    ("waiver", "target", "expected"),
    [
        pytest.param(Waiver("term-missing", "individual-number-card", "", Place("a.po", 5)), "it",
                     ["exception-without-reason"], id="without a reason"),
        pytest.param(EXCUSE, "a card", ["exception-unused"], id="not needed"),
        pytest.param(Waiver("term-missing", "other", "why", Place("a.po", 5)), "it",
                     ["term-missing", "exception-unused"], id="for another term"),
    ],
)  # fmt: skip
def test_an_exception_is_itself_judged(waiver, target, expected):
    assert [f.code for f in check("個人番号カード", target, waiver)] == expected


@pytest.mark.parametrize("function", CHECKS, ids=code)
def test_every_check_has_a_manual_with_a_bad_and_a_good_example(function):
    manual = inspect.getdoc(function)
    assert "Bad:" in manual
    assert "Good:" in manual


def test_a_translator_is_told_of_each_term_what_to_write_and_what_not():
    assert PAIRING.hints("学習データと個人番号カード、個人番号カード") == [
        "学習データ = training data; not: training (too short)",
        "個人番号カード = Individual Number Card; or: card; not: personal number card (not the official name)",
    ]
