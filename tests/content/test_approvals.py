"""Approvals: which words are in force on which day, and when an approval no longer holds."""

import datetime as dt
import hashlib
import unicodedata
from pathlib import Path

import pytest

from generators.content.approvals import Standing, approval_key, key_language, words_hash
from generators.content.checks import check
from generators.content.loader import load, read_all
from generators.content.problems import Problem, errors
from generators.content.record import Language
from generators.content.texts import TextVersion, text_hash
from tests.conftest import ON, change, write

ITEM = "conduct/respect"
FOLDER = f"content/{ITEM}"
APPROVAL = "content/approvals/conduct/respect/1.en.yml"
AGREEMENT = "content/agreements/cooperation/1.yml"
ROLES = "content/roles"
WORDS = "Treat everyone, always, with respect."
BEFORE = dt.date(2025, 12, 31)


def text_file(
    version: int = 1,
    lang: str = "en",
    body: str = WORDS,
    effective_from: str = "2026-01-01",
    author: str = "drafter",
    translates: str = "",
) -> str:
    pin = f"translates: {translates}\n" if translates else ""
    return (
        f"---\ntitle: Respect\nversion: {version}\nlang: {lang}\neffective_from: {effective_from}\n"
        f"reason: A test.\nauthor: {author}\n{pin}---\n{body}\n"
    )


def hash_of(body: str = WORDS) -> str:
    """Return what an approval must pin, worked out without the code under test."""
    return hashlib.sha256(f"Respect\n\n{body}".encode()).hexdigest()


def approve(
    project: Path,
    key: str = f"{ITEM}/1.en",
    sha256: str = "",
    by: str = "coordinator",
    on: str = "2026-01-01",
    effective_from: str = "2026-01-01",
    original: str = "",
) -> None:
    """Write an approval as it lies in a project; by default of the standard words."""
    lines = [f"item: {key}", f"approved_by: {by}", f"approved_on: {on}"]
    lines += [f"effective_from: {effective_from}", f"sha256: {sha256 or hash_of()}"]
    lines += [f"original: {original}"] if original else []
    write(project, f"content/approvals/{key}.yml", "\n".join([*lines, ""]))


def stands(project: Path, lang: Language = "en", on: dt.date = ON) -> Standing[TextVersion]:
    standing = load(project).text(ITEM, lang, on)
    assert standing
    return standing


def wrong(project: Path) -> list[Problem]:
    return errors(check(load(project), ON))


@pytest.fixture
def approved(project: Path) -> Path:
    """Return a project whose one article is approved in its first version."""
    write(project, f"{FOLDER}/1.en.md", text_file())
    approve(project)
    assert wrong(project) == []
    return project


def test_a_text_that_nobody_approved_is_a_draft(project: Path) -> None:
    """Without an approval the newest words stand as a draft."""
    write(project, f"{FOLDER}/2.en.md", text_file(2))
    standing = stands(project)

    assert (standing.state, standing.text.version, standing.approval) == ("draft", 2, None)


def test_a_text_that_is_not_there_has_no_standing(project: Path) -> None:
    """Neither an unknown item nor a language without words stands at all."""
    library = load(project)

    assert library.text(ITEM, "fr", ON) is None
    assert library.text("conduct/nothing", "en", ON) is None
    assert library.agreement("nothing", "en", ON) is None


def test_approved_words_are_in_force(approved: Path) -> None:
    """An approval of exactly these words puts them in force, and says who gave it."""
    standing = stands(approved)

    assert (
        standing.state,
        standing.text.version,
        standing.newer_draft,
        standing.out_of_date,
    ) == ("in force", 1, None, False)
    assert standing.approval
    assert standing.approval.approved_by == "coordinator"


