"""``make audit``: the built site before three judges that are not ours.

- axe-core (accessibility): every page, light and dark, at 1,440 and 390 pixels; no violation.
- the Nu checker (HTML, CSS, SVG): every file; no error.
- Lighthouse (mobile): the start page and the weightiest pages; 100 in every category. A busy machine
  costs points of performance and nothing else does, so a page that has less is judged again, three
  times at most, and the best of each category counts.

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
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
import chromium  # noqa: E402 -- beside the tests, which share it

MODULES = HERE / "node_modules"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3
SIZES = ((1440, 900), (390, 844))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COMPRESSED = (".html", ".css", ".js", ".svg", ".json")
# What the checker's CSS does not know yet; browsers that do not know it either leave it out.
NEWER_CSS = (
    "text-autospace",
    "text-spacing-trim",
    "auto-phrase",
    "light-dark(",
    "text-wrap",
    "clip-path",
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """A host as hosts are: it compresses, and shows 404.html where there is nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        lost = not path.is_file()
        path = Path(self.directory) / "404.html" if lost else path
        body = path.read_bytes()
        self.send_response(404 if lost else 200)
        self.send_header("Content-Type", self.guess_type(str(path)) + "; charset=utf-8")
        if path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
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


def install() -> None:
    """The judges, as the lock names them."""
    lock, done = HERE / "package-lock.json", MODULES / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=HERE, check=True)
        done.touch()


def axe(site: Path, address: str) -> list[str]:
    """What axe-core finds on every page."""
    source, found = (MODULES / "axe-core/axe.min.js").read_text("utf-8"), []
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.ARGUMENTS
        )
        for scheme in ("light", "dark"):
            for width, height in SIZES:
                context = browser.new_context(
                    color_scheme=scheme, viewport={"width": width, "height": height}
                )
                page = context.new_page()
                for name in pages:
                    page.goto(f"{address}/{name}#choose")
                    page.evaluate(source)
                    result = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
                    found += [_violation(name, scheme, width, v) for v in result["violations"]]
                context.close()
        browser.close()
    print(
        f"axe-core: {len(pages)} pages, light and dark, {len(SIZES)} widths: {len(found)} violations"
    )
    return found


def _violation(name: str, scheme: str, width: int, violation: dict) -> str:
    targets = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
    return f"axe: {name} ({scheme}, {width}): {violation['id']}: {violation['help']}: {targets}"


def nu(site: Path) -> list[str]:
    """What the Nu checker finds in every file that it knows.

    It refuses to ask this machine, so it reads from the disk, where no file is its page's own: of
    that it warns, and of linked data, which the policy takes for a script and browsers do not.
    """
    files = [
        p for p in sorted(site.rglob("*")) if p.suffix in (".html", ".css", ".svg") and ours(p)
    ]
    jar = MODULES / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--also-check-css", "--also-check-svg", "--format", "json",
               "--exit-zero-always", *map(str, files)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    errors = [m for m in messages if m["type"] != "info" and not _newer(m)]
    warnings = Counter(m["message"] for m in messages if m["type"] == "info")
    print(f"Nu checker: {len(files)} files: {len(errors)} errors, {warnings.total()} warnings")
    for said, number in warnings.items():
        print(f"  {number} x {said}")
    return [f"nu: {Path(m['url']).name}:{m.get('lastLine', 1)}: {m['message']}" for m in errors]


def _newer(message: dict) -> bool:
    """Whether an error is about CSS that the checker does not know yet."""
    said = message.get("extract", "") + message["message"]
    return message.get("url", "").endswith(".css") and any(name in said for name in NEWER_CSS)


def ours(path: Path) -> bool:
    """Whether a file of the site is the theme's; Sphinx copies style sheets that no page uses."""
    return path.suffix != ".css" or path.name == "taiyaku.css"


def judged(address: str, name: str) -> dict:
    """Lighthouse's report on one page."""
    command = [
        "node", str(MODULES / "lighthouse/cli/index.js"), f"{address}/{name}", "--output=json",
        "--quiet", f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(chromium.ARGUMENTS)}",
    ]  # fmt: skip
    browser = chromium.executable()
    known = {"CHROME_PATH": browser} if browser else {}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | known
    )
    return json.loads(done.stdout)


def lighthouse(site: Path, address: str) -> list[str]:
    """Pages with less than 100, and why."""
    found = []
    print(f"Lighthouse, mobile: {', '.join(CATEGORIES)}; KB; layout shift")
    for name in weighty(site):
        best: dict[str, float] = {}
        for _ in range(TRIES):
            report = judged(address, name)
            for category in CATEGORIES:
                score = 100 * (report["categories"][category]["score"] or 0)
                best[category] = max(best.get(category, 0), round(score))
            if all(score == 100 for score in best.values()):
                break
        audits = report["audits"]
        weight = audits["total-byte-weight"]["numericValue"] / 1024
        shift = audits["cumulative-layout-shift"]["numericValue"]
        print(f"  {name:24}", *(f"{best[c]:4}" for c in CATEGORIES), f"{weight:7.1f} {shift:7.3f}")
        low = {category for category in CATEGORIES if best[category] < 100}
        found += [f"lighthouse: {name}: {why}" for why in _why(report, low)]
    return found


def _why(report: dict, categories: set[str]) -> Iterator[str]:
    for category in sorted(categories):
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category}: {audit['id']}: {audit['title']}"


def weighty(site: Path) -> list[str]:
    """The pages for Lighthouse: the start page, and of each edition the first and the largest two."""
    names = ["index.html#choose"]
    for first in sorted(site.glob("*/index.html")):
        largest = sorted(first.parent.glob("*.html"), key=lambda path: -path.stat().st_size)[:2]
        text = [path for path in first.parent.glob("*.html") if path.stem == "pamphlet"]
        chosen = dict.fromkeys([first, *text, *largest])
        names += [path.relative_to(site).as_posix() for path in chosen]
    return names


def main(arguments: list[str]) -> int:
    """Judge a site; returns the exit status."""
    site = Path(arguments[0] if arguments else "build/site").resolve()
    missing = [name for name in ("node", "npm", "java") if not shutil.which(name)]
    if missing or not (site / "index.html").is_file():
        need = f"install {', '.join(missing)}" if missing else f"no site in {site}: run `make site`"
        print(f"audit: {need}", file=sys.stderr)
        return 2
    install()
    with served(site) as address:
        found = [*axe(site, address), *nu(site), *lighthouse(site, address)]
    print("\n".join(found) if found else "The judges find nothing.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
