"""What edition it is, read from CITATION.cff."""

import pytest

from taiyaku.citation import Citation, load
from taiyaku.model import Problems


def written(tmp_path, text):
    path = tmp_path / "CITATION.cff"
    path.write_text(text, "utf-8")
    return path


def test_version_date_and_authors_are_read(tmp_path):
    path = written(
        tmp_path,
        "version: 1.20\ndate-released: 2026-11-24\nauthors:\n  - name: The editors\n"
        "  - given-names: A.\n    family-names: Keeper\n",
    )
    assert load(path) == Citation("1.20", "2026-11-24", ("The editors", "A. Keeper"))


def test_a_project_without_the_file_has_no_version(tmp_path):
    assert load(tmp_path / "CITATION.cff") == Citation()


@pytest.mark.parametrize(
    "text", ['title: "open', "- a list", "authors: nobody", "date-released: tomorrow"]
)
def test_a_file_that_is_none_is_told_with_its_place_and_what_to_do(tmp_path, text):
    with pytest.raises(Problems) as told:
        load(written(tmp_path, text))
    (finding,) = told.value.findings
    assert finding.place.path == "CITATION.cff"
    assert "citation-file-format" in finding.hint


def test_an_entry_of_a_bibliography_has_only_what_is_known_and_escapes_the_rest():
    entry = Citation("1.0", "2026-11-24", ("A & B",)).bibtex("50 % of {it}", "key")
    assert "url" not in entry
    assert r"title = {{50 \% of \{it\}}}" in entry
    assert r"author = {{A \& B}}" in entry
    assert "year = {2026}" in entry


def test_the_editions_file_names_its_version_and_date(project):
    assert project.citation.version
    assert project.citation.released
    assert project.citation.authors
