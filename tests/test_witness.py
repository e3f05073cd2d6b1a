"""The published Japanese is the witness with its apparatus, to the character."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiyaku import records, witness
from taiyaku.model import Problems
from taiyaku.witness import Apparatus, disagreements

ROOT = Path(__file__).parents[1]
TEXT = ROOT / "docs/witness/pamphlet-ocr.txt"
APPARATUS = ROOT / "docs/witness/apparatus.yaml"
RECORD = records.read(APPARATUS, "apparatus.yaml", Apparatus, "")
WITNESS = witness.load(TEXT, APPARATUS, ROOT)
DOCUMENT = {id_: reading.text for id_, reading in WITNESS.readings.items()}


def fragments_named(findings) -> set[str]:
    return set(re.findall(r"F\d\d", " ".join(f.message for f in findings)))


def test_every_fragment_stands_in_one_passage_and_all_of_it_is_read():
    used = [id_ for passage in WITNESS.apparatus.passages for id_ in passage.fragments]
    assert sorted(used) == [f"F{number:02}" for number in range(1, 18)]


def test_a_document_that_is_the_reading_has_no_disagreement():
    assert disagreements(WITNESS, DOCUMENT, "docs") == []


@pytest.mark.parametrize("reading", WITNESS.readings.values(), ids=lambda r: r.segment)
def test_a_character_taken_from_the_document_is_missed_and_its_fragment_named(reading):
    for at in range(len(reading.text)):
        harmed = DOCUMENT | {reading.segment: reading.text[:at] + reading.text[at + 1 :]}
        found = disagreements(WITNESS, harmed, "docs")
        assert len(found) == 1
        if not reading.supplied:
            same = reading.text[at : at + 2] == reading.text[at] * 2  # which of two is not known
            assert fragments_named(found) & {reading.fragment_at(at + same)}


@given(st.sampled_from(sorted(DOCUMENT)), st.data())
def test_a_character_put_into_the_document_is_found(segment, data):
    text = DOCUMENT[segment]
    at = data.draw(st.integers(0, len(text)))
    harmed = text[:at] + data.draw(st.characters()) + text[at:]
    assert disagreements(WITNESS, DOCUMENT | {segment: harmed}, "docs")


@pytest.mark.parametrize("segment", sorted(DOCUMENT))
def test_a_segment_taken_from_the_document_is_missed(segment):
    left = {id_: text for id_, text in DOCUMENT.items() if id_ != segment}
    assert disagreements(WITNESS, left, "docs")


def test_a_segment_that_the_apparatus_does_not_name_is_found():
    found = disagreements(WITNESS, DOCUMENT | {"main-9": "もう一つ。"}, "docs")
    assert [f.message for f in found] == ["main-9 “もう一つ。…” is not in the apparatus"]


def test_two_segments_that_changed_places_are_found():
    ids = list(DOCUMENT)
    ids[1], ids[2] = ids[2], ids[1]
    assert disagreements(WITNESS, {id_: DOCUMENT[id_] for id_ in ids}, "docs")


@pytest.mark.parametrize("fragment", RECORD.value.fragments, ids=lambda f: f.id)
@pytest.mark.parametrize("change", ["taken", "changed"])
def test_a_character_of_the_witness_is_missed_and_its_fragment_named(fragment, change):
    lines = TEXT.read_bytes().decode().split("\n")
    line = lines[fragment.line - 1]
    for at in range(len(line)):
        put = "" if change == "taken" else "〓"
        harmed = [*lines]
        harmed[fragment.line - 1] = line[:at] + put + line[at + 1 :]
        with pytest.raises(Problems) as caught:
            witness.fitted(RECORD, "\n".join(harmed).encode(), "witness")
        assert fragment.id in fragments_named(caught.value.findings)


@pytest.mark.parametrize("line", [1, 2, 3, 5, 13, 24, 36])
def test_white_space_lost_around_the_fragments_is_missed(line):
    lines = TEXT.read_bytes().decode().split("\n")
    harmed = [*lines[: line - 1], *lines[line:]]
    with pytest.raises(Problems):
        witness.fitted(RECORD, "\n".join(harmed).encode(), "witness")


# What decides the text; the rest of the file is prose, names and certainty.
DECIDING = ("line", "sha256", "begins", "ends", "segment", "fragments", "at", "witness", "reading")


def deciding_characters() -> list[int]:
    text = APPARATUS.read_text("utf-8")
    value = r'(?:"[^"\n]*"|\[[^]\n]*\]|[^,}\n]*)'
    found = re.finditer(rf"(?:^|[{{\s-])(?:{'|'.join(DECIDING)}): ({value})", text, re.MULTILINE)
    inside = (at for m in found for at in range(*m.span(1)))
    return [at for at in inside if text[at] not in ' "[],' or text[at - 1 : at + 2] == ' " ']


@settings(max_examples=400)
@given(st.sampled_from(deciding_characters()))
def test_a_character_taken_from_what_decides_in_the_apparatus_is_missed(tmp_path_factory, at):
    text = APPARATUS.read_text("utf-8")
    harmed = tmp_path_factory.mktemp("harmed") / "apparatus.yaml"
    harmed.write_text(text[:at] + text[at + 1 :], "utf-8")
    try:
        record = records.read(harmed, "apparatus.yaml", Apparatus, "")
        reading = witness.fitted(record, TEXT.read_bytes(), "witness")
    except Problems:
        return
    assert disagreements(reading, DOCUMENT, "docs")


@pytest.mark.parametrize("number", range(len(RECORD.value.emendations)))
def test_an_emendation_that_is_taken_away_is_missed_and_its_fragment_named(number):
    emendations = RECORD.value.emendations
    left = replace(RECORD.value, emendations=emendations[:number] + emendations[number + 1 :])
    reading = witness.Witness(WITNESS.texts, left)
    assert emendations[number].fragment in fragments_named(disagreements(reading, DOCUMENT, "docs"))


def test_an_emendation_without_a_reason_is_refused():
    first, *others = RECORD.value.emendations
    harmed = replace(RECORD.value, emendations=(replace(first, why=" "), *others))
    with pytest.raises(Problems, match="E1: gives no reason"):
        witness.fitted(replace(RECORD, value=harmed), TEXT.read_bytes(), "witness")


def test_only_the_places_known_to_be_lost_are_marked_as_gaps():
    marked = {(gap.fragment, gap.at) for gap in RECORD.value.gaps}
    assert marked == {("F01", "start"), ("F06", "start"), ("F13", "end")}
