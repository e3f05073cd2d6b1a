"""What the tests share: the real project, its pages built once, and a real browser."""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from taiyaku import site as editions
from taiyaku.project import Project

pytest_plugins = ["pytester"]

# How long an example takes depends on what else the machine does; speed is for `make bench`.
settings.register_profile("edition", deadline=None)
settings.load_profile("edition")

ROOT = Path(__file__).parents[1]
PARTS = ("conf.py", "pyproject.toml", "CITATION.cff", "docs", "glossary", "locale")
OWN = ("http://127.0.0.1:", "file:///")


@pytest.fixture(scope="session")
def project() -> Project:
    """The real project."""
    return Project.open(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real text, to do harm to."""
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / part)
    return tmp_path


def _built(root: Path) -> Path:
    """The site of the project in a folder, built as `taiyaku site` builds it."""
    status = editions.build(Project.open(root), root / "build" / "site")
    assert status == 0, "the editions do not build; see the warnings above"
    return root / "build" / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as `make site` builds it: every warning is an error."""
    root = tmp_path_factory.mktemp("edition")
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    return _built(root)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of another project: English, with French and Arabic, by one line of conf.py."""
    root = tmp_path_factory.mktemp("tiny") / "letter"
    shutil.copytree(ROOT / "tests" / "tiny", root, ignore=shutil.ignore_patterns("build"))
    return _built(root)


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    handler = functools.partial(_Silent, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the real site is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def tiny_address(tiny: Path) -> Iterator[str]:
    """The address at which the other project's site is served."""
    with served(tiny) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    try:
        executable = chromium.executable()
    except FileNotFoundError as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails if anything on it fails or asks for anything elsewhere."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page, faults = context.new_page(), []
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", lambda m: m.type == "error" and faults.append(f"console: {m.text}"))
    page.on("request", lambda r: not r.url.startswith(OWN) and faults.append(f"asked {r.url}"))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    """A page on a phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone, touched and not pointed at."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
