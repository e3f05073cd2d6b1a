"""``make audit``: the built site before three judges that are not ours.

- axe-core (accessibility): every page (of the parallel pages the text's), light and dark, at 1,440
  and 390 pixels, the text in every way of reading, with all answers unfolded and all readings
  shown; no violation.
- the Nu checker (HTML, CSS, SVG): every file; no error. Warnings are counted and noted.
- Lighthouse (mobile): the start page, and of each edition the first page, the text in every way of
  reading and the glossary (else the largest page); 100 in every category. The machine may be busy, which costs
  points, so a page that has less is judged again, three times in all, and the best of each
  category counts.

Usage: ``audit.py [SITE]``, by default ``build/site``. Needs node, npm, java and Chromium; the
judges come from ``package-lock.json``. Exit status: 0, 1 if a judge finds fault, 2 if one is missing.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
import chromium  # noqa: E402 -- beside the tests, which share it

MODULES = HERE / "node_modules"
JAR = MODULES / "vnu-jar/build/dist/vnu.jar"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3
SCHEMES = ("light", "dark")
SIZES = ((1440, 900), (390, 844))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START = "index.html#choose"  # where the start page stays, and leads to no edition by itself
COMPRESSED = (".html", ".css", ".js", ".svg", ".json")
VIEWS = ("reveal", "side", "interleaved")
READ = ("pamphlet", "letter")  # the texts that are judged in every view
UNFOLD = """() => {
  for (const handle of document.querySelectorAll(".handle")) handle.ariaExpanded = "true";
  document.documentElement.dataset.furigana = "all";
}"""
CHECKED = (".html", ".css", ".svg")


class Handler(http.server.SimpleHTTPRequestHandler):
    """A host as hosts are: it compresses, and shows 404.html where there is nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, or what a folder or a lost address is answered with."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not urlsplit(self.path).path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", urlsplit(self.path).path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path = path / "index.html" if path.is_dir() else path
        lost = Path(self.directory) / "404.html"
        if path.is_file():
            self._send(200, path)
        elif lost.is_file():
            self._send(404, lost)
        else:
            self.send_error(404)

    def _send(self, status: int, path: Path) -> None:
        body, kind = path.read_bytes(), self.guess_type(str(path))
        text = path.suffix in COMPRESSED
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        if text and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which the site is served."""
    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def missing() -> list[str]:
    """The programs that are not there; a browser is asked for, never fetched."""
    names = [name for name in ("node", "npm", "java") if not shutil.which(name)]
    return names if browser_path() else [*names, "Chromium"]


def browser_path() -> str | None:
    """The system's Chromium."""
    return next(filter(None, map(shutil.which, chromium.NAMES)), None)


def install() -> None:
    """The judges, as the lock names them."""
    lock, done = HERE / "package-lock.json", MODULES / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=HERE, check=True)
        done.touch()


def axe(site: Path, address: str) -> list[str]:
    """What axe-core finds on every page."""
    pages = sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if not path.stem.endswith("-parallel") or path.stem.startswith(READ)
    )
    texts = [page for page in pages if Path(page).stem in READ]
    pages += [f"{page}?view={view}" for page in texts for view in VIEWS]
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=chromium.ARGUMENTS
        )
        for scheme in SCHEMES:
            for size in SIZES:
                found += _violations(browser, address, pages, scheme, size)
        browser.close()
    print(f"axe-core: {len(pages)} pages, {' and '.join(SCHEMES)}, {len(SIZES)} widths")
    return found


def _violations(
    browser: Browser, address: str, pages: list[str], scheme: str, size: tuple[int, int]
) -> list[str]:
    source, found = (MODULES / "axe-core/axe.min.js").read_text("utf-8"), []
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_context(color_scheme=scheme, viewport=viewport).new_page()
    for name in pages:
        page.goto(f"{address}/{START if name == 'index.html' else name}")
        if "?view=" in name:
            page.evaluate(UNFOLD)
        page.evaluate(source)
        result = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
        found += [_violation(name, scheme, size[0], v) for v in result["violations"]]
    page.context.close()
    return found


def _violation(name: str, scheme: str, width: int, violation: dict) -> str:
    targets = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
    return f"axe: {name} ({scheme}, {width}): {violation['id']}: {violation['help']}: {targets}"


# CSS that browsers have and the checker's list of properties has not: anchors of popovers.
NEWER_CSS = (
    "anchor-name",
    "anchor-scope",
    "position-anchor",
    "position-area",
    "position-try",
    "position-try-fallbacks",
)
UNKNOWN = re.compile(r"CSS: “(?P<name>[a-z-]+)”: Property “(?P=name)” doesn['’]t exist\.")


def nu(site: Path, _address: str) -> list[str]:
    """What the Nu checker finds in every file that it knows.

    It asks no address of this machine, so it reads from the disk, where no file is of its page's
    own origin; its notes say so. Linked data, too, it takes for a script under the policy.
    """
    files = [path for path in sorted(site.rglob("*")) if path.suffix in CHECKED]
    messages = _said(files)
    kinds: dict[str, list[dict]] = {"note": [], "newer": [], "error": []}
    for message in messages:
        kinds[_kind(message)].append(message)
    print(f"Nu checker: {len(files)} files, {len(kinds['note'])} notes", end="")
    print(f", {len(kinds['newer'])} properties newer than its list")
    for said, number in Counter(m["message"] for m in kinds["note"]).most_common():
        print(f"  note: {number} x {said}")
    return [f"nu: {_place(m, site)}: {m['message']}" for m in kinds["error"]]


