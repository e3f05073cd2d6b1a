"""A whole project as small as can be, for tests that do harm to one."""

from pathlib import Path

CARD = """\
terms:
  ja: {preferred: 個人番号カード, reading: こじんばんごうかーど}
  en:
    preferred: Individual Number Card
    deprecated: [{form: personal number card, why: 公式名称ではない}]
definition: 顔写真のついたカード。
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
RIGHT = HEADER + 'msgid "個人番号カードを渡す。"\nmsgstr "Hand over the Individual Number Card."\n'


def make(root: Path, catalogue: str = RIGHT) -> Path:
    """Write the project into ``root``, with one catalogue; returns the catalogue's path."""
    (root / "glossary").mkdir(parents=True)
    (root / "glossary/individual-number-card.yaml").write_text(CARD, "utf-8")
    folder = root / "locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "text.po").write_text(catalogue, "utf-8")
    return folder / "text.po"
