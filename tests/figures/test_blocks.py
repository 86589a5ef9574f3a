"""Figures in print: four languages, every particular, and no hidden count in any output."""

import dataclasses
import io
import json
import pickle
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from generators.content.record import LANGUAGES, Language
from generators.document.html import blocks_html
from generators.document.model import Document, Notice, Table, text, words
from generators.document.pdf import write_pdf
from generators.document.word import write_word
from generators.figures.audit import audit
from generators.figures.blocks import caption, figure_blocks, shown
from generators.figures.counted import Counted
from generators.figures.release import Mark, Release, placed
from generators.figures.suppress import Disclosive, suppress
from generators.figures.tables import Count, Gap, NotAllowed
from tests.figures.tables import FIRST_HALF, RULE, subject, table

LARGE = RULE.model_copy(update={"fewer_than": 9000})
"""With this threshold, counts are hidden that are told from all other digits in a file."""
PLANTED = [[7919, 10007, 20011], [12007, 13007, 30011], [40009, 50021, 60013]]
NAMES = {
    ("office", ""): "Office",
    ("status", ""): "Status",
    ("region", "example"): "Example region",
    ("role", "coordinator"): "PSEA coordinator",
    **{
        (name, f"{name}-{n}"): f"{name} {'abc'[n]}"
        for name in ("office", "status")
        for n in (0, 1, 2)
    },
}


def hidden_counts(release: Release) -> set[int]:
    """Return the counts that the release hides, from the table that it was made of."""
    entries = Counted(table(PLANTED), LARGE).entries
    cells = dict(placed(release.tables[0]))
    return {
        entry.value
        for quantity, entry in entries.items()
        if isinstance(cells[quantity], Mark) and isinstance(entry, Count)
    }


@pytest.fixture(scope="module")
def release() -> Release:
    return suppress([table(PLANTED)], LARGE)


def document(release: Release, lang: Language) -> Document:
    blocks = tuple(figure_blocks(release, NAMES, lang))
    return Document("Figures", lang, blocks, created=words("2026-11-23"))


def test_no_output_holds_a_hidden_count(release: Release, tmp_path: Path) -> None:
    """Neither pages, PDF, Word, JSON, pickle nor what Python prints; what is shown is there."""
    made = document(release, "en")
    pdf = tmp_path / "figures.pdf"
    pdf.write_bytes(write_pdf(made))
    printed = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    with zipfile.ZipFile(io.BytesIO(write_word(made))) as package:
        word = "".join(package.read(name).decode("latin-1") for name in package.namelist())
    outputs = {
        "HTML": "".join(blocks_html(made.blocks, str)),  # type: ignore[arg-type]
        "PDF": printed.stdout,
        "Word": word,
        "JSON": json.dumps(dataclasses.asdict(release), default=str),
        "pickle": repr(pickle.loads(pickle.dumps(release))),
        "repr": f"{release!r} {made!r} {table(PLANTED)!r} {Counted(table(PLANTED), LARGE)!r}",
    }
    counts = hidden_counts(release)
    digits = {name: set(re.findall(r"\d+", out.replace(",", ""))) for name, out in outputs.items()}

    assert {7919} < counts
    assert len(counts) == 4
    assert {name: found & {*map(str, counts)} for name, found in digits.items()} == {
        name: set() for name in outputs
    }
    assert all("60013" in digits[name] for name in outputs)
    assert not any(n.to_bytes(2, "little") in pickle.dumps(release) for n in counts)


def test_no_refusal_tells_a_hidden_count() -> None:
    """What is reported is the place, and how many values are left."""
    half = suppress([table([[7], [5003], [9999]], subject(FIRST_HALF))], LARGE)
    bare = Release((Counted(table(PLANTED), LARGE).published(set()),), 9000)
    with pytest.raises(Disclosive) as refused:
        suppress([table([[1], [0]], subject(scope=()))], LARGE, [_entity_half()])
    with pytest.raises(NotAllowed) as differs:
        suppress([table([[7919], [10007]]), table([[7873], [10007]])], LARGE)

    said = f"{audit(bare, LARGE)} {half} {refused.value} {differs.value}"
    assert audit(bare, LARGE)
    assert not {"7919", "7873", "5003"} & set(re.findall(r"\d+", said))


def _entity_half() -> Release:
    return suppress([table([[2], [2]], subject(FIRST_HALF, ()))], LARGE)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["0", "1,234", "fewer than 5", "not shown", "not collected", "not applicable"]),
        ("fr", ["0", "1\u202f234", "moins de 5", "non publié", "non recueilli", "sans objet"]),
        ("es", ["0", "1.234", "menos de 5", "no publicado", "no recopilado", "no procede"]),
        ("ar", ["0", "1,234", "أقل من 5", "غير منشور", "لم تُجمع البيانات", "لا ينطبق"]),
    ],
)
def test_the_six_things_that_stand_in_a_cell_differ_in_every_language(
    lang: Language, said: list[str]
) -> None:
    """A count of 0, another, small, withheld, not collected, not applicable."""
    cells = (0, 1234, Mark.FEWER, Mark.WITHHELD, Gap.NOT_COLLECTED, Gap.NOT_APPLICABLE)

    assert [shown(cell, 5, lang) for cell in cells] == said


def test_a_caption_says_what_is_counted_where_and_when() -> None:
    """Series, stage, unit, scope, period and the day on which it was known."""
    assert caption(subject(), NAMES, "en") == (
        "Sexual exploitation and abuse, reported, number of reports. Example region, from"
        " 1 January 2025 to 31 December 2025. As known on 1 March 2026."
    )
    assert "UN-Habitat as a whole" in caption(subject(scope=()), NAMES, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_marks_and_notes_are_written_in_every_language(lang: Language) -> None:
    """The blocks fit the neutral table; the notes give the range that a mark stands for."""
    release = suppress([table([[3, 8, 20], [7, 6, 20], [30, 30, 30]])], RULE)
    made, notes = figure_blocks(release, NAMES, lang)

    assert isinstance(made, Table)
    assert sum(made.widths) == 100
    assert {len(row.cells) for row in made.rows} == {len(made.widths)} == {5}
    assert len(made.rows) == 4
    assert not isinstance(notes, Table | Notice)
    assert set(re.findall(r"\d", text(notes.inlines))) == {"0", "4", "5"}  # type: ignore[union-attr]


def test_where_no_breakdown_is_told_readers_learn_why() -> None:
    """The total stands alone, and a confirmed 0 says by whom and when."""
    alone = suppress([table([[1, 0], [0, 0]], subject(scope=()))], RULE)
    nothing = suppress([table([[0, 0], [0, 0]], subject(scope=()))], RULE)
    total, why, _ = figure_blocks(alone, NAMES, "en")
    *_, note = figure_blocks(nothing, NAMES, "en")

    assert isinstance(total, Table)
    assert [[text(cell) for cell in row.cells] for row in total.rows] == [["Total", "1"]]
    assert isinstance(why, Notice)
    assert "confirmed on 1 March 2026: PSEA coordinator." in text(note.inlines)  # type: ignore[union-attr]
