package web

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// isiTabelAnggaran is the entry table of the budget rows of a sub-unit.
type isiTabelAnggaran struct {
	alamat
	T          service.TabelAnggaran
	Nama       string // of the sub-unit, or of the agency
	Alamat     string
	Baris      []barisTabel
	Kunci      string
	Formulir   bool
	Umum       []string
	Tersimpan  int // rows saved by the last request
	Ditahan    int // rows that it did not save
	Tempel     bidang
	Terisi     int // rows that what was pasted filled in
	TakTerisi  []barisTempel
	Dilihat    bool // what was pasted was looked at
	TanpaBatas bool // no version of the budget is in force
	Tinjauan   *isiTinjauan
}

// barisTabel is a row: a sum, or a leaf with its field.
type barisTabel struct {
	service.IsianBaris
	No       int // of the fields of a leaf
	Isian    bidang
	Versi    string
	Awal     string // what the field held when it was opened
	Keadaan  keadaanIsian
	Kini     string // what lies there now, when somebody else changed it
	Alasan   []bidang
	Terkunci bool
	Simpan   bool // the last request saved it
	Rincian  bool // its code has several rows
}

func (h *handler) tabelAnggaran(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	t, err := h.bacaTabel(r, o, a, tw)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("tersimpan"))
	return h.tulisTabel(w, r, o, a, t, isiTabelAnggaran{Tersimpan: n}, isian{}, nil)
}

func (h *handler) bacaTabel(r *http.Request, o sakip.Orang, a alamat, tw int) (service.TabelAnggaran, error) {
	t, err := h.Service.TabelAnggaran(r.Context(), o, a.OPD, a.Tahun, tw, r.URL.Query().Get("sub_unit"))
	if err != nil {
		return t, err
	}
	_, err = subUnit(r, func(s string) bool {
		return slices.ContainsFunc(t.OPD.Unit, func(u sakip.Unit) bool { return u.ID == s }) || len(t.Baris) > 0
	})
	return t, err
}

// simpanTabel saves the rows that were changed, or fills in what was pasted.
func (h *handler) simpanTabel(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, tw, err := alamatTriwulan(r)
	if err != nil {
		return err
	}
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	t, err := h.bacaTabel(r, o, a, tw)
	if err != nil {
		return err
	}
	typed := isianForm(form)
	if typed["aksi"] == "tempel" {
		return h.tempel(w, r, o, a, t, typed)
	}
	if cara := typed[bidangTinjau]; cara != "" {
		return h.tinjauTabel(w, r, o, a, t, typed)
	}
	key, err := idem(r, form)
	if err != nil {
		return h.tulisTabel(w, r, o, a, t, isiTabelAnggaran{}, typed, map[int]error{-1: err})
	}
	rows, asal, galat := typed.kiriman(t)
	req := request(r, o)
	req.Idem = key
	tersimpan := 0
	errs, err := h.Service.RecordTabelAnggaran(r.Context(), req, a.OPD, a.Tahun, rows)
	if err != nil {
		return err
	}
	for n, err := range errs {
		switch {
		case err == nil:
			tersimpan++
			typed[namaBaris(asal[n], "tersimpan")] = "1"
		case !formulirUlang(err) && tersimpan == 0:
			return err // nothing is saved: it is the whole that is refused
		default:
			galat[asal[n]] = err
		}
	}
	if len(galat) == 0 {
		http.Redirect(w, r, denganTersimpan(a.TabelAnggaran(tw, t.SubUnit), tersimpan), http.StatusSeeOther)
		return nil
	}
	if t, err = h.bacaTabel(r, o, a, tw); err != nil { // with what was saved
		return err
	}
	return h.tulisTabel(w, r, o, a, t, isiTabelAnggaran{Tersimpan: tersimpan, Ditahan: len(galat)}, typed, galat)
}

