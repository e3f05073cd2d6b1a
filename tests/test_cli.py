"""The command says what is wrong, where, and what to do, and exits accordingly."""

import subprocess
import sys

import pytest
import small

from taiyaku.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sound_project_is_passed_in_silence(folder, capsys):
    small.make(folder)
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_a_finding_is_printed_with_its_place_and_what_to_write(folder, capsys):
    small.make(folder, small.RIGHT.replace("Individual N", "personal n").replace("Card", "card"))
    assert main(["check"]) == 1
    assert capsys.readouterr().out == (
        "locale/en/LC_MESSAGES/text.po:5:23: term-deprecated: "
        "“personal number card” for 個人番号カード: 公式名称ではない\n"
        "    write “Individual Number Card”; decided in glossary/individual-number-card.yaml\n"
    )


def test_a_reason_is_given_in_the_language_of_the_translation(folder, capsys):
    small.make(folder, small.RIGHT.replace("Individual N", "personal n").replace("Card", "card"))
    prose = small.HEADER + 'msgid "公式名称ではない"\nmsgstr "not the official name"\n'
    (folder / "locale/en/LC_MESSAGES/glossary.po").write_text(prose, "utf-8")
    main(["check"])
    assert "for 個人番号カード: not the official name\n" in capsys.readouterr().out


def test_a_broken_file_does_not_hide_the_others(folder, capsys):
    path = small.make(folder, small.RIGHT.replace("Individual", "Special"))
    path.with_name("broken.po").write_text("nonsense\n", "utf-8")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "broken.po:1:1: catalogue-broken" in out
    assert "text.po:5:9: term-missing" in out


def test_a_broken_glossary_is_told_without_a_traceback(folder, capsys):
    small.make(folder)
    entry = folder / "glossary/individual-number-card.yaml"
    entry.write_text(small.CARD.replace("why", "because"), "utf-8")
    assert main(["check"]) == 2
    err = capsys.readouterr().err
    assert "glossary/individual-number-card.yaml:5:18: file-invalid" in err
    assert "5:47" in err


def test_a_wrong_setting_is_told_by_its_key(folder, capsys):
    small.make(folder)
    (folder / "pyproject.toml").write_text("[tool.taiyaku]\nsauce = 'ja'\n")
    assert main(["check"]) == 2
    assert "tool.taiyaku.sauce" in capsys.readouterr().err


def test_a_language_without_catalogues_is_asked_wrongly(folder, capsys):
    small.make(folder)
    assert main(["check", "--language", "fr"]) == 2
    assert "no catalogues for “fr”; there are: en" in capsys.readouterr().err


def test_the_source_language_must_be_clear(folder, capsys):
    small.make(folder)
    entry = folder / "glossary/individual-number-card.yaml"
    entry.write_text(small.CARD.replace("  en:", "  fr: {preferred: carte}\n  en:"), "utf-8")
    assert main(["check"]) == 2
    assert "may be fr or ja" in capsys.readouterr().err


@pytest.mark.parametrize("subject", ["term-missing", "exception-unused", "glossary", "apparatus"])
def test_a_manual_is_printed(subject, capsys):
    assert main(["explain", subject]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 5


def test_without_a_subject_all_are_listed(capsys):
    assert main(["explain"]) == 0
    assert {"term-deprecated", "message-empty"} <= set(capsys.readouterr().out.split())


def test_an_unknown_subject_is_asked_wrongly(capsys):
    assert main(["explain", "nothing"]) == 2
    assert "`taiyaku explain`" in capsys.readouterr().err


def test_the_command_is_installed():
    command = [sys.executable, "-m", "taiyaku.cli", "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("broken", ["<<<<<<< HEAD\n", '"unclosed\n', "nonsense\n"])
def test_an_update_touches_no_catalogue_while_one_is_broken(folder, capsys, broken):
    path = small.make(folder, small.RIGHT + broken)
    before = path.read_bytes()
    assert main(["update"]) == 2
    out, err = capsys.readouterr()
    assert "text.po:6:1: catalogue-broken" in err
    assert out == ""
    assert path.read_bytes() == before


@pytest.mark.parametrize("language", ["klingon", "../x", "ja"])
def test_an_update_begins_no_catalogue_in_what_is_no_other_language(folder, capsys, language):
    small.make(folder)
    assert main(["update", "--language", language]) == 2
    assert f"“{language}” is" in capsys.readouterr().err
    assert [path.name for path in (folder / "locale").iterdir()] == ["en"]


def test_a_document_without_a_catalogue_is_told(folder, capsys):
    small.make(folder)
    (folder / "docs").mkdir()
    (folder / "docs/new.rst").write_text("新\n==\n", "utf-8")
    assert main(["check"]) == 1
    assert (
        "docs/new.rst:1:1: catalogue-missing: “new” has no catalogue in en"
        in capsys.readouterr().out
    )


def test_a_changed_source_leaves_its_translation_fuzzy_and_says_what_it_was(folder):
    small.make(folder)
    (folder / "docs").mkdir()
    (folder / "docs/text.rst").write_text("文\n==\n\n個人番号カードを渡す。\n", "utf-8")
    (folder / "docs/index.rst").write_text("頭\n==\n\n.. toctree::\n\n   text\n", "utf-8")
    (folder / "conf.py").write_text('extensions = ["taiyaku"]\nlanguage = "ja"\n')
    assert main(["update"]) == 0
    (folder / "docs/text.rst").write_text("文\n==\n\n個人番号カードを手渡す。\n", "utf-8")
    assert main(["update"]) == 0
    merged = (folder / "locale/en/LC_MESSAGES/text.po").read_text("utf-8")
    assert (
        "#. in: 文\n"
        "#. 個人番号カード [こじんばんごうかーど] = Individual Number Card; "
        "not: personal number card (公式名称ではない)\n"
        '#, fuzzy\n#| msgid "個人番号カードを渡す。"\nmsgid "個人番号カードを手渡す。"\n'
        'msgstr "Hand over the Individual Number Card."\n'
    ) in merged
