"""Partners: names in several scripts, and each mistake at its place with its words."""

from __future__ import annotations

import unicodedata

import pytest

from sitegen.base.dates import PartialDate
from sitegen.read.kinds.partners import Contact, FormerName, LocalName, Partner
from sitegen.read.record import Picture
from tests.read.kinds.items import found, read, record, said

LEAST = "name: Universiti Malaysia Pahang Al-Sultan Abdullah\nkind: university\ncountry: MY\n"
PATH = "content/partners/umpsa.yaml"


def partner(text: str) -> Partner:
    made = record("partners", "umpsa", yaml=text)
    assert isinstance(made, Partner)
    return made


def problems(text: str) -> list[str]:
    return [told.removeprefix("umpsa.yaml:") for told in found(read("partners", "umpsa", yaml=text))]


def test_a_partner_with_everything() -> None:
    made = partner("""
        id: umpsa
        name:
          official: Universiti Malaysia Pahang Al-Sultan Abdullah
          lang: ms
          en: Al-Sultan Abdullah University
          local: {text: جامعة السلطان عبد الله, lang: ar}
        short: UMPSA
        aliases: [UMP, /id/mitra/ump/]
        former_names:
          - {name: KUKTEM, until: 2006}
          - {name: UMP, until: 2023-07}
        successor: baru
        predecessors: [lama]
        kind: University
        country: my
        city: Pekan
        geo: {lat: 3.5436, lon: 103.4281}
        website: {id: https://www.umpsa.edu.my/my, en: https://www.umpsa.edu.my/en}
        logo: umpsa.svg
        ids: {ror: 01704wp68, schac: umpsa.edu.my, isni: 0000 0001 2294 1395, wikidata: Q1065414, erasmus: N OSLO01}
        units: [teknik]
        fields: ["0311", "0710"]
        contact: {office: {en: IRO Office}, email: io@umpsa.edu.my, person: Dr. Ali, consent: ya}
        factsheet: {url: https://www.umpsa.edu.my/fs.pdf, lang: en}
        since: 2016
        summary: {en: A partner.}
        status: active
    """)
    assert made.title == {
        "en": "Al-Sultan Abdullah University",
        "": "Universiti Malaysia Pahang Al-Sultan Abdullah",
    }
    assert (made.official, made.official_lang) == ("Universiti Malaysia Pahang Al-Sultan Abdullah", "ms")
    assert made.local == LocalName("جامعة السلطان عبد الله", "ar", "rtl")
    assert (made.other_names, made.redirects) == (("UMP",), ("/id/mitra/ump/",))
    assert made.former_names == (
        FormerName("KUKTEM", PartialDate(2006)),
        FormerName("UMP", PartialDate(2023, 7)),
    )
    assert (made.keys("successor"), made.keys("predecessors")) == (("baru",), ("lama",))
    assert (made.type, made.country, made.geo) == ("university", "MY", (3.5436, 103.4281))
    assert made.ids == {
        "ror": "https://ror.org/01704wp68",
        "schac": "umpsa.edu.my",
        "wikidata": "Q1065414",
        "isni": "0000000122941395",
        "erasmus": "N OSLO01",
    }
    assert made.logo == Picture(src="content/partners/umpsa.svg", alt={})
    assert made.contact == Contact(office={"en": "IRO Office"}, email="io@umpsa.edu.my", person="Dr. Ali")
    assert made.factsheet == ("https://www.umpsa.edu.my/fs.pdf", "en")
    assert (made.since, made.fields) == (PartialDate(2016), ("0311", "0710"))


def test_one_string_is_the_official_name_in_all_languages() -> None:
    made = partner(LEAST)
    assert made.title == {"": "Universiti Malaysia Pahang Al-Sultan Abdullah"}
    assert made.official == "Universiti Malaysia Pahang Al-Sultan Abdullah"


