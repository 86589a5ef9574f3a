"""The command line, tried as a new user would, with wrong input too."""

import ast
import os
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generators.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
UNIX = "sys.platform != 'win32'"
UNIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}


def psea(
    *arguments: str, cwd: Path, told: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generators", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        input=told,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("words", [command.words for command in COMMANDS])
def test_each_command_has_help_with_an_example(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Help shows how the command is used, and the example is a real command line."""
    with pytest.raises(SystemExit) as stopped:
        main([*words.split(), "--help"])
    shown = capsys.readouterr().out

    assert stopped.value.code == 0
    assert f"Example: psea {words}" in " ".join(shown.split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_each_example_is_understood(command: object) -> None:
    """Examples name only options that exist."""
    from generators.cli import Command, parser

    assert isinstance(command, Command)
    words = shlex.split(command.example.split(" > ")[0])[1:]

    assert command.run == parser().parse_args(words).run


def test_each_command_is_in_the_readme() -> None:
    """A command that the README does not name is not found."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [c.words for c in COMMANDS if f"psea {c.words}" not in readme] == []


def test_help_imports_nothing_heavy() -> None:
    """Help comes at once: neither the model nor the site builder is loaded for it."""
    code = (
        "import sys; from generators.cli import parser; parser().format_help();"
        "print(sorted({'pydantic', 'mkdocs', 'docx', 'lxml', 'typst', 'yaml'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_no_module_that_only_unix_has_is_imported() -> None:
    """The program starts on Windows; what asks for the system first may import them."""
    found = []
    for path in (ROOT / "generators").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = (n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == UNIX)
        allowed = {inner for node in asked for inner in ast.walk(node)}
        for node in {*ast.walk(tree)} - allowed:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names.append(node.module)
            found += [(path.name, name) for name in names if name.split(".")[0] in UNIX_ONLY]

    assert found == []


def test_check_tells_problems_and_exits_with_one(project: Path) -> None:
    """Path, line, both sides and the next step; then the count."""
    clause = project / "content/clauses/reporting/clause.yml"
    clause.write_text(clause.read_text().replace("st-sgb-2003-13", "st-sgb-2003-12"))
    run = psea("check", "--on", "2026-11-23", cwd=project)

    assert run.returncode == 1
    assert "content/clauses/reporting/clause.yml:7: names the instrument" in run.stderr
    assert "Did you mean `st-sgb-2003-13`?" in run.stderr
    assert "1 error, 1 warning." in run.stderr


def test_a_sound_project_checks_with_zero(project: Path) -> None:
    """Warnings alone stop nothing."""
    run = psea("check", "--on", "2026-11-23", cwd=project / "content")

    assert run.returncode == 0
    assert "Content is sound" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "--on", "tomorrow"], "`tomorrow` is not a date"),
        (["annex", "sample", "cooperatoin"], "Did you mean `cooperation`?"),
        (["annex", "sample", "cooperation", "--lang", "de"], "`de` is not a language"),
        (
            ["annex", "new", "cooperation", "--lang", "fr", "--answers", "a.yml", "--out", "o"],
            "has no text in `fr`",
        ),
        (["annex", "new", "cooperation", "--answers", "none.yml", "--out", "o"], "none.yml"),
        (["annex", "new", "cooperation", "--out", "o"], "the answers ended early"),
        (
            ["approve", "clauses/reporting/1.en", "--as", "legal-unit", "--on", "soon"],
            "`soon` is not a date",
        ),
        (["frobnicate"], "invalid choice"),
        ([], "required"),
    ],
)
def test_misuse_is_told_in_a_sentence(project: Path, arguments: list[str], told: str) -> None:
    """Exit code 2, one line a user understands, never a traceback."""
    answers = psea("annex", "sample", "cooperation", cwd=project).stdout
    (project / "a.yml").write_text(answers, encoding="utf-8")
    run = psea(*arguments, cwd=project)

    assert run.returncode == 2
    assert told in run.stderr
    assert "Traceback" not in run.stderr
    assert not (project / "o").exists()


def test_outside_a_project_the_command_says_where_to_go(tmp_path: Path) -> None:
    """A folder without content/ is named, with the next step."""
    run = psea("check", cwd=tmp_path)

    assert run.returncode == 2
    assert "Change to the project's folder first" in run.stderr