// tinjauTabel tells what the amounts as typed would be warned of and would contradict.
func (h *handler) tinjauTabel(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, t service.TabelAnggaran, typed isian) error {
	if err := h.pembatas.Limit(w, bidangTinjau+" "+o.Sub, lajuTinjau); err != nil {
		return err
	}
	var rows []sakip.RealisasiAnggaran
	var p service.PratinjauAnggaran
	kirim, _, galat := typed.kiriman(t)
	for _, k := range kirim {
		rows = append(rows, k.RealisasiAnggaran)
	}
	err := galatPertama(galat)
	if err == nil {
		p, err = h.Service.PratinjauAnggaran(r.Context(), o, a.OPD, a.Tahun, t.Triwulan, rows...)
	}
	var isi isiTabelAnggaran
	if err != nil {
		isi.Tinjauan = tertunda(a, t.Triwulan, err)
	} else {
		isi.Tinjauan = tinjauanUang(a, p, t.Kode()...)
	}
	if typed[bidangTinjau] == tinjauBagian || err != nil && !formulirUlang(err) {
		return h.tulisTinjauan(w, r, isi.Tinjauan, err)
	}
	return h.tulisTabel(w, r, o, a, t, isi, typed, galat)
}

// galatPertama is the fault of the first row that has one.
func galatPertama(galat map[int]error) error {
	for _, n := range slices.Sorted(maps.Keys(galat)) {
		return galat[n]
	}
	return nil
}

func denganTersimpan(s string, n int) string {
	sambung := "?"
	if strings.Contains(s, "?") {
		sambung = "&"
	}
	return s + sambung + "tersimpan=" + strconv.Itoa(n)
}

// kiriman are the rows that were changed, with the numbers of their fields; a row that
// cannot be read is in galat. A row is known by its code and source of funds, for the
// table may have got another one since it was opened.
func (s isian) kiriman(t service.TabelAnggaran) (rows []service.KirimanAnggaran, asal []int, galat map[int]error) {
	galat = map[int]error{}
	daun := t.Daun()
	for n, b := range daun {
		baru := s[namaBaris(n, "realisasi")]
		if s[namaBaris(n, "kode")] != b.Kode || s[namaBaris(n, "sumber")] != b.Sumber {
			if baru != s[namaBaris(n, "awal")] {
				galat[n] = fault.At("realisasi", fault.Invalid, "Susunan anggaran berubah selama Anda mengisi. Periksa baris ini lalu isi lagi.")
			}
			continue
		}
		alasan := s.penjelasan(namaBaris(n, ""))
		if baru == s[namaBaris(n, "awal")] && len(alasan) == 0 {
			continue
		}
		var l fault.List
		row := service.KirimanAnggaran{RealisasiAnggaran: sakip.RealisasiAnggaran{IdentitasBaris: b.IdentitasBaris, Triwulan: t.Triwulan, Penjelasan: alasan}}
		var err error
		row.Nilai, err = locale.Parse(baru, locale.KindRupiah)
		l.Add("realisasi", err)
		row.Status, err = s.status()
		l.Add("", err)
		row.Versi, err = isian{"versi": s[namaBaris(n, "versi")]}.versi()
		l.Add("", err)
		if err := l.Err(); err != nil {
			galat[n] = err
			continue
		}
		rows, asal = append(rows, row), append(asal, n)
	}
	return rows, asal, galat
}

// tempel fills in what was pasted; nothing is saved yet.
func (h *handler) tempel(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, t service.TabelAnggaran, typed isian) error {
	var id []sakip.IdentitasBaris
	for _, b := range t.Daun() {
		id = append(id, b.IdentitasBaris)
	}
	isi := isiTabelAnggaran{Dilihat: true}
	for _, b := range bacaTempel(typed["tempel"], id) {
		if b.Baris < 0 {
			isi.TakTerisi = append(isi.TakTerisi, b)
			continue
		}
		typed[namaBaris(b.Baris, "realisasi")] = ketik(b.Nilai, locale.KindRupiah)
		isi.Terisi++
	}
	return h.tulisTabel(w, r, o, a, t, isi, typed, nil)
}

