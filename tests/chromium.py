"""The Chromium that tests and audit drive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--disable-background-networking", "--disable-gpu"]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    ARGUMENTS.append("--no-sandbox")  # Chromium refuses its sandbox to root


def executable() -> str | None:
    """The system's own browser, else None for the one that Playwright has or can get.

    Raises FileNotFoundError where there is none to be had.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        if Path(playwright.chromium.executable_path).exists():
            return None
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        message = "no browser: install Chromium (Debian: apt-get install chromium)"
        raise FileNotFoundError(message)
    return None
