"""What the program itself says: complete in every language, places and blanks kept."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from generators.document.phrases import CATALOGUES, NoPhrase, phrases
from tests.conftest import ROOT

SOURCES = [("generators/**.py", "python"), ("overrides/**.html", "jinja2")]
KEYWORDS = {"say": None, "phrase": None}


def said() -> Iterator[str]:
    """Yield every phrase of the code and of the templates."""
    for folder, (pattern, method) in zip(("generators", "overrides"), SOURCES, strict=True):
        found = extract_from_dir(
            ROOT / folder, [(pattern.split("/", 1)[1], method)], keywords=KEYWORDS
        )
        yield from (str(message) for _, _, message, *_ in found)


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
def test_every_phrase_is_translated_and_none_is_left_over(lang: str) -> None:
    """The catalogue has exactly what is said, none empty or fuzzy."""
    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        catalogue = {str(m.id): str(m.string) for m in read_po(file, locale=lang) if m.id}
    wanted = set(said())

    assert len(wanted) > 100
    assert sorted(wanted - set(catalogue)) == []
    assert sorted(set(catalogue) - wanted) == []
    assert [phrase for phrase, string in catalogue.items() if not string.strip()] == []


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
def test_places_and_outer_blanks_are_kept(lang: str) -> None:
    """`{day}` stays `{day}`, and what is joined stays joined."""
    say = phrases(lang)  # type: ignore[arg-type]
    changed = [
        phrase
        for phrase in set(said())
        if sorted(re.findall(r"\{\w+\}", phrase)) != sorted(re.findall(r"\{\w+\}", say(phrase)))
        or phrase[-1].isspace() != say(phrase)[-1].isspace()
        or phrase[0].isspace() != say(phrase)[0].isspace()
    ]

    assert changed == []


def test_an_unknown_phrase_is_an_error_and_never_english() -> None:
    """Better no page than one in two languages."""
    with pytest.raises(NoPhrase, match=r"fr\.po has no translation"):
        phrases("fr")("Words that nobody translated")
