"""The checks: each finds the fault it is there for, in its place, and nothing else."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generators.content.checks import (
    CHECKS,
    Check,
    agreements,
    answers,
    assembly,
    briefing,
    check,
    clearing,
    coordination,
    facts,
    figures,
    language,
    learning,
    magazine,
    outside,
    pages,
    pictures,
    plan,
    reports,
    stories,
    terms,
    texts,
    translated_stories,
    translations,
)
from generators.content.loader import load, read_all
from generators.content.problems import Problem, errors
from generators.content.translations import master_hash, word_maps
from generators.content.writer import propose_approval, write_approval
from tests.conftest import ON, PROJECT, change, write

AGREEMENT = "content/agreements/cooperation/1.yml"
APPROVAL = "content/approvals/clauses/reporting/1.en.yml"
ARTICLE = "content/conduct/respect/article.yml"
ARTICLE_TEXT = "content/conduct/respect/1.en.md"
BRIEFING = "content/plan/2026/briefing.yml"
CHANNEL = "content/channels/hotline.yml"
CLAUSE = "content/clauses/reporting/clause.yml"
CODE = "content/conduct/code.yml"
DEFINITIONS = "content/clauses/definitions/1.en.md"
DOCTOR = "content/channels/doctor.yml"
FRENCH_LIST = "docs/fr/list.md"
FRENCH_START = "docs/fr/start.md"
FEEDS = "content/habpost/feeds.yml"
HEADLINES = "content/habpost/feeds/news.yml"
HEADLINES_FILE = """\
id: news
fetched_on: 2026-11-23
items:
  - title: A headline
    link: https://news.example.org/1
    date: unknown
"""
HEADQUARTERS = "content/directory/headquarters.yml"
INSTRUMENT = "content/instruments/protocol.yml"
LANGUAGE = "content/habpost/language/en.yml"
LIST = "docs/en/list.md"
MAGAZINE = "content/habpost/issues/007.yml"
PLANNED = """\
date: 2099-03-01T09:00:00+03:00
introduction: {en: "An issue for the test."}
feature: 2026-seen"""
NAMES = "content/directory/names.local.yml"
OFFICE = "content/directory/no-oslo.yml"
START = "docs/en/start.md"
PLAN = "content/plan/2026/plan.yml"
FIGURES = "content/figures/releases/2024.yml"
HALF_YEAR = "content/figures/releases/2023-h1.yml"
PLAN_LAST_YEAR = "content/plan/2025/plan.yml"
PLAN_EXAMPLE = "content/plan/2024/advocacy.yml"
PLAN_LINES = "content/plan/2026/training.yml"
COURSE = "content/courses/basics.yml"
PATH = "content/paths/everybody.yml"
CHIEFS = "content/paths/chiefs.yml"
RISKS = "content/high-risk/list.yml"
MECHANISM = "content/coordination/circle.yml"
BODY = "content/coordination/office.yml"
REPORT = "content/plan/2026/report.yml"
REPORT_FILE = (PROJECT / REPORT).read_text(encoding="utf-8")
LETTER = "content/plan/2026/certification.yml"
LETTER_FILE = (PROJECT / LETTER).read_text(encoding="utf-8")
PERIOD = "period: {start: 2026-01-01, end: 2026-12-31}"
CLEARANCE = "content/clearances/2026/report/executive-director.yml"
PICTURE = "content/habpost/2026/roof.png"
STORY = "content/habpost/2026/seen.md"
TERM = "content/glossary/report.yml"
TEXT = "content/clauses/reporting/1.en.md"


def clearance(
    document: str = "2026/report", role: str = "executive-director", sha256: str = "0" * 64
) -> str:
    """Return the file of an act of clearing."""
    lines = (f"document: {document}", f"cleared_by: {role}", "cleared_on: 2026-11-20")
    return "\n".join((*lines, f"sha256: {sha256}")) + "\n"


STORY_FILE = (PROJECT / STORY).read_text(encoding="utf-8")
SEEN = load(PROJECT).stories["2026-seen"].sha256
FRENCH_STORY = "content/habpost/2026/seen-fr.md"


def translated_story(name: str, pin: str = SEEN) -> str:
    """Return the story that is seen as its own translation into French."""
    told = f"lang: fr\ntranslation_of: 2026-seen\ntranslates: {pin}"
    return STORY_FILE.replace("lang: en", told).replace("id: 2026-seen", f"id: 2026-{name}")


def released(cells: str, small: int, others: int) -> str:
    """Return a release of half a year by region."""
    return f"""\
id: 2023-h1
on: 2023-09-01
example: false
fewer_than: 5
values_left: 3
earlier: []
tables:
  - series: sea
    unit: reports
    stage: reported
    first: 2023-01-01
    last: 2023-06-30
    as_of: 2023-08-01
    rows: {{dimension: region, categories: [north, south]}}
    zeros_public: false
    whole: true
    decisions: {{small: {small}, others: {others}}}
    cells: {cells}
"""


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)

NEW = ""
"""In the place of the old words: the file is a new one."""
TEXT_FILE = (PROJECT / ARTICLE_TEXT).read_text(encoding="utf-8")
FRENCH = TEXT_FILE.replace("lang: en", "lang: fr")
CLAUSE_FILE = (PROJECT / CLAUSE).read_text(encoding="utf-8").replace("true", "false")
OFFICE_FILE = (PROJECT / OFFICE).read_text(encoding="utf-8")
BODY_FILE = (PROJECT / BODY).read_text(encoding="utf-8")
MEETING = """\
  - id: monthly
    title: {en: "Once"}
    example: false
    day: 2026-12-01
    time: "15:00"
    zone: Africa/Nairobi
    minutes: 60
    revision: 0
    updated: 2026-10-01
"""
BRIEFING_FILE = (PROJECT / BRIEFING).read_text(encoding="utf-8")
APPROVAL_FILE = f"""\
item: clauses/reporting/1.en
approved_by: legal-unit
approved_on: 2026-11-01
effective_from: 2026-01-01
sha256: {"0" * 64}
"""
QUESTION_OF_NOBODY = "  - {id: extra, type: text, label: {en: X}, help: {en: X}, example: x}\n"
NEXT_AGREEMENT = AGREEMENT.replace("1.yml", "2.yml")
NEXT_TEXT = TEXT.replace("1.en", "2.en")
FRENCH_ROLE = "content/translations/fr/roles/drafter.yml"
FRENCH_ROLE_FILE = f"""\
translates: {hashlib.sha256(b"title: Drafter").hexdigest()}
origin: human
words:
  title: Rédaction
