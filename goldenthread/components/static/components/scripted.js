// Before anything is drawn: what only a script could show stays hidden where none runs, and does not flash where one does.
document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')
