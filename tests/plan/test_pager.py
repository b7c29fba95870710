"""Where a page stands in a list that runs over several."""

from __future__ import annotations

import pytest

from sitegen.plan.pager import pages_of


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, 4, 5]),
        (1, 6, [1, 2, 3, 4, 5, 6]),
        (1, 7, [1, 2, 3, 4, 7]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 11, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
        (50, 100, [1, 47, 48, 49, 50, 51, 52, 53, 100]),
        (100, 100, [1, 97, 98, 99, 100]),
    ],
)
def test_a_page_of_a_list_links_to_its_ends_and_its_neighbours(number: int, total: int, shown: list[int]) -> None:
    hrefs = [f"/{each}/" for each in range(1, total + 1)]
    pages = pages_of(number, hrefs)
    assert [link.number for link in pages.links] == shown
    assert [link.href for link in pages.links] == [f"/{each}/" for each in shown]
    assert pages.previous == (f"/{number - 1}/" if number > 1 else None)
    assert pages.next == (f"/{number + 1}/" if number < total else None)