def test_an_annex_from_sample_to_word_file(project: Path) -> None:
    """The two commands of the README: print a sample, write the annex; a second run is the same."""
    sample = psea("annex", "sample", "cooperation", cwd=project)
    (project / "answers.yml").write_text(sample.stdout, encoding="utf-8")
    new = ["annex", "new", "cooperation", "--lang", "en", "--answers", "answers.yml", "--out", "o"]
    first = psea(*new, cwd=project)
    written = project / "o" / "AOC-KEN-1.en.docx"
    data = written.read_bytes()
    second = psea(*new, cwd=project, TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="7")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "3 clauses, code" in first.stdout
    assert "DRAFT, not for signature" in first.stdout
    assert data == written.read_bytes()
    assert [written] == list(written.parent.iterdir())
    assert zipfile.is_zipfile(written)


def test_an_issued_annex_is_never_overwritten(project: Path) -> None:
    """Other words under the same reference are refused, and the first file stays."""
    sample = psea("annex", "sample", "cooperation", cwd=project).stdout
    (project / "a.yml").write_text(sample, encoding="utf-8")
    (project / "b.yml").write_text(sample.replace("24", "48"), encoding="utf-8")
    psea("annex", "new", "cooperation", "--answers", "a.yml", "--out", "o", cwd=project)
    before = (project / "o/AOC-KEN-1.en.docx").read_bytes()
    run = psea("annex", "new", "cooperation", "--answers", "b.yml", "--out", "o", cwd=project)

    assert run.returncode == 2
    assert "never overwritten" in run.stderr
    assert before == (project / "o/AOC-KEN-1.en.docx").read_bytes()


def test_wrong_answers_are_listed_with_their_lines(project: Path) -> None:
    """Each names the question, its type and the value given; nothing is written."""
    sample = psea("annex", "sample", "cooperation", cwd=project).stdout
    wrong = sample.replace("reporting_hours: 24", "reporting_hours: soon")
    (project / "a.yml").write_text(wrong.replace("mailbox:", "mailbocks:"), encoding="utf-8")
    run = psea("annex", "new", "cooperation", "--answers", "a.yml", "--out", "o", cwd=project)

    line = wrong.splitlines().index("reporting_hours: soon") + 1
    assert run.returncode == 1
    assert f"a.yml:{line}: `reporting_hours` wants a whole number from 1 to 720" in run.stderr
    assert "given was 'soon'" in run.stderr
    assert "Did you mean `mailbox`?" in run.stderr
    assert "3 errors." in run.stderr
    assert not (project / "o").exists()


def test_an_annex_by_asking(project: Path) -> None:
    """Without an answers file the questions come one by one, and only those that are needed."""
    told = "2026-11-23\nno\nAOC/KEN/2\nFriends\n24\na@example.org\nDirector\nChair\n"
    run = psea("annex", "new", "cooperation", "--out", "o", cwd=project, told=told)

    assert run.returncode == 0, run.stderr
    assert (project / "o/AOC-KEN-2.en.docx").exists()
    assert "sub_partner_list" not in run.stdout


def test_approval_takes_a_clause_out_of_draft(project: Path) -> None:
    """Approving every text of an annex makes it an annex without the mark."""
    texts = [
        "clauses/definitions/1.en",
        "clauses/reporting/1.en",
        "clauses/sub-partners/1.en",
        "clauses/no-sub-partners/1.en",
        "agreements/cooperation/1.en",
    ]
    for text in texts:
        run = psea("approve", text, "--as", "legal-unit", "--on", "2026-02-01", cwd=project)
        assert run.returncode == 0, run.stderr
    sample = psea("annex", "sample", "cooperation", cwd=project).stdout
    (project / "a.yml").write_text(sample, encoding="utf-8")
    run = psea("annex", "new", "cooperation", "--answers", "a.yml", "--out", "o", cwd=project)

    assert "all texts approved" in run.stdout
    with zipfile.ZipFile(project / "o/AOC-KEN-1.en.docx") as package:
        everything = b"".join(
            package.read(name) for name in package.namelist() if name != "word/styles.xml"
        )
    assert b"DRAFT" not in everything
    again = psea("approve", texts[0], "--as", "legal-unit", "--on", "2026-02-02", cwd=project)
    assert again.returncode == 1
    by_author = psea("approve", texts[1], "--as", "drafter", "--on", "2026-02-02", cwd=project)
    assert by_author.returncode == 1
