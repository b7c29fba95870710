"""The default theme is whole, and a site can replace any part of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.base.problems import Problem
from sitegen.build import check
from sitegen.plan.cards import STRENGTH
from sitegen.read.kinds import agreements, events, news, partners
from sitegen.render.words import flatten
from sitegen.report import Options
from tests.sites import write_site

THEME = Path(__file__).parents[2] / "themes" / "default"
TEMPLATES = sorted((THEME / "templates").glob("*.html"))
STRINGS = {
    lang: flatten(yaml.safe_load((THEME / "strings" / f"{lang}.yaml").read_text("utf-8"))) for lang in ("id", "en")
}
ARTICLE = {
    "content/news/2022-11-21-pelatihan.id.md": "---\ntitle: Pelatihan\n---\n\nIsi berita yang pendek.\n",
    "content/news/2022-11-21-pelatihan.en.md": "---\ntitle: Training\n---\n\nA short article.\n",
}


def built(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """The pages of a site as text, and its problems."""
    report, files = check(root, root / "output", Options(today=lambda zone: date(2026, 11, 24)))
    pages = {name: data.decode() for name, data in files.items() if name.endswith((".html", ".css"))}
    return pages, report.problems


def test_both_languages_have_the_same_words() -> None:
    assert STRINGS["id"].keys() == STRINGS["en"].keys()


def test_words_of_both_languages_take_the_same_names() -> None:
    def names(word: str, lang: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", " ".join(STRINGS[lang][word].values())))

    assert [word for word in STRINGS["id"] if names(word, "id") != names(word, "en")] == []


def test_indonesian_has_one_plural_form_and_english_two() -> None:
    assert {frozenset(forms) for forms in STRINGS["id"].values()} == {frozenset({"other"})}
    assert {frozenset(forms) for forms in STRINGS["en"].values()} == {frozenset({"other"}), frozenset({"one", "other"})}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_uses_only_words_that_exist(template: Path) -> None:
    words = re.findall(r'\bt\("([a-z_.-]+)"', template.read_text("utf-8"))
    whole = [word for word in words if not word.endswith(".")]
    assert [word for word in whole if word not in STRINGS["id"]] == []


def test_every_word_is_used() -> None:
    sources = "".join(path.read_text("utf-8") for path in TEMPLATES)
    sources += "".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[2] / "sitegen" / "render").rglob("*.py")
    )
    prefixes = set(re.findall(r'"([a-z_.]+\.)"', sources)) | {"menu.", "category."}
    unused = [word for word in STRINGS["id"] if f'"{word}"' not in sources and f"'{word}'" not in sources]
    assert [word for word in unused if not any(word.startswith(prefix) for prefix in prefixes)] == []


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("category", news.CATEGORIES),
        ("event_type", events.TYPES),
        ("mode", events.MODES),
        ("status", events.STATUSES),
        ("role", events.ROLES),
        ("audience", events.AUDIENCES),
        ("partner_type", partners.KINDS),
        ("partner.status", [status for status in partners.STATUSES if status != "active"]),
        ("agreement_type", agreements.TYPES),
        ("level", agreements.LEVELS),
        ("scope", agreements.SCOPES),
        ("direction", agreements.DIRECTIONS),
        ("purpose", agreements.PURPOSES),
        ("validity", STRENGTH),
    ],
)
def test_every_code_that_an_author_may_write_has_words(area: str, codes: tuple[str, ...]) -> None:
    assert [code for code in codes if f"{area}.{code}" not in STRINGS["id"]] == []


def test_the_labels_of_validities_are_the_office_s() -> None:
    said = [
        [STRINGS[lang][f"validity.{code}"]["other"] for lang in ("id", "en")]
        for code in ("unknown", "auto_renewed", "expired")
    ]
    assert said == [
        ["Aktif (masa berlaku tidak tercatat)", "Active (end date not recorded)"],
        ["Aktif (diperpanjang otomatis)", "Active (renewed automatically)"],
        ["Kedaluwarsa", "Expired"],
    ]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition of that name)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def published_colours(root: Path, **site: Any) -> list[dict[str, str]]:
    """The custom properties with colours in the published style: on light pages and on dark ones."""
    report, files = check(write_site(root, {}, **site), root / "output", Options(today=lambda zone: date(2026, 11, 24)))
    assert report.problems == []
    [style] = [data.decode() for name, data in files.items() if name.endswith("/style.css")]
    light, dark = re.findall(r":root \{ (--paper: .*?) \}", style)
    both = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text)) for text in (light, dark)]
    return [both[0], both[0] | both[1]]


@pytest.mark.parametrize(
    "site",
    [{}, {"colours": {"brand": "#7a1f2b", "accent": "#0b5c8a"}}, {"colours": {"brand": "#b5362a", "paper": "#ffffff"}}],
    ids=["own", "red", "white"],
)
def test_text_can_be_read_on_paper(tmp_path: Path, site: dict[str, Any]) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1; 1.4.11: at least 3."""
    for colours in published_colours(tmp_path, **site):
        for role in ("ink", "soft", "brand", "accent", "active", "soon", "ended"):
            assert contrast(colours[role], colours["paper"]) >= 4.5
            assert contrast(colours[role], colours["wash"]) >= 4.5
        for ground in ("masthead", "deep"):
            assert contrast(colours["masthead-text"], colours[ground]) >= 4.5
            assert contrast(colours["masthead-gold"], colours[ground]) >= 3
        assert contrast(colours["gold"], colours["paper"]) >= 3


