"""The import: what is counted is right, and of rows, good or refused, nothing is told anywhere."""

import datetime as dt
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path

import jsonschema
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generators.cli import main
from generators.commands.figures import LIMITS
from generators.confined import Refused, confined
from generators.content.figure_map import FigureMap
from generators.content.loader import load
from generators.content.problems import ProblemsFound
from generators.content.source import parse_yaml
from generators.content.writer import map_schemas
from generators.figures.exact import read_exact
from generators.figures.importing import TASK, imported, order, outcome, run
from generators.figures.mapping import read_map
from generators.figures.naming import known_categories
from generators.figures.periods import period_of
from generators.figures.tables import Axis, Gap, Period, Table, with_totals
from generators.figures.tally import REASONS, Span, letters
from tests.conftest import ROOT

SAMPLES = ROOT / "generators/figures/samples"
LIBRARY = load(ROOT)
HEADER = "Reference,Kind of report,Received on,Region,Person concerned,Name,E-mail,Description"
GOOD = [
    "PLANT-1,Exploitation or abuse,03/02/2026,Africa,Staff member,PLANT-A,plant@b.org,PLANT-C",
    "PLANT-2,Exploitation or abuse,29/02/2024,Africa,Staff member,PLANT-D,plant@e.org,PLANT-F",
    "PLANT-3,Exploitation or abuse,31/03/2026 23:59,Pacific,Intern,PLANT-G,plant@h.org,PLANT-I",
    "PLANT-4,Sexual harassment,01/01/2026,Asia,,PLANT-J,plant@k.org,PLANT-L",
    "PLANT-5,Something else,01/01/2026,Europe,Consultant,PLANT-M,plant@n.org,PLANT-O",
]
PERIOD = Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
SPAN = Span(PERIOD, dt.date(2026, 4, 10))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a folder outside any project."""
    return tmp_path


def export(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "export.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    return path


def tables(path: Path, name: str = "cases.yml", span: Span = SPAN) -> tuple[Table, ...]:
    made = imported(path, the_map(name), span)
    assert (made.wrong, made.refused) == ((), ())
    return read_exact(made.exact.encode(), "exact.yml")


def the_map(name: str = "cases.yml", old: str = "", new: str = "") -> FigureMap:
    source = (SAMPLES / name).read_text(encoding="utf-8")
    assert old in source
    rule = LIBRARY.figures
    assert rule is not None
    return read_map(source.replace(old, new, 1).encode(), name, rule, known_categories(LIBRARY))


def counts(table: Table) -> list[list[object]]:
    return [[getattr(each, "value", each) for each in row] for row in with_totals(table)]


def test_rows_are_counted_by_category_period_and_series(outside: Path) -> None:
    """What lies outside the period, or is of neither series, counts nowhere; series stay apart."""
    sea, sea_africa, sh, sh_africa = tables(export(outside, *GOOD))

    assert [each.subject.series for each in (sea, sea_africa, sh, sh_africa)] == [
        *("sea", "sea"),
        *("sh", "sh"),
    ]
    assert counts(sea)[0] == [1, 0, 0, 0, 1]
    assert counts(sea)[2] == [0, 1, 0, 0, 1]
    assert counts(sea)[-1] == [1, 1, 0, 0, 2]
    assert counts(sea_africa) == [[1], [0], [0], [0], [1]]
    assert counts(sh)[2] == [0, 0, 0, 1, 1]
    assert counts(sh)[-1] == [0, 0, 0, 1, 1]
    assert counts(sh_africa)[-1] == [0]
    assert sea_africa.subject.scope == (("region", "africa"),)
    assert {each.subject.period for each in (sea, sh)} == {PERIOD}


ROW = st.tuples(
    st.sampled_from(["Exploitation or abuse", "Sexual harassment", "Something else"]),
    st.dates(dt.date(2025, 12, 1), dt.date(2026, 4, 10)),
    st.sampled_from(["Africa", "Asia", "Pacific", "Headquarters"]),
    st.sampled_from(["Staff member", "Consultant", ""]),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, max_size=30))
def test_any_rows_are_counted_as_one_counts_them_by_hand(
    outside: Path, rows: list[tuple[str, dt.date, str, str]]
) -> None:
    """Each total is the number of rows of its series within the period, and no row counts twice."""
    lines = [
        f"{at},{kind},{day:%d/%m/%Y},{region},{person},N,E,D"
        for at, (kind, day, region, person) in enumerate(rows)
    ]
    sea, _, sh, _ = tables(export(outside, *lines))
    inside = [row for row in rows if PERIOD.first <= row[1] <= PERIOD.last]

    for table, kind in ((sea, "Exploitation or abuse"), (sh, "Sexual harassment")):
        mine = [row for row in inside if row[0] == kind]
        joined = [row for row in mine if row[2] in ("Asia", "Pacific")]
        assert counts(table)[-1][-1] == len(mine)
        assert counts(table)[2][-1] == len(joined)
        assert counts(table)[2][-2] == sum(row[3] == "" for row in joined)


def test_a_workbook_is_counted_like_its_csv(outside: Path) -> None:
    """Dates are dates there, with their format; a second sheet, even hidden, is refused."""
    path = outside / "export.xlsx"
    for sheets in (1, 2):
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            sheet = book.add_worksheet()
            for at, line in enumerate([HEADER, *GOOD[:1], *GOOD[3:]]):
                for column, value in enumerate(line.split(",")):
                    day = value if column != 2 or not at else dt.date(2026, 2, 3)
                    sheet.write(at, column, day)
            if sheets > 1:
                book.add_worksheet("PLANT").hide()
        made = imported(path, the_map(), SPAN)
        if sheets > 1:
            assert "single sheet" in made.wrong[0]
        else:
            assert counts(read_exact(made.exact.encode(), "x")[0])[-1] == [1, 0, 0, 0, 1]


REFUSED = [
    (GOOD[0].replace("Africa", "PLANT-X"), "`Region` holds a value that the map does not list"),
    (GOOD[0].replace("Africa", "africa"), "`Region` holds a value that the map does not list"),
    (GOOD[0].replace("Africa", ""), "`Region` holds a value that the map does not list"),
    (GOOD[0].replace("Staff member", "PLANT-X"), "`Person concerned` holds a value"),
    (GOOD[0].replace("Exploitation or abuse", "PLANT-X"), "`Kind of report` holds a value"),
    (GOOD[0].replace("03/02/2026", "PLANT-X"), "`Received on` holds no date"),
    (GOOD[0].replace("03/02/2026", "31/02/2026"), "`Received on` holds no date"),
    (GOOD[0].replace("03/02/2026", "02/13/2026"), "`Received on` holds no date"),
    (GOOD[0].replace("03/02/2026", "46056"), "`Received on` holds no date"),
    (GOOD[0].replace("03/02/2026", "11/04/2026"), "`Received on` holds a day after --as-of"),
    (GOOD[0].replace("PLANT-1", "PLANT-5"), "`Reference` holds what an earlier row has"),
    (GOOD[0].replace("PLANT-1", ""), "`Reference` holds a value that the map does not list"),
    (GOOD[0] + ",PLANT-X", "something stands under no name of a column"),
    (GOOD[0] + '\n"PLANT-X', "cannot be read, nor can what follows"),
]


@pytest.mark.parametrize(("row", "says"), REFUSED)
def test_a_row_that_does_not_fit_is_refused_by_number_and_column(
    outside: Path, row: str, says: str
) -> None:
    """All of the file is refused with it, and the message holds nothing of the row."""
    made = imported(export(outside, *GOOD[1:], row), the_map(), SPAN)

    assert made.exact == ""
    assert [each.row for each in made.refused] in ([6], [7])
    assert f"row {made.refused[0].row}: {says}" in str(made.refused[0])
    assert "PLANT" not in f"{made!r} {made.refused[0]}"


def test_every_reason_of_a_refusal_is_one_of_a_closed_list() -> None:
    """So no message can be made of what stands in a row."""
    assert {"PLANT" in text for text in REASONS.values()} == {False}
    assert letters(0) + letters(25) + letters(26) + letters(701) == "AZAAZZ"


def test_a_column_that_the_map_does_not_name_is_told_by_its_place_alone(outside: Path) -> None:
    """Its name may be a person's; one that is missing is named as the map names it."""
    header = HEADER.replace("Name,", "PLANT Jane,")
    made = imported(export(outside, *GOOD, header=header), the_map(), SPAN)
    twice = imported(export(outside, *GOOD, header=HEADER + ",Na  me,Na me"), the_map(), SPAN)

    assert made.wrong[0].startswith("column F (number 6) is not in the map")
    assert made.wrong[1] == "there is no column `Name`."
    assert "PLANT" not in repr(made)
    assert any("column J (number 10) has the name of an earlier one" in e for e in twice.wrong)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: cases", "kind: case", "begin with `kind: cases` or `kind: counts`"),
        ("Africa: africa", "Africa: afrika", "`afrika` is no category of `region`"),
        ("dimension: region", "dimension: sex", "`sex` is no dimension of content/figures/rule"),
        ("[Name,", "[Region, Name,", "the column `Region` is named twice"),
        ("columns: personnel", "columns: region", "uses a dimension twice"),
        ("only: {region: africa}", "only: {region: north-america}", "no value means `north-am"),
        ("written: day/month/year", "written: any", "`date.written`"),
        ("unit: reports", "unti: reports", "Did you mean `unit`?"),
        ("rows: region", "rows: office", "`office` is counted from no column"),
    ],
)
def test_what_is_wrong_in_a_map_is_told_with_its_line(old: str, new: str, says: str) -> None:
    """A map is strict: nothing in it is guessed, and nothing is ignored."""
    with pytest.raises(ProblemsFound) as found:
        the_map("cases.yml", old, new)

    assert says in str(found.value)


