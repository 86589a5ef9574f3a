"""Slides that are too full go on on another one; nothing is lost, and nothing gets too small."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from generators.content.prose import Foreign, Strong, Text
from generators.document.model import Row, Table, text, words
from generators.reporting.briefing.fitting import TooLong, fitted
from generators.reporting.briefing.measure import line_count, width
from generators.reporting.briefing.rooms import SMALLEST
from generators.reporting.briefing.slide_base import own_base
from generators.reporting.briefing.slides import Deck, Point, Slide

FRAME = own_base("en").frame
BODY = FRAME["points"].body


def laid_out(*slides: Slide) -> tuple[Slide, ...]:
    return fitted(Deck("T", "en", slides, words("Foot"), "2026-11-23"), FRAME).slides


def slide(*points: Point) -> Slide:
    return Slide("points", (Text("Points"),), points, notes=(words("Say this."),))


PARAGRAPH = st.text("ab سé", min_size=1, max_size=400).map(lambda made: f"x{made}".strip())


@given(st.lists(st.tuples(PARAGRAPH, st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_every_word_is_kept_in_its_order_on_slides_that_are_not_too_full(
    given: list[tuple[str, bool, bool]],
) -> None:
    """However much there is, and however long a word."""
    points = [
        Point((Strong((Text(said),)),) if bold else (Text(said),), below)
        for said, bold, below in given
    ]
    made = laid_out(slide(*points))

    kept = "".join(text(point.inlines) for each in made for point in each.points)
    assert kept == "".join(said for said, _, _ in given)
    for each in made:
        assert BODY.height_of(each.points) <= BODY.height or len(each.points) == 1
    assert len({text(each.title) for each in made}) == len(made)


def test_parts_are_numbered_and_about_as_full_as_each_other() -> None:
    """Seven points of which five fit make four and three, not five and two."""
    made = laid_out(slide(*[Point(words("word " * 16))] * 7))

    assert [text(each.title) for each in made] == [
        "Points (1\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}2)",
        "Points (2\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}2)",
    ]
    assert [len(each.points) for each in made] == [4, 3]
    assert made[0].notes == made[1].notes
    assert laid_out(slide(Point(words("One"))))[0].title == (Text("Points"),)


def test_what_stands_below_a_point_stays_with_it() -> None:
    """No slide begins with words that belong to the one before."""
    pair = (Point(words("word " * 20)), Point(words("below " * 10), below=True))
    made = laid_out(slide(*pair * 9))

    assert len(made) > 1
    assert [each.points[0].below for each in made] == [False] * len(made)


def test_a_point_of_more_than_a_slide_goes_on_with_its_looks() -> None:
    """Words in another language, or in bold, stay what they are."""
    said = "mot " * 900
    made = laid_out(slide(Point((Foreign("fr", (Text(said),)),))))

    assert len(made) > 2
    assert "".join(text(p.inlines) for each in made for p in each.points) == said
    assert {type(i) for each in made for p in each.points for i in p.inlines} == {Foreign}


def test_a_long_title_is_set_smaller_and_one_that_never_fits_is_refused() -> None:
    """Not below 18 points; the message says which title."""
    [long] = laid_out(Slide("points", words("word " * 30), (Point(words("x")),)))

    assert SMALLEST <= long.title_size < FRAME["points"].title.levels[0].size
    with pytest.raises(TooLong, match=r"“word word.*is too long for its slide. Shorten it"):
        laid_out(Slide("points", words("word " * 200), (Point(words("x")),)))


def test_a_long_table_goes_on_with_its_header() -> None:
    """And no word of a narrow column is broken."""
    rows = tuple(Row((words(f"Row {n}"), words("1"))) for n in range(40))
    table = Table((words("Name"), words("Establishment")), rows, (95, 5), "Counts")
    made = laid_out(Slide("table", (Text("Table"),), table=table))
    tables = [each.table for each in made if each.table]

    assert len(tables) > 2
    assert [row for each in tables for row in each.rows] == list(rows)
    assert {each.header for each in tables} == {table.header}
    room = FRAME["table"].body.width * tables[0].widths[1] / 100 / SMALLEST
    assert width("Establishment", bold=True) < room


@pytest.mark.parametrize(
    ("bold", "file"), [(False, "DejaVuSans.ttf"), (True, "DejaVuSans-Bold.ttf")]
)
@pytest.mark.parametrize(
    "said",
    [
        "Appoint a focal point and an alternate in every office away from Nairobi.",
        "Participation aux mécanismes de coordination interinstitutions",
        "Seguimiento y presentación de informes sobre las denuncias recibidas",
        "التدريب الإلزامي لجميع موظفي موئل الأمم المتحدة بشأن الحماية",
    ],
)
def test_words_are_measured_at_least_as_wide_as_a_wide_font_sets_them(
    said: str, file: str, bold: bool
) -> None:
    """DejaVu Sans stands here for whatever font comes; Arabic is measured with unjoined letters."""
    folder = Path("/usr/share/fonts/truetype/dejavu")
    if not (folder / file).is_file():
        pytest.skip("DejaVu Sans is not where Debian keeps it")
    wide = ImageFont.truetype(str(folder / file), 100).getlength(said) / 100

    assert wide <= width(said, bold=bold) <= wide * 1.4


def test_a_table_with_too_many_columns_goes_on_with_the_rest_of_them() -> None:
    """The names of its rows stand on each part, and every cell once."""
    names = ["Name", *(f"Establishment{n}" for n in range(9))]
    cells = tuple(tuple(words(f"{row}-{n}")) for row in "ab" for n in range(10))
    rows = (Row(cells[:10]), Row(cells[10:]))
    table = Table(tuple(map(words, names)), rows, (10,) * 10, "Counts")
    parts = [
        each.table for each in laid_out(Slide("table", (Text("T"),), table=table)) if each.table
    ]

    assert len(parts) > 1
    assert [text(cell) for part in parts for cell in part.header[1:]] == names[1:]
    assert all(sum(part.widths) <= 100 for part in parts)
    for at in range(2):
        assert {part.rows[at].cells[0] for part in parts} == {rows[at].cells[0]}
        assert tuple(c for part in parts for c in part.rows[at].cells[1:]) == rows[at].cells[1:]


def test_a_word_longer_than_a_line_takes_the_lines_it_needs() -> None:
    """And blanks at the end of a line take none."""
    assert line_count(words("x" * 100), 10.0) >= 5
    assert line_count(words("x " * 3), width("x x x", bold=False) + 0.01) == 1
