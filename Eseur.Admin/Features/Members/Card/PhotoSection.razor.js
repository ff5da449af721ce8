const longestSide = 1200;
const stale = 'Страница открыта слишком давно. Обновите её и выберите фото ещё раз.';
const tooLong = 'Фото больше 2 МБ. Уменьшите его или выберите другое.';
const broken = 'Не получилось отправить фото. Проверьте связь и попробуйте ещё раз.';

export function start(input, url, token, longest, section) {
  input.onchange = async () => {
    const file = input.files[0];
    if (!file) return;
    await section.invokeMethodAsync('Begun');
    const wrong = await send(file, url, token, longest);
    input.value = '';
    await section.invokeMethodAsync('EndedAsync', wrong);
  };
}

async function send(file, url, token, longest) {
  const photo = await smaller(file);
  if (photo.size > longest) return tooLong;
  const form = new FormData();
  form.append('__RequestVerificationToken', token ?? '');
  form.append('photo', photo, 'photo');
  try {
    const answer = await fetch(new URL(url, document.baseURI), { method: 'POST', body: form, redirect: 'manual' });
    if (answer.status === 204) return null;
    if (answer.type === 'opaqueredirect') return stale;
    return answer.status === 400 && await answer.text() || broken;
  } catch {
    return broken;
  }
}

// A telephone's picture is many times what a card shows. Drawn anew it also loses the place where it was taken.
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise(done => canvas.toBlob(blob => done(blob ?? file), 'image/jpeg', 0.85));
  } catch {
    // Not a picture this browser can draw: the server says what is wrong with it.
    return file;
  }
}
