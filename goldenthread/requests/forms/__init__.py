"""What is read and written of requests: the protocol and requests as TOML, the form that requesters fill in."""

from goldenthread.requests.forms.protocol_file import read_protocol
from goldenthread.requests.forms.register_files import register_as_csv, register_as_workbook
from goldenthread.requests.forms.request_file import read_request
from goldenthread.requests.forms.request_form import read_request_form, write_request_form

__all__ = (
    "read_protocol",
    "read_request",
    "read_request_form",
    "register_as_csv",
    "register_as_workbook",
    "write_request_form",
)
