from qa.ui.talk.suggested import Suggested, unheard


def test_what_was_suggested_before_a_turn_is_known_in_its_conversation_alone():
    suggested = Suggested().also("a", 0, ["Who?"]).also("a", 1, ["When?", "Where?"])
    assert suggested.before("a", 0) == []
    assert suggested.before("a", 1) == ["Who?"]
    assert suggested.before("a", 2) == ["Who?", "When?", "Where?"]
    assert suggested.before("b", 2) == []


def test_a_question_that_is_asked_anew_forgets_what_followed_it():
    suggested = Suggested().also("a", 0, ["Who?"]).also("a", 1, ["When?"]).also("a", 0, ["Why?"])
    assert suggested.before("a", 2) == ["Why?"]


def test_another_conversation_begins_with_nothing():
    assert Suggested().also("a", 0, ["Who?"]).also("b", 1, ["When?"]).before("b", 2) == ["When?"]


def test_a_question_is_known_in_any_case_and_spacing():
    assert unheard(["WHO  signed ?", "Who signed it?"], ["Who signed?"]) == ["Who signed it?"]