def _said(files: list[Path]) -> list[dict]:
    """The checker's messages. Style sheets apart: asked for both, it miscounts the lines of pages."""
    messages: list[dict] = []
    for option, styles in (("--also-check-svg", False), ("--also-check-css", True)):
        chosen = [str(path) for path in files if (path.suffix == ".css") == styles]
        if chosen:
            command = ["java", "-jar", str(JAR), option, "--format", "json", "--exit-zero-always"]
            done = subprocess.run([*command, *chosen], capture_output=True, text=True, check=True)
            messages += json.loads(done.stderr or done.stdout)["messages"]
    return messages


def _kind(message: dict) -> str:
    """``note``, ``error``, or ``newer``: no more than a property that the checker has not heard of."""
    if message["type"] == "info":
        return "note"
    unknown = UNKNOWN.fullmatch(message["message"])
    return "newer" if unknown and unknown["name"] in NEWER_CSS else "error"


def _place(message: dict, site: Path) -> str:
    path = Path(unquote(urlsplit(message.get("url", "")).path))
    name = path.relative_to(site) if path.is_relative_to(site) else path
    return f"{name}:{message.get('lastLine', 1)}"


def judged(address: str, name: str) -> dict:
    """Lighthouse's report on one page."""
    flags = ["--headless=new", *dict.fromkeys(["--no-sandbox", *chromium.ARGUMENTS])]
    command = [
        "node", str(MODULES / "lighthouse/cli/index.js"), f"{address}/{name}", "--output=json",
        "--quiet", f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(flags)}",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": str(browser_path())}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"audit: Lighthouse did not judge {name}:\n{done.stderr[-1500:]}")
    return json.loads(done.stdout)


def score(report: dict, category: str) -> int:
    """The points of a category, of 100."""
    return round(100 * (report["categories"][category]["score"] or 0))


def best_reports(address: str, name: str) -> dict[str, dict]:
    """For each category the report in which a page did best."""
    best: dict[str, dict] = {}
    for _ in range(TRIES):
        report = judged(address, name)
        for category in CATEGORIES:
            if category not in best or score(report, category) > score(best[category], category):
                best[category] = report
        if all(score(best[category], category) == 100 for category in CATEGORIES):
            break
    return best


def lighthouse(site: Path, address: str) -> list[str]:
    """Pages with less than 100, and why."""
    found = []
    print(f"Lighthouse, mobile: {', '.join(CATEGORIES)}; bytes sent; layout shift")
    for name in weighty(site):
        best = best_reports(address, name)
        audits = best["performance"]["audits"]
        weight = audits["total-byte-weight"]["numericValue"]
        shift = audits["cumulative-layout-shift"]["numericValue"]
        scores = "".join(f"{score(best[category], category):5}" for category in CATEGORIES)
        print(f"  {name:34}{scores}{weight:10,.0f}{shift:8.3f}", flush=True)
        for category in CATEGORIES:
            found += [f"lighthouse: {name}: {why}" for why in _why(best[category], category)]
    return found


def _why(report: dict, category: str) -> list[str]:
    if score(report, category) == 100:
        return []
    weighed = [r["id"] for r in report["categories"][category]["auditRefs"] if r["weight"]]
    audits = [report["audits"][name] for name in weighed]
    low = [a for a in audits if a["score"] is not None and a["score"] < 1]
    return [f"{category} {score(report, category)}: {a['id']}: {a['title']}" for a in low] or [
        f"{category} {score(report, category)}: no audit of its is at fault"
    ]


def weighty(site: Path) -> list[str]:
    """The pages for Lighthouse: the start page, and of each edition those that weigh most."""
    names = [START]
    for first in sorted(site.glob("*/index.html")):
        known = [first.with_name(f"{stem}.html") for stem in ("pamphlet", "glossary")]
        pages = [page for page in known if page.is_file()]
        largest = max(first.parent.glob("*.html"), key=lambda path: path.stat().st_size)
        chosen = dict.fromkeys([first, *(pages or [largest])])
        names += [path.relative_to(site).as_posix() for path in chosen]
        text = first.with_name("pamphlet.html").relative_to(site).as_posix()
        names += [f"{text}?view={view}" for view in VIEWS if text in names]
    return names


def timed(judge: Callable[[Path, str], list[str]], site: Path, address: str) -> list[str]:
    """What a judge finds, each thing on a line, and how long it took."""
    start = time.monotonic()
    found = judge(site, address)
    print(f"  {len(found) or 'nothing'} found in {time.monotonic() - start:.0f} s", flush=True)
    for line in found:
        print(f"  {line}")
    return found


def main(arguments: list[str]) -> int:
    """Judge a site; returns the exit status."""
    site = Path(arguments[0] if arguments else "build/site").resolve()
    if absent := missing():
        print(f"audit: not found: {', '.join(absent)}", file=sys.stderr)
        return 2
    if not (site / "index.html").is_file():
        print(f"audit: no site in {site}: run `make site`", file=sys.stderr)
        return 2
    install()
    with served(site) as address:
        counts = [len(timed(judge, site, address)) for judge in (axe, nu, lighthouse)]
    print(f"Audit: {sum(counts) or 'no'} faults")
    return int(any(counts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
