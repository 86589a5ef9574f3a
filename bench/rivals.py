"""The same annex by what a legal unit would use instead: four libraries and programs.

Each gets what it needs prepared beforehand, as its documentation advises, and makes the document
from answers in memory. The templates are made from our own composed annex, so that all hold the
same clauses under the same conditions.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pypandoc
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from generators.annex.edition import Edition
from generators.annex.issue import annex_values
from generators.annex.printing import annex_lists
from generators.annex.resolve import resolved
from generators.annex.values import Value
from generators.content.prose import Heading, Inline, Paragraph, Text
from generators.document.filling import fill
from generators.document.model import (
    Clause,
    Document,
    Notice,
    SubClause,
    SubItem,
    Table,
    text,
)
from generators.document.package import base_parts, write_package
from generators.document.word import word_parts

HERE = Path(__file__).parent
_UNIT = re.compile(r"<\?unit([^?]*)\?>")
STYLES = {SubItem: "Clause Item", Notice: "Draft Notice", Heading: "Part Heading"}


def said(data: bytes) -> list[str]:
    """Return the paragraphs of a Word file in order, those of tables included."""
    body = docx.Document(BytesIO(data)).element.body
    paragraphs = (p.iter(qn("w:t")) for p in body.iter(qn("w:p")))
    lines = ("".join(node.text or "" for node in nodes) for nodes in paragraphs)
    return [" ".join(line.split()) for line in lines if line.strip()]


def context(edition: Edition, answers: dict[str, Value]) -> dict[str, object]:
    """Return what a template is filled with: values, numbers, conditions, the plan."""
    standing = edition.standing(answers)
    values = annex_values(edition, standing, answers)
    lists = annex_lists(edition.composed, edition.library, answers)
    plan = [
        {_plain(name): value for name, value in entry.items()} for entry in lists.get("plan", ())
    ]
    keys = {f"k_{_plain(key)}": True for key in standing.keys}
    return {**{_plain(name): value for name, value in values.items()}, **keys, "plan": plan}


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name)


@dataclass(frozen=True)
class Signs:
    """How an engine writes a value, a value of an entry, a condition, a repetition, and their end.

    `@` stands for the name.
    """

    value: str
    own: str
    condition: str
    each: str
    end: str
    end_each: str


DOCXTPL = Signs(
    "{{ @ }}", "{{ p.@ }}", "{% if @ %}", "{% for p in @ %}", "{% endif %}", "{% endfor %}"
)
DOCXTEMPLATER = Signs("{@}", "{@}", "{#@}", "{#@}", "{/}", "{/}")


def template(edition: Edition, signs: Signs) -> bytes:
    """Return a Word template in the language of an engine; units become conditions."""

    def put(name: str) -> tuple[Inline, ...]:
        sign = signs.own if name.startswith("plan.") else signs.value
        return (Text(sign.replace("@", _plain(name))),)

    def number(topic: str) -> str:
        return signs.value.replace("@", f"number_{_plain(topic)}")

    parts = word_parts(fill(edition.composed.document, put, number))
    for name, part in parts.items():
        if b"<?unit" in part:
            parts[name] = _conditions(part.decode(), signs).encode()
    return write_package(parts)


def _conditions(part: str, signs: Signs) -> str:
    """Put an engine's conditions in the place of our marks, as paragraphs, rows or runs."""
    made, open_units = [], list[str]()
    for index, piece in enumerate(_UNIT.split(part)):
        if index % 2 == 0:
            made.append(piece)
            continue
        key = piece.strip()
        before = "".join(made)
        if key:
            open_units.append(key)
        name = open_units[-1]
        if not key:
            open_units.pop()
        row, inline = _inside(before, "tbl"), _inside(before, "p")
        kind = "tr" if row else "r" if inline else "p"
        repeated = name.startswith("each:")
        starting = signs.each if repeated else signs.condition
        sign = starting if key else signs.end_each if repeated else signs.end
        words = sign.replace("@", "plan" if repeated else f"k_{_plain(name)}").replace(
            "%", f"%{kind}", 1
        )
        run = f"<w:r><w:t>{escape(words)}</w:t></w:r>"
        cell = f"<w:tc><w:tcPr/><w:p>{run}</w:p></w:tc>"
        made.append({"tr": f"<w:tr>{cell}</w:tr>", "r": run, "p": f"<w:p>{run}</w:p>"}[kind])
    return "".join(made)


