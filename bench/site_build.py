"""The site in four languages beside four plain Material builds of the same pages, one by one."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generators.content.loader import load
from generators.content.record import LANGUAGES
from generators.document.page import page_source
from generators.site.pages import Edition, part_source

ROOT = Path(__file__).parent.parent
ON = dt.date(2026, 11, 23)
_MACRO = re.compile(r"\{\{ (\w+)\(\) \}\}")


def stage(folder: Path, root: Path = ROOT) -> list[Path]:
    """Write the same pages as plain Markdown, and a plain Material configuration a language."""
    library = load(root)
    configs = []
    for lang in LANGUAGES:
        docs = folder / lang / "docs"
        shutil.copytree(root / "docs" / lang, docs)
        edition = Edition(library, lang, ON)
        for path in docs.rglob("*.md"):
            page = path.relative_to(docs).with_suffix("").as_posix()
            text = path.read_text(encoding="utf-8").replace("template: search.html\n", "")
            path.write_text(_inserted(text, edition, page), encoding="utf-8")
        for made in edition.pages():
            target = docs / f"{made.path}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page_source(made), encoding="utf-8")
        config = folder / lang / "mkdocs.yml"
        config.write_text(
            f"site_name: Plain\ntheme: {{name: material, language: {lang}, font: false}}\n"
            "use_directory_urls: false\nplugins: [search]\n"
            "markdown_extensions: [attr_list, tables, admonition, md_in_html]\n"
        )
        configs.append(config)
    return configs


def _inserted(text: str, edition: Edition, page: str) -> str:
    return _MACRO.sub(lambda macro: part_source(macro[1], edition, page), text)


def took(command: list[str], folder: Path, rounds: int = 3) -> float:
    """Return the seconds a command takes, the median of a few rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return sorted(times)[rounds // 2]


def plain_builds(folder: Path, root: Path = ROOT, rounds: int = 3) -> float:
    """Return the seconds that plain Material takes for every language, one after the other."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f"]
    return sum(
        took([*command, str(config)], config.parent, rounds) for config in stage(folder, root)
    )


def site_build() -> None:
    """Print how long the whole site takes, as a ratio to plain Material."""
    with tempfile.TemporaryDirectory() as name:
        plain = plain_builds(Path(name))
    ours = took([sys.executable, "-m", "generators", "site", "--on", ON.isoformat()], ROOT)
    print(f"site, four languages: {ours:.1f} s, {ours / plain:.2f} x four plain Material builds")
