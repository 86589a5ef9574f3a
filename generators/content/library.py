"""Everything in `content/`, loaded and typed: the one value that all rooms work from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from generators.content.agreements import Agreement
from generators.content.approvals import Approval, Standing, VersionText, approval_key, standing
from generators.content.assessments import Tool
from generators.content.audit import Audit
from generators.content.briefing import Briefing
from generators.content.broadcast import Broadcast
from generators.content.coordination import Mechanism
from generators.content.facts import Channel, Instrument, Office, Role, Term
from generators.content.figures import FigureCategories, FigureRelease, FigureRule
from generators.content.handwritten import HandPage
from generators.content.language import LanguageRules
from generators.content.learning import Course, LearningPath, RiskList
from generators.content.magazine import MagazineIssue, Subjects, Withdrawal
from generators.content.outside import FeedSnapshot, FeedSources
from generators.content.pictures import PictureFile
from generators.content.plan import AREAS, Line, Output, Plan
from generators.content.record import MASTER, Language, Record
from generators.content.reports import Certification, Clearance, YearReport
from generators.content.stories import Story, appeared
from generators.content.texts import Article, Clause, Code, TextVersion
from generators.content.translations import Memory, Translation, master_hash


@dataclass(frozen=True)
class Library:
    """The content of one tree of files; keys are ids.

    `texts` maps `clauses/reporting` or `conduct/children` to all its versions, `approvals` maps
    `clauses/reporting/1.en` to the act that cleared it, `translations` maps `fr/channels/oios`
    to the words of that record in French, `memories` what each language's translations were made
    from. `names` are personal names for focal
    points from an office's own file, by office and "role rank". `pages` are the hand-written
    pages of the site, `fr/contacts` for instance; `pictures` the files beside stories, by year
    and name. `plans` are action plans by year, `outputs` what they hold: `2026/training`. `reports`
    and `certifications` are by year, `clearances` by what was cleared and who did:
    `2026/report/psea-coordinator`. `figures` is the rule of published figures, `releases` what was
    published by it. `paths` are learning paths, `risks` lists of countries, `mechanisms` those of
    coordination. `briefings` are those of the Executive Board, by year. `until` is the moment at
    which stories and issues are looked at; without it a day counts as a whole.
    """

    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    tools: Mapping[str, Tool] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    directory: Mapping[str, Office] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
    code: Code | None = None
    agreements: Mapping[str, tuple[Agreement, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[TextVersion, ...]] = field(default_factory=dict)
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    stories: Mapping[str, Story] = field(default_factory=dict)
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    issues: Mapping[str, MagazineIssue] = field(default_factory=dict)
    subjects: Subjects | None = None
    feeds: FeedSources | None = None
    snapshots: Mapping[str, FeedSnapshot] = field(default_factory=dict)
    broadcast: Broadcast | None = None
    figures: FigureRule | None = None
    categories: FigureCategories | None = None
    releases: Mapping[str, FigureRelease] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    rules: Mapping[str, LanguageRules] = field(default_factory=dict)
    translations: Mapping[str, Translation] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pages: Mapping[str, HandPage] = field(default_factory=dict)
    audit: Audit | None = None
    plans: Mapping[str, Plan] = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    reports: Mapping[str, YearReport] = field(default_factory=dict)
    certifications: Mapping[str, Certification] = field(default_factory=dict)
    clearances: Mapping[str, Clearance] = field(default_factory=dict)
    briefings: Mapping[str, Briefing] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)
    paths: Mapping[str, LearningPath] = field(default_factory=dict)
    risks: Mapping[str, RiskList] = field(default_factory=dict)
    mechanisms: Mapping[str, Mechanism] = field(default_factory=dict)
    until: dt.datetime | None = None

    def text(self, item: str, lang: Language, on: dt.date) -> Standing[TextVersion] | None:
        """Return how a clause or an article stands in a language on a day."""
        asked = (item, lang, on)
        if asked not in self._standings:
            versions = self.texts.get(item, ())
            self._standings[asked] = standing(item, versions, self.approvals, lang, on)
        return self._standings[asked]

    @cached_property
    def _standings(self) -> dict[tuple[str, Language, dt.date], Standing[TextVersion] | None]:
        """Return what `text` has found so far: a batch asks for the same texts row by row."""
        return {}

    def agreement(self, ident: str, lang: Language, on: dt.date) -> Standing[Agreement] | None:
        """Return how an agreement annex stands in a language on a day."""
        asked = (ident, lang, on)
        if asked not in self._annexes:
            versions = self.agreements.get(ident, ())
            self._annexes[asked] = standing(
                f"agreements/{ident}", versions, self.approvals, lang, on
            )
        return self._annexes[asked]

    @cached_property
    def _annexes(self) -> dict[tuple[str, Language, dt.date], Standing[Agreement] | None]:
        """Return what `agreement` has found so far."""
        return {}

    def visible_stories(self, lang: Language, on: dt.date) -> list[Story]:
        """Return the stories that readers may see on a day, newest first."""
        seen = [s for s in self.stories.values() if s.lang == lang and self._seen(s, on)]
        return sorted(seen, key=lambda story: (story.date, story.id), reverse=True)

    def _seen(self, story: Story, on: dt.date) -> bool:
        """Return whether readers may see a story; a translation goes with its original."""
        first = self.stories.get(story.translation_of or story.id)
        return self.shows(story, on) and first is not None and self.shows(first, on)

    def shows(self, story: Story, on: dt.date) -> bool:
        """Return whether readers may see a story by itself on a day, at the moment of `until`."""
        return story.visible(on, self.until)

    def showing(self, story: Story) -> Library:
        """Return the content with one story, and what it translates, as if it were published.

        The day on which it is looked at counts as a whole.
        """
        shown = {story.id, story.translation_of or story.id}
        stories = {
            ident: each.as_published() if ident in shown else each
            for ident, each in self.stories.items()
        }
        return replace(self, stories=stories, until=None)

    def tags_of(self, story: Story) -> list[str]:
        """Return the subjects of a story; those of a translation are its original's."""
        first = self.stories.get(story.translation_of or story.id)
        return first.tags if first else story.tags

    def stories_for(self, lang: Language, on: dt.date) -> list[Story]:
        """Return each story once, newest first: in a language where it is, else in the master's."""
        originals = [s for s in self.stories.values() if s.translation_of is None]
        found = (self.story_in(story.id, lang, on) for story in originals)
        seen = [story for story in found if story and story.lang in (lang, MASTER)]
        return sorted(seen, key=lambda story: (story.date, story.id), reverse=True)

    def visible_issues(self, on: dt.date) -> list[MagazineIssue]:
        """Return the issues of HabPost that have appeared by a day, newest first."""
        seen = [each for each in self.issues.values() if appeared(each.date, on, self.until)]
        return sorted(seen, key=lambda issue: issue.number, reverse=True)

    def story_in(self, ident: str, lang: Language, on: dt.date) -> Story | None:
        """Return a story as readers of a language see it: translated, else as it was written."""
        mine = (
            story
            for story in self.stories.values()
            if story.translation_of == ident and story.lang == lang and self._seen(story, on)
        )
        first = self.stories.get(ident)
        return next(mine, first if first and self.shows(first, on) else None)

    def plan_outputs(self, plan: Plan) -> list[Output]:
        """Return the outputs of a plan in the order of the areas."""
        mine = (out for key, out in self.outputs.items() if key.startswith(f"{plan.year}/"))
        return sorted(mine, key=lambda output: (AREAS.index(output.area), output.id))

    def plan_lines(self, plan: Plan) -> list[Line]:
        """Return the lines of a plan, output by output."""
        return [
            Line(plan, output, index)
            for output in self.plan_outputs(plan)
            for index in range(len(output.activities))
        ]

    def lines_of(self, refs: Collection[str]) -> list[Line]:
        """Return the lines with one of these references, those of the latest plan first."""
        plans = sorted(self.plans.values(), key=lambda plan: plan.year, reverse=True)
        lines = (line for plan in plans for line in self.plan_lines(plan))
        return [line for line in lines if line.activity.id in refs]

    def plan_before(self, plan: Plan) -> Plan | None:
        """Return the latest earlier plan; a real plan never follows an example."""
        earlier = [
            each
            for each in self.plans.values()
            if each.year < plan.year and (plan.example or not each.example)
        ]
        return max(earlier, key=lambda each: each.year, default=None)

    @cached_property
    def topics(self) -> dict[str, list[str]]:
        """Return the clauses on each topic; variants of a topic share it."""
        topics: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            topics.setdefault(clause.topic, []).append(clause.id)
        return topics

    @cached_property
    def records(self) -> dict[str, Record]:
        """Return every record with words in it, by folder and name: `channels/oios-hotline`."""
        found: dict[str, Record] = {}
        for folder, group in (
            ("instruments", self.instruments),
            ("channels", self.channels),
            ("glossary", self.glossary),
            ("assessments", self.tools),
            ("roles", self.roles),
            ("directory", self.directory),
            ("clauses", self.clauses),
            ("issues", self.issues),
            ("courses", self.courses),
            ("paths", self.paths),
            ("high-risk", self.risks),
            ("coordination", self.mechanisms),
        ):
            found |= {f"{folder}/{ident}": record for ident, record in group.items()}
        for ident, versions in self.agreements.items():
            found |= {f"agreements/{ident}-{v.version}": v for v in versions}
        found |= {f"plan/{year}": plan for year, plan in self.plans.items()}
        found |= {f"plan/{year}-briefing": each for year, each in self.briefings.items()}
        found |= {f"plan/{key.replace('/', '-')}": output for key, output in self.outputs.items()}
        found |= {f"plan/{year}-report": report for year, report in self.reports.items()}
        for year, letter in self.certifications.items():
            found[f"plan/{year}-certification"] = letter
        if self.code:
            found["conduct/code"] = self.code
        if self.subjects:
            found["habpost/subjects"] = self.subjects
        if self.feeds:
            found["habpost/feeds"] = self.feeds
        if self.categories:
            found["figures/categories"] = self.categories
        return found

    @cached_property
    def master_hashes(self) -> dict[str, str]:
        """Return the hash of the master words of each record, which a translation pins."""
        return {name: master_hash(record) for name, record in self.records.items()}

    @cached_property
    def approvable(self) -> dict[str, VersionText]:
        """Return every text that can be approved, by its key: `clauses/reporting/2.en`."""
        found: dict[str, VersionText] = {
            approval_key(item, text.version, text.lang): text
            for item, versions in self.texts.items()
            for text in versions
        }
        for ident, agreements in self.agreements.items():
            for agreement in agreements:
                for lang in agreement.annex_title:
                    found[approval_key(f"agreements/{ident}", agreement.version, lang)] = agreement
        return found
