"""What is locked is locked by name, version and hash, and by no address."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_no_lock_names_an_address():
    for lock in ("requirements.lock", "tests/audit/package-lock.json"):
        assert "://" not in (ROOT / lock).read_text("utf-8"), lock


def test_everything_that_is_locked_has_a_hash():
    packages = json.loads((ROOT / "tests/audit/package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\w)", text.strip()))
