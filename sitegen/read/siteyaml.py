"""`site.yaml` to `Config`. It is judged before anything else: without it no other file means anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.base.datetext import Misread
from sitegen.base.extras import has_brotli
from sitegen.base.problems import Place, Problem, problem, publishable
from sitegen.read import nodes, settings, sitevalues, targets, values
from sitegen.read.config import Config, ContactDetails, Design, Home, MenuEntry
from sitegen.read.group import Findings, Group, Part
from sitegen.read.palette import design_of
from sitegen.read.parsing import parse_facts
from sitegen.read.record import NO_TEXTS, Texts

PATH = "site.yaml"


def read_config(root: Path) -> tuple[Config | None, list[Problem]]:
    """What `site.yaml` in `root` says, and what is wrong with it; None where that is an error (the command then ends with 2)."""
    problems: list[Problem] = []
    mapping = _mapping(root / PATH, problems)
    config = _config(mapping, root, problems) if mapping else None
    return (config if publishable(problems) else None), problems


def _mapping(path: Path, problems: list[Problem]) -> nodes.Mapping | None:
    """The fields of the file."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 — unlike `is_file`, tells why it cannot be looked at
            problems.append(problem(Place(PATH), "site-file.no-file"))
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        problems.append(problem(Place(PATH), "site-file.missing"))
        return None
    except OSError as error:
        problems.append(problem(Place(PATH), "site-file.unreadable", reason=error.strerror or str(error)))
        return None
    file = parse_facts(PATH, data, problems)
    return file.front if file else None


def _config(mapping: nodes.Mapping, root: Path, problems: list[Problem]) -> Config:
    """The fields as a config, which is good only where no error was found."""
    findings = Findings(problems)
    parts = [Part(None, mapping)]
    # Texts are per language, so the languages come first; where one is wrong, the rest is checked as if the usual two were given.
    languages = Group(parts, findings, _languages_only(())).many("languages", sitevalues.language, required=True)
    if findings.failed:
        languages = tuple(dict.fromkeys((*languages, "id", "en")))
    site = Group(parts, findings, _languages_only(languages))
    site.ignore("languages")
    config = _fields(site, mapping, root)
    site.report_unknown()
    for path, missing in findings.missing.items():
        findings.report(Place(path), "required", fields=tuple(missing))
    return config


def _fields(site: Group, mapping: nodes.Mapping, root: Path) -> Config:
    """The config, with the languages and the defaults of the one that `site` has."""
    default = site.config
    one_of_languages = sitevalues.one_of(default.languages)
    news, agreements = site.group("news"), site.group("agreements")
    untranslated = site.one("list_untranslated", values.boolean)
    theme = site.one("theme", sitevalues.theme) or default.theme
    return Config(
        title=_some(site, "title", site.texts("title", required=True)),
        base_url=site.one("base_url", sitevalues.base_url, required=True) or "",
        languages=default.languages,
        default_language=site.one("default_language", one_of_languages, required=True) or "",
        x_default=site.one("x_default", one_of_languages),
        timezone=site.one("timezone", sitevalues.timezone, required=True) or "",
        home=_home(site, root),
        theme=theme,
        design=_design(site, mapping, root, theme),
        compress=_compress(site),
        posters=site.one("posters", values.boolean) or default.posters,
        search=site.one("search", values.boolean) or default.search,
        page_size=(news and news.one("page_size", sitevalues.between(1, 1000))) or default.page_size,
        expiring_days=(agreements and agreements.one("expiring_days", sitevalues.between(1, 3650)))
        or default.expiring_days,
        list_untranslated=default.list_untranslated if untranslated is None else untranslated,
        country_names=_country_names(site, mapping),
        agreement_labels={
            key.text: group.texts(key.text) for key, group in _entries(site, mapping, "agreement_labels")
        },
        contact=_contact(site),
        social=_social(site, mapping),
        menu=_menu(site),
        strings=_strings(site, mapping),
        description=site.texts("description"),
    )


def _design(site: Group, mapping: nodes.Mapping, root: Path, theme: str) -> Design:
    problems = site.findings.problems
    said = settings.of_theme(root, site.config, theme, problems)
    return design_of([*said, settings.of_site(site, mapping, said)], problems)