def test_the_sample_maps_are_sound() -> None:
    """They are what --explain prints to start from."""
    assert {type(the_map(name)).__name__ for name in ("cases.yml", "counts.yml")} == {
        *("CaseMap", "CountMap")
    }


def test_the_schemas_of_maps_accept_the_samples_and_nothing_unknown() -> None:
    """Editors complete a map as they complete content; the files are those of today."""
    for name, made in map_schemas().items():
        assert (ROOT / name).read_bytes() == made
        sample = SAMPLES / f"{Path(name).stem.removeprefix('figure-map-')}.yml"
        value = parse_yaml(sample.read_text(encoding="utf-8"), sample.name).value
        assert isinstance(value, dict)
        jsonschema.validate(value, json.loads(made))
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**value, "extra": 1}, json.loads(made))


NUMBERS = ["Nairobi,90,100,PLANT", "Cairo,60,60,", "Amman,9,12,", "Beirut,2,3,"]
OFFICES = "Office,Completed,Required,Remarks"


def test_numbers_make_a_table_of_who_has_and_who_has_not(outside: Path) -> None:
    """Offices of one category are added up; what is left of the whole is counted as well."""
    (made,) = tables(export(outside, *NUMBERS, header=OFFICES), "counts.yml")

    assert counts(made) == [[90, 10, 100], [60, 0, 60], [11, 4, 15], [161, 14, 175]]
    assert made.subject.scope == (("course", "prevention-of-sea"),)


