from django.apps import AppConfig

from goldenthread.storage.standing import StandsFast


class CommitteeConfig(AppConfig):
    name = "goldenthread.committee"

    # What was signed is what was minuted: a later meeting corrects it beside, and never in its place.
    stands_fast = (
        StandsFast(model="Minute", state_field="state", state="signed", fields=("item", "words", "exempt_words")),
        StandsFast(
            model="Decision",
            state_field="state",
            state="signed",
            fields=(
                *("item", "number", "parent", "verb", "text", "reference", "moved_by", "seconded_by"),
                *("votes_for", "votes_against", "abstentions", "reasons", "alternatives"),
            ),
        ),
    )
