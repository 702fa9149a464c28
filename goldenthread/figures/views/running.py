"""The addresses of running a round: its board, each figure as it stands, sign-off and clearance."""

from django.urls import path

from goldenthread.figures.views import board, clearing, looking, opening, refreshing, restating, signing
from goldenthread.partnership.access import needs
from goldenthread.partnership.permissions import Permission

_runs = needs(Permission.OPEN_ROUNDS)
# Whether there is such a figure is not told to whoever may not see it.
_sees = needs(Permission.READ_FIGURES_IN_PROGRESS, hidden=True)
_signs, _clears = needs(Permission.SIGN_OFF_FIGURES), needs(Permission.CLEAR_FIGURES)
_FIGURE = "rounds/figures/<int:figure_id>"

urlpatterns = [
    path("rounds", _runs(board.rounds_page), name="rounds"),
    path(_FIGURE, _sees(looking.look_page), name="look"),
    path(f"{_FIGURE}/query", _sees(looking.query_page), name="query"),
    path(f"{_FIGURE}/reopen", _sees(looking.reopen_page), name="reopen"),
    path(f"{_FIGURE}/words", _sees(looking.words_page), name="words"),
    path(f"{_FIGURE}/withhold", _sees(looking.withhold_page), name="withhold"),
    path(f"{_FIGURE}/judge", _sees(looking.judge_page), name="judge"),
    path(f"{_FIGURE}/restate", _sees(restating.restate_page), name="restate"),
    path(f"{_FIGURE}/send", _sees(looking.send), name="send-one"),
    path(f"{_FIGURE}/sign-off", _sees(looking.sign_off), name="sign-off-one"),
    path("rounds/open", _runs(opening.open_page), name="open-round"),
    path("rounds/<slug:period>", _runs(board.board_page), name="board"),
    path("rounds/<slug:period>/send", _runs(board.send_for_sign_off), name="send"),
    path("rounds/<slug:period>/freeze", _runs(board.freeze_page), name="freeze"),
    path("rounds/<slug:period>/meeting", _runs(opening.meeting_page), name="meeting"),
    path("rounds/<slug:period>/refresh", _runs(refreshing.refresh_page), name="refresh"),
    path("rounds/<slug:period>/chase", _runs(opening.chase_page), name="chase"),
    path("sign-off", _signs(signing.sign_off_page), name="sign-off"),
    path("sign-off/together", _signs(signing.sign_off_together), name="sign-off-together"),
    path("clearances", _clears(clearing.clearances_page), name="clearances"),
    path("clearances/<slug:period>/<slug:council>", _clears(clearing.clear_page), name="clear"),
]
