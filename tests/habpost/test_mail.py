"""Messages: the same bytes each time, nothing loaded, every word in plain text too, fit for all."""

import datetime as dt
import email
import email.policy
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generators.content.broadcast import Broadcast
from generators.content.library import Library
from generators.content.loader import load
from generators.content.pictures import PictureFile
from generators.content.problems import Problem
from generators.content.record import LANGUAGES
from generators.content.stories import Story
from generators.habpost.letters import Letter, letters_of
from generators.habpost.mail_html import DARK, LIGHT
from generators.habpost.mime import letter_bytes, unsent
from generators.habpost.preflight import RULES, Message, Rule, contrast, refusals, waiting
from generators.habpost.prepared import copy_of, message_id
from generators.habpost.preparing import Written, written
from generators.site.pages import addresses
from tests.conftest import ON, ROOT

BASE = "https://psea.example.org"
LIBRARY = load(ROOT)
PAGES = addresses(LIBRARY, ON)
SENDER = Broadcast(
    sender_name="HabPost",
    sender="habpost@un.invalid",
    list="everybody@un.invalid",
    list_id="habpost.un.invalid",
)
SHIPPED = [
    letter
    for ident in (*LIBRARY.stories, *LIBRARY.issues)
    for letter in letters_of(LIBRARY, ident, ON)
]
STORY = "2026-ways-of-reporting"


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "green").save(file, "JPEG")
    return file.getvalue()


def of(letter: Letter, picture: bytes | None = None) -> Written:
    return written(letter, SENDER, BASE, picture, ON)


def message(one: Written, library: Library = LIBRARY, **changes: str) -> Message:
    made = Message(library, one.letter, one.html, one.text, BASE, PAGES)
    return replace(made, **changes)  # type: ignore[arg-type]


def changed(story: Story, **fields: object) -> tuple[Library, Story]:
    """Return the content in which one story has other fields."""
    made = Story.model_validate({**story.model_dump(), "date": story.date.isoformat(), **fields})
    made.read_from(story.path, {})
    return replace(LIBRARY, stories={**LIBRARY.stories, made.id: made}), made


def illustrated() -> tuple[Library, Letter]:
    picture = {"file": "roof.jpg", "alt": "A “green” roof & a wall"}
    library, _ = changed(LIBRARY.stories[STORY], image=picture)
    file = PictureFile("content/habpost/2026/roof.jpg", 1200, 800, 5000)
    library = replace(library, pictures={"2026/roof.jpg": file})
    return library, letters_of(library, STORY, ON)[0]


def parsed(data: bytes) -> email.message.EmailMessage:
    made = email.message_from_bytes(data, policy=email.policy.SMTP)
    assert isinstance(made, email.message.EmailMessage)
    return made


@pytest.mark.parametrize("letter", SHIPPED, ids=lambda letter: f"{letter.name}.{letter.lang}")
def test_every_shipped_story_and_issue_passes_its_preflight(letter: Letter) -> None:
    found = [p for p in refusals(message(of(letter))) if p.level == "error"]

    assert found == []


@pytest.mark.parametrize("letter", SHIPPED, ids=lambda letter: f"{letter.name}.{letter.lang}")
def test_the_same_letter_is_the_same_bytes_in_seven_bits(letter: Letter) -> None:
    """So that no server has to change it on the way; lines stay below 998 (RFC 5322, 2.1.1)."""
    first, second = of(letter), of(letter)

    assert first.mime == second.mime
    assert first.mime.isascii()
    assert max(len(line) for line in first.mime.split(b"\r\n")) <= 78
    assert b"\n" not in first.mime.replace(b"\r\n", b"")


