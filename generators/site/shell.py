"""What stands around the text of every page: menu, languages, contents, the way out."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generators.content.record import LANGUAGES, MASTER, RIGHT_TO_LEFT, Language
from generators.document.phrases import Say, alphabetical, phrases

NAMES: Mapping[Language, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
}
MENU = (
    "index",
    "contacts",
    "conduct",
    "directory/index",
    "training/index",
    "habpost/index",
    "partners/index",
    "search",
)
FOOTER = ("instruments", "glossary", "privacy", "leaving", "accessibility")
SECTIONS = ("directory", "training", "habpost", "partners", "plan", "figures", "coordination")


@dataclass(frozen=True, slots=True)
class Item:
    """A link to another page; `current` is an `aria-current` value, or empty."""

    title: str
    href: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language to read this page in; without a translation its page says so."""

    code: Language
    name: str
    href: str
    direction: str
    current: bool
    translated: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """One entry of a page's contents: words as HTML, the anchor, the language if it is another."""

    title: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything that a page's template needs beside the text."""

    lang: Language
    direction: str
    say: Say
    title: str
    exit_to: str
    menu: tuple[Item, ...]
    footer: tuple[Item, ...]
    languages: tuple[Tongue, ...]
    section: Item | None
    contents: tuple[Contents, ...]
    everything: tuple[Item, ...]
    translation: str
    original: str

    @staticmethod
    def cut(content: str) -> tuple[str, str]:
        """Return the HTML of a page in two: up to the end of its title, and after it."""
        head, end, text = content.partition("</h1>")
        return (head + end, text) if end else ("", content)


def shell(
    lang: Language,
    page: str,
    title: str,
    titles: Mapping[str, str],
    languages: Mapping[Language, bool],
    contents: Sequence[Contents],
    exit_to: str,
    listed: Collection[str],
    current: bool,
) -> Shell:
    """Return the shell of a page, `directory/index` for instance.

    `titles` are those of the pages in this language, `languages` says for each language built
    whether it really has this page; `listed` are the pages to name in the list of all, and
    `current` is false for a translation whose original has moved.
    """
    say = phrases(lang)
    house = say("UN-Habitat")
    return Shell(
        lang=lang,
        direction="rtl" if lang in RIGHT_TO_LEFT else "ltr",
        say=say,
        title=f"{title} – {house}",
        exit_to=exit_to,
        menu=tuple(_item(name, page, titles) for name in MENU if name in titles),
        footer=tuple(_item(name, page, titles) for name in FOOTER if name in titles),
        languages=_tongues(lang, page, languages),
        section=_section(page, titles),
        contents=tuple(contents) if len(contents) > 2 else (),
        translation=_translation(lang, languages, say, current=current),
        original=f"{_up(page)}{MASTER}/{page}.html",
        everything=tuple(_item(name, page, titles) for name in _by_title(titles, listed))
        if page == "search"  # a hundred links, which no other page shows
        else (),
    )


def _tongues(lang: Language, page: str, languages: Mapping[Language, bool]) -> tuple[Tongue, ...]:
    return tuple(
        Tongue(
            code,
            NAMES[code],
            _up(page) + f"{code}/{page}.html",
            "rtl" if code in RIGHT_TO_LEFT else "ltr",
            code == lang,
            languages[code],
        )
        for code in LANGUAGES
        if code in languages
    )


def _item(name: str, page: str, titles: Mapping[str, str]) -> Item:
    folder = posixpath.dirname(page) or "."
    current = "page" if name == page else ""
    if not current and "/" in page and name == f"{page.split('/')[0]}/index":
        current = "true"
    return Item(titles[name], posixpath.relpath(f"{name}.html", folder), current)


def _translation(
    lang: Language, languages: Mapping[Language, bool], say: Say, *, current: bool
) -> str:
    """Return what readers must know of a translation; nothing on pages that are none."""
    if lang == MASTER or not languages[lang]:
        return ""
    draft = say("This translation is a draft that nobody has approved yet.")
    moved = say("The English text has changed since.")
    return draft if current else f"{draft} {moved}"


def _by_title(titles: Mapping[str, str], listed: Collection[str]) -> list[str]:
    """Return pages in the order of their titles."""
    named = (name for name in titles if name in listed)
    return sorted(named, key=lambda name: alphabetical(titles[name]))


def _section(page: str, titles: Mapping[str, str]) -> Item | None:
    top = page.split("/")[0]
    index = f"{top}/index"
    if top in SECTIONS and page != index and index in titles:
        return _item(index, page, titles)
    return None


def _up(page: str) -> str:
    """Return the way from a page to the folder that holds all languages."""
    return "../" * (page.count("/") + 1)
