from qa.ui.conversations.listing import removed_html
from tests.qa.ui.parsed import Parsed


def test_who_removes_a_conversation_is_told_how_long_that_can_be_undone():
    line = Parsed(removed_html("id", "The <pact>"))
    assert line.text.startswith("Removed The <pact>. Undo")
    assert "for an hour, then it is deleted" in line.text
