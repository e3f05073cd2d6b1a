"""The command says what is wrong, where, and what to do, and exits accordingly."""

import io
import json
import re
import subprocess
import sys

import pytest
import small

from taiyaku.cli import main
from taiyaku.progress import Progress


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


WRONG = small.RIGHT.replace("Individual N", "personal n").replace("Card", "card")
PATH = "locale/en/LC_MESSAGES/text.po"


def test_findings_are_printed_as_json(folder, capsys):
    small.make(folder, WRONG)
    assert main(["check", "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding == {
        "code": "term-deprecated", "severity": "error", "path": PATH, "line": 5, "column": 23,
        "message": "“personal number card” for 個人番号カード: 公式名称ではない",
        "hint": "write “Individual Number Card”; decided in glossary/individual-number-card.yaml",
        "concept": "individual-number-card", "term": "個人番号カード",
        "source_span": [0, 7], "target_span": [14, 34],
    }  # fmt: skip


def test_findings_are_printed_as_commands_of_github(folder, capsys):
    small.make(folder, WRONG)
    assert main(["check", "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(
        f"::error file={PATH},line=5,col=23,title=term-deprecated::“personal number card”"
    )
    assert out.count("\n") == 1


def test_no_text_of_a_stranger_becomes_a_command_of_github(folder, capsys):
    evil = 'msgid "個人番号カード"\nmsgstr "a\\n::error::b%0A personal number card"\n'
    small.make(folder, small.HEADER + evil)
    main(["check", "--format", "github"])
    for line in capsys.readouterr().out.splitlines():
        assert re.match(rf"::error file={PATH},line=\d+,col=\d+,title=[a-z-]+::[^:]", line)


def test_findings_are_printed_as_sarif(folder, capsys):
    small.make(folder, WRONG)
    assert main(["check", "--format", "sarif"]) == 1
    data = json.loads(capsys.readouterr().out)
    (run,) = data["runs"]
    (result,) = run["results"]
    assert (data["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == PATH
    assert place["region"] == {"startLine": 5, "startColumn": 23}
    assert result["level"] == "error"


@pytest.mark.parametrize("format_", ["json", "sarif", "github", "text"])
def test_a_sound_project_is_passed_in_every_format(folder, capsys, format_):
    small.make(folder)
    assert main(["check", "--format", format_]) == 0
    out = capsys.readouterr().out
    if format_ == "json":
        assert json.loads(out) == []
    if format_ == "sarif":
        assert json.loads(out)["runs"][0]["results"] == []


def codes(capsys, *arguments: str) -> list[str]:
    main(["check", "--format", "json", *arguments])
    return [finding["code"] for finding in json.loads(capsys.readouterr().out)]


TWO = small.HEADER + 'msgid "個人番号カード2枚"\nmsgstr "3 things"\n'


def test_checks_are_chosen_and_left_out(folder, capsys):
    small.make(folder, TWO)
    assert codes(capsys) == ["number-differs", "term-missing"]
    assert codes(capsys, "--select", "term-missing") == ["term-missing"]
    assert codes(capsys, "--ignore", "term-missing") == ["number-differs"]


def test_checks_are_chosen_in_the_settings(folder, capsys):
    small.make(folder, TWO)
    (folder / "pyproject.toml").write_text(
        '[tool.taiyaku]\nsource = "ja"\nignore = ["number-differs"]\n'
    )
    assert codes(capsys) == ["term-missing"]


def test_a_check_that_there_is_not_is_told_by_the_key_of_the_setting(folder, capsys):
    small.make(folder)
    (folder / "pyproject.toml").write_text(
        '[tool.taiyaku]\nsource = "ja"\nignore = ["term-mising"]\n'
    )
    assert main(["check"]) == 2
    assert "pyproject.toml:3:1: file-invalid: tool.taiyaku.ignore" in capsys.readouterr().err


def test_only_the_files_that_are_named_are_told_of(folder, capsys):
    path = small.make(folder, TWO)
    path.with_name("other.po").write_text(WRONG, "utf-8")
    assert codes(capsys, str(path)) == ["number-differs", "term-missing"]
    assert codes(capsys, str(path.with_name("other.po"))) == ["term-deprecated"]
    assert len(codes(capsys, str(path.parent))) == 3


UNSOURCED = small.HEADER + 'msgid "それを渡す。"\nmsgstr "Hand over the Individual Number Card."\n'


def test_a_note_is_shown_when_asked_for_and_never_changes_the_exit_status(folder, capsys):
    small.make(folder, UNSOURCED)
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", "--notes"]) == 0
    assert ": note: term-unsourced: “Individual Number Card”" in capsys.readouterr().out


def test_fingerprints_are_written_into_the_exceptions(folder, capsys):
    excuse = "# taiyaku: allow term-missing individual-number-card -- said before\n"
    path = small.make(folder, small.HEADER + excuse + 'msgid "個人番号カード"\nmsgstr "it"\n')
    assert main(["stamp"]) == 0
    assert re.search(r"-- said before \[[0-9a-f]{8}\]\n", path.read_text("utf-8"))
    assert main(["check"]) == 0
    path.write_text(path.read_text("utf-8").replace('"it"', '"that"'), "utf-8")
    assert main(["check"]) == 1
    assert "exception-stale" in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "drawn"), [(Terminal(), True), (io.StringIO(), False)])
def test_a_long_run_draws_a_bar_on_a_terminal_and_none_into_a_pipe(stream, drawn, monkeypatch):
    monkeypatch.setattr("taiyaku.progress.PATIENCE", 0)
    with Progress(4, stream) as progress:
        progress.step()
    assert ("1/4" in stream.getvalue()) is drawn
    assert stream.getvalue().endswith("\r") is drawn


def test_a_check_loads_neither_sphinx_nor_docutils_nor_pytest(project):
    script = "import sys; from taiyaku.cli import main; main(['check']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project.root, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert {"sphinx", "docutils", "pytest"}.isdisjoint(done.stdout.split())


def test_one_segment_is_shown_in_both_languages_with_its_terms(project, capsys, monkeypatch):
    monkeypatch.chdir(project.root)
    assert main(["show", "main-3"]) == 0
    out = capsys.readouterr().out
    assert "main-3.2\n    ja  病院・学校等の" in out
    assert "企んで = plotting: admitted (" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "main-33"], "there are main-3"), (["show", "qqqqqq"], "ids stand beside"),
        (["show", "main-3", "--language", "xx"], "no catalogues for “xx”"),
    ],
)  # fmt: skip
def test_a_segment_that_there_is_not_is_asked_for_wrongly(
    project, capsys, monkeypatch, arguments, told
):
    monkeypatch.chdir(project.root)
    assert main(arguments) == 2
    assert told in capsys.readouterr().err


def test_a_wrong_key_in_the_glossary_is_told_once(copy, monkeypatch, capsys):
    path = copy / "glossary/issuance.yaml"
    path.write_text(path.read_text("utf-8").replace("definition:", "defintion:", 1), "utf-8")
    monkeypatch.chdir(copy)
    assert main(["check"]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if "file-invalid" in line]
    assert len(told) == len(set(told)) == 2


def test_a_reader_that_stops_reading_is_no_fault():
    command = f"{sys.executable} -m taiyaku.cli explain | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""
