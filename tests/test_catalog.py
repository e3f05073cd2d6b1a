"""Catalogues are read tolerantly, and written back to the byte."""

import os
import re
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiyaku import catalog, files, po
from taiyaku.model import Place

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
WHOLE = (
    HEADER
    + '# a translator\'s note\n#. id: main-1, main-2 after main-1\n#: docs/a.rst:3\n#, fuzzy\n#| msgid "旧"\n'
    + 'msgid "個人番号カード"\nmsgstr ""\n"The card.\\n"\n"Second \\"line\\"."\n\n'
    + '#~ msgid "古い"\n#~ msgstr "old"\n'
)


def messages(text: str):
    return catalog.parse(text, "a.po").messages


def faults(text: str) -> list[tuple[str, str]]:
    return [(str(f.place), f.message) for f in catalog.parse(text, "a.po").findings]


def test_a_message_has_its_texts_its_flag_and_its_ids():
    message = messages(WHOLE)[0]
    assert message.source.text == "個人番号カード"
    assert message.target.text == 'The card.\nSecond "line".'
    assert (message.fuzzy, message.segments) == (True, (("main-1", ""), ("main-2", "main-1")))
    assert message.previous == "旧"


def test_a_message_knows_the_headings_above_it():
    (message,) = messages(HEADER + '#. in: 本文 › 節\nmsgid "甲"\nmsgstr ""\n')
    assert message.headings == ("本文", "節")


def test_an_obsolete_message_is_known_as_such():
    assert [m.obsolete for m in messages(WHOLE)] == [False, True]


def test_plural_forms_are_messages_each():
    text = HEADER + 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "une"\nmsgstr[1] "des"\n'
    assert [(m.source.text, m.target.text) for m in messages(text)] == [
        ("one", "une"), ("many", "des"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "place"),
    [("The", (11, 2)), ("Second", (12, 2)), ("line", (12, 11)), ("”", None)],
)
def test_a_place_is_that_of_the_words_in_the_file(words, place):
    target = messages(WHOLE)[0].target
    offset = target.text.find(words)
    if place:
        assert target.place(offset) == Place("a.po", *place)
        line, column = place
        assert WHOLE.splitlines()[line - 1][column - 1 :].startswith(words)
    else:
        assert offset == -1


@given(st.text(alphabet='ab字\n\t"\\é', min_size=1, max_size=40))
def test_every_character_is_placed_where_it_stands(text):
    quoted = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    line = f'msgstr "{quoted}"'
    target = messages(f'{HEADER}msgid "x"\n{line}\n')[0].target
    assert target.text == text
    for offset, char in enumerate(text):
        column = target.place(offset).column
        written = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}.get(char, char)
        assert line[column - 1 :].startswith(written)


def test_an_exception_is_read_with_its_term_and_its_reason():
    text = (
        HEADER
        + '# taiyaku: allow term-missing card -- the heading names it\nmsgid "a"\nmsgstr "b"\n'
    )
    (waiver,) = messages(text)[0].waivers
    assert (waiver.code, waiver.concept, waiver.reason) == (
        "term-missing", "card", "the heading names it",
    )  # fmt: skip
    assert waiver.place == Place("a.po", 4)


