"""The map of partners: every partner in the list, a dot for each place whose position is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.build_site import Built, build_site, demonstration


def names(page: LexborHTMLParser) -> list[str]:
    return [link.text() for link in page.css(".places li li a")]


@pytest.fixture(scope="module")
def site() -> Built:
    return demonstration()


@pytest.mark.parametrize(("path", "index"), [("/id/mitra/peta/", "/id/mitra/"), ("/en/partners/map/", "/en/partners/")])
def test_every_partner_is_in_the_list(site: Built, path: str, index: str) -> None:
    everybody = [row.text() for row in site.pages[index].css(".partner-row > a")]
    assert len(everybody) == 11
    assert sorted(names(site.pages[path])) == sorted(everybody)


def test_each_dot_leads_to_its_place_and_is_named(site: Built) -> None:
    page = site.pages["/en/partners/map/"]
    dots = page.css("svg.map a")
    assert len(page.css("svg.map")) == 2
    assert len(dots) == 10 + 8  # Cairo and Tromsø are not in the closer look, and cannot have the focus there
    for dot in dots:
        place = page.css_first(f"[id='{(dot.attributes['href'] or '').removeprefix('#')}']")
        city = place.css_first("b") if place else None
        title = dot.css_first("title")
        assert city is not None
        assert title is not None
        assert title.text().startswith(city.text())


def test_a_dot_stands_where_the_land_is_drawn(site: Built) -> None:
    """Hanoi: 21.03° north, 105.85° east; the drawing begins at 180° west and 78° north, a unit a degree."""
    dots = site.pages["/id/mitra/peta/"].css("svg.map[viewBox='0 0 360 136'] a")
    (hanoi,) = [dot for dot in dots if dot.text().startswith("Hanoi, Vietnam: 1 mitra")]
    circle = hanoi.css_first("circle")
    assert circle is not None
    assert (circle.attributes["cx"], circle.attributes["cy"]) == ("285.9", "57.0")


PLACES: dict[str, str | bytes] = {
    "content/partners/a.yaml": "name: A\nkind: university\ncountry: MY\ncity: Pekan\n",
    "content/partners/b.yaml": "name: B\nkind: university\ncountry: MY\ncity: Pekan\ngeo: {lat: 3.5, lon: 103.4}\n",
    "content/partners/c.yaml": "name: C\nkind: university\ncountry: MY\ncity: Kuala Lumpur\n",
    "content/partners/d.yaml": "name: D\nkind: university\ncountry: MY\n",
    "content/partners/e.yaml": "name: E\nkind: network\n",
    "content/partners/f.yaml": "name: F\nkind: university\ncountry: BN\ncity: Pekan\n",
}


def test_partners_of_a_city_share_a_place_and_a_dot(tmp_path: Path) -> None:
    page = build_site(tmp_path, PLACES).pages["/en/partners/map/"]
    assert [heading.text() for heading in page.css(".places h2")] == ["Brunei", "Malaysia", "No country"]
    assert names(page) == ["F", "D", "C", "A", "B", "E"]
    (dot,) = page.css("svg.map a")
    assert dot.attributes["href"] == "#place-a"
    assert dot.text() == "Pekan, Malaysia: 2 partners"


def box(page: LexborHTMLParser) -> list[str]:
    """The part of the world that the closer look shows; nothing where there is none."""
    return [svg.attributes["viewBox"] or "" for svg in page.css("svg.map + svg.map")]


def at(places: dict[str, tuple[float, float]]) -> dict[str, str | bytes]:
    return {
        f"content/partners/{key}.yaml": f"name: {key}\nkind: university\ncountry: MY\ncity: {key}\ngeo: {{lat: {lat}, lon: {lon}}}\n"
        for key, (lat, lon) in places.items()
    }


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({"a": (10, 100), "b": (12, 104), "c": (14, 108), "d": (60, 10)}, ["249.0 44.0 70 40"]),
        ({"a": (77, 179), "b": (76, 178), "c": (75, 177)}, ["290.0 0.0 70 40"]),
        ({"a": (10, 100), "b": (50, 0), "c": (-30, -60)}, []),
        ({"a": (10, 100), "b": (10, 101)}, []),
    ],
    ids=["most together", "at the edge", "far from each other", "two"],
)
def test_a_closer_look_is_taken_where_most_places_lie(
    tmp_path: Path, places: dict[str, tuple[float, float]], expected: list[str]
) -> None:
    assert box(build_site(tmp_path, at(places)).pages["/en/partners/map/"]) == expected


def test_without_partners_there_is_no_map_and_no_link_to_one(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert not [path for path in site.pages if path.endswith(("/peta/", "/map/", "/statistik/", "/statistics/"))]
    assert not site.pages["/id/mitra/"].css("main a[href*=peta]")
