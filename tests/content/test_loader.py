"""The loader: every file becomes a typed record, or a problem that says where and what to do."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generators.content.kinds import KINDS
from generators.content.loader import load, read_all
from generators.content.problems import Problem, ProblemsFound
from generators.content.prose import walk
from generators.content.record import Language, Record, words
from generators.edge import checked_library
from tests.conftest import ON, PROJECT, change, write

AGREEMENT = "content/agreements/cooperation/1.yml"
CHANNEL = "content/channels/hotline.yml"
CLAUSE = "content/clauses/reporting/clause.yml"
HEADQUARTERS = "content/directory/headquarters.yml"
OFFICE = "content/directory/no-oslo.yml"
STORY = "content/habpost/2026/seen.md"
TEXT = "content/clauses/reporting/1.en.md"


def test_the_dummy_project_is_read_without_a_problem() -> None:
    """Every file of the dummy project finds its place in the library, under its id."""
    library, problems = read_all(PROJECT)

    assert problems == []
    assert {"protocol", "st-sgb-2003-13"} == set(library.instruments)
    assert {"doctor", "hotline"} == set(library.channels)
    assert {"allegation", "report"} == set(library.glossary)
    assert {"coordinator", "executive-director", "drafter", "legal-unit"} == set(library.roles)
    assert {"headquarters", "no-oslo"} == set(library.directory)
    assert {"definitions", "no-sub-partners", "reporting", "sub-partners"} == set(library.clauses)
    assert {"respect"} == set(library.articles)
    assert library.code is not None
    assert library.code.articles == ["respect"]
    assert list(library.agreements) == ["cooperation"]
    assert {"conduct/respect", *(f"clauses/{i}" for i in library.clauses)} == set(library.texts)
    assert {"2027-later", "2026-seen", "2026-unwritten"} == set(library.stories)
    assert (library.approvals, library.names) == ({}, {})


def test_values_come_out_as_their_types() -> None:
    """Dates are dates, whole numbers are numbers, `NO` is Norway, a year stands as a year."""
    library = load(PROJECT)

    assert library.directory["no-oslo"].country == "NO"
    assert library.instruments["protocol"].issued == "2018"
    assert dt.date(2026, 1, 1) == library.texts["conduct/respect"][0].effective_from
    assert library.stories["2026-seen"].date.isoformat() == "2026-10-01T09:00:00+03:00"
    assert library.channels["hotline"].languages == ["en"]
    assert [
        question.example for question in library.agreements["cooperation"][0].questions[5:7]
    ] == [24, "reports@example.org"]


def test_topics_gather_the_variants_of_a_clause() -> None:
    """Two clauses on one topic are listed together."""
    topics = load(PROJECT).topics

    assert topics["sub-partners"] == ["no-sub-partners", "sub-partners"]
    assert {"definitions", "reporting", "sub-partners"} == set(topics)


def test_words_fall_back_to_the_master_language() -> None:
    """What is not translated is shown in English."""
    given: dict[Language, str] = {"en": "Report", "fr": "Signalement"}

    assert [words(given, lang) for lang in ("en", "fr", "ar")] == [
        "Report",
        "Signalement",
        "Report",
    ]


@pytest.mark.parametrize(
    ("lang", "on", "seen"),
    [
        ("en", dt.date(2026, 9, 30), []),
        ("en", dt.date(2026, 10, 1), ["2026-seen"]),
        ("en", dt.date(2027, 3, 1), ["2027-later", "2026-seen"]),
        ("fr", dt.date(2027, 3, 1), []),
    ],
)
def test_readers_see_published_stories_of_past_days(
    lang: Language, on: dt.date, seen: list[str]
) -> None:
    """The newest comes first; drafts, and days still to come, are not seen."""
    assert seen == [story.id for story in load(PROJECT).visible_stories(lang, on)]


@pytest.mark.parametrize("status", ["draft", "review", "approved", "withdrawn"])
def test_only_a_published_story_is_seen(project: Path, status: str) -> None:
    """A story in any other state is on no page."""
    change(project, STORY, "status: published", f"status: {status}")

    assert load(project).visible_stories("en", ON) == []


def test_records_know_their_file_and_lines() -> None:
    """A record gives the line of a field, and of a body's line, as an editor counts them."""
    library = load(PROJECT)
    [text] = library.texts["clauses/reporting"]
    hotline = library.channels["hotline"]

    assert (text.path, text.line("version"), text.line("sources", 0)) == (TEXT, 3, 8)
    assert (text.body_position(1), text.body_position(3)) == (10, 12)
    assert (hotline.path, hotline.line("phones", 0, "number"), hotline.line()) == (CHANNEL, 15, 2)


