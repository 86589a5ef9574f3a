"""The rules that content must keep, as one table of named checks.

A check is a function of the library and a day that yields problems; its docstring is the rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from generators.content.checks import (
    agreements,
    answers,
    assembly,
    briefing,
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
from generators.content.library import Library
from generators.content.problems import Problem

Check = Callable[[Library, dt.date], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    facts.to_confirm_names_a_field,
    facts.instruments_exist,
    facts.terms_exist,
    facts.symbols_are_listed,
    facts.pages_cite_what_is_listed,
    facts.offices_lead_to_headquarters,
    facts.example_mailboxes_are_marked,
    facts.contacts_are_verified,
    facts.help_can_be_found,
    facts.names_have_a_place,
    facts.offices_leave_the_list_its_place,
    texts.roles_exist,
    texts.texts_have_a_home,
    texts.every_item_has_a_master_text,
    texts.prose_is_readable,
    texts.code_lists_every_article,
    texts.approvals_fit_their_texts,
    texts.translations_follow_their_original,
    agreements.clauses_exist,
    agreements.fallbacks_can_replace,
    agreements.conditions_can_be_met,
    agreements.essential_questions_are_asked,
    agreements.examples_fit_their_questions,
    answers.the_data_sheet_is_whole,
    answers.answers_are_asked_for,
    answers.recorded_answers_do_not_print,
    answers.questions_are_used,
    assembly.nothing_essential_is_switched_off,
    assembly.references_always_lead_somewhere,
    assembly.numbers_are_counted,
    terms.terms_are_defined,
    terms.terms_are_used,
    translations.translations_have_a_record,
    translations.translations_are_whole,
    translations.translations_are_up_to_date,
    translations.translations_carry_everything,
    pages.pages_have_a_master,
    pages.pages_are_up_to_date,
    pages.pages_carry_everything,
    clearing.no_ongoing_case,
    clearing.what_is_unknown_is_asked,
    stories.stories_lie_in_their_year,
    clearing.reviewers_have_authority,
    clearing.consent_holds,
    stories.what_is_withdrawn_stays_away,
    stories.tags_are_subjects,
    stories.what_is_cited_is_a_source,
    stories.updates_have_happened,
    stories.summaries_are_plain,
    translated_stories.translations_name_their_story,
    translated_stories.translated_stories_are_up_to_date,
    magazine.issues_name_stories,
    pictures.pictures_are_there,
    pictures.pictures_tell_nothing_else,
    pictures.pictures_are_shown,
    language.rules_can_run,
    language.language_harms_nobody,
    language.accepted_words_are_flagged,
    language.issues_harm_nobody,
    outside.feeds_are_told_apart,
    outside.headlines_come_from_a_feed,
    outside.headlines_harm_nobody,
    plan.plans_are_whole,
    plan.lines_have_one_role,
    plan.lines_can_be_measured,
    plan.percentages_are_possible,
    plan.lines_keep_to_their_plan,
    plan.lines_say_how_they_stand,
    plan.one_currency_a_plan,
    plan.what_is_unfunded_is_known,
    plan.plans_name_no_person,
    plan.earlier_lines_have_a_disposition,
    plan.examples_are_marked,
    learning.facts_of_courses_have_a_source,
    learning.developers_have_a_source,
    learning.lengths_are_possible,
    learning.courses_are_looked_at,
    learning.paths_lead_through_courses,
    learning.what_is_mandatory_is_on_the_path,
    learning.plan_lines_exist,
    learning.lists_of_countries_are_dated,
    learning.lists_of_countries_are_current,
    learning.learning_leaves_the_lists_their_place,
    coordination.seats_are_roles,
    coordination.meetings_can_be_held,
    coordination.examples_are_not_among_meetings,
    coordination.calendars_name_no_person,
    coordination.attendance_lies_in_the_past,
    coordination.calendars_go_on,
    reports.reports_have_a_plan,
    reports.reports_say_things_once,
    reports.reports_have_a_period,
    reports.achievements_can_be_compared,
    reports.letters_agree_with_their_report,
    reports.clearances_have_authority,
    figures.releases_fit_their_axes,
    figures.releases_add_up,
    figures.releases_hide_small_counts,
    figures.releases_follow_the_rule,
    figures.releases_tell_what_was_decided,
    figures.releases_use_known_categories,
    briefing.briefings_fit_their_plan,
    briefing.briefings_are_whole,
    briefing.points_say_one_thing,
    stories.future_stories_are_known,
)


OF_STORIES = frozenset(
    {
        language.rules_can_run,
        language.language_harms_nobody,
        language.accepted_words_are_flagged,
        language.issues_harm_nobody,
        outside.headlines_harm_nobody,
    }
)
"""The checks that read all stories word by word, and their rules: that takes most of the time."""


def check(library: Library, on: dt.date, but: frozenset[Check] = frozenset()) -> list[Problem]:
    """Return every problem that the checks find on a day, sorted; those of `but` are not run."""
    rules = (rule for rule in CHECKS if rule not in but)
    return sorted({problem for rule in rules for problem in rule(library, on)})