def test_an_official_name_in_its_own_script_is_the_local_name() -> None:
    made = partner("""
        name: {official: សាកលវិទ្យាល័យភូមិន្ទភ្នំពេញ, lang: km, en: Royal University of Phnom Penh}
        kind: university
        country: KH
    """)
    assert made.local == LocalName("សាកលវិទ្យាល័យភូមិន្ទភ្នំពេញ", "km", "ltr")
    assert made.named == "Royal University of Phnom Penh"
    assert "" not in made.title


def test_a_name_is_in_nfc_whatever_the_keyboard() -> None:
    decomposed = unicodedata.normalize("NFD", "Đại học Quốc gia Hà Nội")
    assert partner(f"name: {decomposed}\nkind: university\ncountry: VN").named == "Đại học Quốc gia Hà Nội"


def test_nopember_in_a_name_is_never_corrected() -> None:
    assert partner("name: Institut Teknologi Sepuluh Nopember\nkind: institute\ncountry: ID").named == (
        "Institut Teknologi Sepuluh Nopember"
    )


def test_norway_is_a_country() -> None:
    assert partner("name: Universitetet i Oslo\nkind: university\ncountry: NO").country == "NO"


def test_only_a_network_has_no_country() -> None:
    assert partner("name: ASEAN University Network\nkind: network").country is None
    assert problems("name: Universitas A\nkind: university") == ["1:1 required"]


def test_a_person_who_did_not_agree_is_not_kept() -> None:
    outcome = read("partners", "umpsa", yaml=LEAST + "contact: {person: Ali bin Ahmad, office: IRO}")
    assert found(outcome) == ["umpsa.yaml:4:19 personal-data.person"]
    assert "Ali" not in repr(outcome.record)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("ids: {ror: https://ror.org/abc}", ["4:12 identifier"]),
        ("ids: {isni: 0000 0001 2294 1396}", ["4:13 identifier.check"]),
        ("ids: {schac: https://umpsa.edu.my}", ["4:14 identifier"]),
        ("ids: {wikidta: Q1}", ["4:7 unknown-field.near"]),
        ("fields: [311]", ["4:10 identifier.isced"]),
        ("fields: [engineering]", ["4:10 identifier"]),
        ("website: www.umpsa.edu.my", ["4:10 address.scheme"]),
        ("website: http://www.umpsa.edu.my", ["4:10 address.https"]),
        ("website: https://umpsa", ["4:10 address"]),
        ("website: https://user@umpsa.edu.my/", ["4:10 address"]),
        ("website: io@umpsa.edu.my", ["4:10 address.mail"]),
        ("geo: {lat: 93.5, lon: 103.4}", ["4:12 value-type.decimal"]),
        ('geo: {lat: "3,5", lon: 103.4}', ["4:12 value-type.decimal"]),
        ("geo: {lat: 3.5}", ["4:6 required.inside"]),
        ("geo: 3.5", ["4:6 value-type.mapping"]),
        ("contact: {email: io at umpsa}", ["4:18 address.email"]),
        ("contact: {email: umpsa@gmail.com}", ["4:18 personal-data.mail"]),
        ("contact: {office: IRO 0812-3456-7890}", ["4:19 personal-data.phone"]),
        ("contact: {office: IRO (0561) 736180}", []),
        ("summary: {id: Hubungi +62 812 3456 7890}", ["4:15 personal-data.phone"]),
        ("aliases: UMP, Universiti Malaysia Pahang", ["4:10 value-type.list"]),
        ("aliases: [/../x]", ["4:11 address.former"]),
        ("id: umpsa2", ["4:5 key.differs"]),
        ("status: closd", ["4:9 choice.near"]),
        ("since: 16", ["4:8 date-format"]),
        ("predecessors: [UMP]", ["4:16 key.near"]),
        ("former_names: [{name: KUKTEM, until: belum}]", ["4:38 date-format"]),
        ("factsheet: {lang: en}", ["4:12 required.inside"]),
        ("logo: https://umpsa.edu.my/logo.png", ["4:7 address.file"]),
    ],
)
def test_mistakes(more: str, expected: list[str]) -> None:
    assert problems(LEAST + more) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("[UMP, UMPSA]", "1:7 value-type.mapping"),
        ("{lang: ms}", "1:7 required.inside"),
        ("{official: [UMP]}", "1:18 value-type.mapping"),
        ("{local: {text: สถาบัน}, en: A}", "1:15 required.inside"),
        ("", "1:1 required"),
    ],
)
def test_names_that_are_none(name: str, expected: str) -> None:
    assert problems(f"name: {name}\nkind: university\ncountry: MY") == [expected]


