"""Writes a letter as the HTML of a message: what the usual mail programs show, and nothing else.

Layout stands in tables with the role of none, styles on each element, language and direction on
the root and on the first wrapper, since several programs drop the root. Nothing is loaded from
anywhere. Colours keep their contrast also where a program inverts them by itself, as Outlook and
Gmail do: none of them is pure black or white.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, Template
from lxml import html
from markupsafe import Markup

from generators.content.broadcast import Broadcast
from generators.content.record import RIGHT_TO_LEFT
from generators.document.addresses import addresses_at
from generators.document.html import blocks_html
from generators.document.model import PlainBlock
from generators.document.phrases import phrases
from generators.habpost.letters import Letter, read_on

FOLDER = Path(__file__).parent
PICTURE_ID = "picture"
"""The content id of the one picture that may travel with a message (RFC 2392)."""
LIGHT = MappingProxyType(
    {
        "ground": "#eef2f6",
        "card": "#fdfdfe",
        "tint": "#e6eef6",
        "ink": "#1b2430",
        "head": "#14406b",
        "link": "#14538c",
        "quiet": "#4a5560",
    }
)
DARK = MappingProxyType(
    {
        "ground": "#11181f",
        "card": "#18212b",
        "tint": "#223140",
        "ink": "#e4e9ee",
        "head": "#a9cdf0",
        "link": "#9cc7f0",
        "quiet": "#a9b4bf",
    }
)
_FONT = "font-family:'Segoe UI',Arial,sans-serif"
_HEAD = f"{_FONT};color:{LIGHT['head']};font-weight:bold"
_READ = f"{_FONT};color:{LIGHT['ink']};font-size:16px;line-height:25px"
STYLES = MappingProxyType(
    {
        "h1": f"{_HEAD};margin:0 0 16px;font-size:26px;line-height:34px",
        "h2": f"{_HEAD};margin:26px 0 8px;font-size:20px;line-height:28px",
        "h3": f"{_HEAD};margin:20px 0 4px;font-size:17px;line-height:25px",
        "h4": f"{_HEAD};margin:16px 0 4px;font-size:16px;line-height:25px",
        "p": f"{_READ};margin:0 0 14px",
        "notice": f"{_READ};margin:0 0 14px;padding:10px 14px;background-color:{LIGHT['tint']}",
        "quiet": f"{_FONT};color:{LIGHT['quiet']};margin:0;font-size:14px;line-height:21px",
        "ul": "margin:0 0 14px;padding:0 22px",
        "ol": "margin:0 0 14px;padding:0 22px",
        "li": f"{_READ};margin:0 0 6px",
        "blockquote": f"margin:0 0 14px;padding:0 16px;border:1px solid {LIGHT['quiet']}",
        "a": f"color:{LIGHT['link']};text-decoration:underline",
        "img": "display:block;width:100%;height:auto;border:0",
    }
)
"""The style of each element; only what the data of caniemail.com calls widely supported."""
_COLUMN = 536
"""Pixels across the text of a message, of the 600 that all programs have room for."""
_MARK = "\u200e"
"""Left-to-right mark, set around numbers in Arabic: every program knows it, few know isolates."""


@cache
def _template(name: str) -> Template:
    source = (FOLDER / name).read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True).from_string(source)


def mail_html(letter: Letter, sender: Broadcast, base: str) -> str:
    """Return the HTML of a message; `base` is the https address of the whole site."""
    backwards = letter.lang in RIGHT_TO_LEFT
    return _template("mail.html").render(
        lang=letter.lang,
        dir="rtl" if backwards else "ltr",
        start="right" if backwards else "left",
        light=LIGHT,
        dark=DARK,
        styles=STYLES,
        subject=letter.subject,
        preheader=letter.preheader,
        sender=sender.sender_name,
        title=letter.title,
        content=_styled(letter, (*letter.blocks, read_on(letter)), base),
        help=_styled(letter, letter.help, base),
        footer=footer(letter),
    )


def copy_page(letter: Letter, html: str, text: str, audience: str) -> str:
    """Return the page from which a person copies a message into Outlook; it sends nothing."""
    return _template("copy_page.html").render(
        subject=letter.subject, html=html, text=text, audience=audience
    )


def footer(letter: Letter) -> str:
    """Return what the end of every message says of it."""
    say = phrases(letter.lang)
    return say(
        "HabPost goes to all personnel of UN-Habitat. This message loads nothing from elsewhere and"
        " tells nobody that you have read it. Its links lead to the intranet."
    )


def _styled(letter: Letter, blocks: tuple[PlainBlock, ...], base: str) -> Markup:
    """Return blocks as HTML in which each element bears its style, and nothing has a class."""
    there = addresses_at(base, letter.lang)

    def address(target: str) -> str:
        return f"cid:{PICTURE_ID}" if target.startswith("picture:") else there(target)

    tree = html.fragment_fromstring(
        "\n".join(blocks_html(blocks, address, letter.lang)), create_parent="div"
    )
    for element in tree.iterdescendants():
        kind = element.attrib.pop("class", "")
        for name in ("id", "loading", "height"):
            element.attrib.pop(name, None)
        if element.tag == "img":  # Outlook for Windows goes by the attribute, not by the style
            element.set("width", str(min(_COLUMN, int(element.get("width", _COLUMN)))))
        if element.tag == "bdi":
            _number(element, backwards=letter.lang in RIGHT_TO_LEFT)
        elif style := STYLES.get("notice" if kind.startswith("notice") else str(element.tag)):
            element.set("style", style)
            if kind.startswith("notice"):
                element.set("class", "tint")
    inside = (html.tostring(child, encoding="unicode") for child in tree)
    return Markup("".join(inside))


def _number(element: html.HtmlElement, *, backwards: bool) -> None:
    """Turn an isolate into what mail programs know, so that no number reads backwards."""
    element.tag = "span"
    element.set("style", "white-space:nowrap")
    if backwards:
        element.text = f"{_MARK}{element.text or ''}{_MARK}"
