"""Hand-written pages and their translations: which words a translation was made from."""

from __future__ import annotations

from pathlib import Path

from generators.content.source import split_front_matter
from generators.content.texts import text_hash


def page_hash(path: Path) -> str:
    """Return the hash of a hand-written page: its body, without its front matter."""
    _, body, _ = split_front_matter(path.read_text(encoding="utf-8-sig"))
    return text_hash([body])


def is_current(translates: object, master: Path) -> bool:
    """Return whether a translation was made from the words that its master page has now."""
    return master.is_file() and translates == page_hash(master)
