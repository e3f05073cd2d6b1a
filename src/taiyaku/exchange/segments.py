"""``segments.json``: the whole paired text, for whoever wants to build on it.

Every edition publishes one, a translation with its source, the source with all its translations.
Texts are what readers see, without markup; offsets count Unicode code points from 0, and an end is
not included. The keys:

``version``
    1; it will grow when a key changes its meaning, and not when one is added.
``source``, ``languages``
    the language of the documents; the languages in this file, the source first.
``segments``
    a list, document by document, each in the order of its text:

    ``id``, ``document``, ``headings``
        the anchor on the page, the page, and the headings above it, from the page's down.
    ``text``, ``sentences``
        the source, and its sentences as ``[start, end]``; their anchors are ``main-3.1`` and so on
        (those of a heading and of the glossary have none).
    ``translations``
        by language: ``state`` (``translated``, ``fuzzy``, ``outdated``, ``refused``, ``missing``;
        pages show only what is translated), ``text``, ``sentences``, and ``pairs``: which sentences
        answer each other, as ``[[0], [0]]``, or ``[[0], [0, 1]]`` where the numbers differ.
    ``occurrences``
        the terms standing in the source: ``concept`` (its anchor in the glossary), ``span``,
        ``form``, and ``translations`` by language: ``standing`` (``preferred``, ``admitted``,
        ``derived``, that is the verb of the noun, ``deprecated``, ``excepted``, ``missing``),
        ``condition`` of an admitted form or ``reason`` of an exception, and ``renderings``, each
        ``{span, form, standing}``, the form as in the glossary: the text at the span may have
        another ending, or capitals.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from taiyaku.model import Occurrence, Segment, Standing


def as_json(source: str, texts: Mapping[str, Sequence[Segment]]) -> str:
    """The file; ``texts`` maps each translation's language to its segments."""
    merged: dict[str, dict[str, Any]] = {}
    for target, segments in texts.items():
        for segment in segments:
            entry = merged.setdefault(segment.id, source_of(segment))
            entry["translations"][target] = translation_of(segment)
            places = {(shown["concept"], shown["span"]): shown for shown in entry["occurrences"]}
            for occurrence in segment.occurrences:
                if shown := places.get((occurrence.concept.id, occurrence.span)):
                    shown["translations"][target] = rendering_of(occurrence)
    data = {
        "version": 1,
        "source": source,
        "languages": [source, *texts],
        "segments": list(merged.values()),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def source_of(segment: Segment) -> dict[str, Any]:
    """What does not depend on the translation."""
    return {
        "id": segment.id,
        "document": segment.document,
        "headings": segment.headings,
        "text": segment.source,
        "sentences": [span for pair in segment.pairs for span in pair.source],
        "translations": {},
        "occurrences": [
            {"concept": o.concept.id, "span": o.span, "form": o.form.form, "translations": {}}
            for o in segment.occurrences
        ],
    }


def translation_of(segment: Segment) -> dict[str, Any]:
    """The translation of a segment, and which sentences answer which."""
    pairs, ours, theirs = [], 0, 0
    for pair in segment.pairs:
        ends = ours + len(pair.source), theirs + len(pair.target)
        pairs.append([list(range(ours, ends[0])), list(range(theirs, ends[1]))])
        ours, theirs = ends
    return {
        "state": segment.state,
        "text": segment.target,
        "sentences": [span for pair in segment.pairs for span in pair.target],
        "pairs": pairs,
    }


def rendering_of(occurrence: Occurrence) -> dict[str, Any]:
    """What became of a term in the translation."""
    said: dict[str, Any] = {"standing": occurrence.standing}
    if occurrence.standing is Standing.EXCEPTED:
        said["reason"] = occurrence.reason
    if occurrence.condition:
        said["condition"] = occurrence.condition
    said["renderings"] = [
        {"span": span, "form": term.form, "standing": term.standing}
        for span, term in occurrence.renderings
    ]
    return said
