"""Macros for the hand-written pages in docs/; each inserts one part of the content."""

from __future__ import annotations

from functools import partial
from typing import Any

from generators.site.pages import PARTS, part_source


def define_env(env: Any) -> None:
    """Register a macro for each part; called by mkdocs-macros."""

    def insert(name: str) -> str:
        page = env.page.file.src_uri.removesuffix(".md")
        return part_source(name, env.conf.extra["edition"], page)

    for name in PARTS:
        env.macro(partial(insert, name), name)
