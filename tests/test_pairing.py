"""The paired text: segments in order, sentence by sentence, term by term."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiyaku import catalog
from taiyaku.checks import state
from taiyaku.exchange.segments import as_json
from taiyaku.languages import sentences
from taiyaku.markup import Rules
from taiyaku.model import Admitted, Concept, Deprecated, Entry, Standing, State
from taiyaku.pairing import Pairing, in_order, segments
from taiyaku.project import current

CARD = Concept("card", {
    "ja": Entry("カード"),
    "en": Entry("card", admitted=(Admitted("pass", "at a gate"),), deprecated=(Deprecated("ticket", "paper"),)),
})  # fmt: skip
NUMBER = Concept("number", {"ja": Entry("番号"), "en": Entry("number")})
PAIRING = Pairing([CARD, NUMBER], "ja", "en", Rules(anywhere=True))
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def cut(text: str, language: str) -> list[str]:
    return [text[slice(*span)] for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ja", "行く。戻る。", ["行く。", "戻る。"]),
        ("ja", "「行く。戻る。」と言う。以上", ["「行く。戻る。」と言う。", "以上"]),
        ("ja", "何だ！？　そうか。", ["何だ！？", "そうか。"]),
        ("ja", "（『「甲。」乙。』丙。）丁。戊", ["（『「甲。」乙。』丙。）丁。", "戊"]),
        ("ja", "閉じない「括弧。次。", ["閉じない「括弧。", "次。"]),
        ("en", "One. Two, p. 5.\nThree.", ["One. Two, p. 5.", "Three."]),
        ("en", "Stop! “Go. Now.” Then see p. 5 of Act No. 65.", ["Stop!", "“Go. Now.”", "Then see p. 5 of Act No. 65."]),
        ("en", "Mr. Abe came. J. Smith left.", ["Mr. Abe came.", "J. Smith left."]),
        ("de", "Er sagte: „Halt. Nein.“ Dann ging er.", ["Er sagte: „Halt. Nein.“", "Dann ging er."]),
        ("fr", "« Non. Jamais. » Il part.", ["« Non. Jamais. »", "Il part."]),
        ("ar", "لا. هل ذهب؟ نعم.", ["لا.", "هل ذهب؟", "نعم."]),
        ("zh", "他说：“走。别走。”他走了。", ["他说：“走。别走。”他走了。"]),
    ],
)  # fmt: skip
def test_a_text_is_cut_into_its_sentences(language, text, expected):
    assert cut(text, language) == expected


TEXTS = st.text(st.sampled_from("あ漢a A.。！\n　「」『』（）“”()[]?5"), max_size=40) | st.text(
    max_size=40
)


@given(TEXTS, st.sampled_from(["ja", "en", "fr", "ar"]))
def test_sentences_stand_in_order_and_leave_out_nothing_but_white_space(text, language):
    found, at = sentences(text, language), 0
    for start, end in found:
        assert at <= start < end
        assert text[at:start].strip() == ""
        at = end
    assert text[at:].strip() == ""


def test_the_rule_cuts_every_japanese_paragraph_where_the_source_ends_its_lines(project):
    for path in sorted(project.folder("docs").glob("*.rst")):
        for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
            lines = [line.strip() for line in block.splitlines()]
            if (
                "。" in block
                and len(lines) > 1
                and not any(re.match(r"\.\. |[=~-]{2}|:\w+:", line) for line in lines)
            ):
                assert cut(PAIRING.plain("".join(lines)), "ja") == [
                    PAIRING.plain(line) for line in lines
                ], path


def test_equal_numbers_of_sentences_are_paired_and_others_are_a_group():
    pairs, _ = PAIRING.paired("甲。乙。", "One.\nTwo.")
    assert [(len(p.source), len(p.target)) for p in pairs] == [(1, 1), (1, 1)]
    pairs, _ = PAIRING.paired("甲。乙。", "One.\nTwo.\nThree.")
    assert [(len(p.source), len(p.target)) for p in pairs] == [(2, 3)]


def renderings(source: str, target: str) -> list[list[str]]:
    _, found = PAIRING.paired(source, target)
    return [[target[slice(*span)] for span, _ in o.renderings] for o in found]


def test_a_term_is_answered_by_the_words_of_its_own_sentence():
    assert renderings("カード。カード。", "A card.\nThe pass.") == [["card"], ["pass"]]


def test_terms_and_words_of_the_same_number_answer_each_other_in_order():
    assert renderings("カードとカード。", "A card and a pass.") == [["card"], ["pass"]]


def test_a_term_that_its_sentence_does_not_render_is_answered_from_the_paragraph():
    assert renderings("カード。番号。", "A number.\nThe card.") == [["card"], ["number"]]


def test_more_words_than_terms_all_answer():
    assert renderings("カード。", "A card, a pass.") == [["card", "pass"]]


@pytest.mark.parametrize(
    ("target", "standing", "condition"),
    [
        ("The card.", Standing.PREFERRED, ""),
        ("The pass.", Standing.ADMITTED, "at a gate"),
        ("The ticket.", Standing.DEPRECATED, "paper"),
        ("The thing.", Standing.MISSING, ""),
        ("The pass, the card.", Standing.PREFERRED, ""),
    ],
)
def test_an_occurrence_has_the_standing_of_its_best_rendering(target, standing, condition):
    _, (occurrence,) = PAIRING.paired("カード。", target)
    assert (occurrence.standing, occurrence.condition) == (standing, condition)


def read(text: str):
    catalogue = catalog.parse(HEADER + text, "text.po")
    return segments("text", current(catalogue), PAIRING, lambda message: state(message, PAIRING))


def test_an_excused_term_is_excepted_with_its_reason():
    excuse = "# taiyaku: allow term-missing card -- said before\n"
    (segment,) = read(f'{excuse}#. id: a\nmsgid "カード"\nmsgstr "It"\n')
    (occurrence,) = segment.occurrences
    assert (occurrence.standing, occurrence.reason) == (Standing.EXCEPTED, "said before")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('#. id: a\nmsgid "甲"\nmsgstr "A"\n', State.TRANSLATED),
        ('#. id: a\nmsgid "甲"\nmsgstr ""\n', State.MISSING),
        ('#. id: a\n#, fuzzy\nmsgid "甲"\nmsgstr "A"\n', State.FUZZY),
        ('#. id: a\n#, fuzzy\n#| msgid "乙"\nmsgid "甲"\nmsgstr "A"\n', State.OUTDATED),
        ('#. id: a\nmsgid "甲"\nmsgstr "- A"\n', State.REFUSED),
    ],
)
def test_a_segment_says_what_there_is_of_its_translation(entry, expected):
    assert [segment.state for segment in read(entry)] == [expected]


def test_equal_paragraphs_are_two_segments_in_the_order_of_the_text():
    found = read(
        '#. id: a, c after b, d after c\nmsgid "甲"\nmsgstr "A"\n\n'
        '#. id: b, e after d\nmsgid "乙"\nmsgstr "B"\n\n#. id: f\nmsgid "丙"\nmsgstr "C"\n'
    )
    assert "".join(segment.id for segment in found) == "abcdef"


def test_a_place_that_is_no_more_comes_last_and_is_not_lost():
    message = current(
        catalog.parse(HEADER + '#. id: a, b after gone\nmsgid "甲"\nmsgstr "A"\n', "t")
    )
    assert [id_ for id_, _ in in_order(message)] == ["a", "b"]


def test_a_segment_is_what_readers_see_without_its_markup():
    (segment,) = read(
        '#. id: a\nmsgid "甲:ref:`【註】 <n-1>`乙"\nmsgstr "A :ref:`[Note] <n-1>` *b*\\\\ c"\n'
    )
    assert (segment.source, segment.target) == ("甲【註】乙", "A [Note] bc")


def test_every_paragraph_of_the_pamphlet_has_as_many_sentences_in_both_but_for_the_note(project):
    uneven = [s.id for s in project.text("en") if s.document == "pamphlet"
              if any(len(p.source) != len(p.target) for p in s.pairs)]  # fmt: skip
    assert uneven == ["note-1"]


def test_every_occurrence_of_the_edition_is_rendered_or_excused(project):
    for segment in project.text("en"):
        for occurrence in segment.occurrences:
            assert occurrence.standing not in (Standing.MISSING, Standing.DEPRECATED), segment.id


def test_the_published_file_says_what_the_model_says(project):
    data = json.loads(as_json(project.source, {"en": project.text("en")}))
    assert data["languages"] == ["ja", "en"]
    for told, segment in zip(data["segments"], project.text("en"), strict=True):
        english = told["translations"]["en"]
        assert (told["id"], told["text"]) == (segment.id, segment.source)
        assert [told["text"][a:b] for a, b in told["sentences"]] == cut(segment.source, "ja")
        assert [english["text"][a:b] for a, b in english["sentences"]] == cut(segment.target, "en")
        assert [len(ours) for ours, _ in english["pairs"]] == [len(p.source) for p in segment.pairs]
        for term, occurrence in zip(told["occurrences"], segment.occurrences, strict=True):
            assert term["concept"] == occurrence.concept.id
            assert term["translations"]["en"]["standing"] == occurrence.standing
