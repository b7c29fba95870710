from __future__ import annotations

import pytest

from sitegen.publish.stale import Reason, Shown, Why, changed_parts, reasons

USES = {"a": frozenset({"template/page.html", "string/id/skip", "asset/none.css"}), "b": frozenset[str]()}


@pytest.mark.parametrize(
    ("then", "view", "changed", "intact", "why"),
    [
        # page as noted      view now  parts of the theme that changed        file   reasons
        (Shown("v", "a"), "v", set(), True, []),
        (Shown("v", "a"), "v", {"template/home.html", "string/en/skip"}, True, []),
        (Shown("v", "b"), "v", {"template/page.html"}, True, []),
        (None, "v", set(), True, [Reason(Why.NEW)]),
        (None, "v", {"template/page.html"}, False, [Reason(Why.NEW)]),
        (Shown("v", "a"), "w", set(), True, [Reason(Why.VIEW)]),
        (Shown("v", "a"), "v", {"template/page.html"}, True, [Reason(Why.THEME, ("template/page.html",))]),
        (Shown("v", "a"), "v", {"asset/none.css"}, True, [Reason(Why.THEME, ("asset/none.css",))]),
        (Shown("v", "a"), "v", set(), False, [Reason(Why.OUTPUT)]),
        (Shown("v", "lost"), "v", set(), True, [Reason(Why.NEW)]),
        (
            Shown("v", "a"),
            "w",
            {"template/page.html", "string/id/skip", "string/id/other"},
            False,
            [Reason(Why.VIEW), Reason(Why.THEME, ("string/id/skip", "template/page.html")), Reason(Why.OUTPUT)],
        ),
    ],
)
def test_a_page_is_stale_for_these_reasons(
    then: Shown | None, view: str, changed: set[str], intact: bool, why: list[Reason]
) -> None:
    assert list(reasons(then, view, changed, USES, intact)) == why


def test_parts_that_come_go_and_change_have_changed() -> None:
    assert changed_parts({}, {}) == set()
    assert changed_parts({"same": "1", "other": "1", "gone": "1"}, {"same": "1", "other": "2", "new": "1"}) == {
        *("other", "gone", "new")
    }
