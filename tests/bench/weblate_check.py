"""Weblate's own glossary check without its database: for an environment that has Weblate 5.14.

Its class ``GlossaryCheck`` judges; which terms stand in a source is asked of the same automaton, made
with the same options, as Weblate makes. What Weblate reads from its database (a unit, its
translation, the terms) is a plain object here, so queries cost nothing.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace


def seconds(folder: Path) -> float:
    """How long the check takes on all pairs."""
    from django.conf import settings

    settings.configure(USE_I18N=False)
    import ahocorasick_rs
    from weblate.checks.glossary import GlossaryCheck

    models = sys.modules["weblate.glossary.models"] = ModuleType("weblate.glossary.models")
    models.get_glossary_terms = lambda unit, **_: unit.glossary_terms
    terms = json.loads((folder / "terms.json").read_text("utf-8"))
    pairs = json.loads((folder / "pairs.json").read_text("utf-8"))
    check = object.__new__(GlossaryCheck)
    spaced = SimpleNamespace(language=SimpleNamespace(uses_whitespace=lambda: True))
    known = {
        term: SimpleNamespace(source=term, target=rendering, all_flags=frozenset())
        for term, rendering in terms.items()
    }
    start = time.perf_counter()
    automaton = ahocorasick_rs.AhoCorasick(
        set(terms),
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        store_patterns=False,
    )
    for source, target in pairs:
        lower = source.lower()
        found = automaton.find_matches_as_indexes(lower, overlapping=True)
        unit = SimpleNamespace(
            translation=spaced, glossary_terms=[known[lower[a:b]] for _, a, b in found]
        )
        check.check_single(source, target, unit)
    return time.perf_counter() - start
