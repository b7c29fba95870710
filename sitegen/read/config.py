"""`site.yaml`: what the site is called, where it lives, in which languages and time zone. Knows nothing of content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sitegen.read.record import NO_TEXTS, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The campus itself."""

    name: Texts
    short: str | None = None
    country: str
    """ISO 3166-1 alpha-2: partners in this country are domestic."""
    city: Texts = field(default_factory=dict)
    website: str | None = None
    logo: str | None = None
    """Path of a file, relative to the site's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """How to reach the office."""

    office: Texts = field(default_factory=dict)
    email: str | None = None
    phone: str | None = None
    address: Texts = field(default_factory=dict)
    hours: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """An entry of the main menu: an address of the site (`/id/berita/` by its page's name, e.g. `news`, or a plain page's key) or a URL."""

    target: str
    label: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A checked `site.yaml`."""

    title: Texts
    base_url: str
    """With scheme and trailing slash: `https://example.ac.id/kui/`."""
    languages: tuple[str, ...]
    """BCP 47 tags in the order of the switcher."""
    default_language: str
    """The language in which the site speaks where no language is chosen; no content depends on it."""
    x_default: str | None = None
    """The language of the `x-default` of inner pages; None: English where it exists."""
    timezone: str
    """IANA name."""
    home: Home
    theme: str = "default"
    page_size: int = 12
    """`news.page_size`"""
    expiring_days: int = 180
    """`agreements.expiring_days`"""
    list_untranslated: bool = True
    """Whether lists of one language show what exists in another only, marked as such."""
    country_names: Mapping[str, Texts] = field(default_factory=dict)
    """ISO code → names that replace CLDR's."""
    agreement_labels: Mapping[str, Texts] = field(default_factory=dict)
    """Validity → words that replace the theme's."""
    contact: ContactDetails = field(default_factory=ContactDetails)
    social: Mapping[str, str] = field(default_factory=dict)
    """Name → https URL."""
    menu: tuple[MenuEntry, ...] = ()
    """Empty: the default menu."""
    strings: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Language → theme string → text (or its plural forms), replacing the theme's own."""
    description: Texts = field(default_factory=lambda: NO_TEXTS)
