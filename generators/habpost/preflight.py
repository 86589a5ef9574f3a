"""What must hold of a message before it may go out; each rule is one function.

A message that breaks one is not prepared at all. Two things only wait, and are told with the
plan: a story that nobody has cleared, and a mailbox that is an example.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from generators.content.broadcast import Broadcast
from generators.content.language_check import findings_in
from generators.content.library import Library
from generators.content.problems import Level, Problem
from generators.habpost.letters import Letter
from generators.habpost.mail_html import DARK, LIGHT, PICTURE_ID

HEAVIEST = 80_000
"""Bytes of HTML: Gmail cuts a message off near 102,400 and hides the rest, the help box too."""
CONTRAST = 4.5
"""The least contrast of words with what is behind them (WCAG 2.2, 1.4.3)."""
_LOADING = {"script", "link", "iframe", "object", "embed", "form", "video", "audio", "svg", "base"}
_WORD = re.compile(r"\w+")
_COLOUR = re.compile(r"(?:^|;)\s*(background-color|color)\s*:\s*(#[0-9a-f]{6})")


@dataclass(frozen=True)
class Message:
    """A letter as it would go out, and what it must agree with.

    `base` is the https address of the site, `pages` are the files that the site has, from its
    root: `en/habpost/index.html`.
    """

    library: Library
    letter: Letter
    html: str
    text: str
    base: str
    pages: Collection[str]

    @property
    def body(self) -> HtmlElement:
        """Return what is shown, as a tree of its own each time."""
        body = html.document_fromstring(self.html.encode()).find("body")
        assert body is not None  # the parser makes one where there is none
        return body


Rule = Callable[[Message], Iterator[str]]


def is_light(message: Message) -> Iterator[str]:
    """Ensure that no mail program cuts the message off."""
    if (size := len(message.html.encode())) > HEAVIEST:
        yield (
            f"has {size:,} bytes of HTML, and {HEAVIEST:,} are the most: mail programs cut off what"
            " is longer. Send the issue, which leads to the story, or shorten it."
        )


def loads_nothing(message: Message) -> Iterator[str]:
    """Ensure that nothing is fetched when the message is opened: nobody learns who reads it."""
    root = message.body.getroottree().getroot()
    for element in root.iter("*"):
        if element.tag in _LOADING or "background" in element.attrib or "srcset" in element.attrib:
            yield f"holds <{element.tag!s}>, which can load from elsewhere. Take it out."
        source = element.get("src", "")
        if source and source != f"cid:{PICTURE_ID}":
            yield f"loads {source} when it is opened. Only its own picture may stand in it."
    if "url(" in message.html or "@import" in message.html:
        yield "has a style that loads something when it is opened. Take it out."


def pictures_are_told(message: Message) -> Iterator[str]:
    """Ensure that every picture is told in words."""
    for element in message.body.iter("img"):
        if not (element.get("alt") or "").strip():
            yield "holds a picture without words for those who do not see it. Write its `alt`."


def can_be_read(message: Message) -> Iterator[str]:
    """Ensure contrast as sent, in the dark, and where a program inverts all colours."""
    pairs = set(_pairs(message.body, "#000000", "#ffffff"))
    views = {
        "as sent": pairs,
        "inverted": {(_inverted(ink), _inverted(ground)) for ink, ground in pairs},
        "in dark mode": {(_dark(ink), _dark(ground)) for ink, ground in pairs},
    }
    for view, found in views.items():
        for ink, ground in sorted(found):
            if (ratio := contrast(ink, ground)) < CONTRAST:
                yield f"has words in {ink} on {ground} {view}: a contrast of {ratio:.1f}, not 4.5."


def says_its_language(message: Message) -> Iterator[str]:
    """Ensure language and direction on the root and the first wrapper, and roles on layout."""
    body = message.body
    for element in (body.getroottree().getroot(), body[0]):
        if element.get("lang") != message.letter.lang or not element.get("dir"):
            yield f"does not say its language and direction on its <{element.tag!s}>."
    if any(table.get("role") != "presentation" for table in body.iter("table")):
        yield "has a table of layout that a screen reader would read out as data."


def links_lead_somewhere(message: Message) -> Iterator[str]:
    """Ensure that links lead to pages that the site has; a draft has none."""
    root = f"{message.base.rstrip('/')}/"
    for link in sorted({element.get("href", "") for element in message.body.iter("a")}):
        page = link.partition("#")[0].removeprefix(root)
        if not root.startswith("https://") or not link.startswith(root):
            yield f"links to {link or 'nothing'}, which is not on the site ({root})."
        elif page not in message.pages:
            yield f"links to {link}, a page that the site does not have on this day."


def text_is_whole(message: Message) -> Iterator[str]:
    """Ensure that the plain text holds every word of the HTML: some read nothing else."""
    body = message.body
    for hidden in [each for each in body.iter("div") if "display:none" in each.get("style", "")]:
        hidden.drop_tree()
    told = {word for part in body.itertext() for word in _WORD.findall(part)}
    if lost := sorted(told - {*_WORD.findall(message.text)}):
        yield f"has words that its plain text lacks: {', '.join(lost[:5])}."


RULES: tuple[Rule, ...] = (
    is_light,
    loads_nothing,
    pictures_are_told,
    can_be_read,
    says_its_language,
    links_lead_somewhere,
    text_is_whole,
)


def refusals(message: Message) -> Iterator[Problem]:
    """Yield everything that keeps a message from being prepared, and warnings from its stories."""
    for rule in RULES:
        for why in rule(message):
            yield Problem(message.letter.origin, 1, f"in {message.letter.lang}, {why}")
    for story in message.letter.stories:
        for name in story.not_asked:
            why = f"says `{name}: unknown`. Nothing goes out on which nobody has been asked."
            yield Problem(story.path, story.line(name), why)
        consent = story.consent
        if not isinstance(consent, str) and "e-mail" not in consent.scope:
            yield Problem(
                story.path,
                story.line("consent", "scope"),
                f"rests on consent for {', '.join(consent.scope)}, not for e-mail. Ask for it, or"
                " leave the story out.",
            )
        first = message.library.stories[story.translation_of or story.id]
        if first is not story and story.translates != first.sha256:
            at = story.line("translates")
            why = f"translates other words than {first.path} has now. Bring it in step first."
            yield Problem(story.path, at, why)
        for found in findings_in(message.library, story):
            if found.level != "note":
                level: Level = "error" if found.level == "block" else "warning"
                yield Problem(story.path, found.line, f"{found.message} ({found.rule})", level)


def waiting(letter: Letter, sender: Broadcast) -> Iterator[str]:
    """Yield what must be done before a prepared broadcast can be approved."""
    for story in letter.stories:
        if not story.reviewed_by:
            yield f"{story.path}: nobody with authority has cleared the story (`reviewed_by`)."
    if sender.is_example:
        yield f"{sender.path}: the mailboxes or `list_id` are examples. Put the real ones there."


def _pairs(element: HtmlElement, ink: str, ground: str) -> Iterator[tuple[str, str]]:
    """Yield the colour of all words and of what is behind them, as they are inherited."""
    style = dict(_COLOUR.findall(element.get("style", "").lower()))
    ink, ground = style.get("color", ink), style.get("background-color", ground)
    if (element.text or "").strip():
        yield ink, ground
    for child in element.iterchildren("*"):
        yield from _pairs(child, ink, ground)
        if (child.tail or "").strip():
            yield ink, ground


def _dark(colour: str) -> str:
    """Return what a colour becomes by the message's own rules for dark mode."""
    return next((DARK[name] for name, light in LIGHT.items() if light == colour), colour)


def _inverted(colour: str) -> str:
    return "#" + "".join(f"{255 - part:02x}" for part in bytes.fromhex(colour[1:]))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in bytes.fromhex(colour[1:]))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