def _inside(before: str, tag: str) -> bool:
    opened = len(re.findall(rf"<w:{tag}[ >]", before))
    return opened > before.count(f"</w:{tag}>")


def by_docxtpl(edition: Edition, answers: dict[str, Value]) -> Callable[[], bytes]:
    """Return the maker of docxtpl: an object anew for each document, as its authors advise."""
    sheet = template(edition, DOCXTPL)
    given = context(edition, answers)

    def make() -> bytes:
        made, out = DocxTemplate(BytesIO(sheet)), BytesIO()
        made.render(given, autoescape=True)
        made.save(out)
        return out.getvalue()

    return make


def by_python_docx(edition: Edition, answers: dict[str, Value]) -> Callable[[], bytes]:
    """Return the maker of python-docx, from scratch on the same base document."""
    base = write_package(base_parts())

    def make() -> bytes:
        made = docx.Document(BytesIO(base))
        document = resolved(edition, answers)
        made.add_paragraph(document.title, "Title")
        made.add_paragraph(text(document.subtitle), "Subtitle")
        for block in document.plain_blocks:
            _add(made, block)
        out = BytesIO()
        made.save(out)
        return out.getvalue()

    return make


def _add(made: docx.document.Document, block: object) -> None:
    match block:
        case Clause(_, title):
            made.add_paragraph(text(title), "heading 1")
        case SubClause(inlines, leads):
            made.add_paragraph(text(inlines), "Clause Lead" if leads else "Clause Text")
        case Paragraph(inlines) | SubItem(inlines) | Notice(_, inlines) | Heading(_, inlines):
            made.add_paragraph(text(inlines), STYLES.get(type(block)))
        case Table():
            table = made.add_table(0, len(block.header), "Data Sheet")
            for row in (block.header, *(row.cells for row in block.rows)):
                for cell, inlines in zip(table.add_row().cells, row, strict=True):
                    cell.paragraphs[0].add_run(text(inlines))


def by_pandoc(edition: Edition, answers: dict[str, Value]) -> Callable[[], bytes]:
    """Return the maker of pandoc: Markdown in, Word out, on the same base document."""
    folder = tempfile.mkdtemp()
    base = Path(folder) / "base.docx"
    base.write_bytes(write_package(base_parts()))

    def make() -> bytes:
        out = Path(folder) / "out.docx"
        pypandoc.convert_text(
            markdown(resolved(edition, answers)),
            "docx",
            "markdown",
            outputfile=str(out),
            extra_args=[f"--reference-doc={base}", "-N"],
        )
        return out.read_bytes()

    return make


def markdown(document: Document) -> str:
    """Return a document as Markdown for pandoc."""
    lines = [f"---\ntitle: {json.dumps(document.title)}\n---", text(document.subtitle)]
    for block in document.plain_blocks:
        match block:
            case Clause(_, title):
                lines.append(f"# {text(title)}")
            case SubItem(inlines):
                lines.append(f"-   {_escaped(text(inlines))}")
            case Paragraph(inlines) | Notice(_, inlines) | SubClause(inlines) | Heading(_, inlines):
                lines.append(_escaped(text(inlines)))
            case Table():
                rows = [block.header, *(row.cells for row in block.rows)]
                cells = [" | ".join(_escaped(text(cell)) or " " for cell in row) for row in rows]
                rule = " | ".join("---" for _ in block.header)
                lines.append("\n".join(f"| {row} |" for row in (cells[0], rule, *cells[1:])))
    return "\n\n".join(lines)


def _escaped(words: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~^$@'\"])", r"\\\1", words)


def by_docxtemplater(
    edition: Edition, answers: dict[str, Value], rounds: int
) -> tuple[float, bytes]:
    """Return the median seconds of docxtemplater in Node.js, and what it made."""
    sheet = template(edition, DOCXTEMPLATER)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "template.docx").write_bytes(sheet)
        (place / "data.json").write_text(json.dumps(context(edition, answers)), encoding="utf-8")
        run = subprocess.run(
            ["node", HERE / "docxtemplater.mjs", folder, str(rounds)],
            capture_output=True,
            text=True,
            check=True,
        )
        return float(run.stdout), (place / "out.docx").read_bytes()