def test_a_number_that_is_missing_is_no_zero(outside: Path) -> None:
    """An empty cell and an office without a row were not collected."""
    rows = ["Nairobi,,100,", *NUMBERS[2:]]
    (made,) = tables(export(outside, *rows, header=OFFICES), "counts.yml")

    assert made.cells[0] == made.cells[1] == (Gap.NOT_COLLECTED, Gap.NOT_COLLECTED)


RATINGS = """\
kind: counts
series: partners
unit: partners
stage: assessed
rows:
  dimension: rating
  column: Rating
  values: {Full: full, Medium: medium, Low: low}
number: Partners
ignored: []
"""


def test_ratings_of_partners_are_one_column_of_numbers(outside: Path) -> None:
    """A rating that no row has was not collected, and then nobody knows the total."""
    rule = LIBRARY.figures
    assert rule is not None
    given = read_map(RATINGS.encode(), "ratings.yml", rule, known_categories(LIBRARY))
    rows = ["Full,12", "Medium,0", "Low,7"]
    whole = imported(export(outside, *rows, header="Rating,Partners"), given, SPAN)
    part = imported(export(outside, *rows[:2], header="Rating,Partners"), given, SPAN)
    (made,), (lacking,) = (read_exact(each.exact.encode(), "x") for each in (whole, part))

    assert counts(made) == [[12], [0], [7], [19]]
    assert made.rows == Axis("rating", ("full", "medium", "low"))
    assert with_totals(lacking)[2:] == ((Gap.NOT_COLLECTED,), (Gap.NOT_COLLECTED,))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("number: Partners\n", "", "give `number`, for one column of numbers, or `across`"),
        ("number: Partners", "number: Rating", "the column `Rating` is named twice"),
        ("rows:", "scope: {rating: low}\nrows:", "uses a dimension twice"),
        ("Low: low", "Low: lower", "`lower` is no category of `rating`"),
        ("series: partners", "series: both", "`series` is `both`"),
        (
            "number: Partners",
            "across: {dimension: status, numbers: {completed: Done}, out_of: All}",
            "`out_of` needs `rest`",
        ),
        (
            "number: Partners",
            "across: {dimension: status, numbers: {open: A}, out_of: B, rest: open}",
            "`open` has a column of its own",
        ),
    ],
)
def test_what_is_wrong_in_a_map_of_numbers_is_told(old: str, new: str, says: str) -> None:
    """As strictly as in a map of cases."""
    rule = LIBRARY.figures
    assert rule is not None
    assert old in RATINGS
    with pytest.raises(ProblemsFound) as found:
        read_map(RATINGS.replace(old, new).encode(), "x.yml", rule, known_categories(LIBRARY))

    assert says in str(found.value)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Cairo,61,60,", "`Required` is less than the numbers that are parts of it"),
        ("Cairo,-1,60,", "`Completed` holds no whole number"),
        ("Cairo,1.5,60,", "`Completed` holds no whole number"),
        ("Cairo,PLANT,60,", "`Completed` holds no whole number"),
        ("Cairo,٣,60,", "`Completed` holds no whole number"),
        ("PLANT,1,60,", "`Office` holds a value that the map does not list"),
        ("Nairobi,1,60,", "`Office` holds what an earlier row has"),
    ],
)
def test_a_number_that_cannot_be_is_refused(outside: Path, row: str, says: str) -> None:
    """Nothing is counted then, and the message holds nothing of the row."""
    path = export(outside, NUMBERS[0], row, header=OFFICES)
    made = imported(path, the_map("counts.yml"), SPAN)

    assert len(made.refused) == 1
    assert str(made.refused[0]).startswith(f"row 3: {says}")
    assert "PLANT" not in repr(made)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2026", "2026-01-01 2026-12-31"),
        ("2026-H2", "2026-07-01 2026-12-31"),
        ("2024-Q1", "2024-01-01 2024-03-31"),
        ("2025-11/2026-02", "2025-11-01 2026-02-28"),
    ],
)
def test_a_period_is_of_whole_months(words: str, days: str) -> None:
    """A year, a half, a quarter, or from a month to a month."""
    found = period_of(words)

    assert found is not None
    assert f"{found.first} {found.last}" == days
    assert [period_of(each) for each in ("2026-Q5", "2026-02-01", "2026-03/2026-01", "")] == [
        None
    ] * 4


