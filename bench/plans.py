"""The action plan of two hundred lines: the whole command, and what one would use instead."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl

from generators.content.loader import load
from generators.content.plan import AREAS
from generators.document.model import Chart, Contents, Document, Facts, Table, Wide, text
from generators.document.package import base_parts, write_package
from generators.document.word import write_word
from generators.edge import day
from generators.reporting.action_plan.columns import COLUMNS, cells
from generators.reporting.action_plan.document import plan_document
from generators.reporting.action_plan.sheet import plan_sheet
from generators.reporting.action_plan.year import PlanYear

ROOT = Path(__file__).parent.parent
YEAR, ON = "2027", "2026-11-29"
OUTPUTS, ACTIVITIES = 5, 5
"""In each of eight areas so many outputs, and so many activities in each: 200 lines."""
GOAL = 2.0
"""The most seconds that the command may take for Word, PDF and Excel together."""
_PLAN = f"""year: {YEAR}
example: true
approved: "no"
currency: USD
period: {{start: {YEAR}-01-01, end: {YEAR}-12-31}}
about: {{en: "An example, made to measure."}}
source: Example
dispositions:
"""
_DROPPED = "  - {{ref: {ref}, result: dropped, reason: {{en: Example}}}}\n"
_ACTIVITY = """  - id: {id}
    activity: {{en: "Activity {id}: sessions with offices that asked for them, in their language."}}
    indicator:
      counts: {{en: "Offices with a session in the year, of all offices that asked for one"}}
      unit: percent
      baseline: {{value: 20, date: 2026-12-31, source: {{en: Example value}}}}
      target: {{value: 80, date: {year}-11-30}}
    verification: {{en: "Attendance, counted by office"}}
    responsible: psea-coordinator
    start: {year}-02-01
    end: {year}-11-30
    funding:
      {{state: partly, budget: 4000, secured: 1500, currency: USD, source: {{en: "Example"}}}}
    status: under-way
    progress: {{en: "Example: the first sessions are held."}}
    evidence: [{{reference: Example list of sessions, date: 2026-11-02}}]
    updated: 2026-11-16
"""


def plans() -> None:
    """Print the seconds of the whole command beside its goal, and ratios to other ways."""
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder))
        run = median(lambda: command(root, "docx,pdf,xlsx"), 5)
        lines = len(AREAS) * OUTPUTS * ACTIVITIES
        reached = "pass" if run < GOAL else "fail"
        print(
            f"plan of {lines} lines, whole command, Word, PDF and Excel: {run:.2f} s;"
            f" goal {GOAL:.0f} s: {reached}",
            flush=True,
        )
        library = load(root)
        year = PlanYear(library, library.plans[YEAR], "en", day(ON))
        document = plan_document(year)
        tell("Word by python-docx", lambda: by_python_docx(document), lambda: write_word(document))
        tell("Excel by openpyxl", lambda: by_openpyxl(year), lambda: plan_sheet(year, document))
        path = Path(folder) / "plan.docx"
        path.write_bytes(write_word(document))
        whole = "PDF of that Word file by LibreOffice, beside the whole command for a PDF"
        tell(whole, lambda: converted(path), lambda: command(root, "pdf"), rounds=3)


def project(folder: Path) -> Path:
    """Return a copy of the content with the large plan in it."""
    root = folder / "project"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    library = load(root)
    before = max(library.plans.values(), key=lambda each: each.year)
    dropped = (_DROPPED.format(ref=line.activity.id) for line in library.plan_lines(before))
    plan = root / "content" / "plan" / YEAR
    plan.mkdir()
    (plan / "plan.yml").write_text(_PLAN + "".join(dropped), encoding="utf-8")
    for area in AREAS:
        for number in range(OUTPUTS):
            ident = f"{area}-{number}"
            refs = [f"{ident}-{n}" for n in range(ACTIVITIES)]
            activities = "".join(_ACTIVITY.format(id=ref, year=YEAR) for ref in refs)
            (plan / f"{ident}.yml").write_text(
                f"id: {ident}\narea: {area}\nexample: true\nprong: partners\niasc: [prevention]\n"
                'outcome: {en: "People know."}\noutput: {en: "Sessions are held."}\n'
                f"activities:\n{activities}source: Example\n",
                encoding="utf-8",
            )
    return root


def command(root: Path, formats: str) -> None:
    """Run the command as somebody would, and look at what it made."""
    out = root / "out"
    shutil.rmtree(out, ignore_errors=True)
    words = ["plan", "build", YEAR, "--format", formats, "--out", str(out), "--on", ON]
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r});"
    code += "from generators.cli import main; sys.exit(main(sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", code, *words], cwd=root, capture_output=True, check=True)
    assert len(list(out.iterdir())) == formats.count(",") + 1


def by_python_docx(document: Document) -> bytes:
    """Return the same tables and paragraphs by plain calls of python-docx, without pictures."""
    made, out = docx.Document(BytesIO(write_package(base_parts()))), BytesIO()
    blocks = [*document.plain_blocks]
    blocks += [inner for block in blocks if isinstance(block, Wide) for inner in block.blocks]
    for block in blocks:
        match block:
            case Table(header, rows):
                table = made.add_table(0, len(header), "Data Sheet")
                for cells in (header, *(row.cells for row in rows)):
                    for cell, inlines in zip(table.add_row().cells, cells, strict=True):
                        cell.paragraphs[0].add_run(text(inlines))
            case Facts(entries):
                for name, value in entries:
                    made.add_paragraph(f"{name}: {text(value)}")
            case Wide() | Contents() | Chart():
                continue
            case _:
                made.add_paragraph(text(getattr(block, "inlines", ())))
    made.save(out)
    return out.getvalue()


def by_openpyxl(year: PlanYear) -> bytes:
    """Return the same rows by openpyxl."""
    book, out = openpyxl.Workbook(), BytesIO()
    sheet = book.create_sheet()
    sheet.append([column.name for column in COLUMNS])
    for line in year.lines:
        sheet.append([cell.value for cell in cells(year, line)])
    book.save(out)
    return out.getvalue()


def converted(path: Path) -> None:
    """Convert the Word file as a script would, with a LibreOffice of its own."""
    words = [
        "soffice",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(path.parent),
        str(path),
    ]
    subprocess.run(words, capture_output=True, check=True)
    assert path.with_suffix(".pdf").exists()


def median(run: Callable[[], object], rounds: int) -> float:
    """Return the median seconds of some rounds, after one that warms up."""
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def tell(
    name: str, theirs: Callable[[], object], ours: Callable[[], object], rounds: int = 5
) -> None:
    """Print another way's time as a multiple of ours."""
    other, mine = median(theirs, rounds), median(ours, rounds)
    print(f"  {name}: {other:.2f} s, {other / mine:.1f} x ours ({mine:.2f} s)", flush=True)
