"""The parts of the pack's appendix, named in one place so that what refers to a part cannot miss it."""

EXCEPTIONS = "A"
BY_COUNCIL = "B"
BY_SERVICE = "C"
STRATEGIC = "D"
UNRATED = "E"
CHANGES = "F"
RESTATED = "G"
PROVISIONAL = "H"
AGE = "I"
KEY = "J"
SINCE = "K"  # of a later version of the figures alone

TITLES = {
    EXCEPTIONS: "Exceptions: red and amber measures",
    BY_COUNCIL: "Measures of each council",
    BY_SERVICE: "Measures of each service",
    STRATEGIC: "Key strategic indicators",
    UNRATED: "Not returned and not rated",
    CHANGES: "Changes of targets, tolerances and measures",
    RESTATED: "Figures restated",
    PROVISIONAL: "Still provisional",
    AGE: "How old the figures are",
    KEY: "Key",
}


def heading(part: str, *, title: str = "") -> str:
    """ "A. Exceptions: red and amber measures"."""
    return f"{part}. {title or TITLES[part]}"


def reference(part: str) -> str:
    """ "part A", which never breaks over two lines."""
    return f"part\u00a0{part}"
