import { copy } from '../../../Shared/CopyLink.razor.js';

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (await copy(button.dataset.copy)) document.querySelector('[data-copied]').textContent = 'Скопировано';
  });
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
