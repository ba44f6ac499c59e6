// Tries every second and returns to the page that was asked for.
const timer = setInterval(async () => {
  try {
    const answer = await fetch('/health/live', { cache: 'no-store' });
    if (!answer.ok) return;
    clearInterval(timer);
    if (location.pathname === '/unreachable') location.replace('/');
    else location.reload();
  } catch {
    // Still away.
  }
}, 1000);
