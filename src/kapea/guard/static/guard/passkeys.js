// Says in words, beside the button, that a passkey could not be used.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const said = document.getElementById('passkey_fault')
  if (said) {
    said.hidden = false
  }
})
