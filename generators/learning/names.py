"""What the parts of training and coordination are called, and marks that their pages share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from babel import Locale

from generators.content.learning import LearningPath
from generators.content.library import Library
from generators.content.prose import BulletList, Emphasis, Heading, Inline, Link, Text
from generators.content.record import MASTER, Language
from generators.document.marks import told
from generators.document.model import PlainBlock
from generators.document.phrases import phrase, phrases

FORMS = {
    "course": phrase("Course"),
    "module": phrase("Module"),
    "package": phrase("Training package"),
    "materials": phrase("Materials, not a course"),
    "list": phrase("List of courses"),
    "sessions": phrase("Sessions"),
}
STANDINGS = {
    "offered": phrase("Offered"),
    "elsewhere": phrase("Made by others; not offered by UN-Habitat as far as we know"),
    "being-pursued": phrase("Being pursued"),
    "subject-to-funding": phrase("Subject to availability of funding"),
}
SUBJECTS = {
    "sea": phrase("sexual exploitation and abuse"),
    "sh": phrase("sexual harassment"),
}
COVERED = {
    "definition": phrase("definitions"),
    "prohibition": phrase("what is prohibited"),
    "duty-to-report": phrase("the duty to report"),
    "referral": phrase("referral to help"),
}
MODALITIES = {
    "online": phrase("on line, by oneself"),
    "webinar": phrase("webinar"),
    "in-person": phrase("in person"),
    "materials": phrase("materials to use"),
}
WHEN = {
    "on-joining": phrase("On joining"),
    "before-duty": phrase("Before taking up the duty"),
    "before-work": phrase("Before work with people begins"),
    "when-offered": phrase("When it is offered"),
    "not-stated": phrase("Not stated"),
}
ANSWERS = {"yes": phrase("Yes"), "no": phrase("No")}
LEVELS = {
    "global": phrase("Worldwide"),
    "regional": phrase("In regions"),
    "country": phrase("In countries"),
    "internal": phrase("Within UN-Habitat"),
}
FREQUENCIES = {
    "weekly": phrase("Every week"),
    "monthly": phrase("Every month"),
    "quarterly": phrase("Every three months"),
    "yearly": phrase("Every year"),
    "as-called": phrase("When called"),
}


def unknown(lang: Language) -> tuple[Inline, ...]:
    """Return what stands in the place of a value that nobody has given."""
    say = phrases(lang)
    return (Text(say("To be confirmed")),)


def listed(names: Mapping[str, str], keys: Iterable[str], lang: Language) -> tuple[Inline, ...]:
    """Return keys by their names, one after the other."""
    say = phrases(lang)
    return (Text(say(", ").join(say(names[key]) for key in keys)),)


def spoken(codes: Iterable[str], lang: Language) -> str:
    """Return languages by their names (CLDR)."""
    say = phrases(lang)
    known = Locale(lang).languages
    return say(", ").join(known.get(code, code) for code in codes)


def joined(parts: Iterable[tuple[Inline, ...]], lang: Language) -> tuple[Inline, ...]:
    """Return inlines one after the other, with what stands between the entries of a list."""
    say = phrases(lang)
    made: list[Inline] = []
    for part in parts:
        made += [Text(say(", "))] if made else []
        made += part
    return tuple(made)


def seen_in(source: str, lang: Language) -> tuple[str, tuple[Inline, ...]]:
    """Return the entry that names a source, which is written in English."""
    say = phrases(lang)
    return say("Seen in"), told({MASTER: source}, lang)


def in_order(library: Library) -> list[LearningPath]:
    """Return the paths in the order of their lists."""
    return sorted(library.paths.values(), key=lambda path: (path.order, path.id))


def in_plans(library: Library, refs: Collection[str], lang: Language) -> Iterator[PlainBlock]:
    """Yield the lines of action plans with these references, linked to their area."""
    lines = library.lines_of(refs)
    if not lines:
        return
    say = phrases(lang)
    yield Heading(2, (Text(say("In the action plans")),), anchor="plans")
    for plan, mine in groupby(lines, key=lambda line: line.plan):
        title = say("Action plan {year} (example)") if plan.example else say("Action plan {year}")
        yield Heading(3, (Text(title.format(year=plan.year)),), anchor=f"plan-{plan.year}")
        links = (
            Link(f"plan:{plan.year}#{line.output.area}", told(line.activity.activity, lang))
            for line in mine
        )
        yield BulletList(tuple((link,) for link in links))


def example_mark(example: bool, lang: Language) -> tuple[Inline, ...]:
    """Return the mark of what is made up, or nothing."""
    say = phrases(lang)
    return (Text(" "), Emphasis((Text(say("(example)")),))) if example else ()
