"""Signing in, and a person's own account. Names without "accounts-" are those that the library asks for."""

from allauth.account import views as account
from allauth.mfa.base import views as code
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as organisation_pages
from django.urls import path
from django.views.generic import RedirectView

from goldenthread.accounts import organisation, views
from goldenthread.accounts.access import public, signed_in, while_signing_in

urlpatterns = [
    path("sign-in", public(organisation.leads_there(account.login)), name="account_login"),
    path("sign-in/code", public(code.authenticate), name="mfa_authenticate"),
    path("sign-in/closed", public(account.account_inactive), name="account_inactive"),
    path("sign-in/again", while_signing_in(account.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code", while_signing_in(code.reauthenticate), name="mfa_reauthenticate"),
    path(
        "sign-in/organisation",
        public(organisation.leads_there(organisation.to_organisation)),
        name="openid_connect_login",
    ),
    path("sign-in/organisation/back", public(organisation.from_organisation), name="openid_connect_callback"),
    path(
        "sign-in/organisation/stopped", public(organisation_pages.login_cancelled), name="socialaccount_login_cancelled"
    ),
    path("unsent", signed_in(views.unsent), name="accounts-unsent"),
    path("sign-out", public(account.logout), name="account_logout"),
    path("invitation/<str:token>", public(organisation.leads_there(views.invitation)), name="accounts-invitation"),
    path(
        "invitation/<str:token>/organisation",
        public(views.invitation_by_organisation),
        name="accounts-invitation-organisation",
    ),
    path("account", signed_in(views.mine), name="accounts-mine"),
    path("account/messages", signed_in(views.choose_messages), name="accounts-messages"),
    path("account/password", while_signing_in(account.password_change), name="account_change_password"),
    # Who has none sets one by an invitation.
    path(
        "account/password/none",
        while_signing_in(RedirectView.as_view(pattern_name="accounts-mine")),
        name="account_set_password",
    ),
    path("account/code", while_signing_in(RedirectView.as_view(pattern_name="accounts-mine")), name="mfa_index"),
    path("account/code/add", while_signing_in(totp.activate_totp), name="mfa_activate_totp"),
    path("account/code/remove", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "account/recovery-codes/file", signed_in(recovery.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("account/sessions/end-others", while_signing_in(views.end_others), name="accounts-end-others"),
    path("account/sessions/<str:which>/end", while_signing_in(views.end_one), name="accounts-end-session"),
]
