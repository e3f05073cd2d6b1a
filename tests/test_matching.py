"""Where a term stands in a text, and where it only seems to."""

from __future__ import annotations

import re
import threading

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from taiyaku.folding import ASIDE, NO_NAMES, folded, names
from taiyaku.matching import Lexicon, form, longest
from taiyaku.model import Span


def found(language: str, forms: str | list[str], text: str) -> list[str]:
    listed = forms.split("|") if isinstance(forms, str) else forms
    return [
        text[slice(*span)] for span, _ in Lexicon(language, [(f, f) for f in listed]).find(text)
    ]


@pytest.mark.parametrize(
    ("language", "forms", "text", "expected"),
    [
        pytest.param("ja", "個人番号|個人番号カード", "個人番号カードと個人番号", ["個人番号カード", "個人番号"],
                     id="the longest wins, and nothing stands inside it"),
        pytest.param("ja", "力", "入力する力", ["力"], id="no lone ideograph in a word"),
        pytest.param("ja", "親", "親戚の親", ["親"], id="no lone ideograph at the head of a word"),
        pytest.param("ja", "カード", "レコードカード", [], id="not in another katakana word"),
        pytest.param("ja", "コード", "レコード", [], id="not at the end of a katakana word"),
        pytest.param("ja", "ネット", "ネットワーク", [], id="not at the head of a katakana word"),
        pytest.param("ja", "フォルダ", "プロジェクトフォルダ", ["フォルダ"], id="joined to a word known to join"),
        pytest.param("ja", "京都", "東京都", [], id="not across two words"),
        pytest.param("ja", "法人", "方法人数", [], id="not across two words of two"),
        pytest.param("ja", "法人", "非営利法人税", ["法人"], id="in a compound that keeps its meaning"),
        pytest.param("ja", "国民", "全国民", ["国民"], id="behind what stands before words"),
        pytest.param("ja", "会社", "株式会社", ["会社"], id="behind a word of two"),
        pytest.param("ja", "サーバー", "サーバに", ["サーバ"], id="without its long vowel"),
        pytest.param("ja", "サーバ", "サーバーに", ["サーバー"], id="with a long vowel"),
        pytest.param("ja", "アニメーション", "ｱﾆﾒｰｼｮﾝの", ["ｱﾆﾒｰｼｮﾝ"], id="in half width"),
        pytest.param("ja", "IT", "ＩＴの", ["ＩＴ"], id="in full width"),
        pytest.param("ja", "ピックアップ", "ピックアッフ\u309a", ["ピックアッフ\u309a"], id="decomposed"),
        pytest.param("ja", "個人番号", "個人\n番号", ["個人\n番号"], id="over a line break"),
        pytest.param("ja", "個人番号", "個人**番号**", ["個人**番号"], id="parted by markup"),
        pytest.param("ja", "個人番号", "個人\\ **番号**", ["個人\\ **番号"], id="parted by escaped markup"),
        pytest.param("ja", "電子証明書", "``電子証明書`` フォルダ", [], id="not in a literal"),
        pytest.param("ja", "註", ":ref:`【註】 <note-1>`", ["註"], id="in the title of a role"),
        pytest.param("en", "fee", "Fees and the fee's sum", ["Fees", "fee's"], id="plural, possessive, capitals"),
        pytest.param("en", "policy", "policies", ["policies"], id="a plural that changes the word"),
        pytest.param("en", "analysis", "analyses", ["analyses"], id="a Greek plural"),
        pytest.param("en", "hand over", "handed over, handing over", ["handed over", "handing over"], id="verb forms"),
        pytest.param("en", "stop", "stopped", ["stopped"], id="a doubled consonant"),
        pytest.param("en", "panic", "panicked", ["panicked"], id="a letter put in"),
        pytest.param("en", "die", "dying", ["dying"], id="a vowel turned"),
        pytest.param("en", "quiz", "quizzes", ["quizzes"], id="an irregular plural"),
        pytest.param("ja", "本人", "日本人", [], id="not across the border of a name"),
        pytest.param("ja", "行政", "銀行政策", [], id="not across two words in the middle"),
        pytest.param("en", "take", "taken", ["taken"], id="an irregular verb"),
        pytest.param("en", "head of household", "Heads of household", ["Heads of household"], id="an inner head"),
        pytest.param("en", "pick up", "pick-up, pickup", ["pick-up", "pickup"], id="hyphenated and closed"),
        pytest.param("en", "site", "website", [], id="no part of a word"),
        pytest.param("en", "card", "discard, cardboard", [], id="no part of other words"),
        pytest.param("en", "card", "%(card)s {card} card_id https://x.y/card", [], id="not in what is no text"),
        pytest.param("en", "socket", ":class:`socket.socket` and ``socket``", [], id="not in a role or a literal"),
        pytest.param("en", "note", "`the note <https://x.y/note>`__", ["note"], id="in the title of a link"),
        pytest.param("en", "card", "100% card", ["card"], id="beside a sign of percent"),
        pytest.param("en", "data base", "a\n  data\nbase", ["data\nbase"], id="over a line break, in English"),
        pytest.param("fr", "essai clinique", "des essais cliniques", ["essais cliniques"], id="a French plural"),
        pytest.param("fr", "infectieux", "maladies infectieuses", ["infectieuses"], id="a French feminine"),
        pytest.param("ar", "مكتب الميناء", "ومكتب الميناء", ["ومكتب الميناء"], id="behind an Arabic conjunction"),
        pytest.param("xx", "foo", "foo foos", ["foo"], id="a language without a row"),
    ],
)  # fmt: skip
def test_a_term_is_found_where_it_stands_and_nowhere_else(language, forms, text, expected):
    assert found(language, forms, text) == expected