def test_the_style_has_the_colours_and_sizes_of_the_site(tmp_path: Path) -> None:
    said = {"colours": {"brand": "#7A1F2B", "accent": {"light": "#05a", "dark": "#9cf"}}, "type": {"text": "1.2rem"}}
    light, dark = published_colours(tmp_path, **said)
    assert (light["brand"], light["masthead"], light["accent"], dark["accent"]) == (
        *("#7a1f2b", "#7a1f2b"),
        *("#0055aa", "#99ccff"),
    )
    pages, _ = built(tmp_path)
    style = next(text for name, text in pages.items() if name.endswith("/style.css"))
    assert "--type-text: 1.2rem;" in style
    assert "--space-section: 2.75rem;" in style
    assert '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#7a1f2b">' in pages["id/index.html"]


def test_every_custom_property_of_the_style_has_a_value(tmp_path: Path) -> None:
    _, files = check(write_site(tmp_path, {}), tmp_path / "output", Options(today=lambda zone: date(2026, 11, 24)))
    static = {
        name.rpartition("/")[2]: data.decode()
        for name, data in files.items()
        if name.startswith("assets/") and name.endswith((".css", ".svg"))
    }
    assert {"style.css", "band.svg", "icon.svg"} <= static.keys()
    for text in static.values():
        assert set(re.findall(r"var\(--([\w-]+)", text)) <= set(re.findall(r"--([\w-]+): ", text))
    assert "--paper" not in static["icon.svg"]


def test_a_theme_of_the_site_adds_colours_and_says_others(tmp_path: Path) -> None:
    theme = """\
name: kampus
colours:
  brand: {light: '#7a1f2b', dark: '#ffa6a8'}
  sky: {light: '#0b5c8a', dark: '#7ac0f4'}
contrast:
  - {text: [sky], on: [paper]}
"""
    files = {
        "themes/kampus/theme.yaml": theme,
        "themes/kampus/static/style.css": "/* settings */ a { color: var(--sky) }",
    }
    write_site(tmp_path, files, theme="kampus", colours={"sky": "#115599"})
    pages, problems = built(tmp_path)
    assert problems == []
    style = next(text for name, text in pages.items() if name.endswith("/style.css"))
    assert style.endswith(" a { color: var(--sky) }")
    assert "--sky: #115599;" in style
    assert "--masthead: #7a1f2b;" in style


def test_a_theme_in_which_something_cannot_be_read_is_not_used(tmp_path: Path) -> None:
    theme = "colours:\n  sky: {light: '#88bbdd', dark: '#7ac0f4'}\ncontrast:\n  - {text: [sky], on: [paper, skye]}\n"
    write_site(tmp_path, {"themes/kampus/theme.yaml": theme}, theme="kampus")
    report, files = check(tmp_path, tmp_path / "output", Options(today=lambda zone: date(2026, 11, 24)))
    assert not report.usable
    assert [(each.place.path, each.place.line, each.place.column, each.id) for each in report.problems] == [
        ("themes/kampus/theme.yaml", 2, 16, "contrast.light"),
        ("themes/kampus/theme.yaml", 4, 31, "choice.near"),
    ]
    assert files == {}


def test_the_style_asks_no_other_host() -> None:
    style = (THEME / "static" / "style.css").read_text("utf-8")
    addresses = re.findall(r'url\("([^"]+)"\)', style)
    assert addresses
    assert [address for address in addresses if not (THEME / "static" / address).is_file()] == []
    assert "@import" not in style


def test_a_site_replaces_a_template_of_the_same_name(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE | {"themes/default/templates/article.html": "<p>{{ page.title.text }}</p>"})
    pages, problems = built(tmp_path)
    assert pages["id/berita/2022/pelatihan/index.html"] == "<p>Pelatihan</p>"
    assert "<!doctype html>" in pages["id/berita/index.html"]
    assert problems == []


def test_a_site_s_template_may_change_one_block_of_the_one_it_replaces(tmp_path: Path) -> None:
    template = '{% extends "default/article.html" %}{% block meta %}<meta name="x" content="y">{% endblock %}'
    write_site(tmp_path, ARTICLE | {"themes/default/templates/article.html": template})
    page = built(tmp_path)[0]["id/berita/2022/pelatihan/index.html"]
    assert '<meta name="x" content="y">' in page
    assert "<h1>Pelatihan</h1>" in page


def test_a_site_replaces_a_style_and_gets_a_new_address_for_it(tmp_path: Path) -> None:
    write_site(tmp_path / "a", ARTICLE)
    write_site(tmp_path / "b", ARTICLE | {"themes/default/static/style.css": "body { color: red }"})
    (one, _), (other, _) = built(tmp_path / "a"), built(tmp_path / "b")
    before, after = ({name for name in pages if name.endswith("style.css")} for pages in (one, other))
    assert before != after
    assert other[after.pop()] == "body { color: red }"


def test_a_site_replaces_some_words_by_a_file_and_some_in_site_yaml(tmp_path: Path) -> None:
    words = {"themes/default/strings/id.yaml": "menu:\n  news: Kabar\n  events: Acara\n"}
    write_site(tmp_path, ARTICLE | words, strings={"id": {"menu.events": "Kalender"}})
    page = built(tmp_path)[0]["id/index.html"]
    assert all(f">{word}</a>" in page for word in ("Kabar", "Kalender", "Mitra"))


def test_a_theme_of_another_name_takes_from_the_default_what_it_lacks(tmp_path: Path) -> None:
    write_site(tmp_path, ARTICLE | {"themes/kampus/templates/article.html": "<p>kampus</p>"}, theme="kampus")
    pages, problems = built(tmp_path)
    assert pages["en/news/2022/pelatihan/index.html"] == "<p>kampus</p>"
    assert "id/index.html" in pages
    assert problems == []
