"""The staged catalogue: Sphinx builds from a copy under the build folder, never from ``locale/``.

A translation comes from a stranger, and Sphinx would parse it as reStructuredText, twice, and trust
it. What is staged has passed the gate: the checks of the markup. What has not is told, and the page
shows the source's text. So also no MO file stands in the source tree, a deleted PO is gone at the
next build, and what is staged is staged by its content, not by its time.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog as Babel
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from taiyaku import files
from taiyaku.catalog import Catalogue
from taiyaku.checks import gate
from taiyaku.model import Finding, Message, Severity
from taiyaku.pairing import Pairing
from taiyaku.project import current
from taiyaku.report import visible

UNDATED = datetime.fromtimestamp(0, UTC)  # a date in the MO would make every build a new one
UNSTORABLE = re.compile("[\0\4\ud800-\udfff]")  # what an MO file cannot hold
logger = logging.getLogger(__name__)


def _stage(app: Sphinx, config: Config) -> None:
    """Put what may pass where Sphinx will look, and nothing else there."""
    project, target = app.taiyaku_project, config.language
    config.gettext_compact = False
    config.gettext_location = False
    config.gettext_additional_targets = [
        kind for kind in config.gettext_additional_targets if kind != "raw"
    ]  # a raw text would go into the page as it comes
    _refuse_sphinx_catalogue(app, config)
    staged = Path(app.doctreedir, "catalogues")
    config.locale_dirs = [str(staged)]
    wanted: set[Path] = set()
    pairing = project.pairing(target)
    for document, catalogue in project.catalogues(target).items():
        sources = (Path(app.srcdir, f"{document}{end}") for end in config.source_suffix)
        if not any(source.is_file() for source in sources):
            continue
        path = staged / target / "LC_MESSAGES" / f"{document}.po"
        wanted |= {path, path.with_suffix(".mo")}
        passed, findings = _through_the_gate(catalogue, pairing)
        _tell(findings, project.root)
        _write(path, passed)
    for path in sorted(staged.rglob("*.*")):
        if path.is_file() and path not in wanted:
            path.unlink()
    if not wanted and staged.exists():
        shutil.rmtree(staged)


def _refuse_sphinx_catalogue(app: Sphinx, config: Config) -> None:
    """End the build where Sphinx has taken its own words from a catalogue that we have not seen.

    It reads ``sphinx.po`` in the ``locale_dirs`` of conf.py before any extension is asked, and its
    templates put those words into every page as they come.
    """
    for folder in config.locale_dirs:
        path = Path(app.srcdir, folder, config.language, "LC_MESSAGES", "sphinx.po")
        if path.exists() or path.with_suffix(".mo").exists():
            logger.error(
                "Sphinx has read this before the gate; delete it, or set no locale_dirs in conf.py",
                location=visible(f"{path}:1:1"), type="taiyaku", subtype="catalogue-broken",
            )  # fmt: skip
            sys.exit(2)


def _through_the_gate(
    catalogue: Catalogue, pairing: Pairing
) -> tuple[list[Message], list[Finding]]:
    """The messages that may be published, and what is wrong with the catalogue."""
    passed, findings = [], list(catalogue.findings)
    for message in current(catalogue):
        if (
            message.fuzzy
            or not message.target.text.strip()
            or UNSTORABLE.search(message.source.text)
        ):
            continue
        found = gate(message, pairing)
        findings += found
        if all(finding.severity is not Severity.ERROR for finding in found):
            passed.append(message)
    return passed, findings


def _tell(findings: list[Finding], root: Path) -> None:
    """Say what was found, as Sphinx says it: with ``-W`` a build fails."""
    for finding in findings:
        place = finding.place
        tell = logger.error if finding.severity is Severity.ERROR else logger.warning
        hint = f" ({finding.hint})" if finding.hint else ""
        tell(
            "%s", visible(finding.message + hint), type="taiyaku", subtype=finding.code,
            location=visible(f"{root / place.path}:{place.line}:{place.column}"),
        )  # fmt: skip


def _write(path: Path, messages: list[Message]) -> None:
    """Stage messages as a catalogue, PO and MO; Sphinx looks at the PO and reads the MO."""
    babel = Babel(charset="utf-8", creation_date=UNDATED, revision_date=UNDATED)
    for message in messages:
        babel.add(message.source.text, message.target.text, context=message.context)
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, babel, width=0)
    write_mo(compiled, babel)
    changed = files.write(path, text.getvalue())
    changed |= files.write(path.with_suffix(".mo"), compiled.getvalue())
    if changed:
        path.with_suffix(".mo").touch()  # Sphinx compiles anew what looks older than its PO


def _outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """The documents whose staged catalogue is another than when they were read, or gone."""
    folder = Path(app.doctreedir, "catalogues", app.config.language, "LC_MESSAGES")
    staged = {
        docname: hashlib.sha256(path.read_bytes()).hexdigest()
        for docname in env.found_docs
        if (path := folder / f"{docname}.mo").is_file()
    }
    before = getattr(env, "taiyaku_staged", staged)
    env.taiyaku_staged = staged
    return [d for d in env.found_docs if before.get(d) != staged.get(d)]


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.connect("config-inited", _stage, priority=10)
    app.connect("env-get-outdated", _outdated)
