"""What the checks find, and what they leave alone."""

import inspect
import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import HEADER

from taiyaku import Checker, catalog, po
from taiyaku.checks import CHECKS, Memory, check_message, code
from taiyaku.markup import Rules
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
WITH_MARKUP = Pairing([CARD, NUMBER, DATA], "ja", "en", Rules(anywhere=True))


def check(source: str, target: str, *waivers: Waiver, fuzzy: bool = False):
    wording = Wording(target, "a.po", 7, 9)
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
    found = [f for f in check(source, target) if f.severity is not Severity.NOTE]
    assert [finding.code for finding in found] == expected


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


def read(entries: list[str]) -> list[Message]:
    """The messages of some entries, each from a file of its own."""
    files = (catalog.parse(HEADER + entry, f"{n}.po") for n, entry in enumerate(entries))
    return [message for file in files for message in file.messages]


def example(function: object, name: str) -> list[str]:
    """The codes of the findings, no notes but its own, in an example of a check's manual."""
    manual = inspect.getdoc(function)
    body = re.search(rf"^{name}:\n((?:    .*\n?)+)", manual, re.MULTILINE)[1]
    comments, lines, entries = [], [], []
    for line in textwrap.dedent(body).splitlines():
        if line.startswith("#"):
            comments.append(line)
        else:
            lines.append("" if line == "(nothing)" else line)
        if len(lines) == 2:
            source, target = map(po.quoted, lines)
            entries.append("\n".join((*comments, f"msgid {source}", f"msgstr {target}", "")))
            comments, lines = [], []
    assert entries, manual
    assert not lines, manual
    messages = read(entries)
    memory, asked = Memory(messages), code(function)
    found = [f for m in messages for f in check_message(m, WITH_MARKUP, memory)]
    return [f.code for f in found if f.severity is not Severity.NOTE or f.code == asked]


@pytest.mark.parametrize("function", CHECKS, ids=code)
def test_the_bad_example_of_a_manual_is_found_by_its_check(function):
    assert set(example(function, "Bad")) == {code(function)}


@pytest.mark.parametrize("function", CHECKS, ids=code)
def test_the_good_example_of_a_manual_is_left_alone(function):
    assert example(function, "Good") == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("1000の店", "1,000 shops", []), ("1000の店", "1,100 shops", ["number-differs"]),
        ("平成22年10月", "October 2010", []), ("平成22年10月", "October 2011", ["number-differs"]),
        ("146頁", "p. 146", []), ("九条", "Article 9", []), ("5万人", "50,000 people", []),
        ("1億2000万円", "120 million yen", []), ("第3回", "the third", []), ("二度", "twice", []),
        ("3分の2", "two-thirds", []), ("2015年9月29日", "29 September 2015", []),
        ("昭和元年", "1926", []), ("3.5倍", "3.6 times", ["number-differs"]), ("12人", "some people", ["number-differs"]),
        ("何人か", "12 people", ["number-differs"]), ("``10``回", "``10`` times", []), ("なか2656", "naka2656", []),
    ],
)  # fmt: skip
def test_numbers_are_compared_by_what_they_mean(source, target, expected):
    assert [f.code for f in check(source, target) if f.code == "number-differs"] == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("「甲」", "“A”", []), ("「甲」", "“A", ["quote-differs"]), ("「甲」", "A”", ["quote-differs"]),
        ("「甲『乙』」", "“A ‘B’”", []), ("甲「", "A “", []), ("「甲」", "« A »", []), ("「甲」", "„A“", []),
        ("甲", "It’s A’s", []),
    ],
)  # fmt: skip
def test_a_quotation_mark_without_its_other_half_is_found(source, target, expected):
    found = [f.code for f in check(source, target) if f.severity is not Severity.NOTE]
    assert found == expected


