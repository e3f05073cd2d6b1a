"""Anything at all in a file: no traceback, no hang, and the other files are still handled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taiyaku import catalog, glossary
from taiyaku.checks import check_message, gate
from taiyaku.markup import Rules, compare, parse
from taiyaku.model import Concept, Entry, Message, Problems, Wording
from taiyaku.pairing import Pairing
from taiyaku.project import current
from taiyaku.report import as_text

# Mutated files in a run: 2,000 in `make test`, 20,000 in `make fuzz`.
FILES = int(os.environ.get("TAIYAKU_FUZZ", "2000"))
KILLS = 100
SEED = 20160503

HERE = Path(__file__).parent
CATALOGUES = [path.read_bytes()[:4000] for path in sorted((HERE / "hostile").rglob("*.po"))]
CATALOGUES += [p.read_bytes()[:20000] for p in sorted((HERE.parent / "locale").rglob("*.po"))]
ENTRIES = [path.read_bytes()[:4000] for path in sorted((HERE / "hostile").rglob("*.yaml"))]
ENTRIES += [path.read_bytes() for path in sorted((HERE.parent / "glossary").glob("*.yaml"))[:20]]
CARD = Concept("card", {"en": Entry("card"), "fr": Entry("carte")})
PAIRING = Pairing([CARD], "en", "fr", Rules())

PIECES = [b'"', b"\\", b"\n", b"#", b"msgid ", b"msgstr ", b"#~ ", b"#| ", b"\x00", b"\xff", b"\xe3\x81",
          b"`", b"*", b"|", b"..", b"::", b"<", b">", b":", b"- ", b"{", b"[", b"&a ", b"*a", b"!!", b"? ",
          b"\r", b"\t", b"%", b"charset=UTF-7", b"\xe2\x80\xae"]  # fmt: skip
ANY_PIECE = st.one_of(st.sampled_from(PIECES), st.binary(max_size=6))


@st.composite
def mutated(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A file with up to six pieces of it cut out, doubled or written over."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        put = draw(st.one_of(ANY_PIECE, st.just(data[at:end] * 2)))
        data = data[:at] + put + data[end:]
    return data


def fuzzed(share: float):  # a fraction of the files of a run
    return settings(
        max_examples=round(FILES * share), deadline=2000,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip


@fuzzed(0.6)
@given(mutated(CATALOGUES))
def test_a_mutated_catalogue_is_read_checked_and_written_back(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzzed.po"
    path.write_bytes(data)
    read = catalog.read(path, "fuzzed.po")
    assert read.data == data
    for message in current(read):
        for finding in check_message(message, PAIRING):
            assert 1 <= finding.place.line <= len(read.lines)
            assert "\n" not in as_text(finding).split("\n    ")[0]
    for finding in read.findings:
        assert 1 <= finding.place.line <= max(1, len(read.lines))


@fuzzed(0.3)
@given(mutated(ENTRIES))
def test_a_mutated_entry_loads_or_is_told_and_its_neighbour_is_told_too(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp() / "fuzzed-glossary"
    folder.mkdir(exist_ok=True)
    (folder / "card.yaml").write_bytes(data)
    (folder / "neighbour.yaml").write_text("terms: []\n", "utf-8")
    try:
        glossary.load(folder, "ja")
    except Problems as problems:
        paths = {finding.place.path for finding in problems.findings}
    assert f"{folder.name}/neighbour.yaml" in paths


TOKENS = ["`", "``", "*", "**", "|", "_", "__", " ", "\n", "\n\n", "\\", "<", ">", ":", "::", "..", "- ", "1. ",
          "[", "]", "#", "a", "mot", "x <javascript:alert(1)>", "javascript:alert(1)", ":raw:", ":ref:", "//e",
          "https://e.example/", "=====", "  ", "| ", ">>> ", "(", ")", "@", "file:///e", "\t", "é", "字"]  # fmt: skip
ANY_MARKUP = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=14).map("".join)


@fuzzed(0.1)
@given(ANY_MARKUP, st.booleans())
def test_what_passes_the_gate_for_a_plain_source_is_plain_for_docutils(target, anywhere):
    """The gate against the real parser, with its real roles, and nothing that it could act on."""
    if not target.strip() or compare("Plain words.", target, Rules(anywhere=anywhere)):
        return
    options = frontend.get_default_settings(Parser)
    options.report_level, options.halt_level, options.warning_stream = 5, 5, False
    options.file_insertion_enabled = options.raw_enabled = False
    options.character_level_inline_markup = anywhere
    document = utils.new_document("", options)
    Parser().parse(target, document)
    assert [type(node) for node in document.children] == [nodes.paragraph]
    assert all(isinstance(node, nodes.Text) for node in document[0].children)


@fuzzed(0.05)
@given(ANY_MARKUP)
def test_a_translation_equal_to_its_source_always_passes_or_both_are_more_than_a_paragraph(text):
    message = Message(Wording(text), Wording(text))
    if text.strip() and not parse(text).block:
        assert gate(message, PAIRING) == []


WRITER = """
import sys
from pathlib import Path
from taiyaku import files
path, one, two = Path(sys.argv[1]), b"1" * 400_000, b"2" * 400_000
print("ready", flush=True)
while True:
    files.write(path, two)
    files.write(path, one)
"""


def test_a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new_one_whole(tmp_path):
    path, chance = tmp_path / "a.po", random.Random(SEED)
    path.write_bytes(b"1" * 400_000)
    for _ in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE)
        writer.stdout.readline()
        try:
            writer.wait(timeout=chance.uniform(0, 0.02))
        except subprocess.TimeoutExpired:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
        writer.stdout.close()
        data = path.read_bytes()
        assert len(data) == 400_000
        assert set(data) in ({ord("1")}, {ord("2")})
