"""What the edition says: the real text, its translation, its glossary."""

from __future__ import annotations

import filecmp
import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from taiyaku.languages import joins
from taiyaku.pairing import Pairing
from taiyaku.project import current
from taiyaku.report import as_text
from taiyaku.sphinx.segments import ID, SOURCE, has_label, segments
from taiyaku.sphinx.witness import texts
from taiyaku.witness import disagreements


@pytest.fixture(scope="session")
def japanese(project, tmp_path_factory) -> Sphinx:
    """The Japanese documents as Sphinx reads them."""
    out = tmp_path_factory.mktemp("japanese")
    app = Sphinx(project.folder("docs"), project.root, out, out, "dummy", status=None)
    app.build()
    return app


def test_the_japanese_that_sphinx_sees_is_the_witness_with_its_apparatus(project, japanese):
    document = texts(japanese.env, project.witness)
    found = disagreements(project.witness, document, "docs/pamphlet.rst")
    assert "\n".join(map(as_text, found)) == ""


def test_every_title_and_paragraph_has_a_label(japanese):
    for docname in sorted(japanese.env.found_docs - {"glossary", "source"}):
        unlabelled = [
            node[SOURCE] for node in segments(japanese.env.get_doctree(docname))
            if not has_label(node)
        ]  # fmt: skip
        assert unlabelled == [], docname


def test_no_two_segments_have_the_same_id(japanese):
    ids = [n[ID] for d in japanese.env.found_docs for n in segments(japanese.env.get_doctree(d))]
    assert len(ids) == len(set(ids))


def test_every_catalogue_is_current(project, copy):
    done = taiyaku(copy, "update")
    assert done.returncode == 0, done.stderr
    here, there = copy / "locale/en/LC_MESSAGES", project.root / "locale/en/LC_MESSAGES"
    names = {path.name for path in here.iterdir()} | {path.name for path in there.iterdir()}
    _, changed, missing = filecmp.cmpfiles(here, there, sorted(names), shallow=False)
    assert (changed, missing) == ([], []), "run `make update`"


def taiyaku(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "taiyaku.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def harm(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_a_wrong_term_is_told_as_the_readme_shows_it(project, copy):
    catalogue = copy / "locale/en/LC_MESSAGES/pamphlet.po"
    harm(catalogue, "Individual Number Card is", "personal number card is")
    done = taiyaku(copy, "check")
    assert done.returncode == 1
    shown = (project.root / "README.md").read_text("utf-8").split("$ taiyaku check\n")[1]
    without_numbers = (re.sub(r":\d+:\d+:", "", t) for t in (shown.split("```")[0], done.stdout))
    assert next(without_numbers) in next(without_numbers)


def test_a_character_lost_from_the_japanese_stops_the_build_and_names_its_fragment(copy):
    harm(copy / "docs/pamphlet.rst", "生体認証の導入を含め", "生体認証の導入含め")
    done = taiyaku(copy, "site")
    assert done.returncode == 1
    assert "main-2 (F02), after “いて、生体認証の導入”" in done.stderr


def test_a_new_concept_reaches_the_page_without_a_clean_build(copy):
    assert taiyaku(copy, "site").returncode == 0
    entry = (copy / "glossary/notice.yaml").read_text("utf-8").split("definition:")[0]
    entry = entry.replace("通知", "窓口").replace("つうち", "まどぐち")
    (copy / "glossary/counter.yaml").write_text(f"{entry}definition: 受付の場所。\n", "utf-8")
    done = taiyaku(copy, "site")
    assert done.returncode == 0, done.stderr
    assert 'id="counter"' in (copy / "build/site/ja/glossary.html").read_text("utf-8")
    pamphlet = (copy / "build/site/ja/pamphlet.html").read_text("utf-8")
    assert 'href="glossary.html#counter"' in pamphlet


def test_every_document_has_a_catalogue(project, japanese):
    for target in project.targets:
        assert project.catalogues(target).keys() == japanese.env.found_docs


def test_every_message_names_the_segments_that_have_it(project):
    for catalogue in project.catalogues("en").values():
        titles_of_links = [m.source.text for m in current(catalogue) if not m.segments]
        assert titles_of_links in ([], ["本文", "編注", "用語集", "訳語", "底本", "検査", "この版"])


def test_there_are_at_least_fifty_five_concepts(project):
    assert len(project.concepts) >= 55


def test_each_concept_of_the_text_occurs_in_the_pamphlet_and_no_other_does(project):
    pairing = Pairing(project.concepts, "ja", "en")
    occurring = {
        o.concept.id
        for message in current(project.catalogues("en")["pamphlet"])
        for o in pairing.occurrences(message.source.text)
    }
    assert {c.id for c in project.concepts if c.scope == "text"} == occurring


def test_each_concept_has_a_definition_and_a_name_in_every_language(project):
    for concept in project.concepts:
        assert concept.definition
        assert concept.terms.keys() == set(project.languages)
        assert concept.terms["ja"].reading


@pytest.mark.parametrize(
    ("japanese_words", "concepts"),
    [
        ("企む 画策 突き進む", 3), ("憲法改正 憲法改悪", 2), ("監視カメラ 防犯カメラ", 2),
        ("個人情報 パーソナルデータ", 2), ("本人認証 本人確認 個人識別", 3),
    ],
)  # fmt: skip
def test_words_that_must_be_kept_apart_share_no_rendering(project, japanese_words, concepts):
    wanted = set(japanese_words.split())
    found = [c for c in project.concepts if wanted & {t.form for t in c.approved("ja")}]
    assert len(found) == concepts
    forms = [t.form.casefold() for c in found for t in c.approved("en")]
    assert len(forms) == len(set(forms))


def test_every_exception_in_the_catalogues_gives_a_reason(project):
    for catalogue in project.catalogues("en").values():
        for message in catalogue.messages:
            for waiver in message.waivers:
                assert waiver.reason, waiver.place


def test_the_source_lines_end_where_sentences_do(project):
    for path in sorted(project.folder("docs").glob("*.rst")):
        lines = path.read_text("utf-8").splitlines()
        for number, (line, following) in enumerate(itertools.pairwise(lines), 1):
            prose = line and following and not set(following) <= set("=-~")
            if prose and not line.lstrip().startswith((".. ", ":words:")) and line[0] not in "=-~":
                assert line.endswith("。") or not joins(line[-1], following[0]), (path, number)
