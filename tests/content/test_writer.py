"""The writer: approvals that are proposed, written and read back, and schemas for editors."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generators.content.checks import check
from generators.content.explained import PATTERNS
from generators.content.kinds import KINDS
from generators.content.library import Library
from generators.content.loader import load
from generators.content.problems import Problem, errors
from generators.content.source import parse_yaml
from generators.content.writer import (
    SCHEMAS,
    Proposal,
    propose_approval,
    schemas,
    write_approval,
    write_schemas,
)
from tests.conftest import ON, PROJECT, change, write

KEY = "clauses/reporting/1.en"
FILE = f"content/approvals/{KEY}.yml"
TEXT = "content/clauses/reporting/1.en.md"
CONTENT = PROJECT / "content"


def proposed(
    project: Path, item: str = KEY, role: str = "legal-unit", on: dt.date = ON
) -> tuple[Proposal, list[Problem]]:
    proposal, problems = propose_approval(load(project), item, role, on)
    assert proposal
    return proposal, problems


def approve(project: Path, item: str = KEY, role: str = "legal-unit") -> Proposal:
    proposal, problems = proposed(project, item, role)
    assert problems == []
    write_approval(project, proposal)
    return proposal


def translate(project: Path) -> str:
    """Write a French text of the reporting clause; return the hash of the English that it pins."""
    [master] = load(project).texts["clauses/reporting"]
    french = (project / TEXT).read_text(encoding="utf-8").replace("lang: en", "lang: fr")
    pinned = french.replace("title:", f"translates: {master.sha256}\ntitle:")
    write(project, TEXT.replace(".en", ".fr"), pinned)
    return master.sha256


@pytest.mark.parametrize(
    ("item", "role"),
    [
        (KEY, "legal-unit"),
        ("clauses/definitions/1.en", "legal-unit"),
        ("conduct/respect/1.en", "coordinator"),
        ("agreements/cooperation/1.en", "legal-unit"),
    ],
)
def test_an_approval_is_read_back_as_it_was_given(project: Path, item: str, role: str) -> None:
    """What is written is an approval of exactly these words, and no check objects to it."""
    proposal = approve(project, item, role)
    library = load(project)

    assert proposal.approval == library.approvals[item]
    assert (item, role, ON) == (
        library.approvals[item].item,
        library.approvals[item].approved_by,
        library.approvals[item].approved_on,
    )
    assert library.approvals[item].effective_from == library.approvable[item].effective_from
    assert errors(check(library, ON)) == []


def test_an_approval_puts_words_in_force(project: Path) -> None:
    """From the day of the approval on, its words are in force."""
    approve(project)
    standing = load(project).text("clauses/reporting", "en", ON)

    assert standing
    assert standing.state == "in force"


def test_an_approval_is_a_file_like_one_written_by_hand(project: Path) -> None:
    """The first line names the schema, the rest is one value a line."""
    proposal = approve(project)
    [text] = load(project).texts["clauses/reporting"]

    assert (
        "# yaml-language-server: $schema=../../../schemas/approval.json\n"
        "item: clauses/reporting/1.en\n"
        "approved_by: legal-unit\n"
        "approved_on: 2026-11-23\n"
        "effective_from: 2026-01-01\n"
        f"sha256: {text.sha256}\n"
    ) == (project / proposal.path).read_bytes().decode()


def test_the_approval_of_a_translation_pins_its_original(project: Path) -> None:
    """A translation is cleared against the words it was made from."""
    sha256 = translate(project)
    change(project, "content/roles/coordinator.yml", "[conduct]", "[translations]")
    approve(project, "clauses/reporting/1.fr", "coordinator")
    library = load(project)

    assert sha256 == library.approvals["clauses/reporting/1.fr"].original
    assert errors(check(library, ON)) == []


@pytest.mark.parametrize(
    "item",
    [
        KEY,
        f"content/{KEY}.md",
        f"{KEY}.md",
        "content\\clauses\\reporting\\1.en.md",
    ],
)
def test_a_text_may_be_named_by_its_path(item: str) -> None:
    """A path, on any system, names a version as well as its key does."""
    proposal, problems = proposed(PROJECT, item)

    assert problems == []
    assert (proposal.approval.item, proposal.path) == (KEY, FILE)


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("clauses/reporting/2.en", "Did you mean `clauses/reporting/1.en`?"),
        ("clauses/reportng/1.en", "Did you mean `clauses/reporting/1.en`?"),
        ("clauses/reporting/1.fr", "is not a version of any text"),
        ("agreements/cooperation/1", "Did you mean `agreements/cooperation/1.en`?"),
        ("content/agreements/cooperation/1.yml", "Did you mean `agreements/cooperation/1.en`?"),
        ("habpost/2026/seen", "Write it as clauses/reporting/2.en"),
        ("", "Write it as clauses/reporting/2.en"),
        ("../../etc/passwd", "Write it as clauses/reporting/2.en"),
    ],
)
def test_only_a_version_of_a_text_can_be_approved(item: str, says: str) -> None:
    """What is no version is refused with the nearest that is one."""
    proposal, [problem] = propose_approval(load(PROJECT), item, "legal-unit", ON)

    assert proposal is None
    assert (item, 1) == (problem.path, problem.line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("legal-units", "is no role in content/roles/. Did you mean `legal-unit`?"),
        ("coordinator", "`coordinator` may approve conduct, but not clauses"),
        ("coordinator", "These roles may: legal-unit."),
        ("Legal Unit", "is no role in content/roles/"),
        ("", "is no role in content/roles/"),
        ("légal", "is no role in content/roles/"),
    ],
)
def test_only_a_role_with_authority_can_approve(role: str, says: str) -> None:
    """A role that is unknown, however it is written, or not allowed is refused with who is."""
    _, [problem] = propose_approval(load(PROJECT), KEY, role, ON)

    assert problem.path in (FILE, KEY)
    assert says in problem.message


def test_nobody_may_be_able_to_approve(project: Path) -> None:
    """Where no role has the authority, the refusal says so."""
    change(project, "content/roles/legal-unit.yml", "[clauses, agreements]", "[]")
    _, [problem] = proposed(project)

    assert "These roles may: none." in problem.message


def test_an_author_cannot_approve(project: Path) -> None:
    """Two roles must see a text, even when its author may approve others."""
    change(project, "content/roles/drafter.yml", "[]", "[clauses]")
    _, [problem] = proposed(project, role="drafter")

    assert "`drafter` is also the author of content/clauses/reporting/1.en.md" in problem.message


def test_a_translation_is_for_those_who_may_approve_translations(project: Path) -> None:
    """Authority over clauses is none over their French."""
    translate(project)
    _, [problem] = proposed(project, "clauses/reporting/1.fr")

    assert "`legal-unit` may approve clauses, agreements, but not translations" in problem.message


@pytest.mark.parametrize("pin", ["pending", "0" * 64])
def test_a_translation_of_other_words_cannot_be_approved(project: Path, pin: str) -> None:
    """Before anybody clears a translation, it must say that it translates the words there are."""
    sha256 = translate(project)
    change(project, TEXT.replace(".en", ".fr"), sha256, pin)
    change(project, "content/roles/coordinator.yml", "[conduct]", "[translations]")
    _, [problem] = proposed(project, "clauses/reporting/1.fr", "coordinator")

    assert "translates" in problem.message


def test_a_translation_of_words_that_have_had_their_day_cannot_be_approved(project: Path) -> None:
    """A French text of version 1 comes too late where English version 2 is in force."""
    translate(project)
    second = (project / TEXT).read_text(encoding="utf-8").replace("version: 1", "version: 2")
    write(project, TEXT.replace("1.en", "2.en"), second.replace("within", "in"))
    change(project, "content/roles/coordinator.yml", "[conduct]", "[translations]")
    approve(project, "clauses/reporting/2.en")
    _, [problem] = proposed(project, "clauses/reporting/1.fr", "coordinator")

    assert "translates other words than the original has" in problem.message


def test_a_text_is_approved_once(project: Path) -> None:
    """A second approval of one version is refused, and names the first."""
    approve(project)
    _, [problem] = proposed(project, on=dt.date(2026, 12, 1))

    assert (problem.path, problem.line) == (FILE, 1)
    assert "was approved by `legal-unit` on 2026-11-23" in problem.message


@pytest.mark.parametrize("item", ["clauses/reporting", "agreements/cooperation"])
def test_an_older_version_is_not_approved_after_a_later_one(project: Path, item: str) -> None:
    """A second version that is approved holds; clearing the first would change nothing."""
    name = "1.en.md" if item.startswith("clauses") else "1.yml"
    first = (project / "content" / item / name).read_text(encoding="utf-8")
    for version in (2, 10):
        later = first.replace("version: 1", f"version: {version}")
        write(project, f"content/{item}/{name.replace('1', str(version), 1)}", later)
    approve(project, f"{item}/10.en")
    _, [problem] = proposed(project, f"{item}/2.en")
    _, [same] = proposed(project, f"{item}/1.en")

    assert problem.path == f"content/approvals/{item}/2.en.yml"
    assert f"a later version is approved already ({item}/10.en)" in problem.message
    assert f"a later version is approved already ({item}/10.en)" in same.message


def test_a_later_version_may_follow_an_approved_one(project: Path) -> None:
    """Only what is older than the words that are cleared comes too late."""
    approve(project)
    second = (project / TEXT).read_text(encoding="utf-8").replace("version: 1", "version: 2")
    write(project, TEXT.replace("1.en", "2.en"), second)

    assert proposed(project, "clauses/reporting/2.en")[1] == []


def test_a_later_version_in_another_language_is_no_objection(project: Path) -> None:
    """Each language has its own row of versions."""
    translate(project)
    for lang in ("en", "fr"):
        text = (project / TEXT.replace(".en", f".{lang}")).read_text(encoding="utf-8")
        second = text.replace("version: 1", "version: 2")
        write(project, TEXT.replace("1.en", f"2.{lang}"), second)
    write_approval(project, proposed(project, "clauses/reporting/2.fr")[0])

    assert proposed(project, KEY)[1] == []


def test_a_translation_can_be_approved_before_its_original_comes_into_force(project: Path) -> None:
    """Both are cleared for one day ahead, so that no language waits for the other."""
    sha256 = translate(project)
    change(project, "content/roles/coordinator.yml", "[conduct]", "[translations]")
    approve(project)
    approve(project, "clauses/reporting/1.fr", "coordinator")
    for lang in ("en", "fr"):
        text = (project / TEXT.replace(".en", f".{lang}")).read_text(encoding="utf-8")
        second = text.replace("version: 1", "version: 2").replace("2026-01-01", "2027-01-01")
        write(project, TEXT.replace("1.en", f"2.{lang}"), second.replace("within", "in"))
    _, second_master = sorted(
        (text for text in load(project).texts["clauses/reporting"] if text.lang == "en"),
        key=lambda text: text.version,
    )
    change(project, TEXT.replace("1.en", "2.fr"), sha256, second_master.sha256)
    approve(project, "clauses/reporting/2.en")
    approve(project, "clauses/reporting/2.fr", "coordinator")
    library = load(project)
    days = (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    french = [library.text("clauses/reporting", "fr", day) for day in days]

    assert errors(check(library, ON)) == []
    assert [(s.state, s.text.version) for s in french if s] == [("in force", 1), ("in force", 2)]


def test_the_writer_and_the_check_use_one_wording(project: Path) -> None:
    """What the writer refuses is what the check says of the same approval given by hand."""
    proposal, problems = proposed(project, role="drafter")
    write_approval(project, proposal)
    said = [p.message for p in check(load(project), ON) if p.path == proposal.path]

    assert sorted(said) == sorted(p.message for p in problems)
    assert len(said) == 2


def test_everything_against_an_approval_is_said_at_once(project: Path) -> None:
    """No authority, own text and a second approval are three problems."""
    approve(project)
    _, problems = proposed(project, role="drafter")

    assert len(problems) == 3


def test_proposing_writes_nothing(project: Path) -> None:
    """Until the approval is written, no file has changed."""
    before = sorted(project.rglob("*"))
    proposed(project)

    assert before == sorted(project.rglob("*"))


def test_the_first_approval_shows_all_words_as_new() -> None:
    """Against nothing in force, every printed line is an addition."""
    lines = proposed(PROJECT, "conduct/respect/1.en", "coordinator")[0].difference

    assert lines[:2] == ("--- nothing in force", "+++ content/conduct/respect/1.en.md")
    assert [line for line in lines[2:] if not line.startswith("@@")] == [
        "+Respect",
        "+Treat everyone with respect.",
        "+",
        "+- Listen.",
        "+- Speak up.",
    ]


def test_a_later_approval_shows_what_changes_for_readers(project: Path) -> None:
    """Against the words in force, only what differs is shown."""
    approve(project, "conduct/respect/1.en", "coordinator")
    path = "content/conduct/respect/1.en.md"
    second = (project / path).read_text(encoding="utf-8").replace("version: 1", "version: 2")
    write(project, path.replace("1.en", "2.en"), second.replace("Listen.", "Listen well."))
    lines = proposed(project, "conduct/respect/2.en", "coordinator")[0].difference

    assert (f"--- {path}", "+++ content/conduct/respect/2.en.md") == lines[:2]
    assert [line for line in lines[3:] if line[0] in "+-"] == ["-- Listen.", "+- Listen well."]


def library_of_schemas() -> dict[str, Any]:
    return {name: json.loads(data) for name, data in schemas().items()}


def test_every_kind_written_in_yaml_has_a_schema() -> None:
    """The table of schemas and the table of kinds agree."""
    assert {kind.field for kind in KINDS if kind.pattern.endswith(".yml")} == set(SCHEMAS)
    assert {f"content/schemas/{name}.json" for name in SCHEMAS.values()} == set(schemas())


@pytest.mark.parametrize("name", schemas())
def test_every_schema_is_valid_and_strict(name: str) -> None:
    """Each export is a JSON Schema that allows no field the loader would refuse."""
    schema = library_of_schemas()[name]
    Draft202012Validator.check_schema(schema)

    assert schema["additionalProperties"] is False
    assert all(not field.startswith("_") for field in schema["properties"])


@pytest.mark.parametrize(
    "path", sorted(CONTENT.rglob("*.yml")), ids=lambda path: path.relative_to(CONTENT).as_posix()
)
def test_an_editor_accepts_what_the_loader_accepts(path: Path) -> None:
    """Every file of the dummy project is valid by the schema that its first line names."""
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    name = first.rpartition("/")[2]
    schema = library_of_schemas()[f"content/schemas/{name}"]
    found = Draft202012Validator(schema).iter_errors(parse_yaml(rest, path.name).value)

    assert [f"{error.json_path}: {error.message}" for error in found] == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("office", {"country": "no"}),
        ("office", {"country": False}),
        ("office", {"region": "north"}),
        ("office", {"name": {"de": "Büro"}}),
        ("office", {"name": {"fr": "Bureau"}}),
        ("office", {"whatsapp": "x"}),
        ("clause", {"always": "true"}),
        ("clause", {"catalogue": "8"}),
        ("role", {"may_approve": ["everything"]}),
        ("approval", {"sha256": "0"}),
        ("approval", {"approved_on": 2026}),
        ("approval", {"effective_from": 2026}),
        ("clause", {"topic": "x" * 34}),
        ("agreement", {"questions": []}),
        ("agreement", {"clauses": [{"clause": "reporting", "when": {"sub_partners": "yes"}}]}),
        ("channel", {"order": "1"}),
    ],
)
def test_an_editor_underlines_what_the_loader_refuses(kind: str, value: dict[str, object]) -> None:
    """A wrong value is marked in its own field, before anybody runs a check."""
    schema = library_of_schemas()[f"content/schemas/{kind}.json"]
    [field] = value
    found = Draft202012Validator(schema).iter_errors(value)
    told = [e for e in found if field in e.json_path or repr(field) in e.message]

    assert told


def test_schemas_are_written_once(project: Path) -> None:
    """The first run writes all, the second none."""
    assert sorted(schemas()) == sorted(write_schemas(project))
    assert write_schemas(project) == []
    assert schemas() == {name: (project / name).read_bytes() for name in schemas()}


def test_a_schema_checked_out_with_other_line_ends_is_up_to_date(project: Path) -> None:
    """Git on Windows may store CRLF; that is no change."""
    write_schemas(project)
    name = min(schemas())
    write(project, name, schemas()[name].replace(b"\n", b"\r\n"))

    assert write_schemas(project) == []


def test_only_the_schema_that_differs_is_written(project: Path) -> None:
    """A damaged schema is made anew, the others are left alone."""
    write_schemas(project)
    name = max(schemas())
    write(project, name, b"{}\n")

    assert [name] == write_schemas(project)
    assert schemas()[name] == (project / name).read_bytes()


def test_an_empty_library_has_nothing_to_approve() -> None:
    """Where there is no text at all, none is suggested."""
    proposal, [problem] = propose_approval(Library(), KEY, "legal-unit", ON)

    assert proposal is None
    assert "Did you mean" not in problem.message


def test_every_pattern_of_a_field_is_told_in_words() -> None:
    """Nobody is shown a regular expression; only that of an address is told by its own words."""
    patterns = {
        found
        for schema in schemas().values()
        for found in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', schema.decode())
    }
    unknown = {json.loads(pattern) for pattern in patterns} - set(PATTERNS)

    assert len(patterns) > 5
    assert all(pattern.startswith("^https://") for pattern in unknown)
