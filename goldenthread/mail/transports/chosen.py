"""The transport that the settings choose."""

from __future__ import annotations

from django.conf import settings

from goldenthread.mail.transports import Transport
from goldenthread.mail.transports.folder import Folder
from goldenthread.mail.transports.notify import Notify
from goldenthread.mail.transports.smtp import Smtp


def chosen_transport() -> Transport:
    """By GOLDENTHREAD_MAIL: folder, smtp or notify. The settings have seen to it that what each needs is there."""
    sender = settings.GOLDENTHREAD_MAIL_FROM
    if settings.GOLDENTHREAD_MAIL == "smtp":
        security = settings.GOLDENTHREAD_SMTP_SECURITY
        return Smtp(
            sender=sender,
            host=settings.GOLDENTHREAD_SMTP_HOST,
            port=settings.GOLDENTHREAD_SMTP_PORT,
            username=settings.GOLDENTHREAD_SMTP_USER,
            password=settings.GOLDENTHREAD_SMTP_PASSWORD,
            use_tls=security == "starttls",
            use_ssl=security == "tls",
            timeout=30,
        )
    if settings.GOLDENTHREAD_MAIL == "notify":
        return Notify(
            key=settings.GOLDENTHREAD_NOTIFY_KEY,
            template=settings.GOLDENTHREAD_NOTIFY_TEMPLATE,
            url=settings.GOLDENTHREAD_NOTIFY_URL,
        )
    return Folder(settings.GOLDENTHREAD_MAIL_FOLDER, sender=sender)