def _compress(site: Group) -> bool:
    hosting = site.group("hosting")
    wanted = bool(hosting and hosting.one("compress", values.boolean))
    if hosting and wanted and not has_brotli():
        site.findings.report(hosting.place("compress"), "compress-plain")
    return wanted


def _home(site: Group, root: Path) -> Home:
    home = site.group("home")
    if home is None:
        site.missing("home")
        return site.config.home
    return Home(
        name=_name(home),
        short=home.one("short", values.line),
        country=home.one("country", values.country, required=True) or "",
        city=home.texts("city"),
        website=home.one("website", targets.website),
        logo=home.one("logo", sitevalues.file_in(root)),
    )


def _name(home: Group) -> Texts:
    """The campus's name, written like a partner's: one text, or `{official, id, en}`."""
    names = home.group("name", short="official")
    fields = {"": "official"} | {lang: lang for lang in home.config.languages}
    said = {lang: names.one(field, values.line) for lang, field in fields.items()} if names else {}
    return _some(home, "name", {lang: name for lang, name in said.items() if name})


def _some(group: Group, name: str, texts: Texts) -> Texts:
    """The same texts. That there are none, as in `{id: ""}`, is reported where nothing else explains it."""
    if not texts and not group.findings.failed:
        group.missing(name)
    return texts


def _contact(site: Group) -> ContactDetails:
    contact = site.group("contact")
    if contact is None:
        return ContactDetails()
    return ContactDetails(
        office=contact.texts("office"),
        email=contact.one("email", contact.public(targets.email)),
        phone=contact.one("phone", contact.public(values.line)),
        address=contact.texts("address"),
        hours=contact.texts("hours"),
    )


def _menu(site: Group) -> tuple[MenuEntry, ...]:
    """A list of names of pages, or of `{target, label}` or `{url, label}`."""
    entries = []
    for entry in site.groups("menu", short="target"):
        target = entry.one("target", values.line)
        url = entry.one("url", targets.url)
        label = entry.texts("label", required=url is not None)
        if target or url:
            entries.append(MenuEntry(target=target or url or "", label=label))
        else:
            entry.missing("target")
    return tuple(entries)


def _entries(group: Group, mapping: nodes.Mapping, name: str) -> Iterator[tuple[nodes.Scalar, Group]]:
    """The keys of the field `name`, which authors choose, each with the group in which its value is asked for."""
    inner, node = group.group(name), mapping.get(name)
    if inner and isinstance(node, nodes.Mapping):
        for key, _ in node.entries:
            yield key, inner


def _country_names(site: Group, mapping: nodes.Mapping) -> Mapping[str, Texts]:
    names = {}
    for key, group in _entries(site, mapping, "country_names"):
        texts = group.texts(key.text)
        try:
            names[values.country(key)] = texts
        except Misread as misread:
            site.findings.report(key.place, misread.id, **{"field": "country_names", **misread.facts})
    return names


def _social(site: Group, mapping: nodes.Mapping) -> Mapping[str, str]:
    urls = {key.text: group.one(key.text, targets.website) for key, group in _entries(site, mapping, "social")}
    return {name: url for name, url in urls.items() if url}


def _strings(site: Group, mapping: nodes.Mapping) -> Mapping[str, Mapping[str, object]]:
    """By language, the theme's words to replace. Which words a theme has is known where it is loaded."""
    node, languages = mapping.get("strings"), site.group("strings")
    if languages is None or not isinstance(node, nodes.Mapping):
        return {}
    strings = {}
    for lang in site.config.languages:
        words = {
            key.text: group.one(key.text, sitevalues.theme_words) for key, group in _entries(languages, node, lang)
        }
        if given := {key: value for key, value in words.items() if value is not None}:
            strings[lang] = given
    return strings


def _languages_only(languages: tuple[str, ...]) -> Config:
    """What is known of the site while its `site.yaml` is being read."""
    home = Home(name=NO_TEXTS, country="")
    return Config(title=NO_TEXTS, base_url="", languages=languages, default_language="", timezone="", home=home)