@pytest.mark.parametrize(
    ("broken", "place", "words"),
    [
        pytest.param('msgid "b"\nmsgstr "unclosed\n', "a.po:5:8", "not closed", id="unclosed"),
        pytest.param("garbage\n", "a.po:4:1", "not PO", id="garbage"),
        pytest.param('msgid "b"\n<<<<<<< HEAD\nmsgstr "x"\n=======\nmsgstr "y"\n>>>>>>> z\n',
                     "a.po:5:1", "conflict", id="conflict"),
        pytest.param('msgid "b"\nmsgstr "a\\qb"\n', "a.po:5:10", "no escape", id="bad escape"),
        pytest.param('msgid "b"\n\n', "a.po:4:1", "without msgstr", id="no msgstr"),
        pytest.param('msgstr "b"\n', "a.po:4:1", "without a msgid", id="no msgid"),
        pytest.param('msgid "b"\nmsgid_plural "c"\nmsgstr[6] "d"\n', "a.po:6:1", "so many forms", id="plurals"),
        pytest.param('msgid "b"\nmsgstr "c"\nmsgstr "d"\n', "a.po:6:1", "second msgstr", id="twice"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_reported_and_the_rest_is_read(broken, place, words):
    text = HEADER + broken + '\nmsgid "sound"\nmsgstr "heard"\n'
    assert any(at == place and words in message for at, message in faults(text))
    assert [m.source.text for m in messages(text)] == ["sound"]


def test_a_message_that_stands_twice_is_reported_and_the_first_kept():
    text = HEADER + 'msgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n'
    assert faults(text) == [("a.po:7:8", "the message of line 4 once more")]
    assert [m.target.text for m in messages(text)] == ["1"]


def test_a_missing_header_is_reported():
    assert faults('msgid "a"\nmsgstr "b"\n') == [("a.po:1:1", "the file has no header")]


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-8"])
def test_a_declared_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "a.po"
    path.write_bytes(WHOLE.replace("UTF-8", encoding).encode(encoding))
    read = catalog.read(path, "a.po")
    assert read.findings == ()
    assert read.messages[0].source.text == "個人番号カード"


def test_a_wrong_encoding_is_reported_with_its_place(tmp_path):
    path = tmp_path / "a.po"
    path.write_bytes(WHOLE.encode("shift_jis"))
    (finding,) = (f for f in catalog.read(path, "a.po").findings if "encoding" in f.message)
    assert finding.place == Place("a.po", 8, 11)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_and_written_back_the_same(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "a.po"
    path.write_bytes(data)
    assert catalog.read(path, "a.po").data == data


@given(st.integers(0, len(WHOLE.encode())))
def test_a_file_cut_anywhere_is_read_and_written_back_the_same(tmp_path_factory, at):
    path = tmp_path_factory.mktemp("cut") / "a.po"
    path.write_bytes(WHOLE.encode()[:at])
    assert catalog.read(path, "a.po").data == WHOLE.encode()[:at]


def test_replacing_extracted_comments_changes_nothing_else():
    read = catalog.parse(WHOLE, "a.po")
    changed = read.with_comments(".", {1: ["id: main-9"]})
    assert "".join(changed.lines) == WHOLE.replace("id: main-1, main-2 after main-1", "id: main-9")


def test_writing_keeps_the_permissions_and_says_whether_it_wrote(tmp_path):
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert files.write(path, b"new") is True
    assert files.write(path, b"new") is False
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.po"]


def test_a_file_that_is_no_po_at_all_does_not_drown_its_reader():
    found = faults("nonsense\n" * 1000)
    assert len(found) == 101  # the first hundred, and how many more
    assert any("more like these" in message for _, message in found)


COMMENTS = st.lists(st.sampled_from(["# note", "#", "#. id: one", "#, fuzzy"]), max_size=2)
WRAPPED = st.lists(st.sampled_from(['"wrapped"', '"more"', '""']), max_size=3)
PLAIN = st.builds(
    lambda comments, source, more, target, rest: [
        *comments, f'msgid "{source}"', *more, f'msgstr "{target}"', *rest],
    COMMENTS, st.sampled_from(["", "a", "b"]), WRAPPED, st.sampled_from(["", "x"]), WRAPPED,
)  # fmt: skip
ODD = st.sampled_from([
    "", "", '#~ msgid "old"', 'msgctxt "c"', '"open', "rubbish", ' msgid "in"', 'msgid "a"\r', "\r",
    'msgstr "y" ', "\u2028", '"n\\n"', "# note", 'msgid "lone"',
])  # fmt: skip
BLOCKS = st.lists(st.one_of(PLAIN, PLAIN, ODD.map(lambda line: [line])), max_size=6)
BREAKS = st.lists(st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n"]), min_size=6, max_size=6)


@settings(max_examples=500)
@given(BLOCKS, BREAKS)
def test_what_is_read_at_a_stroke_is_read_as_line_by_line(blocks, breaks):
    text = "".join("\n".join(block) + end for block, end in zip(blocks, breaks, strict=False))
    quick = catalog.parse(text, "a.po")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(po, "PLAIN_ENTRY", re.compile(r"(?!)"))
        slow = catalog.parse(text, "a.po")
    assert quick.findings == slow.findings
    for one, other in zip(quick.entries, slow.entries, strict=True):
        assert (one.start, one.end, one.obsolete, one.broken) == (
            other.start, other.end, other.obsolete, other.broken)  # fmt: skip
        assert list(one.comments) == list(other.comments)
        assert one.strings.keys() == other.strings.keys()
        for keyword, wording in one.strings.items():
            places = [wording.place(at) for at in range(len(wording.text) + 1)]
            same = other.strings[keyword]
            assert (wording.text, places) == (
                same.text, [same.place(at) for at in range(len(same.text) + 1)])  # fmt: skip
