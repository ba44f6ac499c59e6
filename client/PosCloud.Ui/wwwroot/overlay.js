// Opens and closes native dialogs for Overlay.razor. Closing gives the focus back to where it was.
export function show(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  // A field marked for it gets the focus, else the dialog itself rather than its first button.
  (dialog.querySelector('[autofocus]') ?? dialog).focus();
}

export function hide(dialog) {
  if (dialog?.open) dialog.close();
}

// A press on the backdrop lands on the dialog element itself, outside its box.
export function closeOnBackdrop(dialog) {
  dialog.addEventListener('pointerdown', event => {
    if (event.target !== dialog) return;
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  });
}
