"""Annexes: one document by each way, a batch to disk, its memory, its spreadsheet, its PDFs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.rivals import by_docxtemplater, by_docxtpl, by_pandoc, by_python_docx, said
from generators.annex.answers import check_answers
from generators.annex.batch import Batch
from generators.annex.edition import edition
from generators.annex.issue import issue
from generators.annex.resolve import resolved
from generators.annex.sample import asked, plain_example
from generators.annex.workbook import partners_workbook
from generators.commands.batch import issue_all
from generators.commands.issuing import Place
from generators.content.loader import load
from generators.document.pdf import write_pdf
from generators.document.sheet import read_sheet
from generators.edge import checked_library
from generators.files import settle

ROOT = Path(__file__).parent.parent
ON = dt.date(2026, 11, 23)
KIND, SHORT = "agreement-of-cooperation", "un-to-un-agreement"
ROWS, MANY = 1000, 50_000


def annexes() -> None:
    """Take every measurement of annexes."""
    one_document()
    a_batch()
    memory()


def one_document() -> None:
    """Compare one annex in memory: what each makes is compared before anything is timed."""
    library = load(ROOT)
    agreement = library.agreements[KIND][-1]
    given = {question.id: plain_example(question) for question in asked(agreement)}
    answers = check_answers(agreement, library, given, "en").used
    made = edition(library, KIND, "en", ON)
    words = said(issue(made, answers).data)
    ours = median(lambda: issue(made, answers), 200)
    print(f"one annex, {len(words)} paragraphs: {ours * 1000:.2f} ms", flush=True)
    for name, way in (
        ("python-docx", by_python_docx),
        ("docxtpl", by_docxtpl),
        ("pandoc", by_pandoc),
    ):
        make = way(made, answers)
        compare(name, make(), words)
        tell(name, median(make, 10), ours, goal=100 if name == "docxtpl" else None)
    seconds, document = by_docxtemplater(made, answers, 20)
    compare("docxtemplater", document, words)
    tell("docxtemplater", seconds, ours)
    annex = resolved(made, answers)
    pdf = median(lambda: write_pdf(annex), 10)
    with place() as folder:
        path = folder / "annex.docx"
        path.write_bytes(issue(made, answers).data)
        tell("its PDF by LibreOffice", median(lambda: converted(path), 3), pdf, goal=30)


def converted(path: Path) -> None:
    """Convert one file as a script would, one LibreOffice each."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent)]
    subprocess.run([*command, str(path)], capture_output=True, check=True)
    assert path.with_suffix(".pdf").exists()  # a first start may end without a file


def compare(name: str, document: bytes, words: list[str]) -> None:
    """Stop where a rival says other words; pandoc writes the numbers of headings as words."""
    theirs = [re.sub(r"^\d+(?=[A-Z])", "", line) for line in said(document)]
    if theirs != words:
        raise SystemExit(f"{name} makes another document: nothing is compared.")


