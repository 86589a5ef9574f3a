"""The `psea` command: what can be asked of it, and which room answers.

Exit codes: 0 done; 1 something in the content or the answers is wrong and is listed; 2 the
command was not understood, or a file or folder cannot be used.
Rooms are imported only by the command that needs them, so that help comes at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TypeAlias

MISUSED = 2
_Group: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command, as argparse takes it."""

    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    required: bool = False
    default: str | None = None
    switch: bool = False
    may_be_left: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words, what it does, an example, and `module:function` to run."""

    words: str
    help: str
    example: str
    run: str
    options: tuple[Option, ...] = ()


ON = Option(
    ("--on",), "the day to work for, as 2026-11-23 (default: SOURCE_DATE_EPOCH, or today)", "DATE"
)
LANG = Option(("--lang",), "language: en, fr, es or ar (default: en)", "LANG", default="en")
INTO = Option(("--lang",), "the language to translate into: fr, es or ar", "LANG", required=True)
PARALLEL = Option(("--parallel",), "a second language beside it: en, fr, es or ar", "LANG")
BASE = Option(("--base",), "a Word file whose styles, header and footer are taken", "FILE")
BESIDE = (
    Option(("--pdf",), "a PDF beside it (PDF/UA-1 and PDF/A-2a)", switch=True),
    Option(("--html",), "an HTML file beside it", switch=True),
)
BROADCAST = Option(("folder",), "the folder of a prepared broadcast", "FOLDER")
YEAR = Option(("year",), "the year of the plan", "YEAR")
FIGURES = Option(
    ("--figures",), "exact figures, a file outside the project (psea figures import)", "FILE"
)
FORMAT = Option(
    ("--format",),
    "docx, pdf, html, with commas between them (default: docx)",
    "LIST",
    default="docx",
)
AGREEMENT = Option(("agreement",), "a folder of content/agreements/", "AGREEMENT")

COMMANDS = (
    Command(
        "check",
        "say everything that is wrong in content/",
        "psea check",
        "generators.commands.content:check",
        (ON,),
    ),
    Command(
        "site",
        "check, then build the whole site into site/",
        "psea site",
        "generators.commands.site:site",
        (ON,),
    ),
    Command(
        "serve",
        "preview the English site; it reloads when a text changes",
        "psea serve",
        "generators.commands.site:serve",
        (Option(("--address",), "where to listen", "HOST:PORT", default="127.0.0.1:8000"),),
    ),
    Command(
        "annex sample",
        "print a filled answers file to start from",
        "psea annex sample agreement-of-cooperation --out answers.yml",
        "generators.commands.annex:sample",
        (
            AGREEMENT,
            LANG,
            Option(("--out",), "the file to write; without it, the terminal", "FILE"),
        ),
    ),
    Command(
        "annex new",
        "write one annex as a Word file",
        "psea annex new agreement-of-cooperation --answers answers.yml --out annexes",
        "generators.commands.annex:new",
        (
            AGREEMENT,
            LANG,
            Option(("--answers",), "the answers file; without it you are asked", "FILE"),
            Option(("--out",), "the folder to write to", "DIR", required=True),
            *BESIDE,
            Option(("--explain",), "say of each clause why it is in or out", switch=True),
            Option(
                ("--final",),
                "refuse while anything in it is not approved or confirmed",
                switch=True,
            ),
            PARALLEL,
            BASE,
        ),
    ),
    Command(
        "annex base",
        "write a Word file with every style, to give it your letterhead",
        "psea annex base --out letterhead.docx",
        "generators.commands.annex:base",
        (Option(("--out",), "the .docx file to write", "FILE", required=True),),
    ),
    Command(
        "annex template",
        "write an Excel workbook with a column a question, for many annexes",
        "psea annex template agreement-of-cooperation --out partners.xlsx",
        "generators.commands.batch:template",
        (
            AGREEMENT,
            LANG,
            Option(("--out",), "the .xlsx file to write", "FILE", required=True),
        ),
    ),
    Command(
        "annex batch",
        "write an annex for each row of a workbook or of a CSV file",
        "psea annex batch partners.xlsx --out annexes",
        "generators.commands.batch:batch",
        (
            Option(("file",), "the .xlsx or .csv file", "FILE"),
            Option(("--out",), "the folder to write to", "DIR", required=True),
            *BESIDE,
            BASE,
        ),
    ),
    Command(
        "annex inspect",
        "say where a Word file comes from, and whether it is as issued",
        "psea annex inspect AOC-EXAMPLE-KEN-2026-001.en.docx",
        "generators.commands.register:inspect",
        (Option(("file",), "the .docx file, or the .pdf or .html file as issued", "FILE"),),
    ),
    Command(
        "annex reissue",
        "make a registered annex again byte for byte, or say what has moved",
        "psea annex reissue K7QX-23RB --out again",
        "generators.commands.register:reissue",
        (
            Option(("annex",), "the annex's code, or a .docx file of it", "CODE-OR-FILE"),
            Option(("--out",), "the folder to write to", "DIR", required=True),
            BASE,
        ),
    ),
    Command(
        "annex register list",
        "list every annex in the register",
        "psea annex register list",
        "generators.commands.register:listed",
    ),
    Command(
        "annex register show",
        "say all that the register knows of an annex; give back its files",
        "psea annex register show K7QX-23RB --out again",
        "generators.commands.register:show",
        (
            Option(("code",), "the code in the annex's footer", "CODE"),
            Option(("--out",), "a folder for the files as they were issued", "DIR"),
        ),
    ),
    Command(
        "annex register add",
        "register an annex that was issued while no register was set",
        "psea annex register add AOC-1.en.docx --answers answers.yml",
        "generators.commands.register:add",
        (
            Option(("file",), "the .docx file as it was issued", "FILE"),
            Option(("--answers",), "the answers it was issued with", "FILE", required=True),
            PARALLEL,
            BASE,
        ),
    ),
    Command(
        "clauses diff",
        "say what changed from one version of a clause to another",
        "psea clauses diff reporting 1 2 --out changes.docx",
        "generators.commands.clauses:diff",
        (
            Option(("clause",), "a folder of content/clauses/", "CLAUSE"),
            Option(("old",), "the number of one version", "V1"),
            Option(("new",), "the number of the other", "V2"),
            LANG,
            Option(("--out",), "a Word file with the changes tracked", "FILE"),
        ),
    ),
    Command(
        "clauses review",
        "write the pack for the person who approves a text",
        "psea clauses review clauses/reporting/2.en --out pack.docx",
        "generators.commands.clauses:review",
        (
            Option(("item",), "folder, version and language of the text", "ITEM"),
            Option(("--out",), "the .docx file to write", "FILE", required=True),
        ),
    ),
    Command(
        "approve",
        "record that a role clears one text, word for word",
        "psea approve clauses/reporting/1.en --as legal-unit --on 2026-12-01",
        "generators.commands.content:approve",
        (
            Option(("item",), "folder, version and language of the text", "ITEM"),
            Option(("--as",), "the role that approves (content/roles/)", "ROLE", required=True),
            Option(("--on",), "the day of the approval", "DATE", required=True),
            Option(("--dry-run",), "show the difference, write nothing", switch=True),
        ),
    ),
    Command(
        "habpost new",
        "ask what a story is about, and write the file to begin with",
        "psea habpost new",
        "generators.commands.habpost:new",
    ),
    Command(
        "habpost preview",
        "show a story as its page and as mail, before anybody else sees it",
        "psea habpost preview content/habpost/2026/roofs.md --open",
        "generators.commands.preview:preview",
        (
            Option(("file",), "the story's file", "FILE"),
            Option(("--open",), "open both in the browser", switch=True),
        ),
    ),
    Command(
        "habpost import",
        "make a draft of a Word file, its pictures beside it, or drafts of what a feed holds",
        "psea habpost import story.docx --tag training",
        "generators.commands.imports:take",
        (
            Option(("source",), "a .docx file, or a feed", "SOURCE"),
            Option(("--title",), "of a Word file: the title, where its own is not to be", "WORDS"),
            Option(("--summary",), "of a Word file: the summary, in the same way", "WORDS"),
            LANG,
            Option(("--author",), "the author's role (default: communications-team)", "ROLE"),
            Option(("--tag",), "its subjects, with commas between them", "TAGS"),
            Option(("--item",), "of a feed: one item, by its number in the list", "NUMBER"),
            Option(("--all",), "of a feed: every item", switch=True),
        ),
    ),
    Command(
        "habpost picture",
        "put a picture into a story, without what it hides: place, time, camera, author",
        'psea habpost picture content/habpost/2026/roofs.md roof.jpg --alt "A new roof"',
        "generators.commands.pictures:picture",
        (
            Option(("story",), "the story's file", "STORY"),
            Option(("file",), "the picture", "FILE"),
            Option(("--alt",), "what one sees on it, for those who do not", "WORDS", required=True),
        ),
    ),
    Command(
        "habpost feeds update",
        "read the feeds of content/habpost/feeds.yml; keep their headlines",
        "psea habpost feeds update un-news",
        "generators.commands.feed_snapshot:update",
        (
            Option(("feed",), "one feed; without it, all of them", "ID", may_be_left=True),
            Option(("--from",), "a file that the feed was saved to, instead", "FILE"),
        ),
    ),
    Command(
        "habpost withdraw",
        "take a story out of site, feeds and search at one stroke",
        "psea habpost withdraw 2026-ways-of-reporting",
        "generators.commands.habpost:withdraw",
        (Option(("story",), "the id of the story", "ID"),),
    ),
    Command(
        "habpost check",
        "say what the language rules find in one story, or in all",
        "psea habpost check content/habpost/2026/ways-of-reporting.md",
        "generators.commands.habpost:check",
        (Option(("file",), "the story; without it, all of them", "FILE", may_be_left=True),),
    ),
    Command(
        "habpost broadcast prepare",
        "write an issue or a story as mail, with its plan, into a folder; nothing is sent",
        "psea habpost broadcast prepare 041 --out broadcasts",
        "generators.commands.broadcast:prepare",
        (
            Option(("id",), "the number of an issue, or the id of a story", "ID"),
            Option(("--to",), "a .csv or .xlsx of recipients; without it, the list", "FILE"),
            Option(("--after",), "leave out whom this earlier broadcast has reached", "FOLDER"),
            LANG,
            Option(("--out",), "the folder to write to", "DIR", required=True),
            ON,
        ),
    ),
    Command(
        "habpost broadcast approve",
        "record that a role approves exactly what was prepared; nothing is sent",
        "psea habpost broadcast approve broadcasts/issue-041 --as psea-coordinator"
        " --until 2026-12-01T18:00:00+03:00",
        "generators.commands.broadcast_approval:approve",
        (
            Option(("folder",), "the folder that was prepared", "FOLDER"),
            Option(("--as",), "the role that approves (content/roles/)", "ROLE", required=True),
            Option(
                ("--until",), "the moment after which it must not go out", "WHEN", required=True
            ),
        ),
    ),
    Command(
        "habpost broadcast send",
        "send what was prepared and approved",
        "psea habpost broadcast send broadcasts/issue-041 --to staff.csv"
        " --server mail.example.org:587",
        "generators.commands.delivery:send",
        (
            BROADCAST,
            Option(("--to",), "the audience, as the plan names it: whom it goes to", "AUDIENCE"),
            Option(("--server",), "where mail is handed in", "HOST:PORT"),
            Option(
                ("--tls",), "starttls (default) or implicit (port 465)", "WAY", default="starttls"
            ),
            Option(("--user",), "the user to log in as (password: PSEA_SMTP_PASSWORD)", "USER"),
            Option(("--password-file",), "a file that holds the password alone", "FILE"),
            Option(("--rate",), "the most messages a minute (default: 30)", "N", default="30"),
        ),
    ),
    Command(
        "habpost broadcast status",
        "say how it stands, and what waits for a person",
        "psea habpost broadcast status broadcasts/issue-041",
        "generators.commands.delivery:status",
        (BROADCAST,),
    ),
    Command(
        "habpost broadcast resolve",
        "record what a person decides about one copy",
        "psea habpost broadcast resolve broadcasts/issue-041 --recipient A --as planned"
        " --by communications-officer",
        "generators.commands.delivery:resolve",
        (
            BROADCAST,
            Option(("--recipient",), "the mailbox", "MAILBOX", required=True),
            Option(
                ("--as",),
                "accepted: it has arrived; planned: it has not, send it",
                "STATE",
                required=True,
            ),
            Option(("--by",), "the role that decides (content/roles/)", "ROLE", required=True),
        ),
    ),
    Command(
        "plan status",
        "say which lines of an action plan are late, due, without evidence or money",
        "psea plan status 2026 --on 2026-11-23",
        "generators.commands.plan:status",
        (Option(("year",), "the year of the plan", "YEAR", may_be_left=True), ON),
    ),
    Command(
        "plan diff",
        "say what was added, dropped and changed from one action plan to another",
        "psea plan diff 2023 2026",
        "generators.commands.plan:diff",
        (
            Option(("old",), "the year of one plan", "YEAR1"),
            Option(("new",), "the year of the other", "YEAR2"),
        ),
    ),
    Command(
        "plan workbook",
        "write an Excel workbook of an action plan for the units to fill in",
        "psea plan workbook 2026 --out units.xlsx",
        "generators.commands.plan_workbook:workbook",
        (
            Option(("year",), "the year of the plan", "YEAR"),
            Option(("--out",), "the .xlsx file to write", "FILE", required=True),
        ),
    ),
    Command(
        "plan update",
        "show what workbooks change in a plan; with --apply, write it into content/",
        "psea plan update 2026 units.xlsx legal-unit.xlsx --apply",
        "generators.commands.plan_update:update",
        (
            Option(("year",), "the year of the plan", "YEAR"),
            Option(("files",), "the workbooks that came back", "FILE", several=True),
            Option(("--apply",), "write the changes; without it they are only shown", switch=True),
        ),
    ),
    Command(
        "plan build",
        "write a whole action plan as Word, PDF, Excel or HTML, as it stands on a day",
        "psea plan build 2026 --format docx,pdf,xlsx --out plans",
        "generators.commands.plan_build:build",
        (
            Option(("year",), "the year of the plan", "YEAR"),
            Option(
                ("--format",),
                "docx, pdf, xlsx and html, with commas between them (default: docx)",
                "FORMATS",
                default="docx",
            ),
            Option(("--out",), "the folder to write to", "DIR", required=True),
            BASE,
            LANG,
            ON,
        ),
    ),
    Command(
        "plan report",
        "write the yearly report: with exact figures for the Secretary-General, or for the public",
        "psea plan report 2026 --figures ../exact/2026.yml --audience eosg --out ../reports",
        "generators.commands.reports:report",
        (
            YEAR,
            Option(("--out",), "the folder to write to", "DIR", required=True),
            Option(("--audience",), "eosg or public (default: public)", "WHO", default="public"),
            FIGURES,
            FORMAT,
            BASE,
            LANG,
            ON,
        ),
    ),
    Command(
        "plan certification",
        "write the management letter; a draft until its signatory has signed it off",
        "psea plan certification 2026 --out ../reports",
        "generators.commands.reports:certification",
        (
            YEAR,
            Option(("--out",), "the folder to write to", "DIR", required=True),
            FORMAT,
            BASE,
            LANG,
            ON,
        ),
    ),
    Command(
        "plan clearance",
        "say who cleared plan, report, letter and briefing; with --as, record that a role does",
        "psea plan clearance 2026 report --as legal-unit --on 2026-12-01",
        "generators.commands.reports:clearance",
        (
            YEAR,
            Option(
                ("document",),
                "plan, report, exact-report, briefing or certification",
                "DOCUMENT",
                may_be_left=True,
            ),
            Option(("--as",), "the role that clears it (content/roles/)", "ROLE"),
            Option(("--out",), "write the sheet into this folder", "DIR"),
            FIGURES,
            FORMAT,
            BASE,
            LANG,
            ON,
        ),
    ),
    Command(
        "plan briefing",
        "write the briefing of the Executive Board as slides, PDF or HTML",
        "psea plan briefing 2026 --out board --format pptx,pdf",
        "generators.commands.briefing:briefing",
        (
            Option(("year",), "the year of the plan", "YEAR"),
            Option(("--out",), "the folder to write to", "DIR", required=True),
            Option(
                ("--format",),
                "pptx, pdf, html, with commas (default: pptx)",
                "NAMES",
                default="pptx",
            ),
            Option(("--base",), "a .pptx whose slide master and layouts are taken", "FILE"),
            Option(("--figures",), "exact figures, a file outside the project", "FILE"),
            ON,
            LANG,
        ),
    ),
    Command(
        "figures import",
        "count an export by its map, outside the project; nothing of its rows is kept",
        "psea figures import export.csv --map cases.yml --period 2026-Q3 --as-of 2026-10-15"
        " --out confidential",
        "generators.commands.figures:take",
        (
            Option(
                ("export",), "the .csv or .xlsx of the reporting app", "EXPORT", may_be_left=True
            ),
            Option(("--map",), "the file that says what its columns mean", "FILE"),
            Option(("--period",), "2026, 2026-H1, 2026-Q3 or 2026-01/2026-09", "PERIOD"),
            Option(("--as-of",), "the day of the export, or the cut-off of its numbers", "DATE"),
            Option(("--out",), "a folder outside the project and any git work tree", "DIR"),
            Option(("--confirmed-by",), "the role that confirms a total of 0", "ROLE"),
            Option(("--confirmed-on",), "the day on which it did", "DATE"),
            Option(("--explain",), "print maps to start from", switch=True),
        ),
    ),
    Command(
        "figures release",
        "show what may be published of exact tables, audited with all earlier releases; write it",
        "psea figures release confidential --id 2026-q3 --on 2026-10-20 --apply",
        "generators.commands.figures_release:release",
        (
            Option(("exact",), "the file of exact tables, or a folder of such files", "EXACT"),
            Option(("--id",), "its name, as 2026-q3; example-… is made up", "ID", required=True),
            Option(("--on",), "the day of publication", "DATE", required=True),
            Option(("--apply",), "write the release into content/figures/releases/", switch=True),
        ),
    ),
    Command(
        "translate status",
        "say what is translated, what has moved and what is missing",
        "psea translate status",
        "generators.commands.translate:status",
    ),
    Command(
        "translate export",
        "write what is to be translated as XLIFF and as a Word table",
        "psea translate export --lang fr --out to-translators",
        "generators.commands.translate:export",
        (
            INTO,
            Option(("--out",), "the folder to write to", "DIR", required=True),
            Option(("--all",), "everything, and not only what changed", switch=True),
        ),
    ),
    Command(
        "translate import",
        "take back what a translator filled in",
        "psea translate import translate-fr.docx --lang fr --origin human",
        "generators.commands.translate:take_back",
        (
            Option(("file",), "the .xlf or .docx file that came back", "FILE"),
            INTO,
            Option(
                ("--origin",), "who translated: human or machine-draft", "ORIGIN", required=True
            ),
            Option(("--dry-run",), "say what would be written, write nothing", switch=True),
        ),
    ),
    Command(
        "translate pin",
        "record that a translation, edited by hand, says what its master says now",
        "psea translate pin docs/fr/privacy.md",
        "generators.commands.translate:pin",
        (Option(("file",), "the translation's file", "FILE"),),
    ),
    Command(
        "schemas",
        "write the schemas that editors complete from",
        "psea schemas",
        "generators.commands.content:schemas",
    ),
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; its help lists every command by example."""
    top = argparse.ArgumentParser(
        prog="psea",
        usage="psea COMMAND [options]",
        description=_overview(),
        epilog="Exit codes: 0 done, 1 something is wrong and is listed, 2 not understood.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    groups: dict[str, _Group] = {
        "": top.add_subparsers(
            prog="psea", metavar="COMMAND", required=True, help=argparse.SUPPRESS
        )
    }
    for command in COMMANDS:
        group, _, word = command.words.rpartition(" ")
        added = _group(groups, group).add_parser(
            word,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            epilog=f"Example: {command.example}",
        )
        added.set_defaults(run=command.run)
        for option in command.options:
            _add(added, option)
    return top