@pytest.mark.parametrize(
    ("effective_from", "approved_on", "on", "state"),
    [
        ("2026-05-01", "2026-03-01", "2026-04-30", "approved"),
        ("2026-05-01", "2026-03-01", "2026-05-01", "in force"),
        ("2026-03-01", "2026-05-01", "2026-04-30", "approved"),
        ("2026-03-01", "2026-05-01", "2026-05-01", "in force"),
    ],
)
def test_words_are_in_force_from_their_day(
    project: Path, effective_from: str, approved_on: str, on: str, state: str
) -> None:
    """Both the effective date and the day of the approval must have come."""
    write(project, f"{FOLDER}/1.en.md", text_file(effective_from=effective_from))
    approve(project, on=approved_on, effective_from=effective_from)
    standing = stands(project, on=dt.date.fromisoformat(on))

    assert standing.approval
    assert (standing.state, standing.approval.since) == (state, dt.date(2026, 5, 1))


def test_a_draft_beside_approved_words_takes_nothing_away(approved: Path) -> None:
    """The last approved words hold while newer ones wait, and readers can be told of them."""
    write(approved, f"{FOLDER}/2.en.md", text_file(2, body="Treat everyone well."))
    standing = stands(approved)

    assert wrong(approved) == []
    assert (standing.state, standing.text.version) == ("in force", 1)
    assert standing.newer_draft
    assert standing.newer_draft.version == 2


def test_the_highest_approved_version_holds_whatever_lies_between(approved: Path) -> None:
    """A skipped draft stays behind: version 3 holds, version 2 is no newer draft."""
    write(approved, f"{FOLDER}/2.en.md", text_file(2, body="Two."))
    write(approved, f"{FOLDER}/3.en.md", text_file(3, body="Three."))
    approve(approved, f"{ITEM}/3.en", hash_of("Three."))
    standing = stands(approved)

    assert (standing.state, standing.text.version, standing.newer_draft) == ("in force", 3, None)


def test_the_tenth_version_is_newer_than_the_ninth(approved: Path) -> None:
    """Versions are numbers, not names of files."""
    for version in (9, 10):
        write(approved, f"{FOLDER}/{version}.en.md", text_file(version, body=f"No. {version}"))
        approve(approved, f"{ITEM}/{version}.en", hash_of(f"No. {version}"))

    assert stands(approved).text.version == 10


def test_approved_words_whose_day_has_not_come_are_no_draft(approved: Path) -> None:
    """Until the effective date the old words hold; what is approved does not await approval."""
    second = text_file(2, body="Two.", effective_from="2027-01-01")
    write(approved, f"{FOLDER}/2.en.md", second)
    approve(approved, f"{ITEM}/2.en", hash_of("Two."), effective_from="2027-01-01")
    before, after = stands(approved), stands(approved, on=dt.date(2027, 1, 1))

    assert (before.state, before.text.version) == ("in force", 1)
    assert (after.state, after.text.version) == ("in force", 2)
    assert before.newer_draft is None


@pytest.mark.parametrize(
    "again",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"respect.\n", b"respect.  \n\n\n"),
        lambda data: data.replace(b"---\nTreat", b"---\n\n\nTreat"),
        lambda data: data.replace(b"title: Respect", b'title: "Respect"'),
        lambda data: data.replace(b"reason: A test.", b"reason: Another."),
    ],
    ids=["CRLF", "CR", "BOM", "trailing blanks", "leading lines", "quotes", "reason"],
)
def test_a_file_saved_again_keeps_its_approval(approved: Path, again: object) -> None:
    """Line ends, byte-order mark, outer blanks and quotes are not the words."""
    assert callable(again)
    file = approved / FOLDER / "1.en.md"
    write(approved, f"{FOLDER}/1.en.md", again(file.read_bytes()))

    assert wrong(approved) == []
    assert stands(approved).state == "in force"


def test_accents_may_be_stored_either_way(project: Path) -> None:
    """Composed and decomposed letters are the same words."""
    composed = unicodedata.normalize("NFC", "Toute personne est respectée.")
    write(project, f"{FOLDER}/1.en.md", text_file(body=unicodedata.normalize("NFD", composed)))
    approve(project, sha256=hash_of(composed))

    assert wrong(project) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("everyone, always,", "everyone always"),
        ("respect.", "respect!"),
        ("Treat everyone", "Treat  everyone"),
        ("respect.", "Respect."),
        ("respect.", "*respect*."),
        ("respect.", "respect.\n\nAlways."),
        ("title: Respect", "title: Due respect"),
    ],
)
def test_a_changed_comma_voids_the_approval(approved: Path, old: str, new: str) -> None:
    """Other words are a draft again, and the check asks for a new version."""
    change(approved, f"{FOLDER}/1.en.md", old, new)
    [problem] = wrong(approved)

    assert stands(approved).state == "draft"
    assert (problem.path, problem.line) == (APPROVAL, 5)
    assert hash_of()[:12] in problem.message
    assert "write the new one as version 2" in problem.message


