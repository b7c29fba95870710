"""Events: days, hours and zones, and each mistake at its place with its words."""

from __future__ import annotations

from datetime import date, time

import pytest

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.read.kinds.events import Event, Milestone, Participants, Registration, Session
from sitegen.read.record import Moment
from tests.read.kinds.items import found, read, record, said

LEAST = "title: Pelatihan KUI\nstart: 2022-11-14\n"
KEY = "2022-11-14-pelatihan-kui"
PATH = f"content/events/{KEY}.yaml"


def event(**files: str) -> Event:
    made = record("events", KEY, **files)
    assert isinstance(made, Event)
    return made


def problems(text: str) -> list[str]:
    return [told.removeprefix(f"{KEY}.yaml:") for told in found(read("events", KEY, yaml=text))]


def test_the_event_of_the_first_article() -> None:
    made = event(
        yaml="""
        title:
          id: Pelatihan Penguatan Kantor Urusan Internasional
          en: Training on Strengthening International Offices
        start: 2022-11-14
        end: 2022-11-18            # hari terakhir, ikut dihitung
        type: training
        mode: onsite
        city: Surabaya
        country: ID
        timezone: WIB
        host: its
        our_role: participant
        series: penguatan-kui
        program: its-ism
        topics: [strategy, mobility]
        participants:
          domestic: 20
          foreign: 11
          countries: [MY, VN, TH, PH, KH]
        """
    )
    assert (made.start, made.end) == (PartialDate(2022, 11, 14), PartialDate(2022, 11, 18))
    assert made.timezone == "Asia/Jakarta"
    assert made.participants == Participants(domestic=20, foreign=11, countries=("MY", "VN", "TH", "PH", "KH"))
    assert (made.keys("host"), made.keys("topics")) == (("its",), ("strategy", "mobility"))
    assert made.slugs == {"id": "pelatihan-kui", "en": "pelatihan-kui"}
    assert made.languages == ("id", "en")


def test_an_event_with_everything_else() -> None:
    made = event(
        yaml=LEAST
        + """
time: 09.00–12.00 WIB
sessions:
  - {date: 2022-11-14, time: "09.00", title: {id: Pembukaan, en: Opening}}
timeline:
  - {label: {id: Pendaftaran ditutup, en: Registration closes}, date: 2022-11-01}
place: {id: Gedung Rektorat, en: Rectorate}
url_online: https://zoom.us/j/1
registration: {url: https://forms.gle/x, deadline: 2022-11-01 16.00, quota: 30, fee: Gratis}
organizers: [its, Dinas Pendidikan]
audience: [student, Staff]
language: en
status: rescheduled
previous_start: [2022-10-14]
revision: 2
image: {src: kui.jpg, alt: Peserta pelatihan}
"""
    )
    assert made.times == ClockTimes(time(9), time(12), zone="Asia/Jakarta")
    assert made.sessions == (
        Session(day=date(2022, 11, 14), times=ClockTimes(time(9)), title={"id": "Pembukaan", "en": "Opening"}),
    )
    assert made.timeline == (
        Milestone(label={"id": "Pendaftaran ditutup", "en": "Registration closes"}, day=date(2022, 11, 1)),
    )
    assert made.venue == {"id": "Gedung Rektorat", "en": "Rectorate"}
    assert made.registration == Registration(
        url="https://forms.gle/x", deadline=Moment(date(2022, 11, 1), time(16)), quota=30, fee={"": "Gratis"}
    )
    assert (made.organizers, made.keys("organizers")) == (("Dinas Pendidikan",), ("its",))
    assert (made.audience, made.spoken) == (("student", "staff"), ("en",))
    assert (made.status, made.previous_start, made.revision) == ("rescheduled", (PartialDate(2022, 10, 14),), 2)
    assert made.image
    assert made.image.src == "content/events/kui.jpg"


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ("start: 2022-11-14", (2022, 11, 14), (2022, 11, 14)),
        ("mulai: 2022-11-14\nselesai: 2022-11-18", (2022, 11, 14), (2022, 11, 18)),
        ("start: 14–18 November 2022", (2022, 11, 14), (2022, 11, 18)),
        ("start: 28 Desember 2022 – 4 Januari 2023", (2022, 12, 28), (2023, 1, 4)),
        ("start: 2022-11", (2022, 11), (2022, 11)),
        ("start: 2022-11\nend: 2022-12", (2022, 11), (2022, 12)),
        ("start: 2022-11-14\nend: 2022-11", (2022, 11, 14), (2022, 11)),
    ],
)
def test_days(fields: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    made = event(yaml=f"title: Pelatihan\n{fields}")
    assert (made.start, made.end) == (PartialDate(*first), PartialDate(*last))


def test_only_a_tentative_event_may_leave_its_date_open() -> None:
    made = event(yaml="title: Pelatihan\nstatus: tentative")
    assert (made.start, made.end) == (None, None)
    assert problems("title: Pelatihan") == ["1:1 required"]


@pytest.mark.parametrize(
    ("fields", "zone"),
    [
        ("", "Asia/Jakarta"),
        ("timezone: wita", "Asia/Makassar"),
        ("time: 09.00 WIT", "Asia/Jayapura"),
        ("time: 09.00 WIB\ntimezone: Asia/Pontianak", "Asia/Pontianak"),
        ("country: MY\ntimezone: Asia/Kuala_Lumpur\ntime: 09.00", "Asia/Kuala_Lumpur"),
        ("country: ID", "Asia/Jakarta"),
    ],
)
def test_zone(fields: str, zone: str) -> None:
    assert event(yaml=LEAST + fields).timezone == zone


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("end: 2022-11-11", ["3:6 event-dates"]),
        ("end: 2023-11-18", ["3:6 long-event"]),
        ("country: MY", ["3:10 timezone-missing"]),
        ("country: MY\ntime: 09.00", ["3:10 timezone-missing"]),
        ("timezone: WITB", ["3:11 timezone"]),
        ("country: MY\ntimezone: Kuala Lumpur Raya Sekali", ["4:11 timezone"]),
        ("city: Pontianak\ntimezone: WIT", ["4:11 timezone-place"]),
        ("city: Denpasar\ntime: 09.00 WIT", ["4:7 timezone-place"]),
        ("city: Denpasar\ntime: 09.00", ["4:7 timezone-place"]),
        ("city: Kota Denpasar\ntime: 09.00", ["4:7 timezone-place"]),
        ("city: 'Kuta, Bali'\ntimezone: WIB", ["4:11 timezone-place"]),
        ("city: Denpasar", []),
        ("city: Denpasar\ntimezone: WITA", []),
        ("city: Dili\ncountry: TL\ntimezone: Asia/Dili", []),
        ("time: 09.00 WIB\ntimezone: WITA", ["3:7 facts-differ.zone"]),
        ("time: 09.00 WIB\nsessions: [{date: 2022-11-14, time: 09.00 WITA}]", ["4:11 facts-differ.zone"]),
        ("time: jam sembilan", ["3:7 time-format"]),
        ("sessions: [{time: '09.00'}]", ["3:12 required.inside"]),
        (
            "sessions: [{date: 2022-11-31, time: '09.00', jam: 9}]",
            ["3:19 date-impossible.day", "3:46 unknown-field.few"],
        ),
        ("mode: hibrid", ["3:7 choice.near"]),
        ("audience: [student, semua]", ["3:21 choice"]),
        ("participants: {domestic: dua puluh}", ["3:26 value-type.number"]),
        ("participants: 31", ["3:15 value-type.mapping"]),
        ("registration: {url: forms.gle/x}", ["3:21 address.scheme"]),
        ("registration: {deadline: 03/04/2022}", ["3:26 date-ambiguous"]),
        ("image: kui.jpg", ["3:8 alt-missing.field", "3:8 alt-missing.field"]),
        ("image: {src: kui.jpg, alt: {id: Peserta}}", ["3:14 alt-missing.field"]),
        ("host: ITS Surabaya", ["3:7 key.near"]),
        ("host: [its]", ["3:7 value-type.text-list"]),
        ("titel: Pelatihan", ["3:1 unknown-field.near"]),
    ],
)
def test_mistakes(more: str, expected: list[str]) -> None:
    assert problems(LEAST + more) == expected


