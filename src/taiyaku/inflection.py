"""The shapes that a word of a spaced language takes, as regular expressions made from rows of data.

A row is an ending and what may stand in its place; of a language's rows the first that fits counts.
``{c}`` in a row is the letter before it. A language without rows has its words as they are. Words
are folded: small letters, plain apostrophes.
"""

from __future__ import annotations

import re
from functools import lru_cache

Row = tuple[str, str]

# (regular expression for the ending, its shapes)
INFLECTED: dict[str, tuple[Row, ...]] = {
    "en": (
        (r"(?<=[^aeiou])y$", "(?:y's|ies'|ies|ied|ying|y)"),
        (r"(?<=..)sis$", "(?:sis|ses)"),
        (r"(?<=..)e$", "(?:e's|es'|es|ed|ing|e)"),
        (r"(?<=..[^f])fe?$", "(?:fe?'s|ves|fe?)"),
        (r"(?<=..)c$", "c(?:s|ked|king|'s|s')?"),
        (r"(?<=s|x|z)$|(?<=ch|sh)$", "(?:es|ed|ing|'s|')?"),
        (r"(?<=[^aeiou][aeiou][bdglmnprt])$", "(?:s|ed|ing|'s|s'|{c}ed|{c}ing)?"),
        (r"(?<=..)$", "(?:s|es|ed|ing|'s|s')?"),
    ),
    "fr": (
        (r"eux$", "eu(?:x|ses?)"),
        (r"(?<=..)al$", "(?:al|ale|ales|als|aux)"),
        (r"(?<=..)if$", "(?:ifs?|ives?)"),
        (r"(?<=..)er$", "(?:er|e|es|ent|ez|é|ée|és|ées|ant|ants?)"),
        (r"(?<=..)é$", "(?:é|ée|és|ées)"),
        (r"(?<=..)e$", "(?:es?)"),
        (r"(?<=.[^aeiouy])$", "(?:e?s?|{c}es?)"),
        (r"(?<=..)$", "(?:s|x)?"),
    ),
    "de": ((r"(?<=..)e$", "(?:e[nrsm]?)"), (r"(?<=...)$", "(?:e[nrsm]?|s|n)?")),
    "es": ((r"(?<=..)[oa]$", "[oa]s?"), (r"(?<=..)z$", "(?:z|ces)"), (r"(?<=..)$", "(?:e?s)?")),
    "it": ((r"(?<=..)[oaei]$", "[oaei]"),),
    "pt": (
        (r"(?<=..)[oa]$", "[oa]s?"),
        (r"(?<=..)ão$", "(?:ão|ões|ãos|ães)"),
        (r"(?<=..)$", "(?:e?s)?"),
    ),
    "nl": ((r"(?<=...)$", "(?:e|en|s|'s|n)?"),),
}  # fmt: skip

# What has no rule: each row the shapes of one word.
IRREGULAR: dict[str, tuple[str, ...]] = {
    "en": (
        "child children", "person persons people", "man men", "woman women", "foot feet",
        "tooth teeth", "mouse mice", "index indexes indices", "matrix matrices matrixes",
        "appendix appendices appendixes", "criterion criteria", "phenomenon phenomena",
        "datum data", "medium media mediums", "take takes took taken taking",
        "give gives gave given giving", "write writes wrote written writing",
        "hold holds held holding", "make makes made making", "send sends sent sending",
        "get gets got gotten getting", "run runs ran running", "set sets setting",
        "bring brings brought bringing", "find finds found finding",
        "build builds built building", "keep keeps kept keeping", "leave leaves left leaving",
        "pay pays paid paying", "sell sells sold selling", "tell tells told telling",
        "buy buys bought buying", "seek seeks sought seeking", "lose loses lost losing",
        "know knows knew known knowing", "see sees saw seen seeing", "do does did done doing",
        "go goes went gone going", "bear bears bore borne bearing",
        "withdraw withdraws withdrew withdrawn withdrawing", "draw draws drew drawn drawing",
        "choose chooses chose chosen choosing", "break breaks broke broken breaking",
        "steal steals stole stolen stealing", "rise rises rose risen rising",
        "begin begins began begun beginning", "speak speaks spoke spoken speaking",
        "win wins won winning", "lead leads led leading", "meet meets met meeting",
        "feed feeds fed feeding", "grow grows grew grown growing",
        "throw throws threw thrown throwing", "fly flies flew flown flying",
        "wear wears wore worn wearing", "freeze freezes froze frozen freezing",
        "strike strikes struck striking", "fall falls fell fallen falling",
        "drive drives drove driven driving", "hide hides hid hidden hiding",
        "shake shakes shook shaken shaking", "stand stands stood standing",
        "understand understands understood understanding",
        "undertake undertakes undertook undertaken undertaking",
        "teach teaches taught teaching", "think thinks thought thinking",
        "catch catches caught catching", "fight fights fought fighting",
        "spend spends spent spending", "lend lends lent lending", "bind binds bound binding",
        "deal deals dealt dealing", "hear hears heard hearing", "mean means meant meaning",
        "shoot shoots shot shooting", "forbid forbids forbade forbidden forbidding",
        "forget forgets forgot forgotten forgetting", "lay lays laid laying",
        "die dies died dying", "tie ties tied tying", "lie lies lay lied lain lying",
        "goose geese", "ox oxen", "quiz quizzes", "axis axes", "corpus corpora corpuses",
        "stimulus stimuli", "nucleus nuclei", "radius radii radiuses",
        "syllabus syllabi syllabuses", "formula formulas formulae", "vertex vertices vertexes",
        "schema schemas schemata", "bacterium bacteria", "curriculum curricula curriculums",
        "memorandum memoranda memorandums", "addendum addenda",
    ),
    "fr": ("œil yeux", "travail travaux", "bail baux", "vitrail vitraux", "ciel cieux"),
}  # fmt: skip
ASIDE_FROM = {
    code: {word: rows.split() for rows in table for word in rows.split()[:1]}
    for code, table in IRREGULAR.items()
}