def many(*pairs: tuple[str, str], context: str = "") -> list[list[tuple[str, str]]]:
    entries = [
        (f'msgctxt "{n}"\n' if context else "") + f"msgid {po.quoted(a)}\nmsgstr {po.quoted(b)}\n"
        for n, (a, b) in enumerate(pairs)
    ]
    messages = read(entries)
    memory = Memory(messages)
    return [
        [(f.code, str(f.severity)) for f in check_message(m, PAIRING, memory)] for m in messages
    ]


def test_one_source_translated_in_two_ways_is_found_in_both_places():
    found = many(("字", "letter"), ("字", "character"))
    assert found == [[("term-inconsistent", "error")]] * 2


def test_a_difference_of_capitals_or_spaces_alone_is_a_note():
    assert many(("字", "Letter."), ("字", "letter")) == [[("term-inconsistent", "note")]] * 2


def test_a_source_in_another_context_may_be_translated_otherwise():
    assert many(("字", "letter"), ("字", "character"), context="yes") == [[], []]


def test_the_verb_of_a_noun_is_a_note():
    concept = Concept.from_forms("免除", ["exemption"], source="ja", target="en")
    (finding,) = Checker([concept], source="ja", target="en").check("免除する", "is exempted")
    assert (finding.code, finding.severity) == ("term-missing", Severity.NOTE)


def test_an_exception_to_a_check_that_is_not_run_is_not_called_unused():
    message = Message(Wording("個人番号カード"), Wording("a card"), waivers=(EXCUSE,))
    assert check_message(message, PAIRING, run=("number-differs", "exception-unused")) == []


def test_an_exception_grows_old_when_its_texts_change():
    text = (
        HEADER
        + '# taiyaku: allow term-missing individual-number-card -- why\nmsgid "個人番号カード"\nmsgstr "it"\n'
    )
    stamped = catalog.stamped(catalog.parse(text, "a.po"))
    assert check_message(stamped.messages[0], PAIRING) == []
    assert catalog.stamped(stamped).data == stamped.data
    changed = catalog.parse("".join(stamped.lines).replace('"it"', '"this"'), "a.po")
    assert [f.code for f in check_message(changed.messages[0], PAIRING)] == ["exception-stale"]


# --- for programs ------------------------------------------------------------------------------


def test_a_checker_needs_no_files():
    concept = Concept.from_forms("個人番号カード", ["Individual Number Card"],
                                 deprecated=["personal number card"], source="ja", target="en")  # fmt: skip
    checker = Checker([concept], source="ja", target="en")
    (finding,) = checker.check("個人番号カードを渡す。", "Hand over the personal number card.")
    assert (finding.code, finding.severity) == ("term-deprecated", Severity.ERROR)
    assert (finding.concept, finding.term) == ("個人番号カード", "個人番号カード")
    assert (finding.source_span, finding.target_span) == ((0, 7), (14, 34))
    assert finding.hint == "write “Individual Number Card”"


def test_a_concept_without_a_rendering_is_refused():
    with pytest.raises(ValueError, match="needs a rendering"):
        Concept.from_forms("字", [], source="ja", target="en")


TRICKY = st.text(
    "個人番号カード Individual Number Card personal 12,.「」“”`*:<>_\\\n%{}", max_size=40
)


@given(st.text(max_size=60) | TRICKY, st.text(max_size=60) | TRICKY, st.booleans())
def test_no_two_texts_make_a_checker_raise(source, target, markup):
    checker = Checker([CARD, NUMBER, DATA], source="ja", target="en", markup=markup)
    for finding in checker.check(source, target):
        for span, text in ((finding.source_span, source), (finding.target_span, target)):
            assert span is None or 0 <= span.start <= span.end <= len(text)


def test_a_translator_is_told_of_each_term_what_to_write_and_what_not():
    assert PAIRING.hints("学習データと個人番号カード、個人番号カード") == [
        "学習データ = training data; not: training (too short)",
        "個人番号カード = Individual Number Card; or: card; not: personal number card (not the official name)",
    ]