@pytest.mark.parametrize(
    ("blanks", "line"), [("", 10), ("\n", 11), ("\n\n\n", 13), ("  \n", 11), ("\n  \n\n", 13)]
)
def test_blank_lines_before_a_body_do_not_move_its_lines(
    project: Path, blanks: str, line: int
) -> None:
    """The first line of words is found whatever blank lines stand above it."""
    change(project, TEXT, "---\nThe Partner", f"---\n{blanks}The Partner")
    [text] = load(project).texts["clauses/reporting"]

    assert line == text.body_position(next(walk(text.prose.blocks))[0])


def test_a_file_saved_by_another_editor_is_the_same(project: Path) -> None:
    """Byte-order mark, CRLF and blanks at the end change no record."""
    for path in (OFFICE, TEXT, STORY):
        data = (project / path).read_bytes()
        write(project, path, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") + b"  \r\n\r\n")
    before, after = load(PROJECT), load(project)

    assert before.directory["no-oslo"] == after.directory["no-oslo"]
    assert before.texts["clauses/reporting"] == after.texts["clauses/reporting"]
    assert before.stories["2026-seen"] == after.stories["2026-seen"]


def test_records_are_equal_when_their_content_is(project: Path) -> None:
    """Where a record lies, and whether somebody has looked at it before, makes no difference."""
    [seen], [fresh] = (load(root).texts["conduct/respect"] for root in (PROJECT, project))
    assert seen == fresh
    assert seen.sha256 == fresh.sha256
    assert seen.prose.blocks
    assert seen == fresh

    change(project, "content/conduct/respect/1.en.md", "Speak up.", "Speak out.")
    [changed] = load(project).texts["conduct/respect"]
    assert seen != changed


def test_files_that_are_not_content_are_passed_over(project: Path) -> None:
    """Hidden files, and the schemas for editors, are nobody's content."""
    write(project, "content/.DS_Store", b"\x00\xff")
    write(project, "content/clauses/.1.en.md.swp", b"\x00\xff")
    write(project, "content/.cache/x.yml", "a: b")
    write(project, "content/schemas/clause.json", "{}")

    assert read_all(project)[1] == []


def test_names_of_people_come_from_their_own_file(project: Path) -> None:
    """An office's own file gives the names to show, by office and role."""
    names = "names:\n  headquarters:\n    sea-focal-point focal-point: A. Name\n"
    write(project, "content/directory/names.local.yml", names)

    assert load(project).names == {"headquarters": {"sea-focal-point focal-point": "A. Name"}}


def test_content_that_is_missing_is_told(tmp_path: Path) -> None:
    """A folder without content/ gives one problem and an empty library."""
    library, [problem] = read_all(tmp_path)

    assert (problem.path, problem.line) == ("content", 1)
    assert "is missing" in problem.message
    assert library.texts == {}


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("content/notes.txt", "nothing reads"),
        ("content/notes.yml", "nothing reads"),
        ("content/channels/hotline.yaml", "Rename it"),
        ("content/channels/hotline.yml.bak", "nothing reads"),
        ("content/channels/more/hotline.yml", "nothing reads"),
        ("content/channels/hotline.md", "nothing reads"),
        ("content/chanels/hotline.yml", "channels"),
        ("content/clauses/reporting.yml", "nothing reads"),
        ("content/clauses/reporting/claus.yml", "nothing reads"),
        ("content/clauses/reporting/1.en.docx", "nothing reads"),
        ("content/clauses/reporting/old/1.en.md", "nothing reads"),
        ("content/habpost/story.md", "nothing reads"),
        ("content/habpost/2026/10/story.md", "nothing reads"),
        ("content/approvals/clauses/reporting.yml", "nothing reads"),
        ("content/habpost/2026/face.gif", "Put it in with that command"),
        ("content/habpost/2026/face.JPG", "psea habpost picture"),
        ("content/habpost/2026/face.jpeg", "psea habpost picture"),
        ("content/habpost/2026/face.WebP", "psea habpost picture"),
        ("content/habpost/2026/My Face.jpg", "psea habpost picture"),
        ("content/habpost/2026/IMG_0412.png", "psea habpost picture"),
        ("content/habpost/2026/visage-é.png", "psea habpost picture"),
        ("content/channels/face.jpg", "nothing reads"),
    ],
)
def test_a_file_that_nothing_reads_is_told(project: Path, path: str, says: str) -> None:
    """No file is overlooked in silence: a stray one is named, with where files belong."""
    write(project, path, "id: x\n")
    [problem] = read_all(project)[1]

    assert (path, 1) == (problem.path, problem.line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("path", "data", "line", "says"),
    [
        (OFFICE, b"", 1, "is empty"),
        (OFFICE, b"# only a remark\n", 1, "is empty"),
        (OFFICE, b"- id: no-oslo\n", 1, "is not a list of `name: value` lines"),
        (OFFICE, b"no-oslo\n", 1, "is not a list of `name: value` lines"),
        (OFFICE, "id: no-oslo\nname: Présence\n".encode("windows-1252"), 2, "another encoding"),
        (OFFICE, "id: no-oslo\n".encode("utf-16"), 1, "UTF-16"),
        (OFFICE, b"id: no-oslo\nname: a\x07b\n", 2, "U+0007"),
        (OFFICE, b"id: no-oslo\nid: no-oslo\n", 2, "line 1 has it too"),
        (OFFICE, b"id: no-oslo\nname:\n\ten: Oslo\n", 3, "tab"),
        (OFFICE, b"id: &x no-oslo\n", 1, "anchor"),
        (OFFICE, b"id: !x no-oslo\n", 1, "tag"),
        (OFFICE, b"id: no-oslo\nparent: *x\n", 2, "alias"),
        (OFFICE, b"id: no-oslo\n---\nid: no-oslo\n", 2, "second document"),
        (OFFICE, b"id: no-oslo\nname: Oslo: presence\n", 2, "not valid YAML"),
        (OFFICE, b"[" * 20_000, 1, "nest"),
        (TEXT, b"", 1, "front matter"),
        (TEXT, b"Just words.\n", 1, "front matter"),
        (TEXT, b"---\ntitle: open\n", 1, "front matter"),
        (TEXT, b"---\n\n---\nWords.\n", 1, "is empty"),
        (TEXT, b"---\ntitle: a\ntitle: b\n---\nWords.\n", 3, "line 2 has it too"),
        (TEXT, b"---\ntitle: a\n---\nWo\x07rds.\n", 4, "U+0007"),
        (TEXT, "---\ntitle: a\n---\nWo\ue000rds.\n".encode(), 4, "U+E000"),
        (TEXT, "---\ntitle: a\n---\nÉté\n".encode("windows-1252"), 4, "another encoding"),
        (STORY, b"---\r\ntitle: a\r\n\tid: b\r\n---\r\nWords.\r\n", 3, "tab"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    project: Path, path: str, data: bytes, line: int, says: str
) -> None:
    """Wrong encodings, slips in YAML and missing front matter are told with their line."""
    write(project, path, data)
    [problem] = read_all(project)[1]

    assert (path, line) == (problem.path, problem.line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "says"),
    [
        (OFFICE, "country: NO", "country: no", 6, "`no`"),
        (OFFICE, "country: NO", "country: no", 6, "in two capitals"),
        (OFFICE, "country: NO", "country: false", 6, "valid string"),
        (OFFICE, "country: NO", "country: 041", 6, "`041`"),
        (OFFICE, "country: NO\n", "country:\n", 6, "`country` is empty"),
        (OFFICE, "country: NO\n", "", 2, "`country` is missing"),
        (OFFICE, "kind: country", "kind: contry", 4, "country"),
        (OFFICE, "station:", "stations:", 5, "Did you mean `station`?"),
        (OFFICE, "station:", "whatsapp:", 5, "not a field of this kind of file. Correct"),
        (OFFICE, "parent: headquarters", "parent: Head Quarters", 9, "`Head Quarters`"),
        (HEADQUARTERS, "example: true", 'example: "true"', 10, "true or false, without quot"),
        (HEADQUARTERS, "example: true", "example: yes", 10, "true or false, without quot"),
        (HEADQUARTERS, "example: true", "example: 1", 10, "true or false, without quot"),
        (HEADQUARTERS, "hq@example.org", "hq at example.org", 10, "`hq at example.org`"),
        (HEADQUARTERS, "languages: [en]", "languages: [de]", 10, "`de`"),
        (CLAUSE, "always: true", 'always: "true"', 5, "true or false, without quot"),
        (CLAUSE, "always: true", "always: yes", 5, "`yes`"),
        (CLAUSE, "C08", "C8", 4, "`C8`"),
        (CLAUSE, "C08", "C8", 4, "number of a topic"),
        (CLAUSE, '{en: "Tell us soon."}', '{fr: "Bientôt."}', 6, "the en text is missing"),
        (CLAUSE, '{en: "Tell us soon."}', '{en: "  "}', 6, "`about.en`"),
        (CLAUSE, '{en: "Tell us soon."}', "Tell us soon.", 6, "`Tell us soon.`"),
        (TEXT, "version: 1", 'version: "1"', 3, "integer"),
        (TEXT, "version: 1", "version: 1.0", 3, "integer"),
        (TEXT, "version: 1", "version: 0", 3, "greater than or equal to 1"),
        (TEXT, "effective_from: 2026-01-01", "effective_from: 1.1.2026", 5, "write a date as"),
        (TEXT, "effective_from: 2026-01-01", "effective_from: 2026-02-30", 5, "no such day"),
        (TEXT, "effective_from: 2026-01-01", "effective_from: 20260101", 5, "write a date as"),
        (TEXT, "lang: en", "lang: de", 4, "`de`"),
        (TEXT, "title: Reporting", "title: Reporting in {reporting_hours} hours", 2, "`title` is"),
        (TEXT, "title: Reporting", "title: Reporting}", 2, "`title` is"),
        (TEXT, "title: Reporting", "title: Reporting *soon*", 2, "`title` is"),
        (TEXT, "title: Reporting", 'title: "Reporting\\nsoon"', 2, "`title` is"),
        (TEXT, "title: Reporting", 'title: "Reporting\\rsoon"', 2, "`title` is"),
        (TEXT, "title: Reporting", "title: |\n  Reporting\n  soon", 2, "`title` is"),
        (TEXT, "title: Reporting", 'title: "  "', 2, "`title` is"),
        (STORY, "title: A story that is seen", "title: A **story**", 3, "`title` is"),
        (STORY, "title: A story that is seen", "title: Seen {twice}", 3, "`title` is"),
        (CLAUSE, "topic: reporting", f"topic: {'x' * 34}", 3, "33"),
        (TEXT, "sources: [", "source: [", 8, "Did you mean `sources`?"),
        (TEXT, "title: Reporting", 'title: " "', 2, "`title` is empty. Fill it in, or remove"),
        (TEXT, "author: drafter", "author: drafter\nbody: Hidden.", 8, "`body`"),
        (TEXT, "author: drafter", "author: drafter\nbody_line: 90", 8, "`body_line`"),
        (STORY, "2026-10-01T09:00:00+03:00", "2026-10-01", 6, "2026-11-23T09:00:00+03:00"),
        (STORY, "2026-10-01T09:00:00+03:00", "2026-10-01T09:00:00", 6, "time and zone"),
        (STORY, "2026-10-01T09:00:00+03:00", "2026-10-01T25:00:00Z", 6, "time and zone"),
        (STORY, "image: none", "image: face.jpg", 9, "`face.jpg`"),
        (STORY, "image: none", "image: {file: A.JPG, alt: A hall}", 9, "`image.file` is `A.JPG`"),
        (STORY, "image: none", "image: {file: a.jpg}", 9, "`image.alt` is missing"),
        (
            STORY,
            "image: none",
            "image: {file: a.jpg, alt: b, by: c}",
            9,
            "`image.by` is not a fiel",
        ),
        (STORY, "image: none", "image: true", 9, "fields of its own"),
        (STORY, "consent: none needed", "consent: given", 11, "`given`"),
        (STORY, "ongoing_case: false", "ongoing_case: no", 12, "true or false, without quot"),
        (STORY, "status: published", "status: publish", 8, "`publish`"),
        (STORY, "authors: [drafter]", "authors: []", 7, "at least 1"),
        (STORY, "- source: A public page", "- {}", 17, "either `instrument:` or `source:`"),
        (STORY, "A story about seen.", "x" * 257, 4, "256"),
        (CHANNEL, "verified_on: never", "verified_on: 2026-02-30", 16, "no such day"),
        (CHANNEL, '{en: "Hotline"}', '{en: "Hotline", de: "Notruf"}', 3, "`de`"),
        (CHANNEL, "order: 1", "order: first", 17, "integer"),
        (CHANNEL, "+1 555 0100 200", "call us", 15, "`call us`"),
        (AGREEMENT, "type: e-mail", "type: email", 18, "`email`"),
        (AGREEMENT, "type: date", "type: date, minimum: 1", 12, "only a `whole number`"),
        (AGREEMENT, "type: date", "type: choice", 12, "`options` belong"),
        (AGREEMENT, "type: date", "type: date, options: {a: {en: A}}", 12, "`options` belong"),
        (AGREEMENT, "id: reporting_hours", "id: reporting-hours", 17, "`reporting-hours`"),
        (AGREEMENT, '["no"]', "no", 29, "`clauses.2.when.sub_partners`"),
        (AGREEMENT, "partner: their_office", "Partner: their_office", 23, "`Partner`"),
    ],
)
def test_a_wrong_value_is_told_where_it_stands(
    project: Path, path: str, old: str, new: str, line: int, says: str
) -> None:
    """A value of the wrong type, form or name gives a problem on its line, with both sides."""
    change(project, path, old, new)
    problems = read_all(project)[1]

    assert {path} == {p.path for p in problems}
    assert [line] == [p.line for p in problems if says in p.message]


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "says"),
    [
        (CHANNEL, "verified_on: never", "verified_on: maybe", 16, "`verified_on` is `maybe`"),
        (CHANNEL, "verified_on: never", "verified_on: 2026-02-30", 16, "`verified_on` is"),
        (CHANNEL, "languages: [en]", "languages: English", 13, "`languages` is `English`"),
        (AGREEMENT, "example: 24", "example: true", 17, "`questions.5.example` is"),
        (CHANNEL, '{en: "Hotline"}', '{en: "Hotline", de: "x"}', 3, "`name.de` is"),
    ],
)
def test_a_value_that_may_have_two_types_is_told_once(
    project: Path, path: str, old: str, new: str, line: int, says: str
) -> None:
    """A date or `never` is one fault when it is neither, named as the writer named it."""
    change(project, path, old, new)
    [problem] = read_all(project)[1]

    assert (path, line) == (problem.path, problem.line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CHANNEL, "languages: [en]", "languages: unknown"),
        (CHANNEL, "languages: [en]", "languages: [no, sw]"),
        (CHANNEL, "verified_on: never", "verified_on: 2026-11-01"),
        (CHANNEL, "verified_on: never", 'verified_on: "2026-11-01"'),
        (CHANNEL, '{en: "Hotline"}', '{en: "Hotline", ar: "خط"}'),
        ("content/instruments/protocol.yml", "issued: 2018", 'issued: "2018-03"'),
        (TEXT, "effective_from: 2026-01-01", "effective_from: '2026-01-01'"),
        (TEXT, "sources: [st-sgb-2003-13]\n", ""),
        (STORY, "2026-10-01T09:00:00+03:00", "2026-10-01T06:00:00Z"),
        (STORY, "tags: [reporting]\n", ""),
        (AGREEMENT, 'example: "2026-11-23"', "example: 2026-11-23"),
        (AGREEMENT, '["no"]', "[no]"),
        (OFFICE, "country: NO", "country: 'NO'"),
    ],
)
def test_other_ways_to_write_the_same_are_taken(
    project: Path, path: str, old: str, new: str
) -> None:
    """Quotes around a date, a zone as Z, and optional fields left out are all right."""
    change(project, path, old, new)

    assert read_all(project)[1] == []


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "says"),
    [
        (OFFICE, "id: no-oslo", "id: oslo", 2, '"oslo", but its place says "no-oslo"'),
        (CLAUSE, "id: reporting", "id: reports", 2, '"reports", but its place says "reporting"'),
        (
            AGREEMENT,
            "id: cooperation",
            "id: coop",
            2,
            '"coop/1", but its place says "cooperation/1"',
        ),
        (STORY, "id: 2026-seen", "id: 2027-seen", 2, '"2027-seen", but its place says "2026-seen"'),
        (TEXT, "lang: en", "lang: fr", 1, '"1.fr", but its place says "1.en"'),
        (TEXT, "version: 1", "version: 2", 1, '"2.en", but its place says "1.en"'),
    ],
)
def test_a_file_lies_where_it_says(
    project: Path, path: str, old: str, new: str, line: int, says: str
) -> None:
    """What a file says of itself and where it lies must agree; both are shown."""
    change(project, path, old, new)
    [problem] = read_all(project)[1]

    assert (path, line) == (problem.path, problem.line)
    assert says in problem.message


