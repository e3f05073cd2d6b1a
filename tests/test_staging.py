"""Sphinx builds from a staged copy of the catalogues, kept by content."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small import HEADER

CONF = 'language = "en"\nextensions = ["taiyaku"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An English page with a French catalogue, for any theme and a plain `sphinx-build`."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.rst").write_text("Title\n=====\n\nA sentence.\n\nAnother one.\n")
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "pyproject.toml").write_text('[tool.taiyaku]\nsource = "en"\n')
    translate(tmp_path, "Une phrase.")
    return tmp_path


def translate(folder: Path, words: str) -> Path:
    path = folder / "locale/fr/LC_MESSAGES/index.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{HEADER}msgid "A sentence."\nmsgstr "{words}"\n', "utf-8")
    return path


def build(folder: Path, language: str = "fr") -> tuple[str, str]:
    out = f"out-{language}"
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-D", f"language={language}",
               "-c", ".", "docs", out]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return (folder / out / "index.html").read_text("utf-8"), done.stdout


def test_a_translation_is_published_by_a_plain_build(folder):
    assert "Une phrase." in build(folder)[0]


def test_a_changed_translation_is_published_however_old_its_file_looks(folder):
    build(folder)
    os.utime(translate(folder, "Une autre."), (0, 0))
    assert "Une autre." in build(folder)[0]


def test_a_changed_translation_comes_into_the_page_of_its_source(folder):
    (folder / "docs/index.rst").write_text("Title\n=====\n\n.. _one:\n\nA sentence.\n")
    for words in ("Une phrase.", "Une autre."):
        path = translate(folder, words)
        path.write_text(
            path.read_text("utf-8").replace('msgid "A', '#. id: one\nmsgid "A'), "utf-8"
        )
        assert words in build(folder, "en")[0]


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_another_format_than_html_has_one_language(folder, builder):
    (folder / "docs/index.rst").write_text("Title\n=====\n\n.. _one:\n\nA sentence.\n")
    path = translate(folder, "Une phrase.")
    path.write_text(path.read_text("utf-8").replace('msgid "A', '#. id: one\nmsgid "A'), "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-c", ".", "docs", "out"]
    subprocess.run(command, cwd=folder, check=True)
    written = "".join(p.read_text("utf-8") for p in (folder / "out").glob("*.t*x*"))
    assert "A sentence." in written
    assert "Une phrase." not in written


def test_a_deleted_catalogue_is_gone_at_the_next_build(folder):
    build(folder)
    (folder / "locale/fr/LC_MESSAGES/index.po").unlink()
    html, _ = build(folder)
    assert "Une phrase." not in html
    assert "A sentence." in html


def test_a_second_build_with_nothing_changed_reads_nothing(folder):
    build(folder)
    (folder / "locale/fr/LC_MESSAGES/index.po").touch()
    assert "0 added, 0 changed, 0 removed" in build(folder)[1]


def test_nothing_is_written_beside_the_catalogues(folder):
    build(folder)
    assert [path.name for path in (folder / "locale").rglob("*") if path.is_file()] == ["index.po"]


def test_what_is_untranslated_says_its_language(folder):
    html, _ = build(folder)
    assert 'lang="en"' in html.split("Another one.")[0].rsplit("<p", 1)[1]


def test_a_broken_setting_ends_the_build_without_a_traceback(folder):
    (folder / "pyproject.toml").write_text("[tool.taiyaku]\nsauce = 1\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-c", ".", "docs", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pyproject.toml:2:1: file-invalid: tool.taiyaku.sauce" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_catalogue_of_sphinxs_own_words_ends_the_build(folder):
    (folder / "conf.py").write_text(f'{CONF}locale_dirs = ["../locale"]\n')
    words = f'{HEADER}msgid "Search"\nmsgstr "<script>alert(1)</script>"\n'
    (folder / "locale/fr/LC_MESSAGES/sphinx.po").write_text(words, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-D", "language=fr", "-c", ".", "docs", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "sphinx.po:1:1: ERROR: Sphinx has read this before the gate" in done.stderr
    assert not (folder / "out/index.html").exists()


def test_a_raw_text_is_never_translated(folder):
    (folder / "conf.py").write_text(f'{CONF}gettext_additional_targets = ["raw"]\n')
    (folder / "docs/index.rst").write_text(
        "T\n=\n\nA sentence.\n\n.. raw:: html\n\n   <b>raw</b>\n"
    )
    path = folder / "locale/fr/LC_MESSAGES/index.po"
    attack = f'{HEADER}msgid "<b>raw</b>"\nmsgstr "<script>alert(1)</script>"\n'
    path.write_text(attack, "utf-8")
    assert "alert(1)" not in build(folder)[0]


def test_a_glossary_term_of_sphinxs_own_is_not_cut_into_markup(folder):
    source = "T\n=\n\n.. glossary::\n\n   ``make``\n      A tool.\n"
    (folder / "docs/index.rst").write_text(source)
    attack = "``x https://evil.example/ : y``"
    words = f'{HEADER}msgid "``make``"\nmsgstr "{attack}"\n'
    (folder / "locale/fr/LC_MESSAGES/index.po").write_text(words, "utf-8")
    assert "evil.example" not in build(folder)[0]
