// Rows of a form are added, moved and taken away in place; without this script the same
// buttons ask the server. New rows are copies of the list's template, whose names have a
// "#" where the number stands.
const besar = (daftar) => Math.max(-1, ...[...daftar.querySelectorAll(':scope > [data-baris]')].map(nomor));
const nomor = (baris) => Number(/\[(\d+)\]$/.exec(tombol(baris, 'hapus').value.split(' ')[1])[1]);
const tombol = (baris, verb) => baris.querySelector(`:scope > .tombol-baris > button[value^="${verb} "]`);
const bidang = (baris) => [...baris.querySelectorAll('input, select, textarea')];

function tambah(daftar) {
  const n = besar(daftar) + 1, contoh = daftar.querySelector(':scope > template');
  const baru = document.importNode(contoh.content, true).querySelector('[data-baris]');
  for (const e of [baru, ...baru.querySelectorAll('*')]) {
    for (const a of ['name', 'id', 'for', 'value', 'formaction', 'aria-describedby', 'data-daftar']) {
      if (e.hasAttribute(a)) e.setAttribute(a, e.getAttribute(a).replace('[#]', `[${n}]`));
    }
  }
  const urut = daftar.querySelectorAll(':scope > [data-baris]').length + 1;
  for (const e of [baru, ...baru.querySelectorAll(':scope > .tombol-baris > button')]) {
    e.setAttribute('aria-label', `${e.getAttribute('aria-label')} ${urut}`);
  }
  baru.querySelector('.judul-baris').textContent = baru.getAttribute('aria-label');
  contoh.before(baru);
  bidang(baru)[0]?.focus();
}

function hapus(baris) {
  const fokus = baris.nextElementSibling?.querySelector('input, select, textarea') ?? baris.parentElement.querySelector(':scope > .aksi > button');
  baris.remove();
  fokus?.focus();
}

// Rows keep their names, which say their order: what moves is what was typed.
function tukar(a, b) {
  const x = bidang(a), y = bidang(b);
  x.forEach((e, n) => {
    [e.value, y[n].value] = [y[n].value, e.value];
    if (e.type === 'checkbox') {
      [e.checked, y[n].checked] = [y[n].checked, e.checked];
      e.value = y[n].value = '1';
    }
  });
}

document.addEventListener('click', (ev) => {
  const b = ev.target.closest('button[name="baris"]');
  if (!b) return;
  const [verb] = b.value.split(' '), baris = b.closest('[data-baris]'), daftar = b.closest('[data-daftar]');
  if (verb === 'segarkan') return;
  ev.preventDefault();
  if (verb === 'tambah') tambah(daftar);
  if (verb === 'hapus') hapus(baris);
  daftar.dispatchEvent(new Event('input', { bubbles: true }));
  const lain = verb === 'naik' ? baris?.previousElementSibling : verb === 'turun' ? baris?.nextElementSibling : null;
  if (lain?.matches('[data-baris]')) {
    tukar(baris, lain);
    tombol(lain, verb).focus();
  }
});

document.addEventListener('change', (ev) => {
  if (ev.target.matches('select[data-segar]')) ev.target.parentElement.querySelector('button[value="segarkan"]').click();
});

// What a choice changes by itself needs no button.
for (const s of document.querySelectorAll('select[data-segar]')) s.parentElement.querySelector('button[value="segarkan"]').hidden = true;
