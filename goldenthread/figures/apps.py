from django.apps import AppConfig

from goldenthread.storage.standing import StandsFast


class FiguresConfig(AppConfig):
    name = "goldenthread.figures"

    # Every input of a frozen figure's rating, and the rating itself. A new version begins with `reopen`.
    stands_fast = (
        StandsFast(
            model="Figure",
            state_field="state",
            state="frozen",
            fields=(
                "round",
                "measure",
                "service",
                "policy",
                "own_policy",
                "terms",
                "earlier_terms",
                "value",
                "words",
                "comparators",
                "rating",
                "status",
                "reason",
                "beside",
                "override",
            ),
        ),
    )
