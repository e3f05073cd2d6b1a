"""The staged catalogue: Sphinx builds from a copy under the build folder, never from ``locale/``.

So no MO file stands in the source tree, a deleted PO is gone at the next build, and what is staged
is staged by its content, not by its time.
"""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog as Babel
from babel.messages.mofile import write_mo
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from taiyaku import catalog
from taiyaku.catalog import Catalogue

UNDATED = datetime.fromtimestamp(0, UTC)  # a date in the MO would make every build a new one
logger = logging.getLogger(__name__)


def _stage(app: Sphinx, config: Config) -> None:
    """Copy the catalogues of the edition's language, and point Sphinx to the copy."""
    project, target = app.taiyaku_project, config.language
    config.gettext_compact = False
    config.gettext_location = False
    staged = Path(app.doctreedir, "catalogues")
    config.locale_dirs = [str(staged)]
    wanted: set[Path] = set()
    for document, catalogue in project.catalogues(target).items():
        for finding in catalogue.findings:
            place = finding.place
            logger.error(
                "%s; %s", finding.message, finding.hint, type="taiyaku", subtype=finding.code,
                location=f"{project.root / place.path}:{place.line}",
            )  # fmt: skip
        path = staged / target / "LC_MESSAGES" / f"{document}.po"
        wanted |= {path, path.with_suffix(".mo")}
        _write(path, catalogue)
    for path in sorted(staged.rglob("*.*")):
        if path.is_file() and path not in wanted:
            path.unlink()
    if not wanted and staged.exists():
        shutil.rmtree(staged)


def _write(path: Path, catalogue: Catalogue) -> None:
    """Stage one catalogue, PO and MO; Sphinx looks at the PO and reads the MO."""
    babel = Babel(charset="utf-8", creation_date=UNDATED, revision_date=UNDATED)
    for message in catalogue.messages:
        if not (message.fuzzy or message.obsolete) and message.target.text:
            babel.add(message.source.text, message.target.text, context=message.context)
    compiled = io.BytesIO()
    write_mo(compiled, babel)
    changed = catalog.write(path, catalogue.data)
    changed |= catalog.write(path.with_suffix(".mo"), compiled.getvalue())
    if changed:
        path.with_suffix(".mo").touch()  # Sphinx compiles anew what looks older than its PO


def setup(app: Sphinx) -> None:
    """Take up the feature."""
    app.connect("config-inited", _stage, priority=10)
