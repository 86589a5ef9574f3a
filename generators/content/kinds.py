"""Every kind of file in `content/`: one row each, with its place, its model and its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generators.content.agreements import Agreement
from generators.content.approvals import Approval
from generators.content.assessments import Tool
from generators.content.audit import Audit
from generators.content.briefing import Briefing
from generators.content.broadcast import Broadcast
from generators.content.coordination import Mechanism
from generators.content.facts import Channel, Instrument, Names, Office, Role, Term
from generators.content.figures import FigureCategories, FigureRelease, FigureRule
from generators.content.language import LanguageRules
from generators.content.learning import Course, LearningPath, RiskList
from generators.content.magazine import MagazineIssue, Subjects, Withdrawal
from generators.content.outside import FeedSnapshot, FeedSources
from generators.content.plan import Output, Plan
from generators.content.record import Record
from generators.content.reports import Certification, Clearance, YearReport
from generators.content.stories import Story
from generators.content.texts import Article, Clause, Code, TextVersion
from generators.content.translations import Memory, Translation

FOLDER = "content"
NAMES = "directory/names.local.yml"


def _stem(path: Path) -> str:
    return path.stem


def _folder(path: Path) -> str:
    return path.parent.name


def _ident(record: Any) -> str:
    return str(record.id)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its field in the library, its model, and which paths belong to it.

    `pattern` is held against the path below `content/`. What the path says (`named`) and what
    the file says of itself (`says`) must agree; `key` is where the record is filed.
    """

    field: str
    model: type[Record]
    pattern: str
    named: Callable[[Path], str] = _stem
    says: Callable[[Any], str] = _ident
    key: Callable[[Path], str] | None = None


def _version(record: Any) -> str:
    return f"{record.version}.{record.lang}"


def _text(pattern: str) -> Kind:
    return Kind("texts", TextVersion, pattern, _stem, _version, lambda path: path.parent.as_posix())


KINDS = (
    Kind("instruments", Instrument, "instruments/*.yml"),
    Kind("channels", Channel, "channels/*.yml"),
    Kind("glossary", Term, "glossary/*.yml"),
    Kind("tools", Tool, "assessments/*.yml"),
    Kind("roles", Role, "roles/*.yml"),
    Kind("names", Names, NAMES, lambda _: "", lambda _: ""),
    Kind("directory", Office, "directory/*.yml"),
    Kind("clauses", Clause, "clauses/*/clause.yml", _folder),
    Kind("articles", Article, "conduct/*/article.yml", _folder),
    Kind("code", Code, "conduct/code.yml", lambda _: "", lambda _: ""),
    Kind(
        "agreements",
        Agreement,
        "agreements/*/*.yml",
        lambda path: f"{path.parent.name}/{path.stem}",
        lambda agreement: f"{agreement.id}/{agreement.version}",
        _folder,
    ),
    _text("clauses/*/*.md"),
    _text("conduct/*/*.md"),
    Kind(
        "approvals",
        Approval,
        "approvals/*/*/*.yml",
        lambda path: path.relative_to("approvals").with_suffix("").as_posix(),
        lambda approval: approval.item,
    ),
    Kind(
        "translations",
        Translation,
        "translations/*/*/*.yml",
        lambda path: "",
        lambda _: "",
        lambda path: path.relative_to("translations").with_suffix("").as_posix(),
    ),
    Kind(
        "memories",
        Memory,
        "translations/*/memory.yml",
        lambda path: "",
        lambda _: "",
        lambda path: path.parent.name,
    ),
    Kind("plans", Plan, "plan/*/plan.yml", _folder, lambda plan: str(plan.year)),
    Kind("reports", YearReport, "plan/*/report.yml", _folder, lambda report: str(report.year)),
    Kind(
        "certifications",
        Certification,
        "plan/*/certification.yml",
        _folder,
        lambda letter: str(letter.year),
    ),
    Kind(
        "clearances",
        Clearance,
        "clearances/*/*/*.yml",
        lambda path: path.relative_to("clearances").with_suffix("").as_posix(),
        lambda clearance: f"{clearance.document}/{clearance.cleared_by}",
    ),
    Kind("briefings", Briefing, "plan/*/briefing.yml", _folder, lambda given: str(given.year)),
    Kind(
        "outputs",
        Output,
        "plan/*/*.yml",
        key=lambda path: f"{path.parent.name}/{path.stem}",
    ),
    Kind("courses", Course, "courses/*.yml"),
    Kind("paths", LearningPath, "paths/*.yml"),
    Kind("risks", RiskList, "high-risk/*.yml"),
    Kind("mechanisms", Mechanism, "coordination/*.yml"),
    Kind("audit", Audit, "accessibility/results.yml", lambda _: "", lambda _: ""),
    Kind(
        "issues",
        MagazineIssue,
        "habpost/issues/*.yml",
        _stem,
        lambda issue: f"{issue.number:03}",
    ),
    Kind("rules", LanguageRules, "habpost/language/*.yml", _stem, lambda rules: str(rules.lang)),
    Kind("withdrawn", Withdrawal, "habpost/withdrawn/*.yml"),
    Kind("broadcast", Broadcast, "habpost/broadcast.yml", lambda _: "", lambda _: ""),
    Kind("subjects", Subjects, "habpost/subjects.yml", lambda _: "", lambda _: ""),
    Kind("feeds", FeedSources, "habpost/feeds.yml", lambda _: "", lambda _: ""),
    Kind("figures", FigureRule, "figures/rule.yml", lambda _: "", lambda _: ""),
    Kind("categories", FigureCategories, "figures/categories.yml", lambda _: "", lambda _: ""),
    Kind("releases", FigureRelease, "figures/releases/*.yml"),
    Kind("snapshots", FeedSnapshot, "habpost/feeds/*.yml"),
    Kind("stories", Story, "habpost/*/*.md", lambda path: f"{path.parent.name}-{path.stem}"),
)
PICTURES = "habpost/*/*"
"""Where pictures lie: beside the stories that show them."""
PICTURE_ENDINGS = (
    *(".avif", ".bmp", ".gif", ".heic", ".heif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png"),
    *(".tif", ".tiff", ".webp"),
)
"""How files end that are pictures to whoever puts them there, in small letters or capitals."""
MANY = {"agreements", "texts"}
ONE = {"audit", "broadcast", "categories", "code", "feeds", "figures", "names", "subjects"}