def test_all_problems_come_at_once_and_sorted(project: Path) -> None:
    """Faults in several files, and several in one, are told in one run, and `load` refuses."""
    change(project, OFFICE, "country: NO", "country: no")
    change(project, OFFICE, "region: europe", "region: north")
    write(project, "content/notes.txt", "x")
    write(project, TEXT, "Just words.\n")
    places = [(TEXT, 1), (OFFICE, 6), (OFFICE, 8), ("content/notes.txt", 1)]

    assert places == [(p.path, p.line) for p in read_all(project)[1]]
    with pytest.raises(ProblemsFound) as found:
        load(project)
    assert places == [(p.path, p.line) for p in found.value.problems]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CLAUSE, "always: true", "always: yes"),
        (TEXT, "version: 1", "version: one"),
        (HEADQUARTERS, "country: KE", "country: Kenya"),
        ("content/roles/drafter.yml", "id: drafter", "id: drafter\nname: x"),
        ("content/instruments/st-sgb-2003-13.yml", "issued:", "isued:"),
        ("content/conduct/respect/article.yml", "staff", "stuff"),
    ],
)
def test_one_wrong_value_starts_no_false_alarm(
    project: Path, path: str, old: str, new: str
) -> None:
    """A file that cannot be read is told, and nobody claims that it is not there."""
    change(project, path, old, new)
    with pytest.raises(ProblemsFound) as found:
        checked_library(project, ON)

    assert {path} == {p.path for p in found.value.problems if p.level == "error"}


