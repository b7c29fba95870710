"""Calendars as calendar programs read them (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from icalendar import Calendar

from tests.build_site import Built, build, build_site
from tests.sites import write_site

DAY: Mapping[str, Any] = {
    "title": {"id": "Seminar", "en": "Seminar (en)"},
    "start": "2026-12-01",
    "city": "Ketapang",
    "country": "ID",
}


def one_event(root: Path, **fields: Any) -> Built:
    """A site with the event `content/events/e.yaml`; `fields` replace those of `DAY`."""
    facts = {name: value for name, value in {**DAY, **fields}.items() if value is not None}
    return build_site(root, {"content/events/e.yaml": yaml.safe_dump(facts, allow_unicode=True)})


def entries(site: Built, name: str = "id/agenda.ics") -> list[Any]:
    return list(Calendar.from_ical(site.files[name]).walk("VEVENT"))


def entry(site: Built, name: str = "id/agenda.ics") -> Any:
    (only,) = entries(site, name)
    return only


def lines(data: bytes) -> list[str]:
    """Unfolded (3.1)."""
    return data.decode().replace("\r\n ", "").split("\r\n")


LONG = {
    "vietnamese": "Hội thảo quốc tế về trao đổi sinh viên và nghiên cứu chung giữa các trường đại học Đông Nam Á",
    "khmer": "សិក្ខាសាលាអន្តរជាតិស្តីពីការផ្លាស់ប្តូរនិស្សិតនៃសាកលវិទ្យាល័យភូមិន្ទភ្នំពេញ",
    "emoji": "🎓" * 60,
    "latin": "Pelatihan Penguatan Kantor Urusan Internasional " * 4,
}


@pytest.mark.parametrize("title", LONG.values(), ids=LONG.keys())
def test_lines_end_in_crlf_and_are_folded_between_characters_within_75_octets(tmp_path: Path, title: str) -> None:
    site = one_event(tmp_path, title={"id": title, "en": title})
    for name in ("id/agenda.ics", "en/events.ics", "id/agenda/2026/e.ics"):
        data = site.files[name]
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
        for line in data.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()  # a character that was cut in two would raise
        assert str(entry(site, name)["SUMMARY"]) == title.strip()


def test_backslash_semicolon_comma_and_newline_are_escaped_and_a_colon_is_not(tmp_path: Path) -> None:
    title = r"A & B; C, Ltd: C:\temp"
    site = one_event(tmp_path, title=title, summary={"id": "Satu: dua", "en": "One: two"})
    (summary,) = [line for line in lines(site.files["id/agenda.ics"]) if line.startswith("SUMMARY")]
    assert summary == r"SUMMARY;LANGUAGE=id:A & B\; C\, Ltd: C:\\temp"
    (description,) = [line for line in lines(site.files["id/agenda.ics"]) if line.startswith("DESCRIPTION;")]
    assert r"\nSatu: dua\nhttps://" in description
    assert str(entry(site)["SUMMARY"]) == title


@pytest.mark.parametrize(
    ("start", "end", "first", "after"),
    [
        ("2022-11-14", "2022-11-18", date(2022, 11, 14), date(2022, 11, 19)),
        ("2026-12-01", None, date(2026, 12, 1), date(2026, 12, 2)),
        ("2022-12-28", "2023-01-04", date(2022, 12, 28), date(2023, 1, 5)),
        ("2024-02-28", "2024-02-29", date(2024, 2, 28), date(2024, 3, 1)),
    ],
)
def test_the_end_of_whole_days_is_the_day_after_the_last(
    tmp_path: Path, start: str, end: str | None, first: date, after: date
) -> None:
    site = one_event(tmp_path, start=start, end=end)
    event = entry(site)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, after)
    assert f"DTSTART;VALUE=DATE:{first:%Y%m%d}" in lines(site.files["id/agenda.ics"])
    assert f"DTEND;VALUE=DATE:{after:%Y%m%d}" in lines(site.files["id/agenda.ics"])


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"time": "09.00–12.00"}, "20261201T020000Z", "20261201T050000Z"),
        (
            {"time": "09.00–12.00", "country": "MY", "city": "Kuala Lumpur", "timezone": "Asia/Kuala_Lumpur"},
            "20261201T010000Z",
            "20261201T040000Z",
        ),
        ({"time": "09.00–12.00", "timezone": "WIT"}, "20261201T000000Z", "20261201T030000Z"),
        ({"time": "06.00", "timezone": "WITA"}, "20261130T220000Z", None),
        ({"time": "09.00–selesai"}, "20261201T020000Z", None),
        ({"time": "22.00–02.00"}, "20261201T150000Z", "20261201T190000Z"),
        (
            {"time": "09.00–10.00", "start": "2026-07-01", "country": "NO", "timezone": "Europe/Oslo"},
            "20260701T070000Z",
            "20260701T080000Z",
        ),
    ],
)
def test_timed_events_stand_in_utc_without_a_zone(
    tmp_path: Path, fields: dict[str, Any], start: str, end: str | None
) -> None:
    text = lines(one_event(tmp_path, **fields).files["id/agenda.ics"])
    assert f"DTSTART:{start}" in text
    assert [line for line in text if line.startswith("DTEND")] == ([f"DTEND:{end}"] if end else [])
    assert not any("TZID" in line or "VTIMEZONE" in line for line in text)


def test_daily_times_of_several_days_make_whole_days_with_the_times_in_the_description(tmp_path: Path) -> None:
    event = entry(one_event(tmp_path, start="2026-12-01", end="2026-12-03", time="09.00–12.00"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 4))
    assert "09.00–12.00 WIB" in event["DESCRIPTION"]
    assert "1–3 Desember 2026" in event["DESCRIPTION"]


def test_local_time_and_zone_stand_in_the_description(tmp_path: Path) -> None:
    site = one_event(
        tmp_path, time="09.00–12.00", country="MY", city={"id": "Kuala Lumpur"}, timezone="Asia/Kuala_Lumpur"
    )
    assert "09.00–12.00 (UTC+8, Kuala Lumpur)" in entry(site)["DESCRIPTION"]
    assert "09:00–12:00 (UTC+8, Kuala Lumpur)" in entry(site, "en/events.ics")["DESCRIPTION"]


def test_each_session_is_an_entry_of_its_own(tmp_path: Path) -> None:
    site = one_event(
        tmp_path,
        start="2026-12-01",
        end="2026-12-02",
        sessions=[
            {"date": "2026-12-01", "time": "09.00–10.00", "title": {"id": "Pembukaan", "en": "Opening"}},
            {"date": "2026-12-02", "time": "13.00–15.00"},
        ],
    )
    first, second = entries(site, "en/events/2026/e.ics")
    assert (str(first["SUMMARY"]), str(second["SUMMARY"])) == ("Seminar (en): Opening", "Seminar (en)")
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (
        datetime(2026, 12, 1, 2, tzinfo=UTC),
        datetime(2026, 12, 1, 3, tzinfo=UTC),
    )
    assert second["DTSTART"].dt == datetime(2026, 12, 2, 6, tzinfo=UTC)
    assert first["UID"] != second["UID"]
    assert "1 December 2026" in first["DESCRIPTION"]
    assert "2 December 2026" not in first["DESCRIPTION"]


def test_the_description_of_a_session_tells_the_times_of_that_session(tmp_path: Path) -> None:
    sessions = [{"date": "2026-12-01", "time": "09.00–10.00"}, {"date": "2026-12-01", "time": "09.00–11.00"}]
    one, two = entries(one_event(tmp_path, sessions=sessions))
    assert "09.00–10.00" in one["DESCRIPTION"]
    assert "09.00–11.00" in two["DESCRIPTION"]


def test_the_stamp_is_in_utc_and_comes_from_the_content(tmp_path: Path) -> None:
    root = write_site(
        tmp_path,
        {"content/events/e.yaml": yaml.safe_dump({**DAY, "updated": "2026-10-05"}, allow_unicode=True)},
    )
    early, late = build(root, date(2026, 10, 6)), build(root, date(2027, 3, 1))
    assert "DTSTAMP:20261005T000000Z" in lines(early.files["id/agenda.ics"])
    assert "LAST-MODIFIED:20261005T000000Z" in lines(early.files["id/agenda.ics"])
    assert early.files["id/agenda.ics"] == late.files["id/agenda.ics"]


def test_an_event_that_nobody_dated_is_stamped_with_its_first_day_and_claims_no_revision(tmp_path: Path) -> None:
    text = lines(one_event(tmp_path).files["id/agenda.ics"])
    assert "DTSTAMP:20261201T000000Z" in text
    assert not any(line.startswith("LAST-MODIFIED") for line in text)


def uids(site: Built, name: str) -> list[str]:
    return [str(event["UID"]) for event in entries(site, name)]


def test_a_uid_outlives_a_move_of_the_site_and_a_new_slug(tmp_path: Path) -> None:
    before = one_event(tmp_path / "a")
    after = build_site(
        tmp_path / "b",
        {"content/events/e.yaml": yaml.safe_dump({**DAY, "slug": {"id": "lain", "en": "other"}})},
        base_url="https://baru.example.ac.id/kui/",
    )
    assert "id/agenda/2026/lain.ics" in after.files
    for name in ("id/agenda.ics", "en/events.ics"):
        assert uids(before, name) == uids(after, name)


def test_the_calendars_of_two_languages_have_different_uids_without_a_host(tmp_path: Path) -> None:
    site = one_event(tmp_path)
    (indonesian,), (english,) = uids(site, "id/agenda.ics"), uids(site, "en/events.ics")
    assert indonesian != english
    assert "example" not in indonesian + english
    assert uids(site, "id/agenda/2026/e.ics") == [indonesian]


@pytest.mark.parametrize(
    ("fields", "status", "sequence"),
    [
        ({}, "CONFIRMED", 0),
        ({"status": "tentative"}, "TENTATIVE", 0),
        ({"status": "cancelled"}, "CANCELLED", 1),
        ({"status": "postponed"}, "CANCELLED", 1),
        ({"status": "rescheduled", "previous_start": ["2026-11-01", "2026-11-15"]}, "CONFIRMED", 2),
        ({"revision": 3, "status": "cancelled"}, "CANCELLED", 4),
    ],
)
def test_status_and_sequence_tell_what_became_of_an_event(
    tmp_path: Path, fields: dict[str, Any], status: str, sequence: int
) -> None:
    event = entry(one_event(tmp_path, **fields))
    assert (str(event["STATUS"]), event["SEQUENCE"], str(event["TRANSP"])) == (status, sequence, "TRANSPARENT")


def test_a_cancelled_event_keeps_its_uid_and_its_address(tmp_path: Path) -> None:
    before, after = one_event(tmp_path / "a"), one_event(tmp_path / "b", status="cancelled")
    assert uids(before, "id/agenda.ics") == uids(after, "id/agenda.ics")
    assert before.files.keys() == after.files.keys()


def test_texts_say_their_language_also_where_they_fall_back(tmp_path: Path) -> None:
    site = one_event(tmp_path, title={"id": "Hari Batik"}, place={"id": "Aula"}, summary={"id": "Pameran batik."})
    event = entry(site, "en/events.ics")
    assert event["SUMMARY"].params["LANGUAGE"] == "id"
    assert event["LOCATION"].params["LANGUAGE"] == "id"
    assert entry(site)["SUMMARY"].params["LANGUAGE"] == "id"


@pytest.mark.parametrize("fields", [{"mode": "online", "city": None}, {"status": "moved_online"}])
def test_an_online_event_has_an_address_to_join_and_no_room(tmp_path: Path, fields: dict[str, Any]) -> None:
    site = one_event(tmp_path, place="Aula", url_online="https://zoom.example/j/1?a=1,2;b", **fields)
    text = lines(site.files["en/events.ics"])
    assert "CONFERENCE;VALUE=URI:https://zoom.example/j/1?a=1,2;b" in text
    assert not any(line.startswith("LOCATION") for line in text)
    assert "https://zoom.example/j/1?a=1,2;b" in str(entry(site, "en/events.ics")["DESCRIPTION"])


@pytest.mark.parametrize("fields", [{"start": "2027-05"}, {"start": None, "status": "tentative"}])
def test_an_event_without_a_day_has_no_calendar_and_no_link_to_one(tmp_path: Path, fields: dict[str, Any]) -> None:
    site = one_event(tmp_path, **fields)
    assert [name for name in site.files if name.endswith(".ics")] == []
    assert [name for name, data in site.files.items() if b".ics" in data] == []


def test_what_has_no_day_yet_is_left_out_of_the_calendar_of_all(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/events/e.yaml": yaml.safe_dump(DAY),
        "content/events/m.yaml": yaml.safe_dump({**DAY, "title": "Bulan", "start": "2027-05"}),
    }
    site = build_site(tmp_path, files)
    assert [str(event["SUMMARY"]) for event in entries(site)] == ["Seminar"]
    assert "id/agenda/2027/m.ics" not in site.files
    assert ".ics" not in site.pages["/id/agenda/2027/m/"].css_first("main").html  # type: ignore[union-attr, operator]


def test_the_calendar_of_all_says_its_name_its_source_and_how_often_to_look(tmp_path: Path) -> None:
    text = lines(one_event(tmp_path).files["en/events.ics"])
    assert text[:3] == ["BEGIN:VCALENDAR", "PRODID:-//sitegen//sitegen//EN", "VERSION:2.0"]
    for line in (
        "NAME:Events – International Office",
        "X-WR-CALNAME:Events – International Office",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "SOURCE:https://kui.example.ac.id/en/events.ics",
    ):
        assert line in text
    assert not any(line.startswith("METHOD") for line in text)


def test_an_all_day_entry_is_valid_by_the_library_and_links_to_its_page(tmp_path: Path) -> None:
    event = entry(one_event(tmp_path), "en/events.ics")
    assert str(event["URL"]) == "https://kui.example.ac.id/en/events/2026/e/"
    assert event.errors == []