def test_the_other_process_says_what_this_one_would(outside: Path) -> None:
    """What goes out and comes back is the map, days, totals and refusals, and no row."""
    path = export(outside, *GOOD)
    told = order(path, the_map(), SPAN)

    assert outcome(run(told)) == imported(path, the_map(), SPAN)
    assert b"PLANT" not in told + run(told)


WHOLE = (
    *("--map", str(SAMPLES / "cases.yml")),
    *("--period", "2026-Q1", "--as-of", "2026-04-10"),
)
CONFIRMED = ("--confirmed-by", "psea-coordinator", "--confirmed-on", "2026-04-11")
Ran = subprocess.CompletedProcess[str]


def command(path: Path, out: Path, *more: str, **environment: str) -> Ran:
    """Run the import as a user would, in a folder of temporary files of its own."""
    (out.parent / "tmp").mkdir(exist_ok=True)
    python = (sys.executable, "-m", "generators", "figures", "import")
    return subprocess.run(
        [*python, str(path), *WHOLE, "--out", str(out), *more],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(out.parent / "tmp"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def everything(folder: Path, but: Path) -> str:
    """Return the names and the bytes of all files below a folder."""
    files = [each for each in folder.rglob("*") if each.is_file() and each != but]
    return " ".join(f"{each} {each.read_bytes().decode('latin-1')}" for each in files)


def test_nothing_of_a_row_is_left_anywhere(outside: Path) -> None:
    """Neither of good rows nor of refused ones: terminal, files, and those for a moment."""
    good, bad = outside / "good", outside / "bad"
    for folder in (good, bad):
        folder.mkdir()
    path = export(good, *GOOD)
    first = command(path, good / "out", *CONFIRMED)
    wrong = export(bad, *(row for row, _ in REFUSED[:-1]))
    second = command(wrong, bad / "out")
    said = first.stdout + first.stderr + second.stdout + second.stderr
    left = everything(good, path) + everything(bad, wrong)

    assert (first.returncode, second.returncode) == (0, 1)
    assert [each.name for each in (good / "out").iterdir()] == ["cases-2026-Q1.yml"]
    assert not (bad / "out").exists()
    assert (good / "out/cases-2026-Q1.yml").stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert '"by": "psea-coordinator"' in left
    assert "row 13: " in said
    for planted in ("PLANT", "plant@", "03/02", "2026-02-03", "23:59"):
        assert planted not in said + left


KILLED = """\
import sys
from generators.figures import cases
def take(self, cells, was=cases.Cases.take):
    was(self, cells)
    if len(self._seen) == 3:
        {fault}
cases.Cases.take = take
"""


DEATHS = [
    "raise RuntimeError(str(cells))",
    "raise MemoryError(str(cells))",
    "raise KeyboardInterrupt(str(cells))",
    "raise SystemExit(str(cells))",
    "print(cells, file=sys.stderr); import os; os.abort()",
    "print(cells, file=sys.stderr); import os, signal; os.kill(os.getpid(), 9)",
]


def dying(folder: Path, fault: str) -> str:
    """Return the path of modules by which an import dies at its third row."""
    hooks = folder.parent / f"{folder.name}-hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(KILLED.format(fault=fault), encoding="utf-8")
    return os.pathsep.join((str(hooks), str(ROOT)))


@pytest.mark.parametrize("fault", DEATHS)
def test_a_fault_that_holds_a_whole_row_tells_nothing_of_it(
    outside: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    """Nor does what it is chained to, whatever the other process dies of in the middle."""
    monkeypatch.setenv("PYTHONPATH", dying(outside, fault))
    monkeypatch.chdir(outside)
    path = export(outside, *GOOD)
    with pytest.raises(Refused, match=r"cannot be read|of memory") as refused:
        confined(TASK, order(path, the_map(), SPAN), LIMITS)

    chain = f"{refused.value!r} {refused.value.__context__!r} {refused.value.__cause__!r}"
    assert "PLANT" not in chain + "".join(capfd.readouterr())
    assert "PLANT" not in "".join(traceback.format_exception(refused.value))
    assert [*outside.iterdir()] == [path]


def test_the_same_import_without_a_fault_counts_every_row(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what dies above dies of its fault, and not of the way in which it was put there."""
    monkeypatch.setenv("PYTHONPATH", dying(outside, "pass"))
    path = export(outside, *GOOD)
    answer = outcome(confined(TASK, order(path, the_map(), SPAN), LIMITS))

    assert answer == imported(path, the_map(), SPAN)


def test_an_import_that_dies_in_the_middle_leaves_nothing(outside: Path) -> None:
    """No message, no file, no temporary one: the command says that the export cannot be read."""
    path = export(outside, *GOOD)
    died = command(path, outside / "out", PYTHONPATH=dying(outside, DEATHS[0]))
    left = everything(outside, path) + died.stdout + died.stderr

    assert died.returncode == 1, died.stderr
    assert "cannot be read" in died.stderr
    assert "PLANT" not in left
    assert "Traceback" not in left
    assert not (outside / "out").exists()


def test_what_is_confidential_never_lands_in_the_project(
    outside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither below it nor in another git work tree, nor through a link; nor is it read there."""
    monkeypatch.chdir(ROOT)
    (outside / "link").symlink_to(ROOT / "content", target_is_directory=True)
    (outside / "tree/.git").mkdir(parents=True)
    path = export(outside, *GOOD)
    for out in (ROOT / "site/x", ROOT / "content", outside / "link/x", outside / "tree/x"):
        assert main(["figures", "import", str(path), *WHOLE, "--out", str(out)]) == 2
        assert "Exact counts are confidential" in capsys.readouterr().err
        assert not list(outside.rglob("*2026-Q1*"))
    exact = outside / "tree/x.yml"
    exact.write_text("")
    assert main(["figures", "release", str(exact), "--id", "a", "--on", "2026-05-01"]) == 2
    assert "see that they were never committed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "--explain prints maps to start from"),
        (["--period", "2026-13"], "`2026-13` is no period. Write it as 2026 (a year)"),
        (["--period", "2026"], "the period ends on 2026-12-31: wait"),
        (["--confirmed-by", "psea-coordinator"], "belong together"),
        (["--confirmed-by", "x", "--confirmed-on", "2026-04-11"], "`x` is no role"),
    ],
)
def test_what_an_import_needs_is_told(
    outside: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    given: list[str],
    says: str,
) -> None:
    """Before the export is opened."""
    monkeypatch.chdir(ROOT)
    path = export(outside, *GOOD)
    rest = [*WHOLE, "--out", str(outside / "out")] if given else []

    assert main(["figures", "import", str(path), *rest, *given]) == 2
    assert says in capsys.readouterr().err
    assert not (outside / "out").exists()


def test_maps_to_start_from_are_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both kinds, with what each line means."""
    monkeypatch.chdir(ROOT)

    assert main(["figures", "import", "--explain"]) == 0
    printed = capsys.readouterr().out
    assert "kind: cases" in printed
    assert "kind: counts" in printed
