"""The small parts of every view."""

from handlers.views.texts import button, escape, in_bold


def test_user_text_can_neither_mention_nor_link_nor_hide_its_direction() -> None:
    assert (
        escape("<!here> & <https://evil.example|this>\u202e") == "&lt;!here&gt; &amp; &lt;https://evil.example|this&gt;"
    )


def test_an_asterisk_in_a_title_does_not_end_its_bold() -> None:
    assert in_bold("Fewer *returns* <!here>") == "Fewer \u2217returns\u2217 &lt;!here&gt;"


def test_a_spoken_name_is_cut_where_slack_would_refuse_it() -> None:
    assert len(button("Open", "open", says="Open " + "x" * 100)["accessibility_label"]) == 75