def a_batch() -> None:
    """Compare a batch, with its register, with writing the same bytes by plain calls."""
    with place() as folder:
        library, _ = checked_library(ROOT, ON)
        path = folder / "partners.csv"
        fill(path, KIND, ROWS)
        runs = sorted(one_batch(Batch(library, ON), path, folder / str(n)) for n in range(5))
        ratio, ours, plain = runs[len(runs) // 2]
        print(
            f"batch of {ROWS} rows with register, program warm: {ours:.2f} s, {ratio:.1f} x plain"
            f" writes of the same {2 * ROWS} files in {plain:.2f} s, median of 5 runs"
            f" ({runs[0][0]:.1f} to {runs[-1][0]:.1f}); {told(ratio <= 2, '2 x')}",
            flush=True,
        )
        workbook = io.BytesIO(partners_workbook(library.agreements[KIND][-1], library, "en"))
        sheet = folder / "partners.xlsx"
        grow(workbook, sheet, ROWS)
        reading = timed(lambda: read_all(sheet))
        print(f"reading as many rows from .xlsx: {reading:.2f} s, {reading / ours:.2f} x the batch")


def one_batch(work: Batch, path: Path, folder: Path) -> tuple[float, float, float]:
    """Return the ratio of a batch to plain writes of what it wrote, and the seconds of both."""
    out, register, plain = (folder / name for name in ("out", "register", "plain"))
    register.mkdir(parents=True)
    plain.mkdir()
    ours = timed(lambda: issue_all(work, path, Place(out, register)))
    files = [p.read_bytes() for top in (out, register) for p in top.rglob("*") if p.is_file()]
    assert len(files) == 2 * ROWS
    theirs = timed(lambda: write_plainly(plain, files))
    shutil.rmtree(folder)
    return ours / theirs, ours, theirs


def write_plainly(folder: Path, files: list[bytes]) -> None:
    """Write files by the plainest calls there are."""
    for number, data in enumerate(files):
        with (folder / str(number)).open("wb") as file:
            file.write(data)
    settle()


def memory() -> None:
    """Compare the most memory that a small and a large batch take, each a program of its own."""
    with place() as folder:
        most = []
        for rows in (ROWS, MANY):
            path = folder / f"{rows}.csv"
            fill(path, SHORT, rows)
            code = (
                "from generators.cli import main;"
                f"main(['annex', 'batch', {str(path)!r}, '--out', {str(folder / str(rows))!r}]);"
                # Not getrusage: a new program starts there with the most of the one it came from.
                "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
            )
            run = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
            )
            most.append(int(run.stdout.split()[-1]) / 1024)
            shutil.rmtree(folder / str(rows))
        print(f"memory: {most[0]:.0f} MB for {ROWS} rows, {most[1]:.0f} MB for {MANY} rows")


def fill(path: Path, kind: str, rows: int) -> None:
    """Write a sheet of many rows that differ in reference and partner."""
    library = load(ROOT)
    workbook = io.BytesIO(partners_workbook(library.agreements[kind][-1], library, "en"))
    first = next(read_sheet(workbook, "a.xlsx").rows).cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first), delimiter=";")
        writer.writeheader()
        for number in range(rows):
            own = {"agreement_reference": f"AOC/KEN/{number}", "partner_name": f"Partner {number}"}
            writer.writerow(first | own)


def grow(workbook: io.BytesIO, path: Path, rows: int) -> None:
    """Write a workbook with the example's row many times."""
    import xlsxwriter

    sheet = read_sheet(workbook, "a.xlsx")
    first = next(sheet.rows).cells
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, list(first))
    for number in range(1, rows + 1):
        page.write_row(number, 0, list(first.values()))
    book.close()


def read_all(path: Path) -> None:
    """Read every row of a sheet."""
    with path.open("rb") as source:
        for _ in read_sheet(source, path.name).rows:
            pass


@contextmanager
def place() -> Iterator[Path]:
    """Work in a folder that goes away, with the day set, and with no register but ours."""
    kept = dict(os.environ)
    os.environ.pop("PSEA_REGISTER", None)
    os.environ["SOURCE_DATE_EPOCH"] = "1795392000"
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
    os.environ.clear()
    os.environ.update(kept)


def timed(run: Callable[[], object]) -> float:
    """Return how long something takes, in seconds."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def median(run: Callable[[], object], rounds: int) -> float:
    """Return the median of some rounds, after one that warms up."""
    run()
    return statistics.median(timed(run) for _ in range(rounds))


def tell(name: str, theirs: float, ours: float, goal: float | None = None) -> None:
    """Print a rival's time as a multiple of ours."""
    ratio = theirs / ours
    wanted = f"; {told(ratio >= goal, f'{goal:.0f} x')}" if goal else ""
    print(f"  {name}: {theirs * 1000:.1f} ms, {ratio:.0f} x ours{wanted}", flush=True)


def told(reached: bool, wanted: str) -> str:
    """Say what was wanted, and whether it was reached."""
    return f"goal {wanted}: {'pass' if reached else 'fail'}"
