"""The pieces of inline markup that a text may have, and the texts that need no parser.

Most messages have no markup, or references and links of the plainest shape. For these
:func:`simple` gives what docutils gives (a test compares them), and docutils is not loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One piece of inline markup: its kind, what must be alike in both, and its source."""

    kind: str
    alike: str
    raw: str


@dataclass(frozen=True)
class Parsed:
    """The markup of a text, its words without it, and what block it would begin, if any."""

    marks: tuple[Mark, ...] = ()
    words: str = ""
    block: str = ""


# Roles whose text is meant to be translated: only their number must be alike. The text of some is
# prose, that of others code.
PROSE_ROLES = frozenset({
    "abbr", "abbreviation", "ac", "acronym", "dfn", "emphasis", "guilabel", "menuselection",
    "strong", "sub", "subscript", "sup", "superscript", "t", "title", "title-reference",
})  # fmt: skip
TEXT_ROLES = PROSE_ROLES | {
    "", "code", "command", "file", "kbd", "literal", "mailheader", "makevar", "mimetype",
    "newsgroup", "program", "regexp", "samp",
}  # fmt: skip
ALIASES = {
    "t": "title", "title-reference": "title", "sub": "subscript", "sup": "superscript",
    "ac": "acronym", "abbreviation": "abbr", "": "interpreted",
}  # fmt: skip
# Roles that lead somewhere: their target must be alike, their title may differ.
TARGET_ROLES = frozenset({
    "ref", "doc", "numref", "term", "any", "keyword", "option", "envvar", "token", "eq", "index",
    "download", "cite", "pep", "rfc", "func", "class", "meth", "mod", "attr", "data", "const",
    "exc", "obj", "type",
})  # fmt: skip
DOMAINS = frozenset({"py", "c", "cpp", "js", "rst", "std"})

# A text without any of these is plain: no parser is asked. `\S:\S` may begin an address.
PLAIN = re.compile(r"[^\\`*_|@<>]*")
ADDRESS = re.compile(r"\w:\S|::\s*$")
PLAIN_START = re.compile(r"(?!\(?(?:\w+|#)[.)](?:\s|$))[^\W_]|[“‘「『（【《〈〔«¿¡]")
UNPLAIN_LINE = re.compile(r"^(?:\s|[!-/:-@\[-`{-~])", re.MULTILINE)

ENUMERATED = "a numbered list"

INNER = r"[\w「『【（“(\[](?:[^`\\<>\n]*[^`\\<>\s])?"
SIMPLE = re.compile(
    rf"""
    :(?P<role>[a-z]+(?::[a-z]+)?):`(?P<body>{INNER})(?:[ ]<(?P<target>[\w./\#-]+)>)?`
  | `(?P<title>{INNER})[ ]<(?P<uri>https?://[\w./?=&%~+-]*[\w/])>`__
    """,
    re.VERBOSE,
)
BEFORE = re.compile(r"[\s(（“‘「『]")
BEHIND = re.compile(r"[\s.,;:!?)）”’」』]")


def is_plain(text: str) -> bool:
    """Whether a text is certainly one paragraph without any markup."""
    return bool(
        PLAIN.fullmatch(text)
        and PLAIN_START.match(text)
        and not ADDRESS.search(text)
        and ("\n" not in text or not UNPLAIN_LINE.search(text.rstrip("\n")))
    )


def simple(text: str, anywhere: bool) -> Parsed | None:
    """The markup of a text that has none but the plainest; nothing where a parser is needed.

    ``anywhere``: markup may stand between letters.
    """
    if is_plain(text):
        return Parsed(words=text.strip())
    if text[:1].isspace():
        return None
    found, words, rest, last = [], [], [], 0
    for match in SIMPLE.finditer(text):
        if not _clear(text, match, anywhere) or (match["role"] and not _known(match)):
            return None
        between = text[last : match.start()]
        words += [between, match["title"] or match["body"]]
        rest += [between, "x"]
        found.append(_mark(match))
        last = match.end()
    words.append(text[last:])
    if not found or not is_plain("".join((*rest, text[last:]))):
        return None
    return Parsed(tuple(found), "".join(words).strip())


def _clear(text: str, match: re.Match[str], anywhere: bool) -> bool:
    """Whether markup begins and ends where it seems to, and may stand there."""
    start, end = match.span()
    if anywhere:
        return text[start - 1 : start] not in {*":`_\\"} and text[end : end + 1] not in {*":`_"}
    return (start == 0 or bool(BEFORE.match(text, start - 1))) and (
        end == len(text) or bool(BEHIND.match(text, end))
    )


def _known(match: re.Match[str]) -> bool:
    """Whether a role leads somewhere, so that what it shows and where it leads are told apart."""
    domain, _, role = match["role"].rpartition(":")
    return domain in DOMAINS if domain else role in TARGET_ROLES


def _mark(match: re.Match[str]) -> Mark:
    if match["role"]:
        return Mark(f"role:{match['role']}", match["target"] or match["body"], match[0])
    return Mark("link", match["uri"], match[0])
