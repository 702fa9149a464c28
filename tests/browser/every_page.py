"""Every page in every state: those of each part of the product together."""

from tests.browser.pages import MAIN as MAIN_OF_ALL
from tests.browser.pages import STATES as STATES_OF_ALL
from tests.browser.pages_of_committee import COMMITTEE_STATES, MAIN_OF_COMMITTEE
from tests.browser.pages_of_evidence import EVIDENCE_STATES, MAIN_OF_EVIDENCE
from tests.browser.pages_of_explained import EXPLAINED_STATES, MAIN_OF_EXPLAINED
from tests.browser.pages_of_log import LOG_STATES, MAIN_OF_LOG
from tests.browser.pages_of_papers import PAPER_STATES
from tests.browser.pages_of_partnership import MAIN_OF_PARTNERSHIP, PARTNERSHIP_STATES
from tests.browser.pages_of_pending import PENDING_STATES
from tests.browser.pages_of_people import MAIN_OF_PEOPLE, PEOPLE_STATES
from tests.browser.pages_of_plans import MAIN_OF_PLANS, PLAN_STATES
from tests.browser.pages_of_priorities import PRIORITY_STATES
from tests.browser.pages_of_promises import MAIN_OF_PROMISES, PROMISE_STATES
from tests.browser.pages_of_quarters import MAIN_OF_QUARTERS, QUARTER_STATES
from tests.browser.pages_of_record import MAIN_OF_RECORD, RECORD_STATES
from tests.browser.pages_of_register import MAIN_OF_REGISTER, REGISTER_STATES
from tests.browser.pages_of_reports import MAIN_OF_REPORTS, REPORT_STATES
from tests.browser.pages_of_requests import MAIN_OF_REQUESTS, REQUEST_STATES
from tests.browser.pages_of_returns import MAIN_OF_RETURNS, RETURN_STATES
from tests.browser.pages_of_rounds import MAIN_OF_ROUNDS, ROUND_STATES
from tests.browser.pages_of_running import MAIN_OF_RUNNING, RUNNING_STATES
from tests.browser.pages_of_service_plans import SERVICE_PLAN_STATES
from tests.browser.pages_of_thread import MAIN_OF_THREAD, THREAD_STATES
from tests.browser.pages_of_years import MAIN_OF_YEARS, YEAR_STATES

STATES = (
    *STATES_OF_ALL,
    *RETURN_STATES,
    *QUARTER_STATES,
    *RUNNING_STATES,
    *REPORT_STATES,
    *ROUND_STATES,
    *YEAR_STATES,
    *REGISTER_STATES,
    *PARTNERSHIP_STATES,
    *LOG_STATES,
    *EVIDENCE_STATES,
    *EXPLAINED_STATES,
    *PROMISE_STATES,
    *PEOPLE_STATES,
    *COMMITTEE_STATES,
    *PAPER_STATES,
    *PENDING_STATES,
    *RECORD_STATES,
    *PLAN_STATES,
    *THREAD_STATES,
    *PRIORITY_STATES,
    *SERVICE_PLAN_STATES,
    *REQUEST_STATES,
)
MAIN = (
    *MAIN_OF_ALL,
    *MAIN_OF_RETURNS,
    *MAIN_OF_QUARTERS,
    *MAIN_OF_RUNNING,
    *MAIN_OF_REPORTS,
    *MAIN_OF_ROUNDS,
    *MAIN_OF_YEARS,
    *MAIN_OF_REGISTER,
    *MAIN_OF_PARTNERSHIP,
    *MAIN_OF_LOG,
    *MAIN_OF_EVIDENCE,
    *MAIN_OF_EXPLAINED,
    *MAIN_OF_PROMISES,
    *MAIN_OF_PEOPLE,
    *MAIN_OF_COMMITTEE,
    *MAIN_OF_RECORD,
    *MAIN_OF_PLANS,
    *MAIN_OF_THREAD,
    *MAIN_OF_REQUESTS,
)