@pytest.mark.parametrize("other", ["2025-12-31", "2026-01-02", "2027-01-01"])
def test_another_effective_date_voids_the_approval(approved: Path, other: str) -> None:
    """The day on which words come into force was cleared with them; sooner is no better."""
    change(approved, f"{FOLDER}/1.en.md", "effective_from: 2026-01-01", f"effective_from: {other}")
    [problem] = wrong(approved)

    assert (stands(approved).state, stands(approved).approval) == ("draft", None)
    assert (problem.path, problem.line) == (APPROVAL, 4)
    assert f"from 2026-01-01 on; the text now says {other}" in problem.message
    assert "write the new one as version 2" in problem.message


def test_an_approval_says_from_which_day_on(approved: Path) -> None:
    """Without its effective date an approval is no approval: nobody could hold it to a day."""
    change(approved, APPROVAL, "effective_from: 2026-01-01\n", "")
    _, [problem] = read_all(approved)

    assert (problem.path, problem.message) == (APPROVAL, "`effective_from` is missing. Add it.")


def test_a_voided_version_falls_back_to_the_one_before(approved: Path) -> None:
    """When the newest approved words were touched, the last words that still fit hold."""
    write(approved, f"{FOLDER}/2.en.md", text_file(2, body="Two, touched."))
    approve(approved, f"{ITEM}/2.en", hash_of("Two."))

    assert (stands(approved).state, stands(approved).text.version) == ("in force", 1)


def test_an_approval_by_the_author_is_refused(approved: Path) -> None:
    """Two roles must see a text, even when the author could approve others."""
    change(approved, f"{ROLES}/drafter.yml", "[]", "[conduct]")
    approve(approved, by="drafter")
    [problem] = wrong(approved)

    assert (problem.path, problem.line) == (APPROVAL, 2)
    assert "`drafter` is also the author of" in problem.message


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("legal-unit", "`legal-unit` may approve clauses, agreements, but not conduct"),
        ("legal-unit", "These roles may: coordinator."),
        ("nobody", "`nobody` is no role in content/roles/"),
        ("cordinator", "Did you mean `coordinator`?"),
    ],
)
def test_an_approval_without_authority_is_refused(approved: Path, role: str, says: str) -> None:
    """Only a role whose file allows this kind of text can clear it."""
    approve(approved, by=role)
    [problem] = wrong(approved)

    assert (problem.path, problem.line) == (APPROVAL, 2)
    assert says in problem.message


def test_a_translation_needs_a_role_for_translations(approved: Path) -> None:
    """Whoever clears the original has not thereby read the French."""
    write(approved, f"{FOLDER}/1.fr.md", text_file(lang="fr", body="Bien.", translates=hash_of()))
    approve(approved, f"{ITEM}/1.fr", hash_of("Bien."), original=hash_of())
    [problem] = wrong(approved)

    assert (problem.path, problem.line) == ("content/approvals/conduct/respect/1.fr.yml", 2)
    assert "but not translations" in problem.message


def test_an_approval_without_its_text_is_told(approved: Path) -> None:
    """Whoever deletes an approved text leaves an approval of nothing."""
    write(approved, f"{FOLDER}/2.en.md", text_file(2))
    (approved / FOLDER / "1.en.md").unlink()
    [problem] = wrong(approved)

    assert (problem.path, problem.line) == (APPROVAL, 1)
    assert "does not exist" in problem.message


@pytest.fixture
def translated(approved: Path) -> Path:
    """Return a project whose article is approved in English and in French."""
    change(approved, f"{ROLES}/coordinator.yml", "[conduct]", "[conduct, translations]")
    write(approved, f"{FOLDER}/1.fr.md", text_file(lang="fr", body="Bien.", translates=hash_of()))
    approve(approved, f"{ITEM}/1.fr", hash_of("Bien."), original=hash_of())
    assert wrong(approved) == []
    return approved