@pytest.mark.parametrize(
    ("written", "text", "expected"),
    [
        ("registration", "it was registered", ["registered"]), ("violation", "violates it", ["violates"]),
        ("disclosure", "must disclose", ["disclose"]), ("exemption", "is exempted", ["exempted"]),
        ("analysis", "analyzed", ["analyzed"]), ("payment", "pays", ["pays"]),
        ("authority", "an author", []), ("orbital", "orbit", []), ("removal", "removed", ["removed"]),
    ],
)  # fmt: skip
def test_the_verb_of_a_noun_is_another_form_of_it(written, text, expected):
    assert [text[slice(*span)] for span in form(written, "en").derived(text)] == expected


def test_blanks_and_hyphens_of_a_closed_compound_may_be_elsewhere():
    assert [tuple(span) for span in form("database", "en").loose("a data-base")] == [(2, 11)]
    assert [tuple(span) for span in form("login", "en").loose("a log-in")] == [(2, 8)]


def test_one_form_may_mean_several_things():
    assert Lexicon("en", [("card", 1), ("card", 2)]).find("card")[0][1] == [1, 2]


def test_without_forms_nothing_is_found():
    assert Lexicon("ja", []).find("字") == []


def test_a_dictionary_may_know_better():
    lexicon = Lexicon("ja", [("法人", 1)], guard=lambda text, span: text[span.end :] != "格")
    assert [len(lexicon.find(text)) for text in ("法人格", "法人")] == [0, 1]


def test_what_is_emphasised_alike_on_both_sides_is_a_name():
    source, target = "The *newline* parameter and *lock*.", "*newline* 引数と *鍵*。"
    kept = names(source, target)
    assert kept == {"*newline*"}
    assert ASIDE in folded(source, kept).text
    assert "lock" in folded(source, kept).text


# --- properties --------------------------------------------------------------------------------

ALPHABET = "個人番号カードー力入ア漢ab -\n*`"
TEXTS = st.text(ALPHABET, max_size=24)
FORMS = st.lists(
    st.text("個人番号カードー力入ab", min_size=1, max_size=4), min_size=1, max_size=5, unique=True
)


def obvious(forms: list[str], text: str) -> list[tuple[int, int]]:
    """Every form at every place, the guard asked, the longest taken: slowly."""
    from taiyaku.guard import stands_alone
    from taiyaku.languages import language
    from taiyaku.matching import _spellings

    hits = set()
    for written in forms:
        for spelling in _spellings(written):
            for at in range(len(text) - len(spelling) + 1):
                span = Span(at, at + len(spelling))
                if text[slice(*span)] == spelling and stands_alone(text, span, language("ja")):
                    hits.add(span)
    kept: list[Span] = []
    for span in sorted(hits, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept)


@given(FORMS, st.text("個人番号カードー力入ab", max_size=24))
def test_the_engine_finds_what_an_obvious_matcher_finds(forms, text):

    quick = [tuple(span) for span, _ in Lexicon("ja", [(f, f) for f in forms]).find(text)]
    assert quick == [tuple(span) for span in obvious(forms, text)]


WORDS = st.lists(
    st.sampled_from(["card", "cards", "data", "base", "my", "number", "policy", "policies"]),
    max_size=8,
)


@given(
    st.lists(st.sampled_from(["card", "data base", "my number", "number", "policy"]), unique=True),
    WORDS,
)
def test_the_engine_finds_what_plain_regular_expressions_find(forms, words):
    text = " ".join(words)
    hits = [(Span(*m.span()), f) for f in forms for m in form(f, "en").shapes.finditer(text)]
    expected = [tuple(span) for span, _ in longest(hits)]
    assert [
        tuple(span) for span, _ in Lexicon("en", [(f, f) for f in forms]).find(text)
    ] == expected


@given(st.text(max_size=60) | TEXTS)
def test_every_place_of_a_folded_text_is_a_place_of_the_text(text):
    result = folded(text, NO_NAMES)
    if result.starts is None:
        assert len(result.text) == len(text)
    else:
        assert len(result.starts) == len(result.ends) == len(result.text)
        assert list(result.starts) == sorted(result.starts)
        assert all(0 <= a < b <= len(text) for a, b in zip(result.starts, result.ends, strict=True))


@given(TEXTS, st.sampled_from(["card", "カード", "番号"]))
def test_a_term_that_does_not_stand_in_a_text_changes_nothing(text, written):
    others = [("個人", 1), ("ab", 2)]
    assume(not Lexicon("ja", [(written, 0)]).find(text))
    assert Lexicon("ja", [*others, (written, 0)]).find(text) == Lexicon("ja", others).find(text)


@given(
    st.text(max_size=80),
    st.text(min_size=1, max_size=12),
    st.sampled_from(["ja", "en", "fr", "ar", "xx"]),
)
def test_no_text_and_no_term_makes_the_engine_fail(text, written, language):
    for span, _ in Lexicon(language, [(written, 0)]).find(text):
        assert 0 <= span.start < span.end <= len(text)


def test_many_threads_may_search_at_once():
    lexicon, results = Lexicon("en", [("policy", 1)]), []

    def search():
        results.extend(len(lexicon.find(f"policies {n} policy")) for n in range(200))

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(results) == {2}
    assert len(results) == 800


def test_the_places_of_a_normalised_text_are_true():
    text = "Ｔｈｅ ｶｰﾄﾞ と カー\nト\u3099"
    assert [re.sub(r"\s", "", text[slice(*s)]) for s, _ in Lexicon("ja", [("カード", 0)]).find(text)] == [
        "ｶｰﾄﾞ", "カート\u3099",
    ]  # fmt: skip
