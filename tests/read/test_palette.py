"""A site's colours: whatever is accepted can be read, on light pages and on dark ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.base.colours import contrast, lightness
from sitegen.base.messages import wording
from sitegen.base.problems import Place, Problem
from sitegen.read.config import Colour, Config, Design, Home
from sitegen.read.palette import design_of
from sitegen.read.settings import Said, Settings, of_theme
from sitegen.read.siteyaml import read_config
from tests.sites import write_site

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@cache
def theme() -> Settings:
    """What the default theme declares."""
    home = Home(name={}, country="ID")
    languages = ("id", "en")
    config = Config(title={}, base_url="", languages=languages, default_language="id", timezone="", home=home)
    problems: list[Problem] = []
    [declared] = of_theme(Path(mkdtemp()), config, "default", problems)
    assert problems == []
    return declared


def made(**colours: tuple[str | None, str | None]) -> tuple[Design, list[Problem]]:
    """What becomes of colours (light, dark) that a site sets."""
    place = Place("site.yaml", 9, 1)
    said = {name.replace("_", "-"): Said(light, dark, None, (place, place)) for name, (light, dark) in colours.items()}
    problems: list[Problem] = []
    return design_of([theme(), Settings(said, {})], problems), problems


def unreadable(design: Design) -> list[tuple[str, str]]:
    """The pairs of the theme that cannot be read."""
    return [
        (pair.shown, pair.ground)
        for pair in theme().pairs
        for scheme in ("light", "dark")
        if contrast(getattr(design.colours[pair.shown], scheme), getattr(design.colours[pair.ground], scheme))
        < pair.least
    ]


def test_the_theme_s_own_colours_can_be_read() -> None:
    design, problems = made()
    assert (problems, unreadable(design)) == ([], [])
    assert len(theme().pairs) >= 20
    assert design.colours["brand"] == Colour("#0d4a4e", "#8fd0cf")
    assert design.colours["masthead-text"] == Colour("#fbfaf6", "#fbfaf6")


SETTABLE = sorted(theme().colours)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(SETTABLE), st.tuples(COLOURS, st.none() | COLOURS), max_size=3))
def test_what_is_accepted_can_be_read_and_what_is_not_is_told(colours: dict[str, tuple[str, str | None]]) -> None:
    design, problems = made(**colours)
    assert bool(problems) == bool(unreadable(design))
    assert {problem.place for problem in problems} <= {Place("site.yaml", 9, 1)}
    assert all(design.colours[name].light == light for name, (light, _) in colours.items())


@settings(max_examples=60, deadline=None)
@given(COLOURS, COLOURS)
def test_a_campus_sets_two_colours_and_the_rest_follows(brand: str, accent: str) -> None:
    """Where both can be read on light pages, all that follows can be, and where they cannot, the colours that are told instead can."""
    _, problems = made(brand=(brand, None), accent=(accent, None))
    assert all(problem.id == "contrast.light" for problem in problems)
    instead = {str(facts["name"]): str(facts["write"]) for facts in (dict(problem.facts) for problem in problems)}
    mended, none = made(brand=(instead.get("brand", brand), None), accent=(instead.get("accent", accent), None))
    assert (none, unreadable(mended)) == ([], [])


def test_dark_pages_get_the_same_hue_at_the_theme_s_lightness() -> None:
    design, _ = made(brand=("#7a1f2b", None))
    own, _ = made()
    assert design.colours["brand"] == Colour("#7a1f2b", "#ffa6a9")
    assert lightness(design.colours["brand"].dark) == pytest.approx(lightness(own.colours["brand"].dark), abs=0.01)


def test_what_goes_with_a_colour_keeps_its_distance_from_it() -> None:
    design, _ = made(brand=("#7a1f2b", None))
    assert design.colours["masthead"].light == design.colours["deep"].light == "#7a1f2b"
    assert lightness(design.colours["band"].light) < lightness("#7a1f2b")
    other, _ = made(brand=("#7a1f2b", None), masthead=("#0b3a3d", None))
    assert other.colours["masthead"] == Colour("#0b3a3d", other.colours["masthead"].dark)
    assert other.colours["deep"].light == "#7a1f2b"


def test_a_masthead_that_follows_is_made_readable() -> None:
    """This red is dark enough for words on paper, and too light for the golden mark of the menu."""
    design, problems = made(brand=("#b5362a", None))
    assert problems == []
    assert design.colours["brand"].light == "#b5362a"
    assert design.colours["masthead"].light == "#af3025"


def test_a_colour_for_dark_pages_alone_changes_nothing_on_light_ones() -> None:
    design, problems = made(brand=(None, "#ffffff"))
    own, _ = made()
    assert problems == []
    assert design.colours == {**own.colours, "brand": Colour("#0d4a4e", "#ffffff")}


def test_of_two_that_cannot_be_read_the_one_that_the_site_wrote_is_to_blame() -> None:
    _, [problem] = made(paper=("#fbfaf6", "#777777"))
    facts = dict(problem.facts)
    assert (problem.id, facts["name"]) == ("contrast.dark", "paper")
    _, problems = made(paper=("#808080", None), ink=("#707070", "#ffffff"))
    assert "ink" in {dict(problem.facts)["name"] for problem in problems}


def test_a_colour_that_no_other_lightness_mends_is_told() -> None:
    _, problems = made(paper=("#111111", None), wash=("#eeeeee", None), brand=("#777777", None))
    assert "contrast.light-far" in {problem.id for problem in problems}
    assert {wording(problem, lang).hint != "" for problem in problems for lang in ("id", "en")} == {True}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("colours: {brand: biru}", [(7, 18, "setting.colour")]),
        ("colours:\n  brand: #7a1f2b\n  accent: '#0b5c8a'", [(8, 3, "setting.empty")]),
        ("colours:\n  brand:\n    light: #7a1f2b", [(9, 5, "setting.empty")]),
        ("colours: {brand: '#7a1f2b0'}", [(7, 18, "setting.colour")]),
        ("colours: {brend: '#7a1f2b'}", [(7, 11, "unknown-field.near")]),
        ("colours: {brand: {light: '#7a1f2b', drak: '#ffffff'}}", [(7, 37, "unknown-field.near")]),
        ("colours: {brand: {light: '#7a1f2b', follows: ink}}", [(7, 37, "unknown-field.few")]),
        ("colours: '#7a1f2b'", [(7, 10, "value-type.mapping")]),
        ("colours: {brand: 7A1F2B, accent: 05a}", []),
        ("colours: {brand: {light: '#7a1f2b', dark: '#7a1f2b'}}", [(7, 43, "contrast.dark")]),
        ("type: {text: 17px}", [(7, 14, "setting.pixels")]),
        ("type: {text: 0.5rem}", [(7, 14, "setting.size")]),
        ("type: {text: 1.1em}", [(7, 14, "setting.size")]),
        ("type: {text: '1rem;} body {display: none'}", [(7, 14, "setting.size")]),
        ("type: {texts: 1rem}", [(7, 8, "unknown-field.near")]),
        ("spacing: {section: .5rem}", []),
    ],
)
def test_what_site_yaml_says_of_colours_and_sizes_is_checked(
    tmp_path: Path, said: str, expected: list[tuple[int, int, str]]
) -> None:
    text = (
        "title: KUI\nbase_url: https://kui.example.ac.id/\nlanguages: [id, en]\ndefault_language: id\n"
        "timezone: Asia/Jakarta\nhome: {name: Politeknik, country: ID}\n"
    )
    _, problems = read_config(write_site(tmp_path, {"site.yaml": f"{text}{said}\n"}))
    assert [(each.place.line, each.place.column, each.id) for each in problems] == expected
    assert all(wording(each, lang).message for each in problems for lang in ("id", "en"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("colours: {sky: {dark: '#ffffff'}}", ["required.inside"]),
        ("colours: {sky: {light: '#ffffff', follows: papr}}", ["choice.near"]),
        ("colours: {'sk y': '#ffffff'}", ["setting.name"]),
        ("colours: {x;y: '#ffffff'}", ["setting.name"]),
        ("contrast: [{text: [ink], on: [paper], least: 30}]", ["value-type.decimal"]),
        ("contrast: [{text: [ink]}]", ["required.inside"]),
        ("colors: {sky: '#ffffff'}", ["unknown-field.near"]),
        ("type: {huge: 7rem}", ["setting.size"]),
        ("name: kampus\ntitle: Kampus\ncolours: {sky: '#ffffff'}\ntype: {huge: 5rem}", []),
    ],
)
def test_what_a_theme_declares_is_checked(tmp_path: Path, said: str, expected: list[str]) -> None:
    root = write_site(tmp_path, {"themes/kampus/theme.yaml": f"{said}\n"}, theme="kampus")
    _, problems = read_config(root)
    assert [each.id for each in problems] == expected
    assert {each.place.path for each in problems} <= {"themes/kampus/theme.yaml"}
