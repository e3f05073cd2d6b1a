"""What is particular to a language."""

import pytest

from taiyaku.languages import head, joins, language, sort_key, unspaced_runs


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("す", "次", True), ("。", "「", True), ("。", "I", True), ("A", "B", False),
        ("字", "I", False), ("I", "字", False), ("한", "국", False), ("", "字", False),
    ],
)  # fmt: skip
def test_a_line_break_between_unspaced_scripts_stands_for_nothing(before, after, expected):
    assert joins(before, after) is expected


def test_readings_sort_by_the_kana_without_regard_to_voicing_script_or_length():
    readings = ["がん", "かーど", "カメラ", "かお", "きろく", "こうふ", "あべせいけん"]
    expected = ["あべせいけん", "かーど", "かお", "カメラ", "がん", "きろく", "こうふ"]
    assert sorted(readings, key=lambda r: sort_key(r, "ja")) == expected


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("がん", "ja", "か行"), ("カメラ", "ja", "か行"), ("ぱーそなる", "ja", "は行"),
        ("んー", "ja", "わ行"), ("facial", "en", "F"), ("“war”", "en", "W"), ("été", "fr", "E"),
    ],
)  # fmt: skip
def test_a_word_is_listed_under_the_head_of_its_row(text, code, expected):
    assert head(text, code) == expected


def test_a_region_falls_back_to_its_language():
    assert language("pt_BR").code == "pt_BR"
    assert language("en-GB").name == "English"


def test_an_unknown_language_reads_from_left_to_right_with_spaces():
    unknown = language("tlh")
    assert (unknown.direction, unknown.spaced) == ("ltr", True)


def test_the_runs_of_an_unspaced_script_are_found():
    text = "改正 (revision) and 「改悪」, not 한국"
    assert [text[slice(*span)] for span in unspaced_runs(text)] == ["改正", "「改悪」"]


def test_a_regional_language_is_as_its_language_is_and_keeps_its_code():
    taiwan, brazil = language("zh_TW"), language("pt-BR")
    assert (taiwan.code, taiwan.tag, taiwan.spaced) == ("zh_TW", "zh-TW", False)
    assert (brazil.code, brazil.tag, brazil.spaced) == ("pt-BR", "pt-BR", True)