def _group(groups: dict[str, _Group], words: str) -> _Group:
    """Return the group of commands that begin with these words, made when it is first needed."""
    if words not in groups:
        above, _, word = words.rpartition(" ")
        groups[words] = (
            _group(groups, above)
            .add_parser(word)
            .add_subparsers(
                prog=f"psea {words}", title="commands", metavar="COMMAND", required=True
            )
        )
    return groups[words]


def _overview() -> str:
    lines = ["Write once in content/, publish from there.", ""]
    for command in COMMANDS:
        lines += [f"  {command.words:<26}{command.help}", f"{'':<28}$ {command.example}"]
    return "\n".join([*lines, "", "psea COMMAND --help tells the options of each."])


def _add(target: argparse.ArgumentParser, option: Option) -> None:
    if option.switch:
        target.add_argument(*option.names, help=option.help, action="store_true")
    elif option.names[0].startswith("-"):
        target.add_argument(
            *option.names,
            help=option.help,
            metavar=option.metavar,
            required=option.required,
            default=option.default,
        )
    else:
        target.add_argument(
            *option.names,
            help=option.help,
            metavar=option.metavar,
            nargs="+" if option.several else "?" if option.may_be_left else None,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles may not be UTF-8; a name with an accent must not end a command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = parser().parse_args(arguments)
    module, _, function = given.run.partition(":")
    run: Callable[[argparse.Namespace], int] = getattr(import_module(module), function)
    try:
        return run(given)
    except KeyboardInterrupt:
        print("\nStopped. Nothing half-written was left behind.", file=sys.stderr)
        return MISUSED
