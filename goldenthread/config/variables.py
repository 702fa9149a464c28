"""Every variable that can be set, with its default and what it does; the reference page of settings is made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One variable: its name, its default as typed, and what it does."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting(
        "GOLDENTHREAD_DATA",
        "var",
        "Folder that holds the SQLite database and the file settings.env; made when first needed. "
        "Relative to where the command is run. Read from the environment alone.",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "The database, for example postgres://user:password@127.0.0.1:5432/goldenthread. "
        "Empty: SQLite in the data folder.",
    ),
    Setting(
        "GOLDENTHREAD_SECRET_KEY",
        "",
        "Signs what a browser is handed, and seals the keys of people's codes: 50 characters or more, the same for "
        "every process. With another one everybody signs in again, and no code of before fits: `invite --new-code` "
        "lets each person add one. Empty: a new one each time the product starts, which is right for trying it on one "
        "machine; keys of codes are then kept as they are. Pages reached by https need one.",
    ),
    Setting(
        "GOLDENTHREAD_HOSTS",
        "127.0.0.1,localhost",
        "Host names that the pages answer to, separated by commas.",
    ),
    Setting(
        "GOLDENTHREAD_ADDRESS",
        "http://127.0.0.1:8000",
        "Where people find the pages, as https://thread.example.gov.uk: what an invitation's link begins with. "
        "Beginning with https, cookies and pages are for https alone, and one server in front is taken to set "
        "X-Forwarded-Proto and X-Forwarded-For itself.",
    ),
    Setting(
        "GOLDENTHREAD_ACCESSIBILITY_CONTACT",
        "",
        "How whoever runs the pages is reached by people who cannot use a part of them, as the accessibility statement "
        "says it: an e-mail address, a telephone number, or both. Empty: the contact that reports give.",
    ),
    Setting("GOLDENTHREAD_IDLE_MINUTES", "60", "Minutes after which somebody who did nothing is signed out."),
    Setting("GOLDENTHREAD_SESSION_HOURS", "12", "Hours after which everybody signs in again, whatever they did."),
    Setting("GOLDENTHREAD_INVITATION_DAYS", "7", "Days for which an invitation's link works."),
    Setting(
        "GOLDENTHREAD_ATTACHMENT_MB",
        "10",
        "Megabytes that a file may have which somebody attaches: evidence of a figure, an e-mail. Files are kept in "
        "the database, and none is looked at by a virus scanner: let the machines scan that people open them on. One "
        "request may send twice as much and 5 MB; set a server in front to the same.",
    ),
    Setting(
        "GOLDENTHREAD_OIDC_ISSUER",
        "",
        "Address of the organisation's own sign-in by OpenID Connect, as "
        "https://login.microsoftonline.com/TENANT/v2.0 for Microsoft Entra ID. Empty: there is none.",
    ),
    Setting("GOLDENTHREAD_OIDC_CLIENT_ID", "", "The id under which the organisation's sign-in knows this product."),
    Setting("GOLDENTHREAD_OIDC_CLIENT_SECRET", "", "The secret that goes with that id."),
    Setting("GOLDENTHREAD_OIDC_NAME", "your organisation", "What the button calls it: Sign in with ..."),
    Setting(
        "GOLDENTHREAD_OIDC_SECOND_FACTOR",
        "no",
        "Whether the organisation's sign-in itself asks everybody for a second factor (yes or no). "
        "With yes, who signs in there needs no code of ours.",
    ),
    Setting(
        "GOLDENTHREAD_MAIL",
        "folder",
        "How messages leave: folder writes each to a file, smtp hands them to a mail server, notify to GOV.UK Notify. "
        "They are sent by goldenthread work.",
    ),
    Setting(
        "GOLDENTHREAD_MAIL_FOLDER", "", "Where the files go with folder. Empty: the folder mail in the data folder."
    ),
    Setting(
        "GOLDENTHREAD_MAIL_FROM",
        "goldenthread <goldenthread@localhost>",
        "The sender of messages, as Performance <performance@example.gov.uk>; with notify that is set there.",
    ),
    Setting("GOLDENTHREAD_SMTP_HOST", "", "The mail server's name; needed with smtp."),
    Setting("GOLDENTHREAD_SMTP_PORT", "587", "The mail server's port."),
    Setting(
        "GOLDENTHREAD_SMTP_SECURITY",
        "starttls",
        "How the line to the mail server is secured: starttls, tls from the start, or none on this machine alone.",
    ),
    Setting("GOLDENTHREAD_SMTP_USER", "", "Who signs in to the mail server. Empty: nobody does."),
    Setting("GOLDENTHREAD_SMTP_PASSWORD", "", "The password that goes with that user."),
    Setting("GOLDENTHREAD_NOTIFY_KEY", "", "The API key of the service at GOV.UK Notify; needed with notify."),
    Setting(
        "GOLDENTHREAD_NOTIFY_TEMPLATE",
        "",
        "The id of an e-mail template there, with subject ((subject)) and message ((body)); needed with notify.",
    ),
    Setting(
        "GOLDENTHREAD_NOTIFY_URL",
        "https://api.notifications.service.gov.uk",
        "Where GOV.UK Notify is reached, and no other.",
    ),
    Setting(
        "GOLDENTHREAD_TODAY",
        "",
        "A fixed date, as 2020-01-20, that stands for today: the demonstration's clock. "
        "Pages and commands then say so. Empty: the real date.",
    ),
)
