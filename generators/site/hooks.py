"""MkDocs hooks: content is checked before anything is built, then its own pages are added."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink

from generators.content.problems import ProblemsFound
from generators.content.record import LANGUAGES
from generators.document.page import page_source
from generators.edge import checked_library, moment
from generators.habpost.feeds import feed_of, feeds
from generators.site.pages import Edition
from generators.site.search import entry, index_script
from generators.site.shell import Contents, shell

INDEX = "assets/search-index.js"
THEME_ASSETS = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the content; with an error in it, nothing is built at all."""
    now = moment(None)
    on = now.date()
    root = _root(config)
    try:
        library, _ = checked_library(root, on, now)
    except ProblemsFound as found:
        raise PluginError(str(found)) from None
    if shown := config.extra.get("shown"):  # a preview: one story, whatever its status
        story = library.stories[shown]
        library, on = library.showing(story), max(on, story.date.date())
    lang = next(code for code in LANGUAGES if code == config.theme["language"])
    config.extra["edition"] = Edition(library, lang, on)
    config.extra["entries"] = []
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages made from content, and leave out the theme's scripts and styles."""
    edition = config.extra["edition"]
    for page in edition.pages():
        made = File.generated(
            config, f"{page.path}.md", abs_src_path=str(_root(config) / page.origin)
        )
        if files.get_file_from_path(made.src_uri):
            raise PluginError(f"two pages have the address {page.path}: see {page.origin}")
        made.source = page_source(page, edition.lang)  # type: ignore[attr-defined]  # ours
        files.append(made)
    for address, origin in edition.pictures().items():
        files.append(File.generated(config, address, abs_src_path=str(_root(config) / origin)))
    for file in list(files):
        if file.src_uri.startswith(THEME_ASSETS):
            files.remove(file)
    return files


def on_page_read_source(page: SitePage, config: MkDocsConfig) -> str | None:
    """Give the source of a page made from content, instead of the file it was made from."""
    source: Any = getattr(page.file, "source", None)
    return source if isinstance(source, str) else None


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Remember the titles of all pages of this language, for the menu and the list of pages."""
    pages = {_path(file): file.page for file in files.documentation_pages() if file.page}
    config.extra["titles"] = {
        path: str(page.meta.get("menu") or page.title) for path, page in pages.items()
    }
    config.extra["listed"] = {path for path, page in pages.items() if not page.meta.get("unlisted")}


def on_page_content(html: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """Take the words of a page into the search index."""
    if not page.meta.get("unlisted"):
        description = str(page.meta.get("description") or "")
        url = f"{_path(page.file)}.html"
        keywords = f"{page.meta.get('menu') or ''} {page.meta.get('keywords') or ''}"
        detail = bool(page.meta.get("detail"))
        found = entry(url, str(page.title), description, html, keywords, detail=detail)
        config.extra["entries"].append(found)
    return html


def on_page_context(context: Any, page: SitePage, config: MkDocsConfig, nav: Any) -> Any:
    """Give the template what stands around the text."""
    edition = config.extra["edition"]
    path = _path(page.file)
    top = next(iter(page.toc), None)
    context["shell"] = shell(
        lang=edition.lang,
        page=path,
        title=str(page.meta.get("menu") or page.title),
        titles=config.extra["titles"],
        languages=edition.languages(path),
        contents=[_entry(part, page.content or "") for part in top.children] if top else [],
        exit_to=config.extra["exit_to"],
        listed=config.extra["listed"],
        current=edition.current(path),
    )
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is no page: the search index, calendars and lists, and the feeds of HabPost."""
    edition = config.extra["edition"]
    made = {INDEX: index_script(config.extra["entries"]).encode(), **edition.downloads()}
    if base := config.extra.get("address"):
        made |= feeds(feed_of(edition.library, edition.lang, edition.on, base))
    for name, data in made.items():
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _entry(part: AnchorLink, html: str) -> Contents:
    """Return an entry of the contents, which is foreign where its heading is."""
    heading = re.search(rf'<h\d[^>]*id="{re.escape(part.id)}"[^>]*>(?:<a [^>]*>)?(.*?)</h\d>', html)
    foreign = re.match(r'<span lang="(\w+)"', heading[1]) if heading else None
    return Contents(part.title, part.url, foreign[1] if foreign else "")


def _path(file: File) -> str:
    return file.src_uri.removesuffix(".md")


def _root(config: MkDocsConfig) -> Path:
    """Return the project's folder: the one that holds content/, above any configuration."""
    here = Path(config.config_file_path).parent
    return here if (here / "content").is_dir() else here.parent