def test_a_message_has_the_headers_of_a_broadcast_and_no_others() -> None:
    """Nothing asks for a receipt, and there is no address to leave a list that nobody can leave."""
    one = of(SHIPPED[0])
    made = parsed(copy_of(one.mime, "a@example.org", "<x@un.invalid>"))

    assert made.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "List-Id",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "MIME-Version",
        "Content-Type",
    ]
    assert made["From"] == "HabPost <habpost@un.invalid>"
    assert made["To"] == "a@example.org"
    assert made["Subject"] == one.letter.subject
    assert made["Date"].datetime.date() == max(ON, one.letter.date.date())
    assert [part.get_content_type() for part in made.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    text, html = (part.get_content() for part in made.iter_parts())
    assert text.replace("\r\n", "\n").rstrip("\n") == one.text.rstrip("\n")
    assert html.replace("\r\n", "\n").rstrip("\n") == one.html.rstrip("\n")


@given(body=st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85")))
def test_any_words_come_through_mail_as_they_are(body: str) -> None:
    date = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    made = parsed(letter_bytes("Subject", body, f"<p>{body}</p>", SENDER, date))
    text = made.get_body(("plain",))
    assert text is not None

    assert text.get_content().replace("\r\n", "\n").rstrip("\n") == body.rstrip("\n")


def test_a_subject_cannot_add_a_header() -> None:
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        letter_bytes("Hello\nBcc: x@y.invalid", "", "", SENDER, dt.datetime.now(dt.UTC))


def test_a_picture_travels_inside_and_is_told() -> None:
    """By content id (RFC 2392), beside the HTML it belongs to; no other picture travels."""
    library, letter = illustrated()
    one = of(letter, jpeg())
    made = parsed(one.mime)
    kinds = [part.get_content_type() for part in made.walk()]
    picture = [*made.walk()][-1]

    assert kinds == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
    ]
    assert picture["Content-ID"] == "<picture>"
    assert picture.get_content() == jpeg()
    assert picture.get_filename() is None
    assert 'src="cid:picture" alt="A “green” roof &amp; a wall" width="536"' in one.html
    assert "[A “green” roof & a wall]" in one.text
    assert [p for p in refusals(message(one, library)) if p.level == "error"] == []


def test_an_unsent_message_leaves_sender_date_and_id_to_outlook() -> None:
    made = parsed(unsent(of(SHIPPED[0]).mime, "everybody@un.invalid"))

    assert made["X-Unsent"] == "1"
    assert made["To"] == "everybody@un.invalid"
    assert not {"From", "Date", "Message-ID"} & {*made.keys()}
    assert made["Subject"] == SHIPPED[0].subject


def test_an_unsent_message_keeps_no_part_of_a_long_name() -> None:
    """A name in another script takes several lines, which go together."""
    sender = SENDER.model_copy(update={"sender_name": "هابوست للجميع " * 9})
    made = letter_bytes("Title", "", "", sender, dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    fields = unsent(made, "a@example.org").split(b"\r\n\r\n")[0]

    assert b"\r\n =?" in made.split(b"\r\nTo:")[0]
    assert fields.startswith(b"X-Unsent: 1\r\nTo: a@example.org\r\nSubject: Title\r\nList-Id: =?")


def test_in_arabic_no_number_reads_backwards() -> None:
    """Programs that know no isolates know the left-to-right mark (UAX 9, rule W7)."""
    library, _ = changed(LIBRARY.stories[STORY], id=f"{STORY}-xx", lang="ar", translation_of=STORY)
    letter = next(one for one in letters_of(library, STORY, ON) if one.lang == "ar")
    one = of(letter)
    numbers = re.findall(r"\+\d[\d ]+\d", one.text)

    assert numbers
    assert one.text.count("\u200e+") == len(numbers) == one.html.count(">\u200e+")
    assert '<html lang="ar" dir="rtl"' in one.html
    assert '<div lang="ar" dir="rtl"' in one.html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_is_in_one_language_or_not_there(lang: str) -> None:
    """An issue with one story untranslated has no letter in that language."""
    issue = LIBRARY.issues["041"]
    there = lang in {one.lang for one in letters_of(LIBRARY, "41", ON)}
    told = [issue.introduction, *(c.title for c in issue.corners)]
    told += [c.text for c in issue.corners if c.text]
    stories = [LIBRARY.story_in(i, lang, ON) for i in issue.stories]  # type: ignore[arg-type]
    whole = all(lang in each for each in told) and all(s and s.lang == lang for s in stories)

    assert there == whole


@pytest.mark.parametrize("ident", ["43", "2026-nothing", "", "٤١"])
def test_what_readers_may_not_see_has_no_letter(ident: str) -> None:
    hidden, draft = changed(LIBRARY.stories[STORY], status="draft")

    assert letters_of(LIBRARY, ident, ON) == []
    assert letters_of(hidden, draft.id, ON) == []
    assert letters_of(LIBRARY, STORY, dt.date(2026, 1, 1)) == []


WORDS = "<p>Zyzzyva</p></body>"
FAULTS: list[tuple[str, str, str, str]] = [
    ("is_light", "</body>", f"<p>{'x' * 80_000}</p></body>", "are the most"),
    ("loads_nothing", "</body>", '<img src="https://x.invalid/p.gif" alt="p"></body>', "x.invalid"),
    ("loads_nothing", "</body>", '<img src="data:,x" alt="p"></body>', "data:"),
    ("loads_nothing", "</head>", '<link rel="stylesheet" href="//x.invalid"></head>', "<link>"),
    ("loads_nothing", "<h1 ", '<h1 background="x.png" ', "<h1>"),
    ("loads_nothing", "</style>", "p{background:url(x)}</style>", "style that loads"),
    ("pictures_are_told", "</body>", '<img src="cid:picture" alt=" "></body>', "without words"),
    ("can_be_read", LIGHT["ink"], "#999999", "#999999"),
    (
        "can_be_read",
        "</body>",
        '<p style="color:#ff6666;background-color:#000000">x</p></body>',
        "inverted",
    ),
    ("says_its_language", '<div lang="en"', "<div", "<div>"),
    ("says_its_language", 'dir="ltr" xmlns', "xmlns", "<html>"),
    ("says_its_language", 'role="presentation" ', "", "screen reader"),
    ("links_lead_somewhere", f'{BASE}/en/contacts.html"', f'{BASE}/en/gone.html"', "gone.html"),
    ("links_lead_somewhere", f'{BASE}/en/contacts.html"', 'http://x.invalid/"', "x.invalid"),
    ("links_lead_somewhere", f'{BASE}/en/contacts.html"', f'{BASE}.x.invalid/"', "x.invalid"),
    ("text_is_whole", "</body>", WORDS, "Zyzzyva"),
]


@pytest.mark.parametrize(("rule", "old", "new", "says"), FAULTS)
def test_the_preflight_finds_each_fault(rule: str, old: str, new: str, says: str) -> None:
    """And the rule that is there for it, which finds nothing in the message as it was."""
    check: Rule = next(each for each in RULES if each.__name__ == rule)
    whole = message(of(letters_of(LIBRARY, STORY, ON)[0]))
    assert old in whole.html
    spoilt = replace(whole, html=whole.html.replace(old, new, 1))

    assert list(check(whole)) == []
    assert any(says in found for found in check(spoilt))


def test_every_rule_of_the_preflight_has_a_fault_planted_for_it() -> None:
    assert {rule.__name__ for rule in RULES} == {rule for rule, *_ in FAULTS}


def test_consent_for_the_intranet_is_none_for_mail() -> None:
    consent = {"reference": "C-1", "expires": "2027-01-01", "scope": ["intranet"]}
    library, _ = changed(LIBRARY.stories[STORY], consent=consent)
    [letter] = [one for one in letters_of(library, STORY, ON) if one.lang == "en"]
    found: list[Problem] = [
        p for p in refusals(message(of(letter), library)) if "consent" in str(p)
    ]

    assert [problem.level for problem in found] == ["error"]
    assert "rests on consent for intranet, not for e-mail" in found[0].message


@pytest.mark.parametrize("field", ["consent", "ongoing_case"])
def test_what_nobody_was_asked_about_is_not_sent(field: str) -> None:
    """Unknown is not cleared, whatever the status of the story says."""
    library, _ = changed(LIBRARY.stories[STORY], **{field: "unknown"})
    [letter] = [one for one in letters_of(library, STORY, ON) if one.lang == "en"]
    [problem] = [p for p in refusals(message(of(letter), library)) if p.level == "error"]

    assert f"says `{field}: unknown`" in problem.message


def test_a_translation_out_of_step_is_not_sent() -> None:
    """A page can be put right the next day; a message that was delivered cannot."""
    library, _ = changed(LIBRARY.stories[f"{STORY}-fr"], translates="0" * 64)
    letter = next(one for one in letters_of(library, STORY, ON) if one.lang == "fr")
    [problem] = [p for p in refusals(message(of(letter), library)) if p.level == "error"]

    assert "translates other words than content/habpost/2026/ways-of-reporting.md" in str(problem)


def test_what_identifies_somebody_is_not_sent() -> None:
    """Whatever its status says, the words are checked once more."""
    library, _ = changed(LIBRARY.stories[STORY], body="The child prostitute was 14 [1].")
    letter = next(one for one in letters_of(library, STORY, ON) if one.lang == "en")

    assert any(p.level == "error" for p in refusals(message(of(letter), library)))


def test_what_waits_for_a_person_is_told() -> None:
    cleared, story = changed(LIBRARY.stories[STORY], reviewed_by=["psea-coordinator"])
    letter = next(one for one in letters_of(cleared, story.id, ON) if one.lang == "en")
    example = SENDER.model_copy(update={"list": "all@example.org"})

    assert list(waiting(letter, SENDER)) == []
    assert "are examples" in " ".join(waiting(letter, example))
    unnamed = SENDER.model_copy(update={"list_id": "habpost.example.org"})
    assert "are examples" in " ".join(waiting(letter, unnamed))
    assert "nobody with authority" in " ".join(waiting(SHIPPED[0], SENDER))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#1b2430", "#1b2430") == 1


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_no_colour_is_pure(palette: dict[str, str]) -> None:
    """Programs that invert colours turn pure white into pure black, which tires and smears."""
    assert not {"#ffffff", "#000000"} & {*palette.values()}


def test_ids_are_those_of_one_copy() -> None:
    first = message_id("a" * 64, "a@example.org", "un.invalid")

    assert first == message_id("a" * 64, "a@example.org", "un.invalid")
    assert len({first, message_id("a" * 64, "b@example.org", "un.invalid")}) == 2
    assert len({first, message_id("b" * 64, "a@example.org", "un.invalid")}) == 2
    assert re.fullmatch(r"<[0-9a-f]{40}@un\.invalid>", first)
