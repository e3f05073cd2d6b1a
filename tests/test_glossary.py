"""The glossary is read into typed values, and whatever is wrong is told at once, with its place."""

import pytest

from taiyaku.glossary import in_order, load
from taiyaku.model import Problems, Severity, Standing
from taiyaku.report import in_order as in_place_order

ENTRY = """\
terms:
  ja:
    preferred: 個人番号カード
    reading: こじんばんごうかーど
  en:
    preferred: Individual Number Card
    admitted: [{form: card, when: 二度目から}]
    deprecated: [{form: personal number card, why: 公式名称ではない}]
definition: 顔写真のついたカード。
"""


def glossary(tmp_path, **files: str):
    folder = tmp_path / "glossary"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
    return folder


def faults(folder) -> list[str]:
    with pytest.raises(Problems) as caught:
        load(folder, "ja")
    return [f"{f.place} {f.message}" for f in in_place_order(caught.value.findings)]


def test_an_entry_becomes_a_concept(tmp_path):
    (concept,), notes = load(glossary(tmp_path, card=ENTRY), "ja")
    assert concept.id == "card"
    assert concept.path == "glossary/card.yaml"
    assert [(t.form, t.standing) for t in concept.approved("en")] == [
        ("Individual Number Card", Standing.PREFERRED), ("card", Standing.ADMITTED),
    ]  # fmt: skip
    assert [t.condition for t in concept.refused("en")] == ["公式名称ではない"]
    assert notes == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(("definition:", "defnition:"), [
            "glossary/card.yaml:1:1 “definition” is missing",
            "glossary/card.yaml:9:1 “defnition” is not a key of this file",
        ], id="an unknown key, and so a missing one"),
        pytest.param(("Individual Number Card", "[a, b]"), [
            "glossary/card.yaml:6:5 “terms.en.preferred” must be text",
        ], id="a value of another kind"),
        pytest.param(("reading:", "preferred:"), [
            "glossary/card.yaml:4:5 “preferred” is given twice, first in line 3",
        ], id="a key given twice"),
        pytest.param((", why: 公式名称ではない", ""), [
            "glossary/card.yaml:8:18 “terms.en.deprecated.0.why” is missing",
        ], id="a deprecated form without a reason"),
        pytest.param(("definition:", "see: [nowhere]\ndefinition:"), [
            "glossary/card.yaml:9:7 “see” names “nowhere”, and there is no such concept",
        ], id="a reference that leads nowhere"),
        pytest.param(("  ja:", "  de:"), [
            "glossary:1:1 no concept has a term in “ja”",
        ], id="no entry in the source language"),
        pytest.param(("form: card", "form: ' '"), [
            "glossary/card.yaml:7:5 “terms.en.admitted” holds a form that is empty or broken",
        ], id="an empty form"),
        pytest.param(("terms:", "terms: [\n"), [
            "glossary/card.yaml:4:14 not YAML: did not find expected ',' or ']'",
        ], id="not YAML"),
        pytest.param((ENTRY, ""), ["glossary/card.yaml:1:1 the file is empty"], id="an empty file"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file_line_and_field(tmp_path, change, expected):
    assert faults(glossary(tmp_path, card=ENTRY.replace(*change))) == expected


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path):
    folder = glossary(tmp_path, card=ENTRY)
    (folder / "card.yaml").write_bytes(ENTRY.encode("shift_jis"))
    assert faults(folder) == ["glossary/card.yaml:3:1 not UTF-8"]


def test_the_faults_of_all_files_are_told_at_once(tmp_path):
    bad = ENTRY.replace("definition", "defnition")
    assert len(faults(glossary(tmp_path, one=bad, two=bad))) == 4


def test_a_source_form_belongs_to_one_concept(tmp_path):
    assert faults(glossary(tmp_path, one=ENTRY, two=ENTRY)) == [
        "glossary/two.yaml:3:5 “個人番号カード” belongs to glossary/one.yaml too"
    ]


def test_two_concepts_with_one_rendering_are_worth_a_note(tmp_path):
    other = ENTRY.replace("個人番号カード", "カード")
    _, notes = load(glossary(tmp_path, one=ENTRY, two=other), "ja")
    assert {note.severity for note in notes} == {Severity.NOTE}
    assert [note.message for note in notes] == [
        "“Individual Number Card” belongs to glossary/one.yaml too",
        "“card” belongs to glossary/one.yaml too",
    ]


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("{ja: 個人番号カード, en: a thing, expect: ok}", "is judged “term-missing”, not “ok”"),
        ("{ja: 個人番号カード, en: a card, expect: term-missing}", "is judged “ok”"),
        ("{ja: 何もない, en: nothing, expect: ok}", "is judged “term-absent”"),
        ("{ja: 個人番号カード, en: a card, expect: fine}", "needs “ja”, another language"),
    ],
)
def test_an_entry_whose_example_does_not_hold_does_not_load(tmp_path, example, message):
    (fault,) = faults(glossary(tmp_path, card=f"{ENTRY}examples:\n  - {example}\n"))
    assert fault.startswith("glossary/card.yaml:11:5 ")
    assert message in fault


def test_a_file_name_that_cannot_be_an_id_is_told(tmp_path):
    (fault,) = faults(glossary(tmp_path, Card=ENTRY))
    assert "“Card” cannot be an id" in fault


def test_a_list_is_in_the_order_of_the_readings(tmp_path):
    first = ENTRY.replace("こじん", "あじん").replace("個人", "亜人").replace("Ind", "Znd")
    concepts, _ = load(glossary(tmp_path, zz=first, aa=ENTRY), "ja")
    assert [c.id for c in in_order(concepts, "ja")] == ["zz", "aa"]
    assert [c.id for c in in_order(concepts, "en")] == ["aa", "zz"]


@pytest.mark.parametrize("word", ["no", "1", "2016-05-03", "null", "1:30"])
def test_a_form_is_text_whatever_yaml_takes_it_for(tmp_path, word):
    changed = ENTRY.replace("Individual Number Card", word)
    (concept,), _ = load(glossary(tmp_path, card=changed), "ja")
    assert concept.terms["en"].preferred == word


def test_a_reference_to_an_entry_that_is_at_fault_is_no_fault_too(tmp_path):
    bad = ENTRY.replace("definition", "defnition")
    other = ENTRY.replace("個人番号カード", "カード") + "see: [bad]\n"
    told = faults(glossary(tmp_path, bad=bad, other=other))
    assert all(each.startswith("glossary/bad.yaml") for each in told)
