"""The accepted annex of the dummy project, part by part, and as a listing that a person reads."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from generators.annex.answers import check_answers
from generators.annex.edition import edition
from generators.annex.issue import issue
from generators.annex.sample import asked, plain_example
from generators.content.loader import load
from generators.document.package import read_package
from tests.conftest import ON, PROJECT, Golden

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def outline(part: bytes) -> Iterator[str]:
    """Yield a line a paragraph: its style and its words, fields in square brackets."""
    for paragraph in etree.fromstring(part).iter(f"{W}p"):
        style = next(paragraph.iter(f"{W}pStyle"), None)
        name = style.get(f"{W}val") if style is not None else "Normal"
        words = []
        for element in paragraph.iter(f"{W}t", f"{W}instrText", f"{W}tab"):
            if element.tag == f"{W}instrText":
                words.append(f"[{(element.text or '').strip()}] ")
            else:
                words.append(element.text or "→")
        yield f"{name}: {''.join(words)}"


def test_the_sample_annex_is_the_accepted_one(golden: Golden) -> None:
    """Every part of the Word file equals the golden one; the listing shows what it says."""
    library = load(PROJECT)
    agreement = library.agreements["cooperation"][0]
    examples = {question.id: plain_example(question) for question in asked(agreement)}
    answers = check_answers(agreement, library, examples, "en").used
    issued_on = answers["issued_on"]
    assert isinstance(issued_on, dt.date)
    annex = issue(edition(library, "cooperation", "en", issued_on), answers)
    parts = read_package(annex.data)

    assert issued_on == ON
    for name, data in parts.items():
        golden(f"annex/cooperation/{name}", data)
    lines = [
        line
        for name in ("word/header1.xml", "word/document.xml", "word/footer1.xml")
        for line in (f"# {name}", *outline(parts[name]))
    ]
    golden("annex/cooperation/outline.txt", "\n".join(lines) + "\n")
