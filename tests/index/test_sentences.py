"""Where a sentence ends, and that no character of a text is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST_SENTENCE, sentence_spans, words


def split(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One here. Two there.", ["One here.", "Two there."]),
        ("Mr. Smith met Dr. Lee. They left.", ["Mr. Smith met Dr. Lee.", "They left."]),
        ("J. K. Rowling wrote it. Fans cheered.", ["J. K. Rowling wrote it.", "Fans cheered."]),
        ("The No. 5 team won. It was late.", ["The No. 5 team won.", "It was late."]),
        ("The U.S. Army left. He saw.", ["The U.S. Army left.", "He saw."]),
        ("It opens at 9 a.m. and shuts at 5 p.m.", ["It opens at 9 a.m. and shuts at 5 p.m."]),
        ('"Why?" she asked. "Because."', ['"Why?" she asked.', '"Because."']),
        ("He said “We go.” Then he went.", ["He said “We go.”", "Then he went."]),
        ("It rose 3.5 percent. Then 4.", ["It rose 3.5 percent.", "Then 4."]),
        ("A heading\nA body.", ["A heading", "A body."]),
        ("1. First point\n2. Second point", ["1. First point", "2. Second point"]),
        ("Apple Inc. The firm grew.", ["Apple Inc.", "The firm grew."]),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("東京です。次の文。", ["東京です。", "次の文。"]),
        ("tokenised text . Another one .", ["tokenised text .", "Another one ."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, sentences):
    assert split(text) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Die neuen Sätze gelten ab dem 12. Juni.",
        "Die nächste Entscheidung des Rates steht am 18. Juli an.",
        "Das Fest dauert vom 1. bis 3. März.",
        "Im 19. Jahrhundert war das anders.",
        "Bis zum 30. November und ab 12. August gilt das nicht.",
        "Sie tagten am 12./13. April und vom 3.–5. September.",
        "Freitag, 12. April 2024, war es warm.",
        "Er feierte seinen 80. Geburtstag im 3. Quartal.",
        "In der 3. Runde gewann der 1. FC Köln.",
        "Das 1. Tor fiel früh.",
        "Auf dem Programm steht das 2. Konzert.",
        "Der Gewinn stieg auf 1,2 Mrd. Euro.",
        "Elizabeth II. starb im September.",
        "König Charles III. (76) kam an.",
        "Jednání je 12. 6. 2024 v Praze.",
        "Jednání je 12. června v Praze.",
        "Mødet er den 12. juni i Aarhus.",
    ],
)
def test_an_ordinal_with_a_full_stop_ends_no_sentence(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It was 12.", "June was warm."),
        ("He came third of 12.", "August Wilson won."),
        ("The score was 3.", "May said so."),
        ("I am 31.", "August is my month."),
        ("I am 12.", "Mum is 40."),
        ("World War II.", "Germany surrendered."),
        ("Er starb 1945.", "Der Krieg war aus."),
        ("Die Sitzung ist am 12.", "Danach ist Pause."),
        ("Les dirigeants des 27.", "La Commission a dit non."),
        ("Fica para depois das 12.", "A reunião foi longa."),
    ],
)
def test_a_number_can_end_a_sentence(first, second):
    assert split(f"{first} {second}") == [first, second]


def test_a_text_without_full_stops_is_divided_at_its_marks():
    parts = split("alpha, " * 400)
    assert len(parts) > 1
    assert all(len(part) <= LONGEST_SENTENCE for part in parts)
    assert all(part.startswith("alpha") for part in parts)


@given(st.text(max_size=400), st.integers(0, 50), st.integers(0, 450))
def test_spans_hold_every_character_but_white_space_once_and_in_order(text, start, end):
    end = min(end, len(text))
    start = min(start, end)
    spans = sentence_spans(text, start, end)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text[start:end].split())


def test_words_keep_numbers_and_names_whole():
    assert words("The U.S. paid 1,204 for Mia’s owl.") == [
        "the", "u.s", "paid", "1,204", "for", "mia’s", "owl",
    ]  # fmt: skip
