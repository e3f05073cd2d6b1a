"""Readings: parted over the ideographs of a word, the glossary's first."""

import pytest

from taiyaku.model import Concept, Entry, Problems
from taiyaku.readings import Readings, load, parts, proposed


@pytest.mark.parametrize(
    ("word", "kana", "expected"),
    [
        ("機関", "きかん", [("機関", "きかん")]),
        ("企んで", "たくらんで", [("企", "たくら")]),
        ("受け渡し", "うけわたし", [("受", "う"), ("渡", "わた")]),
        ("個人番号カード", "こじんばんごうかーど", [("個人番号", "こじんばんごう")]),
        ("10日", "とおか", [("10日", "とおか")]),
    ],
)
def test_a_reading_stands_over_the_ideographs_of_its_word(word, kana, expected):
    assert [(word[slice(*span)], part) for span, part in parts(word, kana)] == expected


def test_the_longest_word_is_read_first():
    known = Readings({"国": "くに", "国会": "こっかい"})
    assert [r.kana for r in known.of("国会と国")] == ["こっかい", "くに"]


def test_a_word_may_be_read_otherwise_in_one_place():
    known = Readings({"中": "ちゅう"}, {("a-1", "中"): "なか"})
    assert [r.kana for r in known.of("中", "a-1")] == ["なか"]
    assert [r.kana for r in known.of("中", "a-2")] == ["ちゅう"]


def test_the_glossary_comes_before_the_file(tmp_path):
    path = tmp_path / "readings.tsv"
    path.write_text("日本\tにっぽん\n", "utf-8")
    concept = Concept(id="japan", terms={"ja": Entry("日本", reading="にほん")})
    assert load(path, "r", [concept], "ja").everywhere == {"日本": "にほん"}


def test_a_proposal_is_not_shown_before_somebody_has_looked_at_it(tmp_path):
    path = tmp_path / "readings.tsv"
    path.write_text("日本\tにほん?\n", "utf-8")
    known = load(path, "r", [], "ja")
    assert (list(known.of("日本")), known.waiting) == ([], ("日本",))


def test_every_line_that_is_no_reading_is_told_with_its_place(tmp_path):
    path = tmp_path / "readings.tsv"
    path.write_text("日本\n# note\n国\tクニ\nかな\tかな\n", "utf-8")
    with pytest.raises(Problems) as told:
        load(path, "glossary/readings.tsv", [], "ja")
    assert [finding.place.line for finding in told.value.findings] == [1, 3, 4]


def test_every_reading_of_the_edition_occurs_in_its_text(project):
    text = "\n".join(segment.source for segment in project.text("en"))
    here = {s.id: s.source for s in project.text("en")}
    read = project.readings
    glossary = {c.terms["ja"].preferred for c in project.concepts}
    assert [word for word in read.everywhere if word not in text and word not in glossary] == []
    assert [key for key in read.here if key[1] not in here[key[0]]] == []


def test_no_reading_of_the_edition_waits_to_be_looked_at(project):
    assert project.readings.waiting == ()


def test_a_file_of_readings_that_is_no_text_is_told_with_its_line(tmp_path):
    path = tmp_path / "readings.tsv"
    path.write_bytes("日本\tにほん\n".encode() + b"\xff\xfe\n")
    with pytest.raises(Problems) as told:
        load(path, "r", [], "ja")
    assert [finding.place.line for finding in told.value.findings] == [2]


def test_words_without_a_reading_are_proposed_and_none_twice(tmp_path):
    pytest.importorskip("sudachipy", reason="an extra: pip install taiyaku[dictionary]")
    known = Readings({"国会": "こっかい"})
    found = proposed([("a", "国会で議論する")], known)
    assert [(word, kana) for word, kana, _ in found] == [("議論", "ぎろん")]
