"""What we write of RFC 5545 is what the library `icalendar` writes: the same bytes for any text, and for an entry with any of its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.build import look
from sitegen.plan.machines import CalendarEntry, CalendarView
from sitegen.plan.parts import Said
from sitegen.render.formats import calendar, contentlines
from sitegen.render.rendering import Renderer
from sitegen.render.words import Voice
from sitegen.report import Options
from tests.sites import write_site

LIBRARY: Any = icalendar  # not all of it has types

# values

PIECES = st.sampled_from(
    [*'\\;,:^" n\t', "\n", "\r\n", "\r", "a" * 30, "é" * 20, "បញ្ជី" * 9, "岡山大学", "🎓", "👩🏽‍🎓", "\u2028"]
)
TEXTS = (st.text(st.characters(exclude_categories=["Cs"])) | st.lists(PIECES, max_size=60).map("".join)).filter(
    lambda text: r"\N" not in text
)
"""Without `\\N`, which the library takes for a line break before it escapes anything."""

LINES = TEXTS.map(lambda text: text.replace("\n", " ").replace("\r", " "))


@given(TEXTS)
def test_a_text_is_escaped_as_the_library_escapes_it(text: str) -> None:
    assert contentlines.text(text).encode() == LIBRARY.vText(text).to_ical()


def test_a_backslash_before_n_stays_one() -> None:
    assert contentlines.text(r"C:\Naskah\nota") == r"C:\\Naskah\\nota"


@given(TEXTS)
def test_a_text_comes_back_as_it_was_but_for_the_kind_of_its_line_breaks(text: str) -> None:
    data = contentlines.document(["BEGIN:VEVENT", f"SUMMARY:{contentlines.text(text)}", "END:VEVENT"])
    assert str(LIBRARY.Event.from_ical(data)["SUMMARY"]) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(LINES)
@example("x" * 74)
@example("x" * 75)
@example("x" * 73 + "é" + "x" * 80)
@example("x" * 73 + "\\\\" * 80)
@example("x" * 71 + "🎓" * 100)
@example("\\n" * 40_000)
def test_a_line_is_folded_where_the_library_folds_it(line: str) -> None:
    assert contentlines.document([f"X:{line}"]) == LIBRARY.parser.Contentline(f"X:{line}").to_ical() + b"\r\n"


@given(LINES)
def test_no_line_has_more_than_75_octets_and_none_ends_within_a_character(line: str) -> None:
    data = contentlines.document([line, line])
    assert data.endswith(b"\r\n")
    for piece in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode()


def test_a_value_that_was_not_escaped_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError):
        contentlines.document(["SUMMARY:a\nb"])


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 30))
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


@given(DAYS, INSTANTS)
def test_days_and_instants_are_written_as_the_library_writes_them(day: date, instant: datetime) -> None:
    assert contentlines.day(day).encode() == LIBRARY.vDate(day).to_ical()
    assert contentlines.instant(instant).encode() == LIBRARY.vDatetime(instant).to_ical()


# whole calendars


def by_library(view: CalendarView, voice: Voice) -> bytes:
    """A calendar as the library writes it."""
    whole = LIBRARY.Calendar()
    whole.add("prodid", calendar.PRODID)
    whole.add("version", "2.0")
    if view.whole:
        name = voice.t("calendar.title", site=view.frame.site_title)
        whole.add("name", name)
        whole.add("x-wr-calname", name)
        whole.add("description", voice.t("calendar.description", campus=view.frame.campus.text))
        whole.add("source", view.url)
        whole.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
        whole.add("x-published-ttl", "PT12H")
    if view.revised:
        whole.add("last-modified", view.revised)
    for entry in view.entries:
        whole.add_component(entry_by_library(entry, voice))
    data: bytes = whole.to_ical(sorted=False)
    return data


def entry_by_library(entry: CalendarEntry, voice: Voice) -> Any:
    location, summary = entry.location, entry.summary
    properties: list[tuple[str, Any, dict[str, str]]] = [
        ("uid", entry.uid, {}),
        ("dtstamp", entry.stamp, {}),
        ("last-modified", entry.revised, {}),
        ("sequence", entry.sequence, {}),
        ("dtstart", entry.start, {}),
        ("dtend", entry.end, {}),
        ("summary", summary.text, {"LANGUAGE": summary.lang or entry.lang}),
        ("description", calendar._description(entry, voice), {"LANGUAGE": entry.lang}),
        ("location", location and location.text, {"LANGUAGE": (location and location.lang) or entry.lang}),
        ("conference", entry.conference, {"VALUE": "URI"}),
        ("categories", [label.text for label in entry.categories] or None, {}),
        ("url", entry.url, {}),
        ("status", entry.status, {}),
        ("transp", "TRANSPARENT", {}),
    ]
    event = LIBRARY.Event()
    for name, value, parameters in properties:
        if value is not None:
            event.add(name, value, parameters=parameters)
    return event


@pytest.fixture(scope="module")
def example_of(tmp_path_factory: pytest.TempPathFactory) -> tuple[CalendarView, Callable[[str], Voice]]:
    """The calendar of a site with one event, and how the site speaks."""
    files: dict[str, str | bytes] = {"content/events/e.yaml": "title: Seminar\nstart: 2026-12-01\ncountry: ID\n"}
    root = write_site(tmp_path_factory.mktemp("calendar"), files)
    prepared, _ = look(root, Options(today=lambda zone: date(2026, 11, 24)))
    assert prepared
    view = prepared.plan.atlas.page("/id/agenda.ics").view
    assert isinstance(view, CalendarView)
    return view, Renderer(prepared.theme).voice


ADDRESSES = st.text("abc/?&=;,.%-", max_size=150).map("https://a.example/{}".format)
SAID = st.builds(Said, TEXTS, st.sampled_from([None, "id", "zh-Hant"]))
PARTIAL = DAYS.map(PartialDate.of)
CLOCK = st.times().map(lambda at: time(at.hour, at.minute))
ENTRIES = st.builds(
    CalendarEntry,
    uid=st.uuids().map(str),
    sequence=st.integers(0, 1000),
    stamp=INSTANTS,
    revised=st.none() | INSTANTS,
    start=DAYS | INSTANTS,
    end=st.none() | DAYS | INSTANTS,
    summary=SAID,
    lang=st.sampled_from(["id", "en"]),
    location=st.none() | SAID,
    conference=st.none() | ADDRESSES,
    url=ADDRESSES,
    status=st.sampled_from(["TENTATIVE", "CONFIRMED", "CANCELLED"]),
    description=st.none() | SAID,
    days=st.tuples(PARTIAL, PARTIAL),
    times=st.none() | st.builds(ClockTimes, CLOCK, st.none() | CLOCK, st.booleans()),
    timezone=st.sampled_from(["Asia/Jakarta", "Europe/Oslo", "UTC"]),
    city=st.none() | TEXTS,
    categories=st.lists(SAID, max_size=3).map(tuple),
)


@given(
    st.lists(ENTRIES, min_size=1, max_size=3), st.booleans(), st.none() | INSTANTS, st.sampled_from(["id", "en"]), TEXTS
)
def test_a_calendar_has_the_bytes_that_the_library_writes(
    example_of: tuple[CalendarView, Callable[[str], Voice]],
    entries: list[CalendarEntry],
    whole: bool,
    revised: datetime | None,
    lang: str,
    campus: str,
) -> None:
    view, voices = example_of
    frame = structs.replace(view.frame, lang=lang, site_title="Kantor, Urusan; Internasional", campus=Said(campus))
    view = structs.replace(view, frame=frame, whole=whole, revised=revised, entries=tuple(entries))
    assert calendar.icalendar(view, voices, _no_prose) == by_library(view, voices(lang))


def _no_prose(body: object) -> Any:
    raise AssertionError("a calendar has no body")


def test_a_name_of_several_lines_is_written_in_one(
    example_of: tuple[CalendarView, Callable[[str], Voice]],
) -> None:
    view, voices = example_of
    view = structs.replace(view, frame=structs.replace(view.frame, site_title="Kantor\nBEGIN:VEVENT"))
    names = [line for line in calendar.icalendar(view, voices, _no_prose).split(b"\r\n") if b"Kantor" in line]
    assert names == [
        b"NAME:Agenda \xe2\x80\x93 Kantor BEGIN:VEVENT",
        b"X-WR-CALNAME:Agenda \xe2\x80\x93 Kantor BEGIN:VEVENT",
    ]