def test_a_translation_of_the_words_in_force_is_up_to_date(translated: Path) -> None:
    """A translation that pins the words in force is in force itself, without a remark."""
    standing = stands(translated, "fr")

    assert (standing.state, standing.out_of_date) == ("in force", False)


def test_a_draft_of_the_original_leaves_its_translation_alone(translated: Path) -> None:
    """Only words in force can make a translation old."""
    write(translated, f"{FOLDER}/2.en.md", text_file(2, body="Two."))

    assert not stands(translated, "fr").out_of_date


def test_a_translation_goes_out_of_date_with_its_original(translated: Path) -> None:
    """On the day on which other words come into force, the translation of the old ones is old."""
    write(translated, f"{FOLDER}/2.en.md", text_file(2, body="Two.", effective_from="2026-11-23"))
    approve(translated, f"{ITEM}/2.en", hash_of("Two."), effective_from="2026-11-23")
    day_before, day = (stands(translated, "fr", on) for on in (ON - dt.timedelta(1), ON))

    assert wrong(translated) == []
    assert (day_before.state, day_before.out_of_date) == ("in force", False)
    assert (day.state, day.out_of_date) == ("draft", True)


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_a_translation_whose_master_is_not_in_force_is_a_draft(project: Path, state: str) -> None:
    """The French cannot bind anybody before the English does, whoever has cleared it."""
    change(project, f"{ROLES}/coordinator.yml", "[conduct]", "[conduct, translations]")
    write(project, f"{FOLDER}/1.en.md", text_file(effective_from="2027-01-01"))
    write(project, f"{FOLDER}/1.fr.md", text_file(lang="fr", body="Bien.", translates=hash_of()))
    approve(project, f"{ITEM}/1.fr", hash_of("Bien."), original=hash_of())
    if state == "approved":
        approve(project, effective_from="2027-01-01")

    assert wrong(project) == []
    assert (stands(project).state, stands(project, "fr").state) == (state, "draft")
    assert not stands(project, "fr").out_of_date
    if state == "approved":
        assert stands(project, "fr", dt.date(2027, 1, 1)).state == "in force"


def test_a_translation_without_a_master_is_a_draft(translated: Path) -> None:
    """Words of which there is no original translate nothing."""
    (translated / FOLDER / "1.en.md").unlink()
    library, _ = read_all(translated)
    standing = library.text(ITEM, "fr", ON)

    assert standing
    assert (standing.state, standing.out_of_date) == ("draft", True)


def test_a_new_translation_takes_over_with_its_original(translated: Path) -> None:
    """Where both come into force on one day, readers of either language see no gap."""
    day = "2026-11-23"
    french = text_file(2, "fr", "Très bien.", day, translates=hash_of("Two."))
    write(translated, f"{FOLDER}/2.en.md", text_file(2, body="Two.", effective_from=day))
    write(translated, f"{FOLDER}/2.fr.md", french)
    approve(translated, f"{ITEM}/2.en", hash_of("Two."), effective_from=day)
    approve(
        translated,
        f"{ITEM}/2.fr",
        hash_of("Très bien."),
        effective_from=day,
        original=hash_of("Two."),
    )
    on_both_days = [stands(translated, "fr", on) for on in (ON - dt.timedelta(1), ON)]

    assert wrong(translated) == []
    assert [(s.state, s.text.version) for s in on_both_days] == [("in force", 1), ("in force", 2)]


def test_a_translation_that_is_cleared_early_leaves_the_old_one_in_force(translated: Path) -> None:
    """A new translation waits for its original; until then the old one still translates."""
    french = text_file(2, "fr", "Très bien.", translates=hash_of("Two."))
    write(translated, f"{FOLDER}/2.en.md", text_file(2, body="Two.", effective_from="2027-01-01"))
    write(translated, f"{FOLDER}/2.fr.md", french)
    approve(translated, f"{ITEM}/2.en", hash_of("Two."), effective_from="2027-01-01")
    approve(translated, f"{ITEM}/2.fr", hash_of("Très bien."), original=hash_of("Two."))
    standing = stands(translated, "fr")

    assert wrong(translated) == []
    assert (standing.state, standing.text.version) == ("in force", 1)


