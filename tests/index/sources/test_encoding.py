"""Bytes to text: declared, marked, or guessed."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.encoding import decode

RUSSIAN = "Городской совет проголосовал в понедельник за строительство моста через реку. " * 3
GREEK = "Το δημοτικό συμβούλιο ψήφισε τη Δευτέρα για την κατασκευή γέφυρας στο ποτάμι. " * 3
JAPANESE = "市議会は月曜日、川に橋を架けることを決めた。工事は九月に始まる予定である。" * 3
KOREAN = "시의회는 월요일 강에 다리를 놓기로 결정했다. 공사는 구월에 시작될 예정이다. " * 3
CHINESE = "市议会星期一投票决定在河上修建一座桥。工程预计九月开始。" * 3
GERMAN = "Der Rat beschloß am Montag, für die Brücke über den Fluß größere Mittel zu gewähren. " * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "cp1252"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32-le"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (GREEK, "cp1253"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (KOREAN, "euc-kr"),
        (CHINESE, "gb2312"),
    ],
)
def test_undeclared(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_is_believed_before_a_header(mark: bytes, encoding: str) -> None:
    assert decode(mark + "Brücke".encode(encoding), "iso-8859-1") == "Brücke"


def test_labels_mean_what_browsers_take_them_to_mean() -> None:
    assert decode(b"\x93quoted\x94", "iso-8859-1") == "“quoted”"
    assert decode("元".encode("gb18030"), "gb2312") == "元"


@pytest.mark.parametrize(
    "label", ["nonsense", "zip", "hex", "rot13", "utf-7", "utf-16", "ascii", "\0"]
)
def test_a_declaration_that_is_none_or_does_not_fit_is_passed_over(label: str) -> None:
    assert decode(GERMAN.encode(), label) == GERMAN


def test_prolog_and_meta_are_read_in_markup_only() -> None:
    prolog = b'<?xml version="1.0" encoding="koi8-r"?><p>' + "мост".encode("koi8-r")
    meta = b"<meta http-equiv=c content='text/html; charset=koi8-r'>" + "мост".encode("koi8-r")
    assert decode(prolog, markup=True).endswith("мост")
    assert decode(meta, markup=True).endswith("мост")
    assert not decode(prolog).endswith("мост")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "x"]))
def test_any_bytes_give_a_text(data: bytes, label: str | None) -> None:
    assert isinstance(decode(data, label, markup=True), str)
