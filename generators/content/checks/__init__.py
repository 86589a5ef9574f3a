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
    facts,
    language,
    outside,
    pages,
    pictures,
    plan,
    stories,
    terms,
    texts,
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
    stories.no_ongoing_case,
    stories.stories_lie_in_their_year,
    stories.reviewers_have_authority,
    stories.consent_holds,
    stories.what_is_withdrawn_stays_away,
    stories.tags_are_subjects,
    stories.translations_name_their_story,
    stories.translated_stories_are_up_to_date,
    stories.issues_name_stories,
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
    stories.future_stories_are_known,
)


def check(library: Library, on: dt.date) -> list[Problem]:
    """Return every problem that the checks find on a day, sorted."""
    return sorted({problem for rule in CHECKS for problem in rule(library, on)})