func (h *handler) tulisTabel(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, t service.TabelAnggaran, isi isiTabelAnggaran, typed isian, galat map[int]error) error {
	isi.alamat, isi.T, isi.Alamat, isi.Kunci = a, t, a.TabelAnggaran(t.Triwulan, t.SubUnit), h.NewID()
	isi.Nama, isi.Formulir, isi.TanpaBatas = t.OPD.Nama, t.BolehIsi && (t.Tutup == "" || len(galat) > 0), t.Versi == ""
	if t.SubUnit != "" {
		isi.Nama = t.OPD.NamaUnit(t.SubUnit)
	}
	if isi.Tinjauan == nil {
		var err error
		if isi.Tinjauan, err = h.tinjauanTersimpan(r, o, a, t.Triwulan, tentang(t.Kode()...)); err != nil {
			return err
		}
	}
	isi.Tempel = bidang{Nama: "tempel", Label: "Tempel dari lembar kerja", Nilai: typed["tempel"]}
	status, banyak := http.StatusOK, map[string]int{}
	for _, b := range t.Daun() {
		banyak[b.Kode]++
	}
	n := 0
	for _, b := range t.Baris {
		row := barisTabel{IsianBaris: b, No: n, Rincian: b.Daun && banyak[b.Kode] > 1}
		if b.Daun {
			row.isi(n, typed, galat[n])
			if err := galat[n]; err != nil && status == http.StatusOK {
				status = httpx.Status(fault.CodeOf(err))
			}
			n++
		}
		isi.Baris = append(isi.Baris, row)
	}
	if err := galat[-1]; err != nil {
		isi.Umum, status = semuaGalat(err), httpx.Status(fault.CodeOf(err))
	}
	return h.tulis(w, r, status, "tabel-anggaran", halaman{Judul: "Realisasi anggaran " + teksTW(t.Triwulan) + " " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Isi: isi,
		Skrip: []string{"isian.js", "anggaran.js"}})
}

// isi makes the field of a leaf: what was typed, else what lies there.
func (b *barisTabel) isi(n int, typed isian, galat error) {
	awal, status := "", sakip.Status("")
	var alasan map[string]string
	if l := b.Laporan; l != nil {
		awal, status, alasan = ketik(l.Nilai, locale.KindRupiah), l.Status, l.Penjelasan
	}
	b.Awal, b.Versi, b.Terkunci, b.Keadaan = awal, teksVersi(b.VersiItem), status.Terkunci(), keadaanDari(status, !b.Pagu.IsZero())
	nilai, ditik := typed[namaBaris(n, "realisasi")]
	b.Simpan = typed[namaBaris(n, "tersimpan")] != ""
	if !ditik || b.Simpan {
		nilai = awal
	} else if v, ada := typed[namaBaris(n, "versi")]; ada {
		b.Versi = v
	}
	g := galatDari(galat, func(f string) bool { return f == "realisasi" || f == "nilai" })
	b.Isian = bidang{Nama: namaBaris(n, "realisasi"), Label: "Realisasi " + b.Kode + " " + b.Nama, Nilai: nilai, Galat: append(g.Bidang["realisasi"], g.Bidang["nilai"]...)}
	for _, f := range fault.All(galat) {
		if aturan, ok := strings.CutPrefix(f.Field, isianPenjelasan); ok {
			nama := namaBaris(n, isianPenjelasan+aturan)
			b.Alasan = append(b.Alasan, bidang{Nama: nama, Label: "Alasan", Petunjuk: f.Args[0], Nilai: typed[nama]})
		} else if f.Field == "" {
			b.Isian.Galat = append(b.Isian.Galat, fault.Text(f))
		}
	}
	if len(b.Alasan) == 0 && !b.Simpan && galat == nil {
		for _, a := range sakip.SemuaPeringatan {
			if s := alasan[string(a)]; s != "" {
				b.Alasan = append(b.Alasan, bidang{Nama: "", Label: a.Nama(), Nilai: s})
			}
		}
	}
	if c, ok := bentrokDari(galat); ok {
		b.Versi, b.Kini = teksVersi(c.Versi), "dihapus"
		var kini wire.RealisasiAnggaran
		if c.Versi > 0 && json.Unmarshal(c.Kini, &kini) == nil {
			var l fault.List
			b.Kini = "Rp" + ketik(kini.Domain(&l).Nilai, locale.KindRupiah)
		}
	}
}

// Uang writes an amount of the table.
func (barisTabel) Uang(d decimal.Decimal) string { return tampilRupiah(d.String()) }

// UangLalu is what was spent up to the quarter before, "" for what nobody reported.
func (b barisTabel) UangLalu() string {
	if b.Lalu == nil {
		return ""
	}
	return b.Uang(*b.Lalu)
}

// NamaLain is the name of another field of the row.
func (b barisTabel) NamaLain(kolom string) string { return namaBaris(b.No, kolom) }

// Persen is the absorption as shown.
func (b barisTabel) Persen() string {
	if b.Serapan.Tampil == nil {
		return ""
	}
	return locale.Angka(*b.Serapan.Tampil, 2)
}