def test_a_wrong_identifier_is_not_kept() -> None:
    outcome = read("partners", "umpsa", yaml=LEAST + "ids: {ror: https://ror.org/abc, schac: umpsa.edu.my}")
    assert isinstance(outcome.record, Partner)
    assert outcome.record.ids == {"schac": "umpsa.edu.my"}


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        ("id", 'isced "311" harus 4 angka; yang ini diabaikan.', 'Tulis "0311".'),
        ("en", 'isced "311" must have 4 digits; this one is ignored.', 'Write "0311".'),
    ],
)
def test_words_of_a_field_of_study_without_its_zero(lang: str, message: str, hint: str) -> None:
    outcome = read("partners", "umpsa", yaml=LEAST + "fields: [311]")
    assert said(outcome, lang) == [f"{PATH}:4:10: warning: {message} [identifier]\n    {hint}"]


def test_a_text_that_stands_for_a_mapping_is_told_by_the_name_that_was_written() -> None:
    (problem,) = read("partners", "umpsa", yaml=LEAST + "logo: https://umpsa.edu.my/logo.png").problems
    assert dict(problem.facts)["field"] == "logo"


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        ("id", 'country "Philipina" bukan kode negara.', "Maksudnya PH (Filipina)?"),
        ("en", 'country "Philipina" is not a country code.', "Did you mean PH (Philippines)?"),
    ],
)
def test_words_of_a_country_by_name(lang: str, message: str, hint: str) -> None:
    outcome = read("partners", "umpsa", yaml=LEAST.replace("MY", "Philipina"))
    assert said(outcome, lang) == [f"{PATH}:3:10: error: {message} [country]\n    {hint}"]


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        (
            "id",
            'Nama "สถาบันเทคโนโลยี" belum punya bentuk huruf Latin.',
            'Tambahkan nama dengan huruf Latin pada "id" atau "en", misalnya en: Royal University of Phnom Penh',
        ),
        (
            "en",
            'The name "สถาบันเทคโนโลยี" has no form in Latin letters yet.',
            'Add a name in Latin letters under "id" or "en", for example en: Royal University of Phnom Penh',
        ),
    ],
)
@pytest.mark.parametrize("name", ["สถาบันเทคโนโลยี", "{local: {text: สถาบันเทคโนโลยี, lang: th}}"])
def test_words_of_a_name_in_a_local_script_only(name: str, lang: str, message: str, hint: str) -> None:
    outcome = read("partners", "umpsa", yaml=f"name: {name}\nkind: university\ncountry: TH")
    assert said(outcome, lang) == [f"{PATH}:1:7: error: {message} [latin-name]\n    {hint}"]


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        ("id", 'id "UMPSA" tidak sama dengan nama berkasnya, "umpsa".', 'Hapus "id", atau tulis id: umpsa'),
        ("en", 'id "UMPSA" is not the name of its file, "umpsa".', 'Delete "id", or write id: umpsa'),
    ],
)
def test_words_of_an_id_that_is_not_the_key(lang: str, message: str, hint: str) -> None:
    outcome = read("partners", "umpsa", yaml=LEAST + 'id: "UMPSA"')
    assert said(outcome, lang) == [f"{PATH}:4:5: error: {message} [key]\n    {hint}"]