def test_an_end_that_is_not_that_of_the_range_differs() -> None:
    told = problems("title: Pelatihan\nstart: 14–18 November 2022\nend: 2022-11-19")
    assert told == ["2:8 date-read.range", "3:6 facts-differ.end"]


def test_texts_of_a_language_file_join_those_of_the_facts() -> None:
    made = event(
        yaml="title: {id: Pelatihan KUI}\nstart: 2022-11-14\nregistration: {quota: 30}",
        en="title: KUI Training\nslug: kui-training\nregistration: {fee: Free}",
    )
    assert made.title == {"id": "Pelatihan KUI", "en": "KUI Training"}
    assert made.slugs == {"id": "pelatihan-kui", "en": "kui-training"}
    assert made.registration == Registration(quota=30, fee={"en": "Free"})
    assert list(made.prose) == ["en"]


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        (
            "end: 2022-11-11",
            "id",
            "3:6: error: Tanggal selesai (2022-11-11) sebelum tanggal mulai (2022-11-14). [event-dates]\n"
            "    Periksa kedua tanggalnya; mungkin tertukar, atau tahunnya salah.",
        ),
        (
            "end: 2022-11-11",
            "en",
            "3:6: error: The last day (2022-11-11) is before the first day (2022-11-14). [event-dates]\n"
            "    Check both dates; they may be swapped, or a year is wrong.",
        ),
        (
            "end: 2023-11-18",
            "id",
            "3:6: warning: Kegiatan berlangsung 370 hari? [long-event]\n    Periksa tahunnya.",
        ),
        (
            "end: 2023-11-18",
            "en",
            "3:6: warning: Does the event last 370 days? [long-event]\n    Check the year.",
        ),
        (
            "country: MY",
            "id",
            '3:10: error: Kegiatan di Malaysia perlu "timezone". [timezone-missing]\n'
            "    Tulis zona waktu setempat, misalnya timezone: Asia/Kuala_Lumpur",
        ),
        (
            "country: KH",
            "en",
            '3:10: error: An event in Cambodia needs "timezone". [timezone-missing]\n'
            "    Write the local time zone, for example timezone: Asia/Phnom_Penh",
        ),
        (
            "city: Banjarmasin\ntimezone: WIT",
            "id",
            "4:11: warning: Banjarmasin memakai WITA, bukan WIT. [timezone-place]\n"
            "    Tulis timezone: WITA, atau periksa kotanya.",
        ),
        (
            "city: Banjarmasin\ntimezone: WIT",
            "en",
            "4:11: warning: Banjarmasin is in WITA, not WIT. [timezone-place]\n"
            "    Write timezone: WITA, or check the city.",
        ),
    ],
)
def test_words(text: str, lang: str, words: str) -> None:
    assert said(read("events", KEY, yaml=LEAST + text), lang) == [f"{PATH}:{words}"]
