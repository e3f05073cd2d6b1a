"""A translation's markup is that of its source, and nothing else."""

import pytest
from docutils import nodes, utils
from docutils.parsers.rst import Parser
from hypothesis import example, given
from hypothesis import strategies as st
from test_fuzz import ANY_MARKUP

from taiyaku import rst
from taiyaku.languages import language
from taiyaku.markup import KINDS, Rules, compare, escaped, is_plain, parse, simple
from taiyaku.model import Severity

LINK = "Read `the page <https://example.org/>`__."


def codes(source: str, target: str, **rules) -> list[str]:
    return [d.code for d in compare(source, target, Rules(**rules))]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param(LINK, "Lire `la page <https://example.org/>`__.", [], id="the same link"),
        pytest.param(LINK, "Lire `la page <https://e.example/>`__.", ["link-differs"], id="one cause, one finding"),
        pytest.param("See :ref:`a <x>`, :ref:`b <y>`.", ":ref:`bé <y>` :ref:`ah <x>`", [], id="another order"),
        pytest.param("See :ref:`x`.", "Voir :ref:`ici <x>`.", [], id="a title for a bare target"),
        pytest.param(":term:`語`", ":term:`word`", ["link-differs"], id="a term without its target"),
        pytest.param("[#a]_ and [#b]_", "[#b]_ et [#a]_", [], id="footnotes in another order"),
        pytest.param("``a`` b", "b ``autre``", [], id="a literal's text may be translated"),
        pytest.param("1. One", "1. Un", [], id="a heading that begins with a number"),
        pytest.param("1. One", "- Un", ["message-blocked"], id="another structure for it"),
        pytest.param("2 * 3 * 4", "2 * 3 * 4", [], id="stars that are no marks"),
        pytest.param("plain", "C’était en 1945. Puis vint la paix.", [], id="a full stop inside"),
        pytest.param("plain", "12:30 – 13:00", [], id="times of day"),
        pytest.param("plain", "M. Dupont", ["message-blocked"], id="what docutils takes for a number"),
        pytest.param("plain", r"M\. Dupont", [], id="and how to say it"),
    ],
)  # fmt: skip
def test_a_translation_is_compared_with_its_source(source, target, expected):
    assert codes(source, target) == expected


@pytest.mark.parametrize("mark", ["*so*", "**so**", "``so``", ":kbd:`so`"])
def test_a_lost_emphasis_is_a_warning_and_an_added_one_an_error(mark):
    (lost,) = compare(f"It is {mark} here.", "C’est ainsi.")
    (added,) = compare("It is so.", f"C’est {mark} ici.")
    assert (lost.severity, added.severity) == (Severity.WARNING, Severity.ERROR)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("emphasis", "un *mot*"), ("strong", "un **mot**"), ("literal", "un ``mot``"),
        ("link", "`un <https://example.org/>`__"), ("reference", "un mot_"),
        ("footnote", "un mot [#a]_"), ("citation", "un mot [a]_"), ("target", "un _`mot`"),
        ("text-role", "un :kbd:`mot`"), ("invisible", "un\u200bmot"),
    ],
)  # fmt: skip
def test_a_project_may_allow_a_kind_and_only_that(kind, target):
    assert codes("a word", target) != []
    assert codes("a word", target, allow=frozenset({kind})) == []
    assert codes("a word", target, allow=frozenset(KINDS) - {kind}) != []


@pytest.mark.parametrize("address", ["javascript:x", "data:x", "file:///x", "//x", "ftp://x/"])
def test_no_allowance_lets_a_dangerous_address_pass(address):
    assert "markup-unsafe" in codes("a", f"`un <{address}>`__", allow=frozenset(KINDS))


def test_no_allowance_lets_a_control_character_pass():
    assert codes("a", "un\x1b[31m", allow=frozenset(KINDS)) == ["markup-unsafe"]


@pytest.mark.parametrize(("code", "char"), [("ar", "\u200f"), ("fa", "\u200c"), ("he", "\u200e")])
def test_a_language_may_use_what_its_writing_needs(code, char):
    assert codes("a", f"א{char}", needed=language(code).invisible) == []
    assert codes("a", f"א{char}") == ["markup-unsafe"]


def test_a_character_that_the_source_has_may_stand_in_the_translation():
    assert codes("a\u200bb", "un\u200bmot") == []


def test_the_place_of_a_difference_is_that_of_its_words():
    (difference,) = compare("plain", "Voir `ici <javascript:alert(1)>`__ donc.")
    assert difference.span == (5, 34)


@given(ANY_MARKUP)
@example("\\\\")
@example("----")
def test_an_escaped_text_is_one_paragraph_without_marks(text):
    parsed = parse(escaped(text)) if text.strip() else parse("x")
    assert (parsed.block, parsed.marks) == ("", ())


@given(st.text(alphabet="ab.,:;!?()“”字。、\n ", min_size=1, max_size=40))
def test_what_is_called_plain_is_plain_for_the_parser_too(text):
    if is_plain(text):
        document = utils.new_document("", rst._settings(False))
        Parser().parse(text, document)
        assert [type(node) for node in document.children] == [nodes.paragraph]


PIECES = st.sampled_from([
    "字", "a", " ", "。", ". ", "、", "(", ")", "「", "」", "“", "”", "\n", "-", "x:", ":", "`", "``", "_",
    ":ref:`【註】 <note-1>`", ":ref:`the note <n-1>`", ":ref:`n-1`", ":doc:`a/b`", ":py:func:`f`",
    "`総務省 <https://www.soumu.go.jp/a?b=c>`__", "`A b <http://x.y/z>`__", ":strange:`x`", "<b>",
    ":ref:`a", "`a <http://x.y/>`_", "*a*", "\\ ", ":ref:`` x``", ":term:`字`",
])  # fmt: skip


@given(st.lists(PIECES, max_size=8).map("".join), st.booleans())
def test_what_needs_no_parser_is_read_as_the_parser_reads_it(text, anywhere):
    quick = simple(text, anywhere)
    if quick is not None and text.strip():
        slow = rst.parse(text, anywhere)
        assert slow.block == ""
        assert [(m.kind, m.alike) for m in quick.marks] == [(m.kind, m.alike) for m in slow.marks]
        assert quick.words == slow.words


@pytest.mark.parametrize("anywhere", [True, False])
def test_references_and_links_of_the_plainest_shape_need_no_parser(anywhere):
    assert simple("See :ref:`the note <n-1>`, `A b <http://x.y/z>`__ .", anywhere) is not None
