"""Releases: shown first, audited with all earlier ones, written once, with nothing hidden."""

import datetime as dt
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generators.cli import main
from generators.content.figures import FigureRelease
from generators.content.loader import load, read_record
from generators.figures.audit import audit
from generators.figures.exact import exact_source
from generators.figures.publishing import publish, small_offices
from generators.figures.release import Mark, Release, placed
from generators.figures.released import Occasion, release_of, release_source, told
from generators.figures.tables import Axis, Count, NotAllowed, Period, Subject, Table
from tests.conftest import PROJECT, ROOT
from tests.figures.tables import RULE, subject, table

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
REGIONS = Axis("region", ("north", "south", "east"))
STATUS = Axis("status", ("open", "closed", "other"))
OCCASION = Occasion("2025", dt.date(2026, 4, 1), False, ("2024",))


def about(period: Period = YEAR, as_of: dt.date = dt.date(2026, 3, 1)) -> Subject:
    return Subject("sea", "reports", "reported", period, as_of)


def regions(counts: Sequence[Sequence[int]], subject: Subject | None = None) -> Table:
    """Return a table with categories that the dummy project names."""
    given = subject or about()
    cells = tuple(tuple(Count(n, given.series, given.unit) for n in row) for row in counts)
    columns = STATUS if len(counts[0]) > 1 else Axis()
    return Table(given, REGIONS, cells, columns, False, "coordinator", given.as_of)


def record(source: str) -> FigureRelease:
    made, problems = read_record(
        source.encode(), "content/figures/releases/2025.yml", FigureRelease
    )
    assert problems == []
    assert made is not None
    return made


def test_a_release_comes_back_from_its_file_as_it_was() -> None:
    """With marks, gaps, a confirmed 0, and a table of which the total alone is told."""
    made = publish(
        [
            regions([[3, 8, 20], [7, 6, 20], [30, 30, 30]]),
            regions([[0], [0], [0]], replace(about(), series="sh")),
            regions([[1, 0, 0], [0, 0, 0], [0, 0, 0]], replace(about(), stage="substantiated")),
        ],
        RULE,
    )
    source = release_source(made, OCCASION, RULE)

    assert release_of(record(source)) == made
    assert release_source(release_of(record(source)), OCCASION, RULE) == source
    assert {cell for each in made.tables for _, cell in placed(each)} >= {*Mark, 0, 1}
    assert [each.whole for each in made.tables] == [True, True, False]


def test_who_confirmed_a_zero_is_told_of_no_hidden_one() -> None:
    """It would tell that 0, and not 1 to 4, is what stands behind the mark."""
    half = about(YEAR._replace(last=dt.date(2025, 6, 30)))
    hidden = publish([regions([[0], [0], [0]], half)], RULE)
    shown = publish([regions([[0], [0], [0]])], RULE)

    assert not {0} & {cell for _, cell in placed(hidden.tables[0])}
    assert (hidden.tables[0].confirmed_by, hidden.tables[0].confirmed_on) == ("", None)
    assert shown.tables[0].confirmed_by == "coordinator"


def test_no_file_of_a_release_holds_a_hidden_count() -> None:
    """Nor a hash, which could be tried until it fits."""
    rule = RULE.model_copy(update={"fewer_than": 9000})
    made = publish(
        [regions([[7919, 10007, 20011], [12007, 13007, 30011], [41, 50021, 6013]])], rule
    )
    source = release_source(made, OCCASION, rule)
    hidden = {"7919", "41", "6013", "10007", "13007", "20011", "30011", "12007", "50021"}
    hidden -= {str(cell) for _, cell in placed(made.tables[0])}

    assert hidden == {"7919", "41", "6013", "20011"}
    assert hidden & {*re.findall(r"\d+", source)} == set()
    assert not re.search(r"[0-9a-f]{12}", source)


def offices(sizes: Sequence[tuple[int, int]], names: Sequence[str]) -> Table:
    given = Subject("training", "persons", "required", YEAR, dt.date(2026, 3, 1))
    cells = tuple(tuple(Count(n, "training", "persons") for n in row) for row in sizes)
    done = Axis("status", ("completed", "outstanding"))
    return Table(given, Axis("office", tuple(names)), cells, done)