# A noun made from a verb or an adjective, and what stands there when that is used instead.
DERIVED: dict[str, tuple[Row, ...]] = {
    "en": (
        (r"isation$|ization$", "i[sz](?:e|es|ed|ing)"),
        (r"ification$", "if(?:y|ies|ied|ying)"),
        (r"stration$", "st(?:er|ers|ered|ering|rates?|rated|rating)"),
        (r"ption$", "(?:pt|ibe|be)(?:s|d|ed|ing)?"),
        (r"lysis$", "ly[sz](?:e|es|ed|ing)"),
        (r"(?<=..)ation$", "(?:|s|ed|ing|e|es|ates?|ated|ating)"),
        (r"(?<=..)sion$", "(?:d|de|ds|des|ded|ding|t|ts|tted|tting|se|ses|sed|sing)"),
        (r"(?<=..)ition$", "(?:e|es|ed|ing|it|its|ited|iting)"),
        (r"(?<=..)tion$", "(?:t|ts|ted|ting|te|tes|ting)"),
        (r"(?<=..)sure$", "s(?:e|es|ed|ing)"),
        (r"(?<=..)ment$", "(?:|s|ed|d|ing)"),
        (r"(?<=..)[ae]nc[ey]$", "(?:|s|ed|ing|e|es|ant|ent)"),
        (r"(?<=..)bility$", "ble"),
        (r"ority$", "orit(?:ies|ative)"),  # an author is no authority
        (r"(?<=..)ity$", "(?:|e|al|ous)"),
        (r"(?<=..)ery$", "(?:e|es|ed|ing|er|ers)"),
        (r"(?<=w)al$", "(?:|s|ed|n|ing)"),  # renewal, withdrawal; but an orbit is not orbital
        (r"(?<=..)al$", "(?:e|es|ed|ing)"),
        (r"(?<=..)ness$", ""),
        (r"(?<=...)ing$", "(?:|s|ed|e|es)"),
        (r"(?<=..)(?:er|or)$", "(?:|e|es|s|ed|ing)"),
        (r"(?<=..)th$", ""),
    ),
}  # fmt: skip


def _base(code: str) -> str:
    return re.split("[-_]", code)[0]


def beginnings(word: str, code: str) -> tuple[str, ...]:
    """Letters with one of which every shape of a word begins."""
    if listed := ASIDE_FROM.get(_base(code), {}).get(word):
        return tuple(dict.fromkeys(listed))
    stem = re.match(r"(?:\w|\\.)*", shaped := shapes(word, code))[0].replace("\\", "")
    if shaped[len(stem) : len(stem) + 1] in ("?", "*"):
        stem = stem[:-1]
    return (stem if stem and word.startswith(stem) else word[:1],)


@lru_cache(maxsize=65536)
def shapes(word: str, code: str) -> str:
    """A regular expression for every shape of a word: its plural, possessive, verb forms."""
    code = _base(code)
    if listed := ASIDE_FROM.get(code, {}).get(word):
        return f"(?:{'|'.join(map(re.escape, listed))})(?:'s|')?"
    return _replaced(word, INFLECTED.get(code, ())) or re.escape(word)


def derived(word: str, code: str) -> str:
    """A regular expression for the verb or adjective of which a word is the noun, or nothing."""
    return _replaced(word, DERIVED.get(_base(code), ()))


def _replaced(word: str, rows: tuple[Row, ...]) -> str:
    """The word with its ending replaced by the shapes of the first row that fits."""
    for ending, shaped in rows:
        if match := re.search(ending, word):
            return re.escape(word[: match.start()]) + shaped.replace("{c}", word[-1])
    return ""
