"""The page of all channels: care first, nothing unchecked without a mark, numbers in order."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest

from generators.content.facts import Channel
from generators.content.library import Library
from generators.content.prose import Foreign, Heading, Inline, Isolate, Link, Paragraph
from generators.content.record import LANGUAGES, Language
from generators.document.html import blocks_html
from generators.document.model import Facts, PlainBlock, text
from generators.guidance.help import channels
from tests.conftest import ON

NUMBER = "+1 555 0100 200"
MAILBOX = "help@example.org"
MARK = " (to be confirmed)"
NEVER = "Not yet. Until somebody has, take it as to be confirmed."


def channel(ident: str = "line", **fields: object) -> Channel:
    """Return a channel that was tried today and of which every field is checked."""
    return Channel.model_validate(
        {
            "id": ident,
            "name": {"en": f"The {ident}"},
            "kind": "report",
            "covers": ["sea", "sh"],
            "summary": {"en": "Takes calls."},
            "what_happens": {"en": "Somebody answers."},
            "who_reads": {"en": "Investigators"},
            "must_pass_on": "yes",
            "anonymous": "no",
            "cost": {"en": "Free"},
            "hours": {"en": "Day and night"},
            "languages": ["en", "fr"],
            "phones": [{"label": {"en": "From anywhere"}, "number": NUMBER}],
            "mailbox": MAILBOX,
            "postal": {"en": "P.O. Box 1"},
            "verified_on": ON,
            "order": 1,
            "source": "A test",
            **fields,
        }
    )


def shown(*given: Channel, lang: Language = "en", on: dt.date = ON) -> list[PlainBlock]:
    return list(channels(Library(channels={c.id: c for c in given}), lang, on))


def facts(*given: Channel, lang: Language = "en", on: dt.date = ON) -> dict[str, str]:
    [block] = [block for block in shown(*given, lang=lang, on=on) if isinstance(block, Facts)]
    return {name: text(value) for name, value in block.entries}


def anchors(blocks: list[PlainBlock], level: int) -> list[str]:
    return [b.anchor for b in blocks if isinstance(b, Heading) and b.level == level]


def inlines(blocks: list[PlainBlock]) -> Iterator[Inline]:
    for block in blocks:
        match block:
            case Facts(entries):
                for _, value in entries:
                    yield from deep(value)
            case Heading() | Paragraph():
                yield from deep(block.inlines)


def deep(given: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in given:
        yield inline
        if isinstance(inline, Foreign | Link):
            yield from deep(inline.inlines)


def test_care_comes_before_reporting() -> None:
    """Nobody reads past the ways to report to find a doctor, whatever order the files give."""
    kinds = ["information", "protection", "report", "advice", "support"]
    given = [channel(kind, kind=kind, order=n) for n, kind in enumerate(kinds)]
    blocks = shown(*given)

    assert anchors(blocks, 2) == [
        "to-support",
        "to-advice",
        "to-report",
        "to-protection",
        "to-information",
    ]
    assert anchors(blocks, 3) == list(reversed(kinds))


def test_channels_of_one_kind_keep_the_order_of_their_files() -> None:
    """The order is a number; where two have the same, the names decide."""
    given = [channel("c", order=10), channel("b", order=2), channel("a", order=2)]

    assert anchors(shown(*given), 3) == ["a", "b", "c"]


def test_a_kind_without_a_channel_has_no_heading() -> None:
    """An empty heading would promise what is not there."""
    assert anchors(shown(channel()), 2) == ["to-report"]
    assert shown() == []


def test_what_happens_stands_before_how_to_call() -> None:
    """Whoever reads the number has passed what a call sets off, and what must be passed on."""
    blocks = shown(channel())
    [summary, happens] = [text(b.inlines) for b in blocks if isinstance(b, Paragraph)]

    assert (summary, happens) == ("Takes calls.", "Somebody answers.")
    assert isinstance(blocks[-1], Facts)
    assert facts(channel())["Must they pass it on?"] == "Yes"
    assert facts(channel())["Can you stay anonymous?"] == "No"


def test_what_somebody_tried_is_not_marked() -> None:
    """A mark on everything would be read by nobody."""
    assert not any(MARK in line for line in facts(channel()).values())
    assert facts(channel())["Last tried by us"] == "23 November 2026"
    assert facts(channel())["From anywhere"] == NUMBER


@pytest.mark.parametrize(
    ("verified_on", "marked"),
    [
        (ON, False),
        (ON - dt.timedelta(180), False),
        (ON - dt.timedelta(181), True),
        (ON + dt.timedelta(1), True),
        ("never", True),
    ],
)
def test_a_number_that_nobody_tried_lately_is_marked(
    verified_on: dt.date | str, marked: bool
) -> None:
    """A number counts as checked for 180 days; after that, and before any try, it is marked."""
    given = facts(channel(verified_on=verified_on))

    assert given["From anywhere"] == (f"{NUMBER}{MARK}" if marked else NUMBER)
    if verified_on == "never":
        assert given["Last tried by us"] == NEVER
    else:
        assert marked == given["Last tried by us"].endswith(MARK)


def test_each_of_several_numbers_is_marked() -> None:
    """A mark belongs to a number, not to the list."""
    phones = [{"label": {"en": f"Line {n}"}, "number": f"{NUMBER}{n}"} for n in (1, 2)]
    given = facts(channel(phones=phones, verified_on="never"))

    assert given["Line 1"] == f"{NUMBER}1{MARK}"
    assert given["Line 2"] == f"{NUMBER}2{MARK}"


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("covers", "Concerns"),
        ("phones", "From anywhere"),
        ("mailbox", "E-mail"),
        ("postal", "Post"),
        ("hours", "Hours"),
        ("cost", "Cost"),
        ("languages", "Languages"),
        ("who_reads", "Who answers or reads"),
        ("must_pass_on", "Must they pass it on?"),
        ("anonymous", "Can you stay anonymous?"),
    ],
)
def test_a_field_that_nobody_has_checked_is_marked(field: str, entry: str) -> None:
    """Each field to confirm is marked in its own line, even where the number was tried today."""
    given = facts(channel(to_confirm=[field]))

    assert [name for name, line in given.items() if MARK in line] == [entry]
    assert MARK in facts(channel(to_confirm=["everything"]))[entry]


@pytest.mark.parametrize("field", ["name", "summary", "what_happens"])
def test_words_that_nobody_has_checked_are_marked(field: str) -> None:
    """The mark stands at the end of the words it is for."""
    lines = [
        text(b.inlines)
        for b in shown(channel(to_confirm=[field]))
        if isinstance(b, Heading | Paragraph)
    ]

    assert sum(line.endswith(MARK) for line in lines) == 1


def test_what_is_not_known_is_said_and_not_marked() -> None:
    """Nothing is claimed, so there is nothing to confirm."""
    given = facts(
        channel(
            languages="unknown",
            anonymous="unknown",
            must_pass_on="unknown",
            to_confirm=["languages", "anonymous", "must_pass_on"],
        )
    )

    for entry in ("Languages", "Can you stay anonymous?", "Must they pass it on?"):
        assert given[entry] == "Not known"


def test_a_channel_without_number_or_mailbox_has_no_such_line() -> None:
    """What a channel does not have is left out, not left empty."""
    given = facts(channel(phones=[], mailbox=None, postal=None))

    assert not {"From anywhere", "E-mail", "Post"} & set(given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_and_mailboxes_are_isolated(lang: Language) -> None:
    """In any language both read left to right; no other words hold them bare."""
    summary = {"en": f"Call {NUMBER} or write to {MAILBOX}."}
    blocks = shown(channel(summary=summary), lang=lang)
    isolates = Counter(i.text for i in inlines(blocks) if isinstance(i, Isolate))
    html = "\n".join(blocks_html(blocks, str))

    assert isolates == {NUMBER: 2, MAILBOX: 2}
    assert html.count('<bdi dir="ltr"') == html.count(NUMBER) + html.count(MAILBOX) == 4


def test_words_that_are_not_translated_are_marked_as_english() -> None:
    """An untranslated text stands in English and says so (WCAG 2.2, 3.1.2)."""
    blocks = shown(channel(summary={"en": "Takes calls.", "fr": "Prend des appels."}), lang="fr")
    summary, happens = (b.inlines for b in blocks if isinstance(b, Paragraph))

    assert text(summary) == "Prend des appels."
    assert not any(isinstance(inline, Foreign) for inline in summary)
    assert [inline.lang for inline in happens if isinstance(inline, Foreign)] == ["en"]


def test_languages_are_named_in_the_language_of_the_page() -> None:
    """Names of languages come from locale data (CLDR); one that it lacks keeps its code."""
    assert facts(channel(languages=["en", "fr"]))["Languages"] == "English, French"
    assert facts(channel(languages=["en", "fr"]), lang="fr")["Langues"] == "anglais, français"
    assert facts(channel(languages=["xqx"]))["Languages"] == "xqx"
