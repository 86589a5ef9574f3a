"""Runs MkDocs, quietly: warnings and errors are shown, its chatter is not."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError


class NotBuilt(Exception):
    """Raised when MkDocs refuses to build; its reasons have been printed."""


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


def build(config_file: Path, target: Path) -> None:
    """Build one language into a folder; strict, so that any warning stops it."""
    with _refusals():
        config = load_config(config_file=str(config_file), site_dir=str(target), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build.build(config)
        config.plugins.on_shutdown()


def preview(config_file: Path, address: str) -> None:
    """Serve the site and rebuild it on each change, until stopped."""
    os.chdir(config_file.parent)
    with _refusals():
        mkdocs_serve.serve(config_file=str(config_file), dev_addr=address, strict=True)
