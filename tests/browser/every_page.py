"""Every page in every state: those of each part of the product together."""

from tests.browser.pages import MAIN as MAIN_OF_ALL
from tests.browser.pages import STATES as STATES_OF_ALL
from tests.browser.pages_of_quarters import MAIN_OF_QUARTERS, QUARTER_STATES
from tests.browser.pages_of_reports import MAIN_OF_REPORTS, REPORT_STATES
from tests.browser.pages_of_returns import MAIN_OF_RETURNS, RETURN_STATES
from tests.browser.pages_of_running import MAIN_OF_RUNNING, RUNNING_STATES

STATES = (*STATES_OF_ALL, *RETURN_STATES, *QUARTER_STATES, *RUNNING_STATES, *REPORT_STATES)
MAIN = (*MAIN_OF_ALL, *MAIN_OF_RETURNS, *MAIN_OF_QUARTERS, *MAIN_OF_RUNNING, *MAIN_OF_REPORTS)