def test_a_translation_of_a_draft_follows_the_draft(project: Path) -> None:
    """Where nothing is approved, a translation is compared with the newest draft."""
    write(project, f"{FOLDER}/1.en.md", text_file())
    write(project, f"{FOLDER}/1.fr.md", text_file(lang="fr", body="Bien.", translates=hash_of()))
    assert (stands(project, "fr").state, stands(project, "fr").out_of_date) == ("draft", False)

    change(project, f"{FOLDER}/1.en.md", "always, ", "")
    assert stands(project, "fr").out_of_date
    [warning] = [p for p in check(load(project), ON) if p.path.endswith("fr.md")]
    assert (warning.level, warning.line) == ("warning", 8)


def test_pinning_other_words_is_no_approval_of_the_translation(project: Path) -> None:
    """A translation was cleared against one original; a new pin needs a new look.

    Here the English was still a draft, and was changed, after the French had been approved.
    """
    change(project, f"{ROLES}/coordinator.yml", "[conduct]", "[conduct, translations]")
    write(project, f"{FOLDER}/1.en.md", text_file(body="Two."))
    french = text_file(lang="fr", body="Bien.", translates=hash_of("Two."))
    write(project, f"{FOLDER}/1.fr.md", french)
    approve(project, f"{ITEM}/1.fr", hash_of("Bien."), original=hash_of())
    [problem] = wrong(project)

    assert problem.path == "content/approvals/conduct/respect/1.fr.yml"
    assert problem.line == 6
    assert hash_of()[:12] in problem.message
    assert hash_of("Two.")[:12] in problem.message


def agreement_hash(project: Path, lang: Language = "en") -> str:
    [agreement] = load(project).agreements["cooperation"]
    return words_hash(agreement, lang)


def test_an_agreement_is_approved_by_its_printed_words(project: Path) -> None:
    """The hash of an agreement is that of the words it prints around its clauses."""
    approve(project, "agreements/cooperation/1.en", agreement_hash(project), "legal-unit")
    standing = load(project).agreement("cooperation", "en", ON)
    early = load(project).agreement("cooperation", "en", BEFORE)

    assert wrong(project) == []
    assert standing
    assert early
    assert (standing.state, early.state) == ("in force", "approved")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"This Annex is part', '"This Annex is a part'),
        ('"Annex: Protection"', '"Annex on Protection"'),
        ('"The Partner"', '"Partner"'),
        ('label: {en: "Hours"}', 'label: {en: "Hour"}'),
        ("{en: Cooperation}", "{en: Great cooperation}"),
    ],
)
def test_any_printed_word_of_an_agreement_voids_its_approval(
    project: Path, old: str, new: str
) -> None:
    """Titles, introduction, parties and labels are all in the annex, so all are approved."""
    change(project, AGREEMENT, 'title: {en: "Cooperation"}', "title: {en: Cooperation}")
    approve(project, "agreements/cooperation/1.en", agreement_hash(project), "legal-unit")
    change(project, AGREEMENT, old, new)

    assert [p.path for p in wrong(project)] == ["content/approvals/agreements/cooperation/1.en.yml"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("maximum: 720", "maximum: 7200"),
        ("minimum: 1, ", "minimum: 2, "),
        ("minimum: 1, maximum: 720, ", ""),
        ("  - clause: reporting\n", ""),
        ("  - clause: definitions\n", "  - clause: reporting\n  - clause: definitions\n"),
        ('when: {sub_partners: ["no"]}', 'when: {sub_partners: ["no", "yes"]}'),
        ('    when: {sub_partners: ["yes"]}\n', ""),
        ("type: e-mail", "type: text"),
        ("type: yes or no", 'type: choice, options: {"yes": {en: "Yes"}, "no": {en: "No"}}'),
        ("sheet: [agreement_reference, partner_name", "sheet: [partner_name, agreement_reference"),
        ("shown: [agreement_reference, partner_name", "shown: [partner_name, agreement_reference"),
        ("un_habitat: our_office, partner: their", "un_habitat: their_office, partner: our"),
        ("effective_from: 2026-01-01", "effective_from: 2026-01-02"),
    ],
)
def test_what_decides_on_the_words_of_an_agreement_is_approved(
    project: Path, old: str, new: str
) -> None:
    """Bounds, conditions, order, types and signatories change an annex as its words do."""
    approve(project, "agreements/cooperation/1.en", agreement_hash(project), "legal-unit")
    change(project, AGREEMENT, old, new)
    library = load(project)
    standing = library.agreement("cooperation", "en", ON)
    told = [p for p in errors(check(library, ON)) if "/approvals/" in p.path]

    assert standing
    assert standing.state == "draft"
    assert {p.path for p in told} == {"content/approvals/agreements/cooperation/1.en.yml"}
    assert all("write the new one as version 2" in p.message for p in told)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fr: {en: F}", "es: {en: F}"),
        ("fr: {en: F}", "fr: {en: F}, es: {en: S}"),
        (", fr: {en: F}", ""),
        ("en: {en: E}, ", ""),
    ],
)
def test_the_answers_to_choose_from_are_approved(project: Path, old: str, new: str) -> None:
    """Another choice is another annex, even where a choice is called like a language."""
    row = "  - {id: speech, type: choice, options: {en: {en: E}, fr: {en: F}}, label: {en: L},"
    row += " help: {en: H}, example: en}\n"
    change(project, AGREEMENT, "data_sheet:", f"{row}data_sheet:")
    before = agreement_hash(project)
    change(project, AGREEMENT, old, new)

    assert before != agreement_hash(project)


