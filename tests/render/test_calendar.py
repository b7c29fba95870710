"""The calendars as calendar programs read them (RFC 5545), and byte for byte where programs are known to be strict."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.build_site import Built, build_site

LONG = "Đại học Quốc gia Hà Nội, សាកលវិទ្យាល័យភូមិន្ទភ្នំពេញ; pelatihan bersama \\ kantor urusan internasional se-ASEAN: hari 1"
EVENTS = {
    "2022-11-14-kui": f"title: {{id: '{LONG}', en: Training}}\nstart: 2022-11-14\nend: 2022-11-18\nupdated: 2022-11-20\n"
    "place: 'Gedung A; lantai 2, sayap barat'\ncity: Surabaya\n",
    "sehari": "title: Sehari\nstart: 2027-01-08\n",
    "pagi": "title: Pagi\nstart: 2027-02-01\ntime: 09.00–12.00 WIB\n",
    "kl": "title: KL\nstart: 2027-02-02\ntime: 09.00–10.30\ntimezone: Asia/Kuala_Lumpur\ncountry: MY\ncity: Kuala Lumpur\n",
    "selesai": "title: Selesai\nstart: 2027-02-03\ntime: 19.00–selesai\n",
    "malam": "title: Malam\nstart: 2027-02-04\ntime: 22.00–01.00\n",
    "harian": "title: Harian\nstart: 2027-03-01\nend: 2027-03-03\ntime: 09.00–15.00\n",
    "sesi": "title: Sesi\nstart: 2027-04-01\nend: 2027-04-02\nsessions:\n"
    "  - {date: 2027-04-01, time: 09.00–10.00, title: Pembukaan}\n  - {date: 2027-04-02, time: 13.00–14.00, title: Penutup}\n",
    "batal": "title: Batal\nstart: 2027-05-01\nstatus: cancelled\n",
    "tunda": "title: Tunda\nstart: 2027-05-02\nstatus: postponed\n",
    "geser": "title: Geser\nstart: 2027-05-03\nstatus: rescheduled\nprevious_start: [2027-04-20]\nrevision: 1\n",
    "raba": "title: Raba\nstart: 2027-06-01\nstatus: tentative\n",
    "bulan": "title: Bulan\nstart: 2027-07\nstatus: tentative\n",
}
SITE: dict[str, str | bytes] = {f"content/events/{key}.yaml": text for key, text in EVENTS.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_site(tmp_path_factory.mktemp("site"), SITE)
    assert not [problem for problem in built.problems if problem.severity == "error"]
    return built


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def one(site: Built, key: str, year: int, lang: str = "id") -> Any:
    folder = {"id": "agenda", "en": "events"}[lang]
    (event,) = events(site.files[f"{lang}/{folder}/{year}/{key}.ics"])
    return event


def calendars(site: Built) -> dict[str, bytes]:
    return {name: data for name, data in site.files.items() if name.endswith(".ics")}


def test_lines_end_with_crlf_and_are_folded_at_75_octets_between_characters(site: Built) -> None:
    """RFC 5545 3.1; a program that counts characters instead makes others ignore the whole file."""
    for name, data in calendars(site).items():
        lines = data.split(b"\r\n")
        assert lines.pop() == b"", name
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        assert all(line.decode() for line in lines)  # no fold inside a character
    assert any(line.startswith(b" ") for line in site.files["id/agenda/2022/kui.ics"].split(b"\r\n"))


def test_text_is_escaped_and_a_colon_is_not(site: Built) -> None:
    """RFC 5545 3.3.11."""
    unfolded = site.files["id/agenda/2022/kui.ics"].replace(b"\r\n ", b"").decode()
    assert "Hà Nội\\, សាកល" in unfolded
    assert "ភ្នំពេញ\\; pelatihan bersama \\\\ kantor" in unfolded
    assert "se-ASEAN: hari 1" in unfolded
    assert str(one(site, "kui", 2022)["summary"]) == LONG
    assert str(one(site, "kui", 2022)["location"]) == "Gedung A; lantai 2, sayap barat, Surabaya"


def test_the_end_of_whole_days_is_exclusive(site: Built) -> None:
    """RFC 5545 3.6.1."""
    raw = site.files["id/agenda/2022/kui.ics"]
    assert b"DTSTART;VALUE=DATE:20221114\r\n" in raw
    assert b"DTEND;VALUE=DATE:20221119\r\n" in raw
    single = one(site, "sehari", 2027)
    assert (single["dtstart"].dt, single["dtend"].dt) == (date(2027, 1, 8), date(2027, 1, 9))


def test_times_are_in_utc(site: Built) -> None:
    assert b"DTSTART:20270201T020000Z\r\nDTEND:20270201T050000Z\r\n" in site.files["id/agenda/2027/pagi.ics"]
    assert b"DTSTART:20270202T010000Z\r\nDTEND:20270202T023000Z\r\n" in site.files["id/agenda/2027/kl.ics"]
    assert all(b"TZID" not in data for data in calendars(site).values())


def test_a_night_ends_on_the_next_day_and_an_open_end_has_no_end(site: Built) -> None:
    night = one(site, "malam", 2027)
    assert (night["dtstart"].dt, night["dtend"].dt) == (
        datetime(2027, 2, 4, 15, tzinfo=UTC),
        datetime(2027, 2, 4, 18, tzinfo=UTC),
    )
    assert "dtend" not in one(site, "selesai", 2027)


def test_daily_times_over_several_days_are_whole_days_with_the_times_in_words(site: Built) -> None:
    event = one(site, "harian", 2027)
    assert event["dtend"].dt == date(2027, 3, 4)
    assert str(event["description"]).startswith("Waktu: 1–3 Maret 2027, 09.00–15.00 WIB\n")


def test_sessions_are_entries_of_their_own(site: Built) -> None:
    first, last = events(site.files["id/agenda/2027/sesi.ics"])
    assert [str(each["summary"]) for each in (first, last)] == ["Sesi: Pembukaan", "Sesi: Penutup"]
    assert last["dtstart"].dt == datetime(2027, 4, 2, 6, tzinfo=UTC)
    assert first["uid"] != last["uid"]


def test_the_stamp_is_when_the_event_was_revised_never_the_time_of_the_build(site: Built) -> None:
    """RFC 5545 3.8.7.2."""
    assert one(site, "kui", 2022)["dtstamp"].dt == datetime(2022, 11, 20, tzinfo=UTC)
    assert one(site, "sehari", 2027)["dtstamp"].dt == datetime(2027, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "status", "sequence"),
    [
        ("sehari", "CONFIRMED", 0),
        ("batal", "CANCELLED", 1),
        ("tunda", "CANCELLED", 1),
        ("geser", "CONFIRMED", 2),
        ("raba", "TENTATIVE", 0),
    ],
)
def test_status_and_sequence_say_what_became_of_an_event(site: Built, key: str, status: str, sequence: int) -> None:
    event = one(site, key, 2027)
    assert (str(event["status"]), event["sequence"]) == (status, sequence)


def test_no_event_blocks_a_subscriber_s_day(site: Built) -> None:
    assert {str(event["transp"]) for data in calendars(site).values() for event in events(data)} == {"TRANSPARENT"}


def test_each_language_has_its_own_calendar_uid_and_language(site: Built) -> None:
    indonesian, english = one(site, "kui", 2022), one(site, "kui", 2022, "en")
    assert indonesian["uid"] != english["uid"]
    assert indonesian["summary"].params["LANGUAGE"] == "id"
    assert (str(english["summary"]), english["summary"].params["LANGUAGE"]) == ("Training", "en")
    assert site.files["id/agenda.ics"].count(b"SUMMARY") == len(events(site.files["id/agenda.ics"]))


def test_the_calendar_of_all_holds_every_event_with_a_day(site: Built) -> None:
    for name in ("id/agenda.ics", "en/events.ics"):
        titles = [str(event["summary"]) for event in events(site.files[name])]
        assert len(titles) == 13
        assert "Bulan" not in titles
    assert "id/agenda/2027/bulan.ics" not in site.files


def test_a_subscriber_is_told_the_name_and_how_often_to_look(site: Built) -> None:
    """RFC 7986 5.1, 5.7."""
    raw = site.files["en/events.ics"]
    assert b"NAME:Events \xe2\x80\x93 International Office\r\n" in raw
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in raw
    assert re.search(rb"^PRODID:.+\r\nVERSION:2.0\r\n", raw, re.MULTILINE)


def test_a_new_domain_or_slug_makes_no_event_new(site: Built, tmp_path: Path) -> None:
    """RFC 7986 5.3: a UID is persistent, and says nothing of the host."""
    moved = SITE | {"content/events/sehari.id.md": "---\nslug: satu-hari\n---\n\nKata.\n"}
    other = build_site(tmp_path, moved, base_url="https://international.example.org/")
    uids = [sorted(str(event["uid"]) for event in events(each.files["id/agenda.ics"])) for each in (site, other)]
    assert uids[0] == uids[1]
    assert not any("example" in uid for uid in uids[0])


def test_a_site_without_events_has_no_calendar_and_no_link_to_one(tmp_path: Path) -> None:
    """RFC 5545 3.6: a calendar has at least one component."""
    site = build_site(tmp_path, {"content/events/bulan.yaml": EVENTS["bulan"]})
    assert calendars(site) == {}
    assert not any(b".ics" in data for data in site.files.values())