def test_a_single_small_office_is_never_told() -> None:
    """Nor one of which nobody says how large it is, in a table of whatever subject."""
    training = offices([(45, 5), (40, 9)], ("large", "small"))
    cases = table([[9], [9]], subject(YEAR))
    cases = replace(cases, rows=Axis("office", ("large", "unknown")))
    scoped = replace(cases, rows=REGIONS, cells=cases.cells[:1] * 3)
    scoped = replace(scoped, subject=replace(scoped.subject, scope=(("office", "small"),)))
    wrong = list(small_offices([training, cases, scoped], RULE))

    assert [each.split(".")[0] for each in wrong] == [
        "table 1: `small` has fewer than 50 personnel",
        "table 2: nobody says how many personnel `unknown` has",
        "table 3: `small` has fewer than 50 personnel",
    ]
    assert not re.search(r"\b49\b|\b9\b", " ".join(wrong))
    with pytest.raises(NotAllowed, match="Join it with others in the map"):
        publish([training], RULE)
    assert publish([offices([(45, 5), (60, 9)], ("large", "small"))], RULE).tables


def test_every_shipped_release_withstands_the_audit_with_all_before_it() -> None:
    """The examples by themselves, and the real ones by themselves."""
    library = load(ROOT)
    assert library.figures is not None
    for example in (True, False):
        before: list[Release] = []
        for each in told(list(library.releases.values()), example=example):
            assert (
                each.earlier
                == [one.id for one in told(list(library.releases.values()), example=example)][
                    : len(before)
                ]
            )
            assert audit(release_of(each), library.figures, before) == []
            before.append(release_of(each))
    assert library.releases["example-2024"].example


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the dummy project, in which the command runs."""
    project = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    monkeypatch.chdir(project)
    return project


def written(folder: Path, name: str, *tables: Table) -> Path:
    path = folder / "exact" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(exact_source(tables), encoding="utf-8")
    return path


def released(path: Path, ident: str, on: str, *more: str) -> int:
    return main(["figures", "release", str(path), "--id", ident, "--on", on, *more])


def test_a_release_is_shown_first_and_written_only_when_asked_to(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is shown are marks and decisions; once written, it is never replaced."""
    path = written(tmp_path, "a.yml", regions([[3, 8, 20], [7, 6, 20], [30, 30, 30]]))
    target = place / "content/figures/releases/2025.yml"

    assert released(path, "2025", "2026-04-01") == 0
    shown = capsys.readouterr().out
    assert not target.exists()
    assert "fewer than 5" in shown
    assert "hidden as small 1, hidden beside them 3" in shown
    assert "Nothing was written" in shown

    assert released(path.parent, "2025", "2026-04-01", "--apply") == 0
    assert load(place).releases["2025"].on == dt.date(2026, 4, 1)
    assert main(["check", "--on", "2026-11-23"]) == 0
    assert released(path, "2025", "2026-04-02", "--apply") == 2
    assert "is published, and stays as it is" in capsys.readouterr().err


def test_what_an_earlier_release_hides_blocks_or_hides_a_later_one(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An exact annual total of 1 gives away the half year before it: blocked, without the value."""
    half = about(YEAR._replace(last=dt.date(2025, 6, 30)), dt.date(2025, 8, 1))
    first = written(tmp_path, "half.yml", regions([[2], [2], [0]], half))
    assert released(first, "2025-h1", "2025-08-20", "--apply") == 0
    capsys.readouterr()
    year = written(tmp_path, "year.yml", regions([[1], [0], [0]]))

    assert released(year, "2025", "2026-04-01", "--apply") == 1
    said = capsys.readouterr().out
    assert "Nothing may be published of these tables." in said
    assert "sea, total, 2025-01-01 to 2025-06-30: 2 possible values are left" in said
    assert not (place / "content/figures/releases/2025.yml").exists()


@pytest.mark.parametrize(
    ("given", "ident", "on", "says"),
    [
        (regions([[9], [9], [9]]), "A b", "2026-04-01", "is no name of a release"),
        (regions([[9], [9], [9]]), "2025", "2026-02-01", "are as of a day after 2026-02-01"),
        (
            replace(regions([[9], [9], [9]]), rows=Axis("region", ("north", "south", "moon"))),
            *("2025", "2026-04-01", "`moon` is no category of `region`"),
        ),
        (
            replace(regions([[9], [9], [9]]), confirmed_by="nobody"),
            *("2025", "2026-04-01", "`nobody`, who confirmed, is no role"),
        ),
        (
            replace(regions([[0], [0], [0]]), confirmed_by=""),
            *("2025", "2026-04-01", "say which role confirmed that"),
        ),
    ],
)
def test_what_cannot_be_released_is_told_and_nothing_written(
    place: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    given: Table,
    ident: str,
    on: str,
    says: str,
) -> None:
    """In one sentence, with exit code 1 or 2."""
    path = written(tmp_path, "a.yml", given)

    assert released(path, ident, on, "--apply") in (1, 2)
    assert says in "".join(capsys.readouterr())
    assert not list(place.rglob("releases/2025.yml"))