"""
NO_SUB_PARTNERS = '  - clause: no-sub-partners\n    when: {sub_partners: ["no"]}\n'


@dataclass(frozen=True)
class Fault:
    """Words to exchange in one file, and the place and part of the message that must follow."""

    rule: Check
    path: str
    old: str
    new: str | bytes
    line: int
    says: str
    at: str = ""
    level: str = "error"

    def __str__(self) -> str:
        return f"{self.rule.__name__}: {self.says}"


FAULTS = [
    *(
        Fault(rule, HALF_YEAR, NEW, released(cells, *marks), line, says)
        for rule, cells, marks, line, says in (
            (figures.releases_fit_their_axes, "[[9], [9]]", (0, 0), 18, "not 3 rows of 1"),
            (figures.releases_fit_their_axes, "[[9, 9], [9, 9], [18, 18]]", (0, 0), 18, "of 1"),
            (figures.releases_add_up, "[[9], [9], [19]]", (0, 0), 18, "not that of its parts"),
            (figures.releases_add_up, '[["withheld"], [9], [19]]', (0, 1), 18, "alone in its line"),
            (figures.releases_hide_small_counts, "[[3], [9], [12]]", (0, 0), 18, "its rule hides"),
            (figures.releases_hide_small_counts, "[[0], [9], [9]]", (0, 0), 18, "its rule hides"),
            (figures.releases_tell_what_was_decided, "[[9], [9], [18]]", (1, 0), 17, "other marks"),
        )
    ),
    Fault(figures.releases_follow_the_rule, FIGURES, "2025-01-31", "2024-01-31", 13, "in order"),
    Fault(figures.releases_follow_the_rule, FIGURES, "on: 2025", "on: 2024", 13, "cannot be"),
    Fault(
        figures.releases_follow_the_rule,
        FIGURES,
        "scope: {}",
        'scope: {"status": "open"}',
        17,
        "uses a dimension twice",
    ),
    Fault(
        figures.releases_follow_the_rule,
        FIGURES,
        "scope: {}",
        'scope: {"type": "any"}',
        17,
        "uses `type`, no dimension of the rule",
    ),
    Fault(
        figures.releases_follow_the_rule,
        FIGURES,
        "    whole: true\n",
        '    whole: true\n    confirmed: {"by": "nobody", "on": "2025-02-01"}\n',
        21,
        "by `nobody`, which is no role",
    ),
    Fault(
        figures.releases_use_known_categories,
        FIGURES,
        '["north"',
        '["moon"',
        17,
        "has `moon`, no category of `region`",
    ),
    Fault(
        figures.releases_use_known_categories,
        FIGURES,
        '["north"',
        '["example-land"',
        17,
        "has the made-up `example-land`, and is no example",
    ),
    Fault(
        figures.releases_use_known_categories,
        FIGURES,
        "example: false",
        "example: true",
        5,
        "Its id begins with `example` where it is one",
    ),
    Fault(facts.to_confirm_names_a_field, INSTRUMENT, "[issued]", "[isued]", 9, "`isued`"),
    Fault(facts.to_confirm_names_a_field, ARTICLE, "[text]", "[text, words]", 5, "`words`"),
    Fault(facts.to_confirm_names_a_field, INSTRUMENT, "[issued]", "[text]", 9, "`text`"),
    Fault(
        facts.instruments_exist,
        CLAUSE,
        "[st-sgb-2003-13]",
        "[st-sgb-2003-31]",
        7,
        "`st-sgb-2003-31`, which has no file in content/instruments/. Did you mean",
    ),
    Fault(facts.instruments_exist, ARTICLE, "st-sgb-2003-13", "other", 4, "`other`"),
    Fault(facts.instruments_exist, TEXT, "sources: [", "sources: [other, ", 8, "`other`"),
    Fault(facts.instruments_exist, TERM, "source:", "instrument: other\nsource:", 6, "`other`"),
    Fault(facts.instruments_exist, STORY, "- instrument: st", "- instrument: ts", 16, "`ts-sgb"),
    Fault(facts.terms_exist, TERM, "[allegation]", "[alegation]", 5, "Did you mean `allegation`?"),
    Fault(facts.terms_exist, TERM, "[allegation]", "[allegation, report]", 5, "`report` is not"),
    Fault(
        facts.symbols_are_listed,
        CHANNEL,
        "Takes reports.",
        "Takes reports (ST/SGB/2003/1).",
        6,
        "frequent typing error",
    ),
    Fault(facts.symbols_are_listed, TEXT, "- what", "- ST/AI/2017/1\n- what", 12, "ST/AI/2017/1"),
    Fault(
        facts.symbols_are_listed,
        AGREEMENT,
        "Day of issue.",
        "See ST/SGB/2003/31.",
        12,
        "Did you mean `ST/SGB/2003/13`?",
    ),
    Fault(facts.symbols_are_listed, STORY, "A story that is seen\ns", "A/71/818\ns", 3, "A/71/818"),
    Fault(facts.symbols_are_listed, CODE, "A draft for", "Under A/71/818 for", 4, "A/71/818"),
    Fault(facts.offices_lead_to_headquarters, OFFICE, "headquarters", "head", 9, "has no file"),
    Fault(facts.offices_lead_to_headquarters, OFFICE, "headquarters", "no-oslo", 9, "to itself"),
    Fault(
        facts.offices_lead_to_headquarters,
        OFFICE,
        "parent: headquarters\n",
        "",
        2,
        "ends at `no-oslo`, not at the headquarters",
    ),
    Fault(
        facts.example_mailboxes_are_marked,
        HEADQUARTERS,
        "hq@example.org",
        "hq@un.org",
        10,
        "`hq@un.org` and `example: true` contradict",
    ),
    Fault(
        facts.example_mailboxes_are_marked,
        HEADQUARTERS,
        "example: true",
        "example: false",
        10,
        "`hq@example.org` and `example: false` contradict",
    ),
    Fault(
        facts.example_mailboxes_are_marked,
        HEADQUARTERS,
        "hq@example.org",
        "hq@notexample.org",
        10,
        "`hq@notexample.org`",
    ),
    Fault(
        facts.contacts_are_verified,
        CHANNEL,
        "verified_on: never",
        "verified_on: 2026-08-24",
        16,
        "2026-08-24, 91 days ago",
        level="warning",
    ),
    Fault(
        facts.contacts_are_verified,
        CHANNEL,
        "verified_on: never",
        "verified_on: 2026-11-24",
        16,
        "after 2026-11-23",
    ),
    Fault(
        facts.contacts_are_verified,
        HEADQUARTERS,
        "hq@example.org, example: true, languages: [en], verified_on: never",
        "hq@un.org, example: false, languages: [en], verified_on: 2026-01-01",
        10,
        "2026-01-01, 326 days ago",
        level="warning",
    ),
    Fault(
        facts.help_can_be_found,
        DOCTOR,
        "kind: support",
        "kind: advice",
        1,
        "no channel of the kind `support`",
        at="content/channels",
    ),
    Fault(
        facts.help_can_be_found,
        CHANNEL,
        "kind: report",
        "kind: protection",
        1,
        "no channel of the kind `report` with a phone number",
        at="content/channels",
    ),
    Fault(
        facts.help_can_be_found,
        CHANNEL,
        'phones:\n  - {label: {en: "From anywhere"}, number: "+1 555 0100 200"}',
        "mailbox: hotline@example.org",
        1,
        "no channel of the kind `report` with a phone number",
        at="content/channels",
    ),
    Fault(
        facts.names_have_a_place,
        NAMES,
        NEW,
        "names:\n  headquarter:\n    sea-focal-point focal-point: A. Name\n",
        1,
        "names `headquarter`, which is no office. Did you mean `headquarters`?",
    ),
    Fault(
        facts.names_have_a_place,
        NAMES,
        NEW,
        "names:\n  headquarters:\n    sea-focal-point alternate: A. Name\n",
        1,
        "a `sea-focal-point alternate` of `headquarters`, which has sea-focal-point focal-point",
    ),
    Fault(
        facts.names_have_a_place,
        NAMES,
        NEW,
        "names:\n  no-oslo:\n    sea-focal-point focal-point: A. Name\n",
        1,
        "`no-oslo`, which has no focal points",
    ),
    Fault(
        facts.offices_leave_the_list_its_place,
        "content/directory/index.yml",
        NEW,
        OFFICE_FILE.replace("no-oslo", "index"),
        2,
        "is named `index`, like the list",
    ),
    Fault(texts.roles_exist, TEXT, "author: drafter", "author: draftr", 7, "mean `drafter`?"),
    Fault(texts.roles_exist, AGREEMENT, "author: drafter", "author: nobody", 6, "`nobody`"),
    Fault(texts.roles_exist, STORY, "authors: [drafter]", "authors: [nobody]", 7, "`nobody`"),
    Fault(texts.roles_exist, STORY, "reviewed_by: []", "reviewed_by: [nobody]", 13, "`nobody`"),
    Fault(
        texts.texts_have_a_home,
        "content/conduct/lonely/1.en.md",
        NEW,
        TEXT_FILE,
        1,
        "content/conduct/lonely/article.yml is missing",
    ),
    Fault(
        texts.texts_have_a_home,
        "content/clauses/lonely/1.en.md",
        NEW,
        TEXT_FILE,
        1,
        "content/clauses/lonely/clause.yml is missing",
    ),
    Fault(
        texts.every_item_has_a_master_text,
        "content/clauses/empty/clause.yml",
        NEW,
        CLAUSE_FILE.replace("id: reporting", "id: empty"),
        1,
        "Write it in content/clauses/empty/1.en.md",
    ),
    Fault(
        texts.every_item_has_a_master_text,
        "content/conduct/respect/2.fr.md",
        NEW,
        FRENCH.replace("version: 1", "version: 2"),
        1,
        "there is no 2.en.md",
    ),
    Fault(texts.prose_is_readable, TEXT, "*where* it", "<b>where</b> it", 13, "holds HTML"),
    Fault(texts.prose_is_readable, STORY, "## A heading", "See ![x](y.png)", 21, "a picture"),
    Fault(texts.prose_is_readable, DEFINITIONS, "The **", "## Words\n\nThe **", 12, "heading"),
    Fault(
        texts.prose_is_readable,
        TEXT,
        "The Partner reports within",
        "- The Partner reports within",
        10,
        "begins with a list or holds no paragraph. Begin with a sentence: it is 1.1.",
    ),
    Fault(
        texts.prose_is_readable,
        DEFINITIONS,
        "The words of",
        "> The words of",
        10,
        "Begin with a sentence",
    ),
    Fault(texts.prose_is_readable, ARTICLE_TEXT, "- Listen.", "## Listen\n\n- Do.", 12, "heading"),
    Fault(
        texts.prose_is_readable,
        DEFINITIONS,
        "{instrument:protocol}",
        "{instrument:protocols}",
        10,
        "Did you mean `protocol`?",
    ),
    Fault(texts.prose_is_readable, ARTICLE_TEXT, "Listen.", "{term:alegation}.", 12, "`alegation`"),
    Fault(texts.prose_is_readable, ARTICLE_TEXT, "Listen.", "{mailbox}.", 12, "`{mailbox}`"),
    Fault(
        texts.prose_is_readable,
        STORY,
        "It goes on",
        "As {clause:reporting} says",
        23,
        "`{clause:reporting}`, which only clauses may use",
    ),
    Fault(texts.code_lists_every_article, CODE, "[respect]", "[respect, respect]", 7, "twice"),
    Fault(
        texts.code_lists_every_article,
        CODE,
        "[respect]",
        "[respect, respects]",
        7,
        "no such folder. Did you mean",
    ),
    Fault(texts.code_lists_every_article, CODE, "[respect]", "[]", 1, "is not listed", at=ARTICLE),
    Fault(
        texts.approvals_fit_their_texts,
        APPROVAL,
        NEW,
        APPROVAL_FILE,
        5,
        "approved clauses/reporting/1.en when its words had the hash 000000000000…",
    ),
    Fault(
        texts.approvals_fit_their_texts,
        APPROVAL.replace("1.en", "7.en"),
        NEW,
        APPROVAL_FILE.replace("1.en", "7.en"),
        1,
        "approves `clauses/reporting/7.en`, which does not exist",
    ),
    Fault(
        texts.translations_follow_their_original,
        "content/conduct/respect/1.fr.md",
        NEW,
        FRENCH,
        2,
        "does not say which words it translates",
    ),
    Fault(
        texts.translations_follow_their_original,
        "content/conduct/respect/1.fr.md",
        NEW,
        FRENCH.replace("author:", "translates: pending\nauthor:"),
        7,
        "does not say which words it translates",
        level="warning",
    ),
    Fault(
        texts.translations_follow_their_original,
        "content/conduct/respect/1.fr.md",
        NEW,
        FRENCH.replace("author:", f"translates: {'0' * 64}\nauthor:"),
        7,
        "translates other words than content/conduct/respect/1.en.md has now",
        level="warning",
    ),
    Fault(
        agreements.clauses_exist,
        AGREEMENT,
        "clause: reporting",
        "clause: reportin",
        30,
        "`reportin`, which has no folder in content/clauses/. Did you mean `reporting`?",
    ),
    Fault(
        agreements.fallbacks_can_replace,
        AGREEMENT,
        "- clause: reporting",
        "- clause: reporting\n    fallbacks: [definitions]",
        31,
        "has the fallback `definitions`, on `definitions`; `reporting` is on `reporting`.",
    ),
    Fault(
        agreements.conditions_can_be_met,
        AGREEMENT,
        '["no"]',
        '["nope"]',
        29,
        "asks for `sub_partners: nope`, but that question has yes, no",
    ),
    Fault(
        agreements.conditions_can_be_met,
        AGREEMENT,
        '{sub_partners: ["no"]}',
        '{subpartners: ["no"]}',
        29,
        "`subpartners: no`",
    ),
    Fault(
        agreements.conditions_can_be_met,
        AGREEMENT,
        '{sub_partners: ["no"]}',
        '{sub_partners: ["no"], mailbox: ["a@example.org"]}',
        29,
        "no list of answers to choose from",
    ),
    Fault(
        answers.answers_are_asked_for,
        AGREEMENT,
        "data_sheet: [",
        "data_sheet: [partner_nam, ",
        21,
        "`partner_nam`",
    ),
    Fault(
        answers.answers_are_asked_for,
        TEXT,
        "{reporting_hours}",
        "{reporting_hour}",
        10,
        "does not ask for. Did you mean `reporting_hours`?",
    ),
    Fault(
        answers.answers_are_asked_for,
        AGREEMENT,
        "partner: their_office}",
        "partner: there_office}",
        23,
        "Did you mean `their_office`?",
    ),
    Fault(
        answers.answers_are_asked_for,
        AGREEMENT,
        "always_shown: [",
        "always_shown: [partner_nam, ",
        22,
        "`partner_nam`",
    ),
    Fault(
        answers.recorded_answers_do_not_print,
        AGREEMENT,
        "signatures: {",
        "recorded: [their_office]\nsignatures: {",
        23,
        "records `their_office`, and prints it as well",
    ),
    Fault(
        answers.questions_are_used,
        AGREEMENT,
        "data_sheet:",
        f"{QUESTION_OF_NOBODY}data_sheet:",
        21,
        "asks `extra`, but nothing in the annex uses the answer",
    ),
    Fault(
        answers.the_data_sheet_is_whole,
        AGREEMENT,
        "mailbox, sub_partner_list,",
        "sub_partner_list,",
        21,
        "leaves `mailbox` out, which a clause uses",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        "example: 24",
        "example: 721",
        17,
        "`reporting_hours` has an example that is not a whole number from 1 to 720",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        "example: 24",
        "example: 0",
        17,
        "not a whole number from 1 to 720",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        'minimum: 1, maximum: 720, label: {en: "Hours"}, help: {en: "How soon?"}, example: 24',
        'label: {en: "Hours"}, help: {en: "How soon?"}, example: soon',
        17,
        "has an example that is not a whole number.",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        'example: "yes"',
        "example: maybe",
        15,
        "not one of ['yes', 'no']",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        "example: [One, Two]",
        "example: One",
        16,
        "not a list",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        "example: [One, Two]",
        "example: []",
        16,
        "not a list",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        'example: "2026-11-23"',
        "example: 23.11.2026",
        12,
        "not a date as 2026-11-23",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        'example: "2026-11-23"',
        'example: "2026-02-30"',
        12,
        "not a date as 2026-11-23",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        "example: reports@example.org",
        "example: reports at example.org",
        18,
        "not a mailbox",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        "example: reports@example.org",
        'example: "@example"',
        18,
        "not a mailbox",
    ),
    Fault(
        agreements.examples_fit_their_questions,
        AGREEMENT,
        "example: AOC/KEN/1",
        "example: 1",
        13,
        "not text in quotes",
    ),
    Fault(
        agreements.essential_questions_are_asked,
        AGREEMENT,
        "{id: issued_on, type: date,",
        "{id: issued_on, type: text,",
        11,
        "must ask `issued_on`, as `date`",
    ),
    Fault(
        agreements.essential_questions_are_asked,
        AGREEMENT,
        "always_shown: [agreement_reference, partner_name, issued_on]",
        "always_shown: [agreement_reference, issued_on]",
        11,
        "must ask `partner_name`, as `text`, and list it under `always_shown`",
    ),
    Fault(
        assembly.nothing_essential_is_switched_off,
        AGREEMENT,
        "clause: reporting",
        'clause: reporting\n    when: {sub_partners: ["yes"]}',
        24,
        "has 0 clauses on `reporting` when sub_partners is no",
    ),
    Fault(
        assembly.nothing_essential_is_switched_off,
        AGREEMENT,
        NO_SUB_PARTNERS,
        "  - clause: no-sub-partners\n",
        24,
        "has 2 clauses on `sub-partners` when sub_partners is yes",
    ),
    Fault(
        assembly.nothing_essential_is_switched_off,
        AGREEMENT,
        "- clause: reporting",
        "- clause: reporting\n  - clause: reporting",
        24,
        "has 2 clauses on `reporting`",
    ),
    Fault(
        assembly.references_always_lead_somewhere,
        AGREEMENT,
        NO_SUB_PARTNERS,
        "",
        10,
        f"`sub-partners`, which {AGREEMENT} leaves out when sub_partners is no",
        at=TEXT,
    ),
    Fault(
        assembly.numbers_are_counted,
        TEXT,
        "- what happened;",
        "- what happened, as in clause 12.3;",
        12,
        "says `clause 12.3`, a number that another set of clauses",
    ),
    Fault(
        terms.terms_are_defined,
        TEXT,
        "- what happened;",
        "- what the Survivor says;",
        12,
        "writes `Survivor` like a defined term, but the clause on definitions has none",
    ),
    Fault(
        terms.terms_are_used,
        DEFINITIONS,
        "part of the work for the Partner.",
        "part of the work for the Partner. A **Donor** pays for it.",
        14,
        f"defines `Donor`, which no clause of {AGREEMENT} uses when sub_partners is yes.",
    ),
    Fault(
        translations.translations_have_a_record,
        FRENCH_ROLE.replace("drafter", "draftr"),
        NEW,
        FRENCH_ROLE_FILE,
        1,
        "translates `roles/draftr`, which is no record in content/. Did you mean `roles/drafter`?",
    ),
    Fault(
        translations.translations_have_a_record,
        FRENCH_ROLE.replace("/fr/", "/de/"),
        NEW,
        FRENCH_ROLE_FILE,
        1,
        "the language `de`; there are fr, es, ar",
    ),
    Fault(
        translations.translations_have_a_record,
        FRENCH_ROLE.replace("/fr/", "/en/"),
        NEW,
        FRENCH_ROLE_FILE,
        1,
        "the language `en`; there are fr, es, ar",
    ),
    Fault(
        translations.translations_are_whole,
        FRENCH_ROLE,
        NEW,
        FRENCH_ROLE_FILE.replace("  title: Rédaction", "  {}"),
        3,
        "lacks `title`, which content/roles/drafter.yml has",
    ),
    Fault(
        translations.translations_are_whole,
        FRENCH_ROLE,
        NEW,
        f"{FRENCH_ROLE_FILE}  titel: Rédaction\n",
        5,
        "`titel`, but content/roles/drafter.yml has no such words. Did you mean `title`?",
    ),
    Fault(
        translations.translations_are_up_to_date,
        FRENCH_ROLE,
        NEW,
        FRENCH_ROLE_FILE.replace(FRENCH_ROLE_FILE.split()[1], "pending"),
        1,
        f"When it says what content/roles/drafter.yml says: psea translate pin {FRENCH_ROLE}",
        level="warning",
    ),
    Fault(
        translations.translations_are_up_to_date,
        FRENCH_ROLE,
        NEW,
        FRENCH_ROLE_FILE.replace(FRENCH_ROLE_FILE.split()[1], "0" * 64),
        1,
        f"other words than content/roles/drafter.yml has now. Readers are told that it is out of"
        f" date; when it says the same again: psea translate pin {FRENCH_ROLE}",
        level="warning",
    ),
    Fault(
        translations.translations_carry_everything,
        FRENCH_ROLE,
        NEW,
        FRENCH_ROLE_FILE.replace("Rédaction", "Rédaction 24"),
        4,
        "has `24`, which content/roles/drafter.yml lacks",
    ),
    Fault(
        facts.pages_cite_what_is_listed,
        LIST,
        "Everything there is.",
        "Everything, by ST/SGB/2003/1.",
        8,
        "a frequent typing error",
    ),
    Fault(
        pages.pages_have_a_master,
        "docs/de/start.md",
        NEW,
        (PROJECT / LIST).read_text(encoding="utf-8"),
        1,
        "is in the folder `de`; there is one for en, fr, es, ar. Move it.",
    ),
    Fault(
        pages.pages_have_a_master,
        "docs/fr/lists.md",
        NEW,
        (PROJECT / LIST).read_text(encoding="utf-8"),
        1,
        "translates docs/en/lists.md, which is not there. Did you mean `en/list`?",
    ),
    Fault(
        pages.pages_are_up_to_date,
        FRENCH_LIST,
        NEW,
        (PROJECT / LIST).read_text(encoding="utf-8"),
        2,
        f"When it says what {LIST} says: psea translate pin {FRENCH_LIST}",
    ),
    Fault(
        pages.pages_are_up_to_date,
        START,
        "Where everything begins.",
        "Where it all begins.",
        5,
        f"other words than {START} has now",
        at=FRENCH_START,
        level="warning",
    ),
    Fault(
        pages.pages_carry_everything,
        FRENCH_START,
        "24 heures",
        "vingt-quatre heures",
        9,
        f"lacks `24`, which {START} has. Carry it over.",
    ),
    Fault(
        pages.pages_carry_everything,
        FRENCH_START,
        "{{ channels() }}",
        "",
        9,
        f"lacks `{{{{ channels() }}}}`, which {START} has",
    ),
    Fault(
        pages.pages_carry_everything,
        FRENCH_START,
        "- Premier",
        "## Premier",
        9,
        f"has `## `, which {START} lacks",
    ),
    Fault(clearing.no_ongoing_case, STORY, "case: false", "case: true", 12, "an ongoing case"),
    Fault(
        clearing.what_is_unknown_is_asked,
        STORY,
        "case: false",
        "case: unknown",
        12,
        "says `ongoing_case: unknown`: nobody has been asked yet whether it touches a case",
    ),
    Fault(
        clearing.what_is_unknown_is_asked,
        STORY,
        "consent: none needed",
        "consent: unknown",
        11,
        "says `consent: unknown`: nobody has been asked yet",
    ),
    Fault(
        clearing.what_is_unknown_is_asked,
        "content/habpost/2026/unwritten.md",
        "status: draft\nimage: none\ncontent_note: none\nconsent: none needed",
        "status: review\nimage: none\ncontent_note: none\nconsent: unknown",
        11,
        "write reference, expires and scope",
        level="warning",
    ),
    Fault(
        stories.updates_have_happened,
        STORY,
        "tags:",
        'updated: {on: "2026-09-30T09:00:00+03:00", what: A word.}\ntags:',
        14,
        "changed on 2026-09-30, which is before",
    ),
    Fault(
        stories.updates_have_happened,
        STORY,
        "tags:",
        'updated: {on: "2027-01-01T09:00:00+03:00", what: A word.}\ntags:',
        14,
        "changed on 2027-01-01, which is",
    ),
    Fault(
        stories.summaries_are_plain,
        STORY,
        "summary: A story about seen.",
        'summary: "A story\\nabout seen."',
        4,
        "has more than one line in its summary",
    ),
    Fault(
        stories.summaries_are_plain,
        STORY,
        "summary: A story about",
        "summary: A **story** about {term:x}",
        4,
        "has `**` in its summary",
    ),
    Fault(stories.what_is_cited_is_a_source, STORY, "5003 [2]", "5003 [3]", 23, "`sources` has 2"),
    Fault(stories.what_is_cited_is_a_source, STORY, "5003 [2]", "5003 [0]", 23, "cites [0]"),
    Fault(
        stories.what_is_cited_is_a_source,
        "content/habpost/2026/unwritten.md",
        "5003 [2]",
        "5003 [12]",
        23,
        "cites [12]",
        level="warning",
    ),
    Fault(
        stories.stories_lie_in_their_year,
        STORY,
        "date: 2026-10-01T",
        "date: 2025-10-01T",
        6,
        "is dated 2025-10-01, but lies in 2026/",
    ),
    Fault(
        stories.stories_lie_in_their_year,
        STORY,
        "2026-10-01T09:00:00+03:00",
        "2025-12-31T23:30:00-03:00",
        6,
        "is dated 2025-12-31, but lies in 2026/",
    ),
    Fault(
        clearing.reviewers_have_authority,
        STORY,
        "reviewed_by: []",
        "reviewed_by: [coordinator]",
        13,
        "is cleared by `coordinator`, who wrote it or may not clear stories. These roles may,"
        " unless they wrote it: none.",
    ),
    Fault(
        clearing.consent_holds,
        STORY,
        "consent: none needed",
        "consent: {reference: C-7, expires: 2026-11-01, scope: [intranet]}",
        11,
        "rests on consent that ran out on 2026-11-01",
    ),
    Fault(
        clearing.consent_holds,
        STORY,
        "consent: none needed",
        "consent: {reference: C-7, expires: 2027-11-01, scope: [e-mail]}",
        11,
        "is published on the intranet, but consent covers e-mail",
    ),
    Fault(
        stories.what_is_withdrawn_stays_away,
        "content/habpost/withdrawn/2026-unwritten.yml",
        NEW,
        "id: 2026-unwritten\nlang: en\nwithdrawn_on: 2026-11-01T09:00:00+03:00\n",
        2,
        "has the id of a story that was withdrawn (content/habpost/withdrawn/2026-unwritten.yml)",
        at="content/habpost/2026/unwritten.md",
    ),
    Fault(
        stories.tags_are_subjects,
        STORY,
        "tags: [reporting]",
        "tags: [reportin]",
        14,
        "has the tag `reportin`, no subject of content/habpost/subjects.yml. Did you mean",
    ),
    Fault(
        translated_stories.translations_name_their_story,
        STORY,
        "tags: [reporting]",
        "tags: [reporting]\ntranslation_of: 2026-unwritten",
        15,
        "translates `2026-unwritten`, which is no story in another language",
    ),
    Fault(
        translated_stories.translations_name_their_story,
        "content/habpost/2026/vu.md",
        NEW,
        translated_story("vu"),
        2,
        "Call the file seen-fr.md and the story `2026-seen-fr`",
    ),
    Fault(
        pictures.pictures_are_there,
        STORY,
        "image: none",
        "image: {file: roof.jpg, alt: A roof}",
        9,
        "shows roof.jpg, which does not lie beside it",
    ),
    Fault(
        pictures.pictures_are_there,
        STORY,
        "## A heading",
        "![A roof](../roof.jpg)",
        21,
        "shows ../roof.jpg, which does not lie beside it",
    ),
    Fault(pictures.pictures_tell_nothing_else, PICTURE, NEW, "a picture", 1, "neither a JPEG"),
    Fault(
        pictures.pictures_are_shown,
        PICTURE,
        NEW,
        PIXEL,
        1,
        "is shown by no story",
        level="warning",
    ),
    Fault(
        translated_stories.translated_stories_are_up_to_date,
        FRENCH_STORY,
        NEW,
        translated_story("seen-fr", "other: x").replace("translates: other: x\n", ""),
        6,
        "does not say which words it translates",
    ),
    Fault(
        translated_stories.translated_stories_are_up_to_date,
        FRENCH_STORY,
        NEW,
        translated_story("seen-fr", "0" * 64),
        7,
        "psea translate pin content/habpost/2026/seen-fr.md",
        level="warning",
    ),
    Fault(
        magazine.issues_name_stories,
        MAGAZINE,
        "feature: 2026-seen",
        "feature: 2026-sen",
        5,
        "names the story `2026-sen`, which is not there. Did you mean `2026-seen`?",
    ),
    Fault(
        magazine.issues_name_stories,
        MAGAZINE,
        PLANNED,
        PLANNED.replace("2099", "2026").replace("2026-seen", "2026-unwritten"),
        5,
        "has appeared, but its story `2026-unwritten` is draft",
    ),
    Fault(
        language.rules_can_run,
        LANGUAGE,
        "{odd}",
        "{old}",
        6,
        "`en-odd` names the list `old`, which is not there. Did you mean `odd`?",
    ),
    Fault(
        language.rules_can_run,
        LANGUAGE,
        "{odd}",
        "({odd}",
        6,
        "`en-odd` has an expression that cannot be read",
    ),
    Fault(
        language.language_harms_nobody,
        STORY,
        "## A heading",
        "## An odd heading",
        21,
        "“odd” is odd. (en-odd; if it must stand",
    ),
    Fault(
        language.language_harms_nobody, STORY, "A public page", "An odd page", 17, "“odd” is odd"
    ),
    Fault(
        language.issues_harm_nobody,
        MAGAZINE,
        "An issue for the test.",
        "An odd issue for the test.",
        4,
        "“odd” is odd. (en-odd, in `en`)",
    ),
    Fault(
        outside.feeds_are_told_apart, FEEDS, "id: nouvelles", "id: news", 8, "`news` to a second"
    ),
    Fault(outside.feeds_are_told_apart, FEEDS, "//fr.", "//news.", 10, "to a second feed"),
    Fault(
        outside.headlines_come_from_a_feed,
        HEADLINES.replace("news", "new"),
        NEW,
        HEADLINES_FILE.replace("id: news", "id: new"),
        1,
        "`new` is no feed of content/habpost/feeds.yml. Did you mean `news`?",
    ),
    Fault(
        outside.headlines_come_from_a_feed,
        HEADLINES,
        NEW,
        HEADLINES_FILE.replace("//news.", "//evil."),
        5,
        "leads to evil.example.org, which is no host",
    ),
    Fault(
        outside.headlines_harm_nobody,
        HEADLINES,
        NEW,
        HEADLINES_FILE.replace("A headline", "An odd headline"),
        4,
        "“odd” is odd. (en-odd) Take the item out.",
    ),
    Fault(
        language.accepted_words_are_flagged,
        STORY,
        "tags: [reporting]",
        "tags: [reporting]\naccepted: [{rule: en-old, words: odd, reason: For the test.}]",
        15,
        "accepts “odd” for `en-old`, which flags no such words in it.",
        level="warning",
    ),
    Fault(
        reports.reports_have_a_plan,
        "content/plan/2023/report.yml",
        NEW,
        REPORT_FILE.replace("2026", "2023").split("achieved:")[0] + "source: For the tests\n",
        1,
        "belongs to no plan. Write the plan.yml beside it.",
    ),
    Fault(
        reports.reports_have_a_plan,
        REPORT,
        "example: false",
        "example: true",
        3,
        "says `example: true`, but content/plan/2026/plan.yml says `example: false`.",
    ),
    Fault(
        reports.reports_have_a_plan,
        LETTER,
        "signatory: executive-director",
        "signatory: executive-directors",
        5,
        "`executive-directors`, which has no file in content/roles/. Did you mean",
    ),
    Fault(
        reports.reports_say_things_once,
        REPORT,
        '{id: no-post, words: {en: "Nobody does this alone."}}',
        '{id: no-post, ref: desk, words: {en: "Nobody does this alone."}}',
        13,
        "`no-post` must have `words`, or the `ref` of a line of the plan. Give one.",
    ),
    Fault(
        reports.reports_say_things_once,
        REPORT,
        'words: {en: "Nobody does this alone."}',
        "ref: dest",
        13,
        "`dest`, which is no line of the plan. Did you mean `desk`?",
    ),
    Fault(
        reports.reports_say_things_once,
        REPORT,
        'words: {en: "Nobody does this alone."}',
        "ref: desk",
        13,
        "`desk`, which has no `progress`. Write `words` instead.",
    ),
    Fault(
        reports.reports_have_a_period,
        "content/plan/2025/report.yml",
        NEW,
        REPORT_FILE.replace("year: 2026", "year: 2025")
        .replace(f"{PERIOD}\n", "")
        .split("achieved:")[0]
        + "source: For the tests\n",
        1,
        "`period` is missing. Give its days, or name it in `to_confirm`.",
    ),
    Fault(
        reports.reports_have_a_period,
        "content/plan/2025/report.yml",
        NEW,
        REPORT_FILE.replace("year: 2026", "year: 2025").split("achieved:")[0]
        + "source: For the tests\n",
        6,
        "covers 2026-01-01 to 2026-12-31, but content/plan/2025/plan.yml 2025-01-01 to 2025-12-31.",
    ),
    Fault(
        reports.achievements_can_be_compared,
        REPORT,
        "ref: course",
        "ref: curse",
        9,
        "`curse` is no line of the plan. Correct `ref`. Did you mean `course`?",
    ),
    Fault(
        reports.achievements_can_be_compared,
        REPORT,
        "value: 60",
        "value: 101",
        9,
        "`course` has the value 101, but `unit: percent` allows 0 to 100.",
    ),
    Fault(
        reports.achievements_can_be_compared,
        REPORT,
        "date: 2026-10-31",
        "date: 2026-11-17",
        9,
        "was measured on 2026-11-17, after `as_of: 2026-11-16`.",
    ),
    Fault(
        reports.letters_agree_with_their_report,
        LETTER,
        PERIOD,
        "period: {start: 2026-01-01, end: 2026-06-30}",
        7,
        "certifies 2026-01-01 to 2026-06-30, but content/plan/2026/report.yml covers 2026-01-01 to"
        " 2026-12-31. Make the two the same.",
    ),
    Fault(
        reports.letters_agree_with_their_report,
        "content/plan/2025/certification.yml",
        NEW,
        LETTER_FILE.replace("2026", "2025"),
        1,
        "certifies a year without a report. Write content/plan/2025/report.yml.",
    ),
    Fault(
        reports.clearances_have_authority,
        CLEARANCE.replace("executive-director", "drafter"),
        NEW,
        clearance(role="drafter"),
        2,
        "`drafter` may not clear reports (content/roles/drafter.yml). These roles may: executive",
    ),
    Fault(
        reports.clearances_have_authority,
        CLEARANCE.replace("2026/report", "2024/plan"),
        NEW,
        clearance("2024/plan"),
        1,
        "2024 is an example, which nobody clears. Remove this file.",
    ),
    Fault(
        reports.clearances_have_authority,
        CLEARANCE.replace("report", "letter"),
        NEW,
        clearance("2026/letter"),
        1,
        "`2026/letter` is no document. Write it as 2026/report.",
    ),
    Fault(
        reports.clearances_have_authority,
        CLEARANCE.replace("director", "directors"),
        NEW,
        clearance(role="executive-directors"),
        2,
        "`executive-directors` is no role in content/roles/. Did you mean `executive-director`?",
    ),
    Fault(
        facts.to_confirm_names_a_field,
        LETTER,
        "source: For the tests",
        "source: For the tests\nto_confirm: [passed-on]",
        13,
        "`passed-on`",
    ),
    Fault(facts.instruments_exist, LETTER, "[st-sgb-2003-13]", "[other]", 10, "`other`"),
    Fault(
        plan.plans_name_no_person,
        REPORT,
        "Nobody does this alone.",
        "Ms Example does this alone.",
        13,
        "“Ms Example” is a person's name or mailbox. Write the role instead.",
    ),
    Fault(
        plan.plans_are_whole,
        "content/plan/2023/training.yml",
        NEW,
        (PROJECT / PLAN_LINES).read_text(encoding="utf-8"),
        1,
        "belongs to no plan. Write the plan.yml beside it.",
    ),
    Fault(plan.plans_are_whole, PLAN_LINES, "id: desk", "id: report", 36, "`report`, which"),
    Fault(plan.plans_are_whole, PLAN_LINES, "prong: partners\n", "", 1, "has no prong. Add it"),
    Fault(
        plan.lines_have_one_role,
        PLAN_LINES,
        "responsible: legal-unit",
        "responsible: legal-units",
        30,
        "`desk` is the task of `legal-units`, which is no role in content/roles/. Did you mean",
    ),
    Fault(
        plan.lines_have_one_role,
        PLAN_LINES,
        "    responsible: legal-unit\n",
        "",
        23,
        "`desk` has no responsible. Name the one role that answers for it, or name",
    ),
    Fault(
        plan.lines_can_be_measured,
        PLAN_LINES,
        "      target: {value: 120, date: 2026-12-31}\n",
        "",
        25,
        "`desk` has no target. Give its value and date",
    ),
    Fault(
        plan.lines_can_be_measured,
        PLAN_LINES,
        '      baseline: {value: 0, date: 2025-12-31, source: {en: "Count"}}\n',
        "",
        25,
        "`desk` has no baseline",
    ),
    Fault(
        plan.lines_can_be_measured,
        PLAN_EXAMPLE,
        "[indicator, start",
        "[start",
        8,
        "`posters` has no indicator. Say what will be counted",
    ),
    Fault(
        plan.percentages_are_possible,
        PLAN_LINES,
        "value: 100,",
        "value: 101,",
        16,
        "`course` has the target 101, but `unit: percent` allows 0 to 100",
    ),
    Fault(plan.percentages_are_possible, PLAN_LINES, "value: 0,", "value: -1,", 28, "0 or more"),
    Fault(
        plan.lines_keep_to_their_plan,
        PLAN_LINES,
        "end: 2026-10-31",
        "end: 2026-01-31",
        19,
        "`course` ends on 2026-01-31, before it starts on 2026-02-01.",
    ),
    Fault(
        plan.lines_keep_to_their_plan,
        PLAN_LINES,
        "end: 2026-10-31",
        "end: 2027-01-01",
        19,
        "its end on 2027-01-01, but the plan runs from 2026-01-01 to 2026-12-31. Correct the day",
    ),
    Fault(
        plan.lines_keep_to_their_plan,
        PLAN_LINES,
        "start: 2026-02-01",
        "start: 2025-12-31",
        18,
        "`course` has its start on 2025-12-31",
    ),
    Fault(plan.lines_keep_to_their_plan, PLAN_LINES, "    end: 2026-10-31\n", "", 10, "has no end"),
    Fault(
        plan.lines_keep_to_their_plan,
        PLAN_LAST_YEAR,
        "[currency, period]",
        "[currency]",
        1,
        "`period` is missing. Give its start and end",
    ),
    Fault(
        plan.lines_say_how_they_stand,
        PLAN_LINES,
        "    evidence: [{reference: Note 12, date: 2026-03-30}]\n",
        "",
        47,
        "`report` has no evidence. Give a reference and a date",
    ),
    Fault(
        plan.lines_say_how_they_stand,
        PLAN_LINES,
        "    status: not-started\n",
        "",
        23,
        "`desk` has no status. Say how it stands",
    ),
    Fault(
        plan.one_currency_a_plan,
        PLAN_LINES,
        "currency: USD, budget: 5000",
        "currency: EUR, budget: 5000",
        33,
        "`desk` counts in EUR, but content/plan/2026/plan.yml in USD.",
    ),
    Fault(
        plan.one_currency_a_plan,
        PLAN_LAST_YEAR,
        "[currency, period]",
        "[period]",
        1,
        "`currency` is missing. Give it as USD",
    ),
    Fault(
        plan.what_is_unfunded_is_known,
        PLAN_LINES,
        "state: unfunded, currency: USD, budget: 5000",
        "state: unfunded",
        33,
        "`desk` has no budget. Give the amount",
    ),
    Fault(
        plan.what_is_unfunded_is_known,
        PLAN_LINES,
        "budget: 5000",
        "budget: 5000, secured: 10",
        33,
        "`desk` is `unfunded`, and yet names a source",
    ),
    Fault(
        plan.what_is_unfunded_is_known,
        PLAN_LINES,
        "secured: 400,",
        "secured: 1000,",
        20,
        "is `partly` funded: `secured` must be more than 0 and less than `budget`",
    ),
    Fault(
        plan.what_is_unfunded_is_known,
        PLAN_LINES,
        'budget: 0, source: {en: "Budget"}',
        "budget: 0",
        46,
        "is `funded`, but does not say by whom",
    ),
    Fault(
        plan.what_is_unfunded_is_known,
        PLAN_LINES,
        "budget: 0,",
        "budget: 900, secured: 300,",
        46,
        "`secured` is not the whole `budget`",
    ),
    Fault(
        plan.what_is_unfunded_is_known,
        PLAN_LINES,
        "currency: USD, budget: 5000",
        "budget: 5000",
        33,
        "gives an amount without its `currency`",
    ),
    Fault(
        plan.what_is_unfunded_is_known,
        PLAN_EXAMPLE,
        ", funding]",
        "]",
        8,
        "`posters` has no funding. Write `funding:`",
    ),
    Fault(
        plan.plans_name_no_person,
        PLAN_LINES,
        "A desk.",
        "A desk for Ms. Example.",
        24,
        "“Ms. Example” is a person's name or mailbox. Write the role instead.",
    ),
    Fault(plan.plans_name_no_person, PLAN_LINES, "A desk.", "A. Name's desk.", 24, "“A. Name's”"),
    Fault(plan.plans_name_no_person, PLAN, "this year.", "a@example.org", 7, "“a@example.org”"),
    Fault(
        plan.earlier_lines_have_a_disposition,
        PLAN,
        "  - {ref: course, result: continued}\n",
        "",
        9,
        "says nothing of `course`, a line of content/plan/2025/plan.yml. Add what became of it",
    ),
    Fault(
        plan.earlier_lines_have_a_disposition,
        PLAN,
        ', reason: {en: "Nobody read them."}',
        "",
        11,
        "`leaflets` is dropped without a `reason`",
    ),
    Fault(
        plan.earlier_lines_have_a_disposition,
        PLAN,
        "result: continued",
        "result: continued, continued_as: courses",
        10,
        "is continued as `courses`, which is no line of this plan. Did you mean `course`?",
    ),
    Fault(
        plan.earlier_lines_have_a_disposition,
        PLAN,
        "result: dropped",
        "result: dropped, continued_as: course",
        11,
        "is dropped, and yet has `continued_as`",
    ),
    Fault(
        plan.earlier_lines_have_a_disposition,
        PLAN,
        "dispositions:\n",
        "dispositions:\n  - {ref: course, result: done}\n",
        11,
        "`course` has two dispositions",
    ),
    Fault(
        plan.earlier_lines_have_a_disposition,
        PLAN,
        "dispositions:\n",
        "dispositions:\n  - {ref: leaflet, result: done}\n",
        10,
        "`leaflet` is no line of the plan before. Did you mean `leaflets`?",
    ),
    Fault(plan.plans_name_no_person, BRIEFING, "Why we", "Why Ms. Name", 9, "“Ms. Name”"),
    Fault(facts.to_confirm_names_a_field, BRIEFING, "confirm: []", "confirm: [x]", 15, "`x`"),
    Fault(facts.symbols_are_listed, BRIEFING, "2003/13", "2003/1", 10, "frequent typing error"),
    Fault(
        briefing.briefings_fit_their_plan,
        "content/plan/2023/briefing.yml",
        "",
        BRIEFING_FILE.replace("2026", "2023").replace("ref: report", "text: {en: X}"),
        1,
        "belongs to no plan. Write the plan.yml beside it.",
    ),
    Fault(
        briefing.briefings_fit_their_plan,
        "content/plan/2024/briefing.yml",
        "",
        BRIEFING_FILE.replace("2026", "2024").replace("ref: report", "text: {en: X}"),
        3,
        "says `example: false`, but content/plan/2024/plan.yml says `example: true`",
    ),
    Fault(
        briefing.briefings_fit_their_plan,
        BRIEFING,
        "source: For",
        "source: Example for",
        14,
        "with `example: false` it must not begin with “Example”",
    ),
    Fault(briefing.briefings_are_whole, BRIEFING, 'item: "9"\n', "", 1, "has no item. Add it, or"),
    Fault(briefing.briefings_are_whole, BRIEFING, "day: 2026-12-01\n", "", 1, "has no day"),
    Fault(
        briefing.briefings_are_whole,
        BRIEFING,
        "recommendations:\n  - {id: desk, ref: report}\n",
        "",
        1,
        "has no recommendations",
    ),
    Fault(
        briefing.points_say_one_thing,
        BRIEFING,
        "id: rules",
        "id: why",
        10,
        "`why` is the id of two points. Rename one.",
    ),
    Fault(
        briefing.points_say_one_thing,
        BRIEFING,
        "ref: report}",
        "ref: report, text: {en: X}}",
        12,
        "`desk` needs either `text` or `ref`, and not both",
    ),
    Fault(
        briefing.points_say_one_thing,
        BRIEFING,
        "ref: report}",
        "note: {en: X}}",
        12,
        "`desk` needs either `text` or `ref`",
    ),
    Fault(
        briefing.points_say_one_thing,
        BRIEFING,
        "ref: report}",
        "ref: reports}",
        12,
        "`reports`, which is no line of the plan of 2026. Did you mean `report`?",
    ),
    Fault(
        plan.examples_are_marked,
        PLAN_LINES,
        "example: false",
        "example: true",
        4,
        "says `example: true`, but content/plan/2026/plan.yml says `example: false`",
    ),
    Fault(
        plan.examples_are_marked,
        PLAN_EXAMPLE,
        "Example photograph",
        "Photograph",
        12,
        "“Photograph”; in a plan with `example: true` it must begin with “Example”",
    ),
    Fault(
        plan.examples_are_marked,
        PLAN_LINES,
        "Note 12",
        "Example note",
        48,
        "it must not begin with “Example”",
    ),
    Fault(
        facts.to_confirm_names_a_field,
        PLAN_EXAMPLE,
        "[indicator,",
        "[indicators, indicator,",
        14,
        "`indicators`",
    ),
    Fault(
        facts.symbols_are_listed, PLAN_LINES, "A desk.", "See ST/SGB/2003/1.", 24, "typing error"
    ),
    Fault(
        facts.to_confirm_names_a_field,
        PATH,
        "to_confirm: [months]",
        "to_confirm: [month]",
        7,
        "`month`",
    ),
    Fault(
        learning.facts_of_courses_have_a_source,
        COURSE,
        "[title, mandatory_for, languages]",
        "[title, mandatory_for]",
        16,
        "gives `languages`, but none of its sources `tells` it. Name it there, or in `to_confirm`",
    ),
    Fault(
        learning.facts_of_courses_have_a_source,
        COURSE,
        "[title, mandatory_for, languages]",
        "[title, mandatory_for, languages, language]",
        30,
        "tells `language`, which is no fact of a course. Did you mean `languages`?",
    ),
    Fault(
        learning.developers_have_a_source,
        COURSE,
        "source: leaflet}",
        "source: leaflets}",
        19,
        "`maker` is told by `leaflets`, which is none of its `sources`. Did you mean `leaflet`?",
    ),
    Fault(
        learning.developers_have_a_source,
        COURSE,
        "source: leaflet}",
        "source: page}",
        19,
        "`maker` is told by `page`, which does not tell `developers`.",
    ),
    Fault(
        learning.lengths_are_possible,
        COURSE,
        "most: 2.25",
        "most: 1.5",
        13,
        "takes 1.5 hours and at `most` 1.5. Correct one.",
    ),
    Fault(
        learning.courses_are_looked_at,
        COURSE,
        "last_checked: never",
        "last_checked: 2025-11-22",
        23,
        "was last looked at on 2025-11-22, 366 days ago",
        level="warning",
    ),
    Fault(
        learning.courses_are_looked_at,
        COURSE,
        "last_checked: never",
        "last_checked: 2026-11-24",
        23,
        "was looked at on 2026-11-24, which is after 2026-11-23.",
    ),
    Fault(
        learning.paths_lead_through_courses,
        CHIEFS,
        "course: next",
        "course: nxt",
        8,
        "names the course `nxt`, which has no file in content/courses/. Did you mean `next`?",
    ),
    Fault(
        learning.paths_lead_through_courses,
        CHIEFS,
        "after: everybody",
        "after: everyone",
        6,
        "comes after `everyone`, which is no path. Did you mean `everybody`?",
    ),
    Fault(
        learning.paths_lead_through_courses,
        CHIEFS,
        "after: everybody",
        "after: chiefs",
        6,
        "comes after `chiefs`, which leads back to this path.",
    ),
    Fault(
        learning.paths_lead_through_courses,
        PATH,
        "months: 6, ",
        "",
        7,
        "`first` is `within-months`, which does not fit. Add `months`.",
    ),
    Fault(
        learning.paths_lead_through_courses,
        CHIEFS,
        "when: before-duty",
        "when: before-duty, months: 3",
        8,
        "`second` is `before-duty`, which does not fit. Take `months` out.",
    ),
    Fault(
        learning.what_is_mandatory_is_on_the_path,
        COURSE,
        "[everybody]",
        "[everybody, chiefs]",
        8,
        "is mandatory for `chiefs`, but content/paths/chiefs.yml has no such step.",
    ),
    Fault(
        learning.what_is_mandatory_is_on_the_path,
        COURSE,
        "[everybody]",
        "[everybody, chief]",
        8,
        "is mandatory for `chief`, but that is no path in content/paths/. Did you mean `chiefs`?",
    ),
    Fault(
        learning.plan_lines_exist,
        COURSE,
        "plan_lines: [course]",
        "plan_lines: [courses]",
        21,
        "names the line `courses`, which no plan has. Did you mean `course`?",
    ),
    Fault(
        learning.plan_lines_exist,
        MECHANISM,
        "plan_lines: [course]",
        "plan_lines: [desks]",
        14,
        "names the line `desks`, which no plan has. Did you mean `desk`?",
    ),
    Fault(
        learning.lists_of_countries_are_dated,
        RISKS,
        "date: 0001-01-01",
        "date: unknown",
        5,
        "names countries, but its `date` is unknown.",
    ),
    Fault(
        learning.lists_of_countries_are_dated,
        RISKS,
        "valid_until: 2026-11-23",
        "valid_until: unknown",
        6,
        "names countries, but its `valid_until` is unknown.",
    ),
    Fault(
        learning.lists_of_countries_are_dated,
        RISKS,
        "date: 0001-01-01\nvalid_until: 2026-11-23",
        "date: 2026-11-24\nvalid_until: 2027-11-23",
        5,
        "is of 2026-11-24, which is after 2026-11-23.",
    ),
    Fault(
        learning.lists_of_countries_are_dated,
        RISKS,
        "date: 0001-01-01\nvalid_until: 2026-11-23",
        "date: 2026-11-21\nvalid_until: 2026-11-20",
        6,
        "ends on 2026-11-20, before its `date`, 2026-11-21.",
    ),
    Fault(
        learning.lists_of_countries_are_dated,
        RISKS,
        "{id: SE,",
        "{id: NO,",
        9,
        "has `NO` twice. Keep one.",
    ),
    Fault(
        learning.lists_of_countries_are_dated,
        RISKS,
        "{id: SE,",
        "{id: SW,",
        9,
        "`SW` is no code of a country (ISO 3166-1).",
    ),
    Fault(
        learning.lists_of_countries_are_current,
        RISKS,
        "valid_until: 2026-11-23",
        "valid_until: 2026-11-22",
        6,
        "was valid until 2026-11-22, and it is 2026-11-23. Readers are told so; get the new list.",
        level="warning",
    ),
    Fault(
        learning.learning_leaves_the_lists_their_place,
        "content/coordination/meetings.yml",
        NEW,
        BODY_FILE.replace("id: office", "id: meetings"),
        2,
        "is named `meetings`, like a list. Rename it.",
    ),
    Fault(
        coordination.seats_are_roles,
        MECHANISM,
        "seat: coordinator",
        "seat: coordinators",
        8,
        "names the seat `coordinators`, which has no file in content/roles/. Did you mean",
    ),
    Fault(
        coordination.seats_are_roles,
        MECHANISM,
        "term: report",
        "term: reports",
        12,
        "names the term `reports`, which has no file in content/glossary/. Did you mean `report`?",
    ),
    Fault(
        coordination.meetings_can_be_held,
        MECHANISM,
        "Africa/Nairobi",
        "Nairobi",
        21,
        "`Nairobi` is no time zone of the IANA database.",
    ),
    Fault(
        coordination.meetings_can_be_held,
        MECHANISM,
        "day: 2026-10-29",
        "day: 2027-12-30",
        23,
        "`monthly` repeats until 2027-03-31, before its `day`, 2027-12-30.",
    ),
    Fault(
        coordination.meetings_can_be_held,
        MECHANISM,
        "last: true, ",
        "",
        19,
        "is first held on 2026-10-29, which is the fifth such weekday",
    ),
    Fault(
        coordination.meetings_can_be_held,
        MECHANISM,
        "day: 2026-10-29",
        "day: 2026-10-22",
        19,
        "on 2026-10-22, which is the fifth such weekday of its month, or not the last",
    ),
    Fault(
        coordination.meetings_can_be_held,
        MECHANISM,
        "meetings:\n",
        f"meetings:\n{MEETING}",
        25,
        "`monthly` stands here twice. Rename one.",
    ),
    Fault(
        coordination.examples_are_not_among_meetings,
        MECHANISM,
        "meetings:\n",
        f"meetings:\n{MEETING.replace('monthly', 'once').replace('false', 'true')}",
        15,
        "lists an example among real meetings. Take the examples out.",
    ),
    Fault(
        coordination.calendars_name_no_person,
        MECHANISM,
        "On line",
        "With Ms. Example",
        24,
        "“Ms. Example” is a person's name or mailbox. Write the role instead.",
    ),
    Fault(
        coordination.calendars_name_no_person,
        MECHANISM,
        "To meet.",
        "Ask a@example.org",
        7,
        "“a@example.org” is a person's name",
    ),
    Fault(
        coordination.attendance_lies_in_the_past,
        MECHANISM,
        "last_attended: unknown",
        "last_attended: 2026-11-24",
        10,
        "was attended on 2026-11-24, which is after 2026-11-23.",
    ),
    Fault(
        coordination.attendance_lies_in_the_past,
        MECHANISM,
        "kind: mechanism",
        "kind: body",
        15,
        "is a `body`, and yet has meetings.",
    ),
    Fault(
        coordination.calendars_go_on,
        MECHANISM,
        "until: 2027-03-31",
        "until: 2026-11-22",
        15,
        "lists no meeting after 2026-10-29. Add the next, or take the old ones out.",
        level="warning",
    ),
    Fault(
        stories.future_stories_are_known,
        STORY,
        "date: 2026-10-01T",
        "date: 2026-11-24T",
        6,
        "2026-11-24T09:00:00+03:00, is after 2026-11-23",
        level="warning",
    ),
]


@pytest.fixture(scope="module")
def known() -> list[Problem]:
    """Return what the checks say of the untouched project."""
    return check(load(PROJECT), ON)


def plant(project: Path, path: str, old: str, new: str | bytes) -> None:
    if isinstance(new, bytes):
        (project / path).write_bytes(new)
    elif old == NEW:
        write(project, path, new)
    else:
        change(project, path, old, new)


def test_the_untouched_project_has_no_error(known: list[Problem]) -> None:
    """The dummy project is sound; its one warning is the story that is still to come."""
    [warning] = known

    assert (warning.path, warning.line) == ("content/habpost/2027/later.md", 6)
    assert warning.level == "warning"


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_check_finds_its_fault_and_nothing_else_does(
    project: Path, known: list[Problem], fault: Fault
) -> None:
    """One fault gives one more problem, from its own check, in its place, with the way out."""
    plant(project, fault.path, fault.old, fault.new)
    library = load(project)
    problems = [problem for problem in check(library, ON) if problem not in known]

    place = (fault.at or fault.path, fault.line, fault.level)
    assert [place] == [(p.path, p.line, p.level) for p in problems]
    assert fault.says in problems[0].message
    assert problems[0] in list(fault.rule(library, ON))


def test_a_story_that_expired_is_not_said_to_be_still_to_come() -> None:
    library = load(PROJECT)
    seen = library.stories["2026-seen"].model_copy(update={"expires": dt.date(2026, 11, 1)})
    library = replace(library, stories={seen.id: seen})

    assert not seen.visible(ON)
    assert list(stories.future_stories_are_known(library, ON)) == []


def test_a_story_of_today_is_seen_from_its_moment_on() -> None:
    """Ten minutes to midnight in Nairobi is ten to nine in UTC; a day as a whole has it in it."""
    moment = dt.datetime.fromisoformat("2026-11-23T23:50:00+03:00")
    library = load(PROJECT)
    seen = library.stories["2026-seen"].model_copy(update={"date": moment})
    by_day = replace(library, stories={seen.id: seen})
    before = replace(by_day, until=dt.datetime(2026, 11, 23, 20, 49, 59, tzinfo=dt.UTC))
    at = replace(by_day, until=dt.datetime(2026, 11, 23, 20, 50, tzinfo=dt.UTC))

    assert [len(each.visible_stories("en", ON)) for each in (by_day, before, at)] == [1, 0, 1]
    [warning] = stories.future_stories_are_known(before, ON)
    assert "23T23:50:00+03:00, is after 2026-11-23T20:49:59Z: nobody sees it" in warning.message
    assert list(stories.future_stories_are_known(at, ON)) == []


def test_every_check_has_a_fault_planted_for_it() -> None:
    """A new row in the table of checks needs a fault here that it finds."""
    found = {fault.rule.__name__ for fault in FAULTS}

    assert [rule.__name__ for rule in CHECKS if rule.__name__ not in found] == []
    assert {rule.__name__ for rule in CHECKS} == found
    assert len(CHECKS) == len(set(CHECKS))


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.__name__)
def test_every_check_says_its_rule(rule: Check) -> None:
    """The docstring of a check is the rule that it holds."""
    assert (rule.__doc__ or "").startswith(("Ensure", "Warn"))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (INSTRUMENT, "[issued]", "[everything]"),
        (INSTRUMENT, "[issued]", "[issuer, binds, asks]"),
        (CLAUSE, "negotiable: false", "negotiable: false\nto_confirm: [text, catalogue]"),
        (CHANNEL, "verified_on: never", "verified_on: 2026-08-25"),
        (CHANNEL, "verified_on: never", "verified_on: 2026-11-23"),
        (CHANNEL, "Takes reports.", "Takes reports (ST/SGB/2003/13)."),
        (INSTRUMENT, "source:", "replaces: ST/SGB/2008/5\nsource:"),
        (HEADQUARTERS, "hq@example.org", "hq@office.example.org"),
        (HEADQUARTERS, "verified_on: never", "verified_on: 2020-01-01"),
        ("content/directory/ke-mombasa.yml", NEW, OFFICE_FILE.replace("no-oslo", "ke-mombasa")),
        (STORY, "2026-10-01T09:00:00+03:00", "2026-11-23T23:59:00+03:00"),
        (STORY, "status: published", "status: withdrawn"),
        (STORY, "2026-10-01T09:00:00+03:00", "2026-01-01T00:00:00+03:00"),
        (NAMES, NEW, "names: {headquarters: {sea-focal-point focal-point: A. Name}}\n"),
        (AGREEMENT, "example: 24", "example: 720"),
        (AGREEMENT, "example: 24", "example: 1"),
        (AGREEMENT, "minimum: 1, maximum: 720, ", "minimum: 24, "),
        (DEFINITIONS, "The words of", "*The words* of"),
        (TEXT, "*where* it", "*where* a {term:report}"),
        (AGREEMENT, '["no"]', "[no]"),
        (AGREEMENT, "mailbox, sub_partner_list, our_office,", "mailbox, sub_partner_list,"),
        (AGREEMENT, "reporting_hours, mailbox,", "mailbox, reporting_hours,"),
        (FRENCH_ROLE, NEW, FRENCH_ROLE_FILE),
        (PLAN_LINES, "end: 2026-10-31", "end: 2026-12-31"),
        (PLAN_LINES, "end: 2026-10-31", "end: 2027-03-31\n    multi_year: true"),
        (PLAN_LINES, "end: 2026-10-31", "end: 2026-02-01"),
        (PLAN_LINES, "value: 40,", "value: 0,"),
        (PLAN_LINES, "status: not-started", "status: cancelled"),
        (PLAN, "result: continued", "result: done"),
        (COURSE, "last_checked: never", "last_checked: 2025-11-23"),
        (COURSE, "last_checked: never", "last_checked: 2026-11-23"),
        (MECHANISM, "last_attended: unknown", "last_attended: 2026-11-23"),
        (RISKS, "valid_until: 2026-11-23", "valid_until: 2026-12-31"),
        (MECHANISM, "zone: Africa/Nairobi", "zone: America/New_York"),
        (MECHANISM, "until: 2027-03-31", "until: 2026-11-29"),
        (MECHANISM, "example: false", "example: true"),
        ("content/conduct/respect/2.en.md", NEW, TEXT_FILE.replace("version: 1", "version: 2")),
    ],
)
def test_what_is_right_is_left_alone(
    project: Path, known: list[Problem], path: str, old: str, new: str
) -> None:
    """The edge of each rule belongs to what is allowed."""
    plant(project, path, old, new)

    assert known == check(load(project), ON)


def test_a_reference_to_no_clause_at_all_is_told(project: Path) -> None:
    """A topic that no clause has is named with the nearest one that exists."""
    change(project, TEXT, "{clause:definitions}", "{clause:definition}")
    problems = list(texts.prose_is_readable(load(project), ON))

    assert [(p.path, p.line) for p in problems] == [(TEXT, 10)]
    assert "no clause has that topic. Did you mean `definitions`?" in problems[0].message


def test_conditions_that_can_never_hold_are_told(project: Path) -> None:
    """A clause with an empty list of answers would stand in no annex at all."""
    change(project, AGREEMENT, '{sub_partners: ["yes"]}', "{sub_partners: []}")

    assert AGREEMENT in {p.path for p in all_errors(project)}


def test_a_question_asked_twice_is_told(project: Path) -> None:
    """Two questions for one answer contradict each other; both would be asked."""
    row = '  - {id: mailbox, type: text, label: {en: "M"}, help: {en: "M"}, example: x}\n'
    change(project, AGREEMENT, "data_sheet:", f"{row}data_sheet:")
    [problem] = all_errors(project)

    assert (problem.path, problem.line) == (AGREEMENT, 21)
    assert "`mailbox`" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("signatures: {un_habitat: our_office, partner", "signatures: {partner", 23),
        ('parties: {un_habitat: {en: "UN-Habitat"}, partner', "parties: {partner", 10),
    ],
)
def test_both_sides_of_an_agreement_are_named(project: Path, old: str, new: str, line: int) -> None:
    """An annex prints both parties and both signatories, so both must be given."""
    change(project, AGREEMENT, old, new)
    problems = all_errors(project)

    assert (AGREEMENT, line) in [(p.path, p.line) for p in problems]


def test_a_name_that_an_office_listed_is_told_in_a_plan(project: Path) -> None:
    """Names that are known to be names need no form of address to be found."""
    write(project, NAMES, "names: {headquarters: {sea-focal-point focal-point: Alba Nobody}}\n")
    change(project, PLAN_LINES, "A desk.", "A desk for Alba Nobody.")
    [problem] = all_errors(project)

    assert (problem.path, problem.line) == (PLAN_LINES, 24)
    assert "“Alba Nobody” is a person's name" in problem.message


def test_a_plan_after_an_example_owes_it_nothing(project: Path) -> None:
    """Made-up lines need no disposition in a real plan; those of a real one do, in any plan."""
    library = load(project)
    plans = library.plans

    assert plans["2024"].example
    assert library.plan_before(plans["2025"]) is None
    assert library.plan_before(plans["2026"]) == plans["2025"]
    change(project, PLAN, "example: false", "example: true")
    change(project, PLAN_LINES, "example: false", "example: true")
    change(project, PLAN_LINES, "Note 12", "Example note 12")
    change(project, REPORT, "example: false", "example: true")
    change(project, LETTER, "example: false", "example: true")
    change(project, BRIEFING, "example: false", "example: true")
    change(project, BRIEFING, "source: For", "source: Example for")
    change(project, PLAN, "  - {ref: course, result: continued}\n", "")
    [problem] = all_errors(project)
    assert "says nothing of `course`, a line of content/plan/2025/plan.yml" in problem.message


def test_offices_that_lead_in_a_circle_are_both_told(project: Path) -> None:
    """Neither of two offices that stand in for each other reaches the headquarters."""
    change(project, OFFICE, "parent: headquarters", "parent: se-malmo")
    other = OFFICE_FILE.replace("no-oslo", "se-malmo").replace("headquarters", "no-oslo")
    write(project, "content/directory/se-malmo.yml", other)
    problems = all_errors(project)

    assert [p.path for p in problems] == [OFFICE, "content/directory/se-malmo.yml"]
    assert all("leads back to itself" in p.message for p in problems)


def test_a_translation_without_any_original_is_told_once(project: Path) -> None:
    """Where the master text is missing altogether, the item is told, not each translation."""
    (project / ARTICLE_TEXT).unlink()
    french = FRENCH.replace("author:", f"translates: {'0' * 64}\nauthor:")
    write(project, "content/conduct/respect/1.fr.md", french)
    [problem] = all_errors(project)

    assert (problem.path, problem.line) == (ARTICLE, 1)
    assert "Write it in content/conduct/respect/1.en.md" in problem.message


def test_articles_without_a_code_are_told(project: Path) -> None:
    """Articles that no code.yml lists would reach no reader."""
    (project / CODE).unlink()
    [problem] = all_errors(project)

    assert (problem.path, problem.line) == ("content/conduct", 1)
    assert "code.yml" in problem.message


def test_an_old_version_of_an_agreement_is_held_to_the_same_rules(project: Path) -> None:
    """Every version is checked, not only the newest."""
    second = (project / AGREEMENT).read_text(encoding="utf-8").replace("version: 1", "version: 2")
    write(project, "content/agreements/cooperation/2.yml", second)
    change(project, AGREEMENT, "clause: reporting", "clause: nothing")

    assert [p.path for p in all_errors(project)] == [AGREEMENT]


def test_a_story_cleared_by_its_author_is_told(project: Path) -> None:
    """Two roles must see a story, even when its author may clear others."""
    change(project, "content/roles/drafter.yml", "[]", "[habpost]")
    change(project, "content/roles/coordinator.yml", "[conduct]", "[habpost]")
    change(project, STORY, "reviewed_by: []", "reviewed_by: [coordinator, drafter]")
    [problem] = all_errors(project)

    assert (problem.path, problem.line) == (STORY, 13)
    assert "is cleared by `drafter`, who wrote it" in problem.message
    assert "unless they wrote it: coordinator, drafter." in problem.message


def test_a_reference_that_leads_nowhere_is_told_of_an_annex_without_conditions(
    project: Path,
) -> None:
    """Such an annex leaves out the same clauses under all answers; no answer can be named."""
    change(project, AGREEMENT, '    when: {sub_partners: ["yes"]}\n', "")
    change(project, AGREEMENT, "  - clause: sub-partners\n", "")
    change(project, AGREEMENT, NO_SUB_PARTNERS, "")
    problems = list(assembly.references_always_lead_somewhere(load(project), ON))

    assert [(p.path, p.line) for p in problems] == [(TEXT, 10)]
    assert f"which {AGREEMENT} leaves out under all answers." in problems[0].message


def test_an_annex_without_an_essential_question_is_told(project: Path) -> None:
    """A question that is gone altogether is missed, wherever its answer is listed."""
    row = '  - {id: issued_on, type: date, label: {en: "Date"}, help: {en: "Day of issue."},'
    change(project, AGREEMENT, f'{row} example: "2026-11-23"}}\n', "")
    problems = list(agreements.essential_questions_are_asked(load(project), ON))

    assert [(p.path, p.line) for p in problems] == [(AGREEMENT, 11)]
    assert "must ask `issued_on`, as `date`" in problems[0].message


@pytest.fixture
def versions(project: Path) -> Path:
    """Return a project with an approved agreement, all its clauses approved, and a next version.

    Version 2 of the reporting clause uses a new answer, which version 2 of the agreement asks.
    """
    approve(project, "agreements/cooperation/1.en")
    for clause in ("definitions", "reporting", "sub-partners", "no-sub-partners"):
        approve(project, f"clauses/{clause}/1.en")
    second = (project / TEXT).read_text(encoding="utf-8").replace("version: 1", "version: 2")
    write(project, NEXT_TEXT, second.replace("{reporting_hours} hours", "{extra}"))
    agreement = (
        (project / AGREEMENT).read_text(encoding="utf-8").replace("version: 1", "version: 2")
    )
    hours = next(line for line in agreement.splitlines(True) if "id: reporting_hours" in line)
    asks = agreement.replace(hours, QUESTION_OF_NOBODY).replace("reporting_hours", "extra")
    write(project, NEXT_AGREEMENT, asks)
    return project


def approve(project: Path, key: str) -> None:
    """Give the approval of the legal unit to the words as they are now."""
    proposal, problems = propose_approval(load(project), key, "legal-unit", ON)
    assert proposal
    assert problems == []
    write_approval(project, proposal)


def test_a_next_version_can_ask_what_the_last_did_not(versions: Path) -> None:
    """What is in force and what comes next are each held to their own texts, without deadlock.

    Once version 2 of both is in force, version 1 has had its day, and nothing is asked of it.
    """
    assert all_errors(versions) == []

    approve(versions, "clauses/reporting/2.en")
    approve(versions, "agreements/cooperation/2.en")
    library = load(versions)
    in_force = library.agreement("cooperation", "en", ON)

    assert in_force
    assert (in_force.state, in_force.text.version) == ("in force", 2)
    assert errors(check(library, ON)) == []


def test_a_next_clause_whose_answer_nobody_asks_is_told(versions: Path) -> None:
    """The newest agreement must ask what the newest texts use, approved or not."""
    (versions / NEXT_AGREEMENT).unlink()
    [problem] = all_errors(versions)

    assert (problem.path, problem.line) == (NEXT_TEXT, 10)
    assert f"uses the answer `extra`, which {AGREEMENT} does not ask for" in problem.message


def test_a_clause_in_force_before_its_agreement_is_told(versions: Path) -> None:
    """Once approved, the new clause stands with the old agreement, which lacks the answer."""
    approve(versions, "clauses/reporting/2.en")
    [problem] = all_errors(versions)

    assert (problem.path, problem.line) == (NEXT_TEXT, 10)
    assert f"`extra`, which {AGREEMENT} does not ask for" in problem.message


def test_an_agreement_in_force_before_its_clause_is_told(versions: Path) -> None:
    """An agreement that no longer asks what the clause in force uses leaves a hole in it."""
    approve(versions, "agreements/cooperation/2.en")
    problems = all_errors(versions)

    assert (TEXT, 10) in [(p.path, p.line) for p in problems]
    assert all(f"`reporting_hours`, which {NEXT_AGREEMENT}" in p.message for p in problems)


def test_questions_may_be_added_before_the_clause_that_needs_them(versions: Path) -> None:
    """An agreement that asks for both answers can come into force first, and the clause later."""
    agreement = (
        (versions / AGREEMENT).read_text(encoding="utf-8").replace("version: 1", "version: 2")
    )
    asks = agreement.replace("data_sheet: [", f"{QUESTION_OF_NOBODY}data_sheet: [extra, ")
    write(versions, NEXT_AGREEMENT, asks)
    for key in ("agreements/cooperation/2.en", "clauses/reporting/2.en"):
        assert all_errors(versions) == []
        approve(versions, key)

    assert all_errors(versions) == []


def test_checks_say_the_same_each_time_they_are_asked(project: Path) -> None:
    """The second look at a library finds what the first one found."""
    change(project, AGREEMENT, "Day of issue.", "See ST/SGB/2003/31.")
    library = load(project)

    assert check(library, ON) == check(library, ON)


def test_a_whole_translation_of_an_agreement_is_sound(project: Path) -> None:
    """Each text of an agreement is translated once, by its place in the file, and no more."""
    [agreement] = load(project).agreements["cooperation"]
    french = "".join(f"  {path}: Mot\n" for path in word_maps(agreement))
    pinned = f"translates: {master_hash(agreement)}\norigin: machine draft\nwords:\n{french}"
    write(project, "content/translations/fr/agreements/cooperation-1.yml", pinned)
    [again] = load(project).agreements["cooperation"]

    assert all_errors(project) == []
    assert again.title["fr"] == "Mot"
    assert again.by_name["partner_name"].label["fr"] == "Mot"


def test_problems_come_sorted_and_once(project: Path) -> None:
    """Faults of several checks are listed by file and line, whichever check found them."""
    change(project, OFFICE, "parent: headquarters", "parent: nowhere")
    change(project, TEXT, "author: drafter", "author: nobody")
    change(project, CLAUSE, "[st-sgb-2003-13]", "[other, other]")
    problems = all_errors(project)

    assert [(p.path, p.line) for p in problems] == [(TEXT, 7), (CLAUSE, 7), (OFFICE, 9)]


@pytest.mark.parametrize("on", [dt.date.min, dt.date(1970, 1, 1), dt.date.max])
def test_any_day_can_be_asked_for(on: dt.date) -> None:
    """The checks hold on the first and on the last day there is."""
    assert errors(check(load(PROJECT), on)) == []


def all_errors(project: Path) -> list[Problem]:
    """Return what is wrong with a project: what cannot be read, or else what the checks say."""
    library, problems = read_all(project)
    return errors(problems or check(library, ON))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{reporting_hours}", "lacks `{reporting_hours}`"),
        ("{clause:definitions}", "lacks `{clause:definitions}`"),
        ("{mailbox}", "lacks `{mailbox}`"),
    ],
)
def test_what_a_translated_clause_drops_is_named(project: Path, words: str, told: str) -> None:
    """A place, a reference or a number that gets lost on the way is an error of its own."""
    master = (project / TEXT).read_text(encoding="utf-8")
    sha = next(v.sha256 for v in read_all(project)[0].texts["clauses/reporting"])
    french = master.replace("lang: en", f"lang: fr\ntranslates: {sha}").replace(words, "…")
    write(project, TEXT.replace(".en.", ".fr."), french)
    library, _ = read_all(project)
    found = list(translations.translations_carry_everything(library, ON))

    assert [problem.level for problem in found] == ["error"]
    assert told in found[0].message