@pytest.mark.parametrize("path", [OFFICE, TEXT, STORY, AGREEMENT])
@pytest.mark.parametrize(
    "data",
    [b"---\na: " + b"[" * 50_000 + b"\n---\nx", b"a: {" * 5_000, b"9" * 100_000, b"a" * 2_000_000],
    ids=["lists", "maps", "digits", "letters"],
)
def test_a_monstrous_file_ends_in_a_problem(project: Path, path: str, data: bytes) -> None:
    """Depth and size beyond all use are refused like any other fault."""
    write(project, path, data)
    problems = read_all(project)[1]

    assert {path} == {p.path for p in problems}


def test_a_number_too_long_for_python_is_told(project: Path) -> None:
    """A row of digits that Python refuses to convert is a wrong value like another."""
    change(project, CHANNEL, "order: 1", f"order: {'9' * 5000}")
    [problem] = read_all(project)[1]

    assert (problem.path, problem.line) == (CHANNEL, 17)
    assert len(problem.message) < 300


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=80)
    | st.text(alphabet="ab:- \n[]{}&*!|>\"'#,?%", max_size=80).map(str.encode)
    | st.binary(max_size=80).map(lambda block: b"---\n" + block + b"\n---\nWords.")
)
def test_arbitrary_bytes_in_any_kind_of_file_only_ever_give_problems(
    tmp_path: Path, data: bytes
) -> None:
    """Whatever is saved over a file, reading the project ends in problems of that file."""
    for path in (OFFICE, TEXT, STORY, AGREEMENT, "content/conduct/code.yml"):
        write(tmp_path, path, data)
        library, problems = read_all(tmp_path)

        assert problems
        assert all(isinstance(problem, Problem) for problem in problems)
        assert {path} == {problem.path for problem in problems}
        assert not library.directory
        (tmp_path / path).unlink()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.pattern)
def test_every_kind_of_file_is_a_strict_record(kind: object) -> None:
    """Each row of the table fills a model that knows its place and forbids unknown fields."""
    model = getattr(kind, "model", None)

    assert isinstance(model, type)
    assert issubclass(model, Record)
    assert (model.model_config.get("extra"), model.model_config.get("frozen")) == ("forbid", True)


def test_a_copy_of_a_record_keeps_nothing_that_was_computed_before() -> None:
    """A story with another body has other prose, whether or not the old one was looked at."""
    story = load(PROJECT).stories["2026-seen"]
    assert "Other" not in str(story.prose)

    assert "Other" in str(story.model_copy(update={"body": "Other words."}).prose)


@pytest.mark.parametrize("body", ["", "\n", "   \n \n"])
def test_a_clause_without_words_is_told_to_have_none(project: Path, body: str) -> None:
    """In words of the file, and with what to do."""
    before, matter, _ = (project / TEXT).read_text("utf-8").split("---\n", 2)
    write(project, TEXT, f"{before}---\n{matter}---\n{body}")

    assert [each.message for each in read_all(project)[1]] == [
        "has no text below its front matter. Write it there."
    ]
