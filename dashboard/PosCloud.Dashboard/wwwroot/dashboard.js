// What plain HTML can't do, by attributes: data-copy, data-print, data-show (a password), data-menu (closes on a press outside).
document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy], [data-print], [data-show]');
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (!button) return;
  if ('print' in button.dataset) {
    window.print();
  } else if ('show' in button.dataset) {
    const field = document.getElementById(button.dataset.show);
    const shown = field.type === 'text';
    field.type = shown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!shown));
    field.focus();
  } else {
    const word = button.querySelector('[data-word]');
    const before = word?.textContent;
    await copy(button.dataset.copy);
    if (word) {
      word.textContent = 'Copied';
      setTimeout(() => { word.textContent = before; }, 2000);
    }
  }
});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  }
  // "/" goes to the page's search field.
  if (event.key === '/' && !event.target.closest?.('input, textarea, select, dialog')) {
    const search = document.querySelector('input[type=search]');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure origin there is no clipboard object; a selection can still be copied.
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}
