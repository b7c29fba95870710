from __future__ import annotations

from itertools import permutations

import pytest

from sitegen.base.problems import SEVERITY, Place, Problem, Severity, in_order, problem, publishable

ERROR, WARNING, NOTE = (problem(Place("a"), code) for code in ("tab", "paragraphs", "orphan"))

ERRORS = """
    encoding front-matter-fence front-matter-open tab invisible-space yaml-syntax duplicate-key required
    date-ambiguous date-impossible date-format weekday event-dates timezone-missing facts-differ country key
    signed-missing agreement-dates url-collision broken-link unknown-reference cycle
"""
WARNINGS = """
    comment-cuts unknown-field paragraphs file-name long-event future-news wrong-language duplicate-partner shared-name
    identifier expiry-missing term-differs in-process-public alt-missing personal-data translation-behind parent-partners
    host-country closed-partner timezone-place mojibake
"""
NOTES = "date-read translation-missing orphan url-gone signing-without-agreement"


@pytest.mark.parametrize(
    ("codes", "severity"), [(ERRORS, Severity.ERROR), (WARNINGS, Severity.WARNING), (NOTES, Severity.NOTE)]
)
def test_what_stops_a_build_what_warns_and_what_only_says(codes: str, severity: Severity) -> None:
    assert {code: SEVERITY[code] for code in codes.split()} == dict.fromkeys(codes.split(), severity)


def test_variants_of_a_code_weigh_alike() -> None:
    found = problem(Place("a"), "date-impossible.leap", year=2023)
    assert (found.code, found.severity) == ("date-impossible", Severity.ERROR)


@pytest.mark.parametrize(
    ("problems", "usually", "strictly"),
    [([], True, True), ([NOTE], True, True), ([NOTE, WARNING], True, False), ([NOTE, ERROR], False, False)],
)
def test_errors_stop_publishing_and_warnings_do_under_strict(
    problems: list[Problem], usually: bool, strictly: bool
) -> None:
    assert publishable(problems) is usually
    assert publishable(problems, strict=True) is strictly


def test_problems_stand_in_the_order_of_their_places_whoever_found_them_first() -> None:
    expected = [
        problem(Place("a", 2), "tab"),
        problem(Place("a", 10), "tab"),
        problem(Place("a", 10, 2), "tab"),
        problem(Place("b"), "key", found="x"),
        problem(Place("b"), "key", found="y"),
        problem(Place("b"), "tab"),
    ]
    some = [expected[n] for n in (5, 3, 1, 0)]
    assert in_order(reversed(expected)) == expected
    assert all(in_order(each) == [expected[n] for n in (0, 1, 3, 5)] for each in permutations(some))


def test_what_two_found_is_said_once() -> None:
    assert in_order([problem(Place("a"), "tab"), problem(Place("a"), "tab")]) == [problem(Place("a"), "tab")]


def test_what_is_said_of_other_files_comes_after_what_was_found() -> None:
    place = Place("output/a.html")
    found = [problem(place, name) for name in ("weight.article", "weight.page", "page-title")]
    often = [problem(place, "found-often", code=code, count=2) for code in ("weight", "page-title")]
    for order in permutations([*found, *often]):
        assert [each.id for each in in_order(order)] == [
            *("page-title", "found-often", "weight.article", "weight.page", "found-often")
        ]
