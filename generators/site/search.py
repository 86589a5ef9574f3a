"""The search index of one language: words as people type them, not as they are spelled.

Both sides, index and query, are folded alike: no accents, no Arabic marks or letter variants, no
article or joined particle before an Arabic word, no plural endings. `overrides/assets/search.js`
folds the query by the same rules, and a test compares the two.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_JOINED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_ARABIC_VARIANTS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_ARABIC_PREFIX = re.compile(r"^(?:[وفبكل]?ال|لل)(?=\w{3})")
_ARABIC_SUFFIX = re.compile(r"(?<=\w{3})(?:ات|ون|ين|ان|ها|هم|كم|نا|ه)$")
_LATIN_SUFFIX = re.compile(r"(?<=\w{3})(?:ies|es|s|x)$")
TITLE, HEADING, TEXT = 28, 5, 1
"""How much a word counts in a title, in a heading and in the text."""
LESS = 2.5
"""So many times less a word counts on a page of details."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page to be found: where it is, and its words by weight."""

    url: str
    title: str
    summary: str
    words: tuple[tuple[str, int], ...]
    detail: bool = False


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in the form in which it is looked up."""
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", word.casefold())
        if not unicodedata.combining(sign) and sign != "ـ"
    ).translate(_ARABIC_VARIANTS)
    if re.search("[\u0600-\u06ff]", plain):
        return _ARABIC_SUFFIX.sub("", _ARABIC_PREFIX.sub("", plain))
    return _LATIN_SUFFIX.sub("", plain)


def folded(text: str) -> Iterator[str]:
    """Yield the words of a text in the form in which they are looked up.

    What a hyphen joins is there in one word, too: people write sub-partner and subpartner.
    """
    yield from (fold(word) for word in _WORD.findall(text))
    yield from (fold(word.replace("-", "")) for word in _JOINED.findall(text))


class _Reader(HTMLParser):
    """Collects the words of a page by weight, and its first sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.weights: Counter[str] = Counter()
        self.text: list[str] = []
        self.depth = TEXT
        self.paragraph = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2", "h3"):
            self.depth = TITLE if tag == "h1" else HEADING
        self.paragraph = self.paragraph or tag == "p"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "h2", "h3"):
            self.depth = TEXT
        if tag == "p":
            self.paragraph = False
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        self.weights.update(dict.fromkeys(folded(data), self.depth))
        if self.paragraph and self.depth == TEXT:
            self.text.append(data)


@lru_cache(maxsize=2048)
def entry(
    url: str, title: str, description: str, html: str, keywords: str = "", *, detail: bool = False
) -> Entry:
    """Return what is to be found of a page; `keywords` are words that people use for it.

    On a page of `detail` words count for less: the page that leads to it comes first.
    """
    reader = _Reader()
    reader.feed(html)
    reader.weights.update(dict.fromkeys(folded(keywords), HEADING))
    reader.weights.update(dict.fromkeys(folded(title), TITLE))
    first = " ".join("".join(reader.text).split())
    summary = description or (first if len(first) <= 160 else first[:160].rsplit(" ", 1)[0] + " …")
    return Entry(url, title, summary, tuple(sorted(reader.weights.items())), detail)


def index_script(entries: Iterable[Entry]) -> str:
    """Return the index as a script, which also loads where a page may fetch nothing (file://).

    A word leads to a flat list: page, weight, page, weight … A word that many pages have counts
    for less (inverse document frequency); weights grow with the logarithm of where it stands, and
    count for less on a page of very many words, which would else answer everything, and on one of
    details, which would else hide the page of those who can help.
    """
    pages = sorted(entries, key=lambda page: page.url)
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        long = 1 + 0.15 * math.log2(max(len(page.words), 100) / 100)
        long *= LESS if page.detail else 1
        for word, weight in page.words:
            found.setdefault(word, []).extend((number, round(10 * math.log2(1 + weight) / long)))
    index = {
        "pages": [[page.url, page.title, page.summary] for page in pages],
        "words": dict(sorted(found.items())),
    }
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    safe = data.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"var searchIndex = {safe};\n"
