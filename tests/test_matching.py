"""Where a term stands in a text, and where it only seems to."""

import pytest

from taiyaku.matching import Lexicon


def found(language: str, forms: list[str], text: str) -> list[str]:
    return [
        text[slice(*span)]
        for span, _ in Lexicon(language, zip(forms, forms, strict=True)).find(text)
    ]


@pytest.mark.parametrize(
    ("language", "forms", "text", "expected"),
    [
        pytest.param("ja", ["個人番号", "個人番号カード"], "個人番号カードを渡す", ["個人番号カード"],
                     id="the longest term wins"),
        pytest.param("ja", ["カード"], "スコアカードボード", [], id="not inside a katakana word"),
        pytest.param("ja", ["力"], "入力する", [], id="no lone ideograph inside a word"),
        pytest.param("ja", ["註"], "【註】", ["註"], id="a lone ideograph by itself"),
        pytest.param("ja", ["通知"], "通知を出しました", ["通知"], id="no border is needed"),
        pytest.param("en", ["fee"], "The fees are due", ["fees"], id="a plural"),
        pytest.param("en", ["municipality"], "all municipalities", ["municipalities"],
                     id="a plural that changes the stem"),
        pytest.param("en", ["applicant"], "the applicant’s photo", ["applicant’s"], id="a possessive"),
        pytest.param("en", ["class"], "two classes", ["classes"], id="a plural in -es"),
        pytest.param("en", ["Notification Card"], "notification card", ["notification card"],
                     id="any case"),
        pytest.param("en", ["card"], "discarded cardboard", [], id="no part of a word"),
        pytest.param("en", ["war laws"], "war\nlaws", ["war\nlaws"], id="over a line break"),
        pytest.param("en", ["Questions (Q&A)"], "Questions (Q&A).", ["Questions (Q&A)"],
                     id="a form that ends in a bracket"),
        pytest.param("xx", ["word"], "a word here", ["word"], id="a language without a row"),
    ],
)  # fmt: skip
def test_a_term_is_found(language, forms, text, expected):
    assert found(language, forms, text) == expected


def test_one_form_may_mean_several_things():
    lexicon = Lexicon("en", [("My Number system", "a"), ("My Number system", "b")])
    assert [meanings for _, meanings in lexicon.find("the My Number system")] == [["a", "b"]]


def test_without_forms_nothing_is_found():
    assert list(Lexicon("ja", []).find("何でも")) == []
