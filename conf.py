"""The Sphinx configuration of every edition; titles and languages stand in pyproject.toml."""

project = "個人番号カードと顔認証"
author = ""
language = "ja"
extensions = ["taiyaku"]
html_theme = "taiyaku"
nitpicky = True
