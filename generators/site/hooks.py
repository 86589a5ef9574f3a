"""MkDocs hooks: content is checked before anything is built, then its own pages are added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage

from generators.content.problems import ProblemsFound
from generators.content.record import LANGUAGES
from generators.document.page import page_source
from generators.edge import checked_library, day
from generators.site.pages import Edition


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the content; with an error in it, nothing is built at all."""
    on = day(None)
    try:
        library, _ = checked_library(_root(config), on)
    except ProblemsFound as found:
        raise PluginError(str(found)) from None
    lang = next(code for code in LANGUAGES if code == config.theme["language"])
    config.extra["edition"] = Edition(library, lang, on)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each office, clause and story, made from its file in content/."""
    for page in config.extra["edition"].pages():
        origin = _root(config) / page.origin
        made = File.generated(config, f"{page.path}.md", abs_src_path=str(origin))
        made.source = page_source(page)  # type: ignore[attr-defined]
        files.append(made)
    return files


def on_page_read_source(page: SitePage, config: MkDocsConfig) -> str | None:
    """Give the source of a page made from content, instead of the file it was made from."""
    source: Any = getattr(page.file, "source", None)
    return source if isinstance(source, str) else None


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
