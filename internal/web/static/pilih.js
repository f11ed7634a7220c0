// One box for all boxes of the form "banyak". Without script each is ticked by hand, or the
// button that verifies all is pressed.
const kotak = [...document.querySelectorAll('input[form="banyak"]')];
const formulir = document.getElementById('banyak');
if (formulir && kotak.length > 1) {
  const label = document.createElement('label');
  label.className = 'pilih';
  const semua = document.createElement('input');
  semua.type = 'checkbox';
  label.append(semua, ' centang semua');
  formulir.querySelector('.aksi').before(label);
  semua.addEventListener('change', () => kotak.forEach((k) => { k.checked = semua.checked; }));
  const samakan = () => {
    const n = kotak.filter((k) => k.checked).length;
    semua.checked = n === kotak.length;
    semua.indeterminate = n > 0 && n < kotak.length;
  };
  kotak.forEach((k) => k.addEventListener('change', samakan));
}
