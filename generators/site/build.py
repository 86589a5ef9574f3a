"""Runs MkDocs, quietly: warnings and errors are shown, its chatter is not.

`python -m generators.site.build CONFIG FOLDER` builds one language, so that all can be built at
once, each in a process of its own.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from generators.content.record import LANGUAGES, MASTER, RIGHT_TO_LEFT, Language
from generators.site.shell import NAMES, Tongue


class NotBuilt(Exception):
    """Raised when MkDocs refuses to build; its reasons have been printed."""


def config_of(root: Path, lang: Language) -> Path:
    """Return the configuration of a language: those beside the master inherit from it."""
    return root / ("mkdocs.yml" if lang == MASTER else f"docs/mkdocs.{lang}.yml")


def address_of(config_file: Path) -> str:
    """Return the https address under which the whole site is reached; empty while it is not set."""
    with _refusals():
        return str(load_config(config_file=str(config_file)).extra.get("address") or "")


def languages_of(root: Path) -> list[Language]:
    """Return the languages that the project has a configuration for, in the usual order."""
    return [lang for lang in LANGUAGES if config_of(root, lang).is_file()]


def build_all(root: Path, target: Path, languages: Sequence[Language]) -> None:
    """Build every language at once, below `target`; when one fails, all its reasons are shown."""
    running = {
        lang: subprocess.Popen(
            [sys.executable, "-m", __name__, str(config_of(root, lang)), str(target / lang)],
            cwd=root,
        )
        for lang in languages
    }
    failed = [lang for lang, process in running.items() if process.wait() != 0]
    if failed:
        raise NotBuilt(f"These languages could not be built: {', '.join(failed)}.")


def chooser(template: str, languages: Sequence[Language]) -> str:
    """Return the page at the root of the site, on which readers choose a language."""
    tongues = [
        Tongue(lang, NAMES[lang], "", "rtl" if lang in RIGHT_TO_LEFT else "ltr", False, True)
        for lang in languages
    ]
    return Environment(autoescape=True).from_string(template).render(languages=tongues) + "\n"


@contextmanager
def _refusals() -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    except (Abort, BuildError, ConfigurationError) as error:
        raise NotBuilt(str(error)) from None
    finally:
        logger.removeHandler(handler)


def build(config_file: Path, target: Path, shown: str = "") -> None:
    """Build one language into a folder; strict, so that any warning stops it.

    With `shown`, the id of a story, that story is there as if it were published: for a preview.
    """
    with _refusals():
        config = load_config(config_file=str(config_file), site_dir=str(target), strict=True)
        config.extra["shown"] = shown
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        config.plugins.on_shutdown()


def preview(config_file: Path, address: str) -> None:
    """Serve the site and rebuild it on each change, until stopped."""
    os.chdir(config_file.parent)
    with _refusals():
        mkdocs_serve.serve(config_file=str(config_file), dev_addr=address, strict=True)


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]), Path(sys.argv[2]))
    except NotBuilt as reason:
        sys.exit(f"{sys.argv[1]}: {reason}")
