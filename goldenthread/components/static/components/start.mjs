// Pages work without this. It moves the focus to what went wrong, counts words, folds the menu and the filter on a small
// screen, shows a password on request, and keeps a button from being pressed twice.
import { Button } from './govuk/components/button/button.mjs'
import { CharacterCount } from './govuk/components/character-count/character-count.mjs'
import { Checkboxes } from './govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from './govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from './govuk/components/notification-banner/notification-banner.mjs'
import { PasswordInput } from './govuk/components/password-input/password-input.mjs'
import { Radios } from './govuk/components/radios/radios.mjs'
import { ServiceNavigation } from './govuk/components/service-navigation/service-navigation.mjs'
import { SkipLink } from './govuk/components/skip-link/skip-link.mjs'

const used = [
  [Button, { preventDoubleClick: true }], [CharacterCount], [Checkboxes], [ErrorSummary], [NotificationBanner],
  [PasswordInput], [Radios], [ServiceNavigation], [SkipLink]
]

if (document.body.classList.contains('govuk-frontend-supported')) {
  for (const [Component, options] of used) {
    for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      new Component(element, options)
    }
  }
}

// What was found stands before the eyes, not below the means of finding it; but what is wrong with them is seen.
if (window.matchMedia('(max-width: 48em)').matches) {
  for (const filter of document.querySelectorAll('[data-module="gt-filter"]')) {
    filter.open = filter.querySelector('.govuk-error-message') !== null
  }
}