def test_words_that_do_not_print_are_not_approved(project: Path) -> None:
    """Help beside a question, and a label off the data sheet, need no new version."""
    approve(project, "agreements/cooperation/1.en", agreement_hash(project), "legal-unit")
    change(project, AGREEMENT, "How soon?", "How soon, in hours?")
    change(project, AGREEMENT, 'label: {en: "Sub-partners"}', 'label: {en: "Any sub-partners"}')

    assert wrong(project) == []


def test_each_language_of_an_agreement_is_approved_on_its_own(project: Path) -> None:
    """The English approval says nothing of the French words beside it."""
    change(project, AGREEMENT, '"Annex: Protection"', '"Annex: Protection", fr: "Annexe"')
    approve(project, "agreements/cooperation/1.en", agreement_hash(project), "legal-unit")
    library = load(project)
    states = [library.agreement("cooperation", lang, ON) for lang in ("en", "fr")]

    assert [standing.state for standing in states if standing] == ["in force", "draft"]
    assert "agreements/cooperation/1.fr" in library.approvable


@pytest.mark.parametrize(
    ("parts", "same"),
    [
        (["A", "B"], ["A", "B\n"]),
        (["A", "B"], ["A  ", "B \t"]),
        (["A", "B\nC"], ["A", "B\r\nC"]),
        (["A", "é"], ["A", "e\u0301"]),
        (["A", "B"], ["\ufeffA", "B"]),
    ],
)
def test_the_hash_is_of_the_words(parts: list[str], same: list[str]) -> None:
    """What no reader can see makes no difference to the hash."""
    assert text_hash(parts) == text_hash(same)


@pytest.mark.parametrize(
    ("parts", "other"),
    [
        (["A", "B"], ["A", "b"]),
        (["A", "B"], ["A B"]),
        (["A", "B"], ["B", "A"]),
        (["A", "B C"], ["A", "B  C"]),
        (["A", "B\nC"], ["A", "B\n\nC"]),
        (["A", "B\n- C"], ["A", "B\n  - C"]),
        (["A", "m\u00b2"], ["A", "m2"]),
        (["A", "\u0661"], ["A", "1"]),
    ],
)
def test_other_words_have_another_hash(parts: list[str], other: list[str]) -> None:
    """Letters, order, inner blanks and paragraphs all count."""
    assert text_hash(parts) != text_hash(other)


def test_a_key_names_item_version_and_language() -> None:
    """The key of a version is taken apart as it was put together."""
    assert approval_key("clauses/reporting", 2, "ar") == "clauses/reporting/2.ar"
    assert key_language("clauses/reporting/2.ar") == "ar"
