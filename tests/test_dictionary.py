"""A dictionary that knows where Japanese words begin, where it is installed."""

import subprocess
import sys

import pytest
import small

from taiyaku.cli import main
from taiyaku.dictionary import Borders
from taiyaku.matching import Lexicon


class Word:
    def __init__(self, end: int) -> None:
        self._end = end

    def end(self) -> int:
        return self._end


class Tokenizer:
    """Cuts 方法人数 into 方法 and 人数, and everything else into single letters."""

    def tokenize(self, text: str, mode: object) -> list[Word]:
        return [Word(2), Word(4)] if text == "方法人数" else [Word(n + 1) for n in range(len(text))]

    tokenizer = lambda self: self  # noqa: E731


def found(term: str, text: str) -> bool:
    return bool(Lexicon("ja", [(term, 1)], guard=Borders(Tokenizer(), None)).find(text))


@pytest.mark.parametrize(
    ("term", "text", "stands"),
    [("方法", "方法人数", True), ("法人", "方法人数", False), ("法人", "この方法人数だ", False),
     ("ード", "レコード", True), ("法人", "法人が", True)],
)  # fmt: skip
def test_a_term_stands_where_the_dictionary_has_borders(term, text, stands):
    assert found(term, text) is stands


def test_without_the_package_the_setting_is_told_with_what_to_do(tmp_path, monkeypatch, capsys):
    small.make(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[tool.taiyaku]\nsource = "ja"\ndictionary = true\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "sudachipy", None)
    from taiyaku.dictionary import borders

    borders.cache_clear()
    assert main(["check"]) == 2
    assert "pip install taiyaku[dictionary]" in capsys.readouterr().err


def test_the_default_needs_no_dictionary(project):
    script = "import sys; from taiyaku.cli import main; main(['check']); print('sudachipy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project.root, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    ("term", "text", "stands"),
    [("法人", "方法人数", False), ("京都", "東京都", False), ("法人", "非営利法人税", True),
     ("フォルダ", "プロジェクトフォルダ", True), ("カード", "個人番号カード", True)],
)  # fmt: skip
def test_the_real_dictionary_knows_words(term, text, stands):
    pytest.importorskip("sudachipy", reason="an extra: pip install taiyaku[dictionary]")
    from taiyaku.dictionary import borders

    borders.cache_clear()
    assert bool(Lexicon("ja", [(term, 1)], guard=borders()).find(text)) is stands
