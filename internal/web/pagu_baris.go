package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// barisBaru is how many blank rows a form of budget rows has; maksBarisPagu is how many
// rows in all it may send.
const barisBaru, maksBarisPagu = 3, 1000

// namaBaris is a field of one row, named as in the JSON interface. The form has two more:
// asal is the row that it was, hapus takes it out.
func namaBaris(n int, kolom string) string { return "baris[" + strconv.Itoa(n) + "]." + kolom }

// isiLembarPagu is the form of the rows at and under a code.
type isiLembarPagu struct {
	alamat
	V         sakip.VersiAnggaran
	Kode      string
	Nama      string
	Alamat    string
	Jumlah    string
	Blok      []blokPagu // for those who read only
	Buka      bool
	Baris     []barisIsianPagu
	KodeInduk []string // codes that a new row may stand under
	Formulir  bool
	Lepas     bool // whether to ask if realisasi may be left to other versions
	Versi     string
	Kunci     string
	Banyak    int
	// BaruTerbuka is whether the blank rows are in sight: something was typed in one, or
	// there is nothing else.
	BaruTerbuka bool
	Sebaran     isiSebaran
	Galat       galatFormulir
	Bentrok     *bentrokTampil
	Tersimpan   bool
	Tinjauan    *isiTinjauan
}

// barisIsianPagu is one row of the form. Baru is one that is not there yet; of a row with
// others below it, Jumlah is their sum, and its pagu may be typed to be held against it.
type barisIsianPagu struct {
	N                       int
	Baru                    bool
	Asal, Induk             string // as sent along
	NamaAsal, NamaInduk     string // names of those hidden fields
	Kode, Nama, Sumber      bidang
	Pagu                    bidang
	IndukBaru               bidang
	Tingkat, SubUnit        pilihanBidang
	Hapus                   bidang
	Dihapus, Terbuka        bool
	Kelas                   string
	KodeTampil, NamaTampil  string
	JumlahTampil, RinciUnit string
}

// kunciAsal writes a row's identity as one value of a form.
func kunciAsal(b sakip.IdentitasBaris) string {
	return url.Values{"kode": {b.Kode}, "sub_unit": {b.SubUnit}, "sumber": {b.Sumber}}.Encode()
}

func asalDari(s string) (sakip.IdentitasBaris, error) {
	q, err := url.ParseQuery(s)
	if err != nil {
		return sakip.IdentitasBaris{}, fault.New(fault.Invalid, "Formulir tidak terbaca. Muat ulang halaman lalu isi lagi.")
	}
	return sakip.IdentitasBaris{Kode: q.Get("kode"), SubUnit: q.Get("sub_unit"), Sumber: q.Get("sumber")}, nil
}

// bagian are the rows that a form about a code has: of a program or lower all below it; of
// a level above, for their programs have forms of their own, what stands directly below.
// Without a code it is what stands at the top.
func bagian(v sakip.VersiAnggaran, kode string) []sakip.BarisAnggaran {
	induk, atas := map[string]string{}, kode == ""
	for _, b := range v.Baris {
		induk[b.Kode] = b.Induk
		atas = atas || b.Kode == kode && atasProgram(b.Tingkat)
	}
	var out []sakip.BarisAnggaran
	for _, b := range v.Baris {
		if kode != "" && b.Kode == kode || atas && b.Induk == kode || !atas && diBawah(induk, b.Kode, kode) {
			out = append(out, b)
		}
	}
	return out
}

// isianBaris writes stored rows as somebody would type them, with blank rows after them
// under the code that the form is about.
func isianBaris(baris []sakip.BarisAnggaran, kode string) isian {
	s := isian{}
	for n, b := range baris {
		s.baris(n, b)
	}
	for n := range barisBaru {
		s[namaBaris(len(baris)+n, "induk")] = kode
	}
	s["banyak"] = strconv.Itoa(len(baris) + barisBaru)
	return s
}

func (s isian) baris(n int, b sakip.BarisAnggaran) {
	for _, k := range [][2]string{{"asal", kunciAsal(b.IdentitasBaris)}, {"induk", b.Induk}, {"kode", b.Kode}, {"nama", b.Nama},
		{"tingkat", string(b.Tingkat)}, {"sub_unit", b.SubUnit}, {"sumber", b.Sumber}} {
		s[namaBaris(n, k[0])] = k[1]
	}
	if b.Pagu != nil {
		s[namaBaris(n, "pagu")] = ketik(*b.Pagu, locale.KindRupiah)
	}
}

// banyak is how many rows a form has.
func (s isian) banyak() int {
	n, err := strconv.Atoi(s["banyak"])
	if err != nil {
		return 0
	}
	return max(0, min(n, maksBarisPagu))
}

// ubahBaris reads the rows of a form as changes; asal says of each in which row of the
// form it was typed. New rows that were left blank are none.
func (s isian) ubahBaris() (ubah []sakip.UbahBaris, asal []int, err error) {
	var l fault.List
	for n := range s.banyak() {
		k := func(kolom string) string { return strings.TrimSpace(s[namaBaris(n, kolom)]) }
		u := sakip.UbahBaris{Hapus: k("hapus") != "", BarisAnggaran: sakip.BarisAnggaran{
			IdentitasBaris: sakip.IdentitasBaris{SubUnit: k("sub_unit"), Kode: k("kode"), Sumber: k("sumber")},
			Induk:          k("induk"), Nama: k("nama"), Tingkat: sakip.Tingkat(k("tingkat"))}}
		if k("asal") == "" && (u.Hapus || u.Kode == "" && u.Nama == "" && k("pagu") == "") {
			continue
		}
		if k("asal") != "" {
			id, err := asalDari(k("asal"))
			l.Add("", err)
			u.Asal = &id
		}
		if k("pagu") != "" && !u.Hapus {
			var d decimal.Decimal
			d, err := locale.Parse(k("pagu"), locale.KindRupiah)
			l.Add(namaBaris(n, "pagu"), err)
			u.Pagu = &d
		}
		ubah, asal = append(ubah, u), append(asal, n)
	}
	return ubah, asal, l.Err()
}

// keBarisPagu moves the faults of changes to the rows of the form that they were typed in.
func keBarisPagu(err error, asal []int) error {
	var list fault.List
	if one := (*fault.Error)(nil); errors.As(err, &list) {
	} else if errors.As(err, &one) {
		list = fault.List{one}
	} else {
		return err
	}
	out := make(fault.List, len(list))
	for i, f := range list {
		c := *f
		if rest, ok := strings.CutPrefix(f.Field, "baris["); ok {
			nomor, kolom, _ := strings.Cut(rest, "].")
			if n, err := strconv.Atoi(nomor); err == nil && n < len(asal) {
				c.Field = namaBaris(asal[n], kolom)
			}
		}
		out[i] = &c
	}
	return out
}

func (h *handler) lembarPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.pagu(r, o)
	if err != nil {
		return err
	}
	v, kode, err := barisPada(f, r)
	if err != nil {
		return err
	}
	isi := isiLembarPagu{Versi: teksVersi(f.Versi[v.Versi]), Tersimpan: r.URL.Query().Get("tersimpan") == "1"}
	if isi.Tinjauan, err = h.tinjauanTersimpan(r, o, a, 4, tentangPagu(v, kode)); err != nil {
		return err
	}
	return h.tulisLembarPagu(w, r, o, a, f, v, kode, isi, isianBaris(bagian(v, kode), kode), nil)
}

// barisPada is the version and the code that an address names.
func barisPada(f service.LembarPagu, r *http.Request) (sakip.VersiAnggaran, string, error) {
	v, err := f.CariVersi(r.PathValue("versi"))
	if err != nil {
		return v, "", err
	}
	kode := r.PathValue("kode")
	if kode != "" && len(bagian(v, kode)) == 0 {
		return v, kode, fault.New(fault.NotFound, "Baris anggaran", kode)
	}
	return v, kode, nil
}

func (h *handler) simpanPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, typed, req, err := h.formPagu(r, o)
	if err != nil {
		return err
	}
	v, kode, err := barisPada(f, r)
	if err != nil {
		return err
	}
	ubah, asal, errIsi := typed.ubahBaris()
	simpan := func(h *handler) error {
		if errIsi != nil && f.BolehIsi { // who may not plan is told so, not what is wrong with the numbers
			return errIsi
		}
		versi, err := typed.versi()
		if err == nil || !f.BolehIsi {
			_, err = h.Service.UbahBarisAnggaran(r.Context(), req, a.OPD, a.Tahun, v.Versi, ubah, typed["lepas"] != "", versi)
			err = keBarisPagu(err, asal)
		}
		return err
	}
	if cara := typed[bidangTinjau]; cara != "" {
		t, err := h.tinjau(w, r, o, a, tentangPagu(v, kode), simpan)
		if cara == tinjauBagian || err != nil && !formulirUlang(err) {
			return h.tulisTinjauan(w, r, t, err)
		}
		return h.tulisLembarPagu(w, r, o, a, f, v, kode, isiLembarPagu{Versi: typed["versi"], Tinjauan: t}, typed, err)
	}
	err = simpan(h)
	switch {
	case err == nil:
		http.Redirect(w, r, alamatSetelah(a, v, kode, ubah)+"?tersimpan=1", http.StatusSeeOther)
		return nil
	case !formulirUlang(err):
		return err
	}
	isi := isiLembarPagu{Versi: typed["versi"]}
	if b, ok := bentrokBaris(err); ok {
		// Both values are on the page now: sending again decides between them.
		isi.Versi = teksVersi(b.Versi)
		isi.Bentrok = typed.gabung(v, kode)
	}
	return h.tulisLembarPagu(w, r, o, a, f, v, kode, isi, typed, err)
}

// tentangPagu tells the findings about the rows at and under a code, but for what no
// indicator has: that is told above the form.
func tentangPagu(v sakip.VersiAnggaran, kode string) func(review.Temuan) bool {
	var subjek []string
	for _, b := range bagian(v, kode) {
		subjek = append(subjek, b.Kode)
	}
	return func(t review.Temuan) bool { return t.Aturan != review.TanpaSasaran && t.Menyangkut(subjek...) }
}

// bentrokBaris is bentrokDari of faults that were moved to rows.
func bentrokBaris(err error) (service.Bentrok, bool) {
	var list fault.List
	if errors.As(err, &list) && len(list) == 1 {
		return bentrokDari(list[0])
	}
	return bentrokDari(err)
}

// alamatSetelah is the form of the rows after a change: its code may be another or none.
func alamatSetelah(a alamat, v sakip.VersiAnggaran, kode string, ubah []sakip.UbahBaris) string {
	for _, u := range ubah {
		if u.Asal != nil && u.Asal.Kode == kode {
			if u.Hapus {
				return a.Pagu(v.Versi)
			}
			return a.PaguBaris(v.Versi, u.Kode)
		}
	}
	return a.PaguBaris(v.Versi, kode)
}

// gabung puts what was typed on what lies there now: a row that is gone is to be made
// again, one that has come is shown as it is. It tells where the two differ.
func (s isian) gabung(v sakip.VersiAnggaran, kode string) *bentrokTampil {
	kini := map[string]sakip.BarisAnggaran{}
	for _, b := range v.Baris {
		kini[kunciAsal(b.IdentitasBaris)] = b
	}
	out, ada := &bentrokTampil{}, map[string]bool{}
	label := map[string]string{"kode": "Kode", "nama": "Uraian", "tingkat": "Tingkat", "sub_unit": "Sub unit", "sumber": "Sumber dana", "pagu": "Pagu (Rp)"}
	for n := range s.banyak() {
		asal := s[namaBaris(n, "asal")]
		b, ok := kini[asal]
		ada[asal] = true
		switch {
		case asal == "":
		case !ok:
			out.Baris = append(out.Baris, banding{"Baris " + s[namaBaris(n, "kode")], "", s[namaBaris(n, "nama")], true})
			s[namaBaris(n, "asal")] = ""
		default:
			lain := isian{}
			lain.baris(n, b)
			for _, k := range []string{"kode", "nama", "tingkat", "sub_unit", "sumber", "pagu"} {
				if x := namaBaris(n, k); lain[x] != s[x] {
					out.Baris = append(out.Baris, banding{b.Kode + ", " + label[k], lain[x], s[x], true})
				}
			}
		}
	}
	for _, b := range bagian(v, kode) {
		if asal := kunciAsal(b.IdentitasBaris); !ada[asal] {
			n := s.banyak()
			s.baris(n, b)
			s["banyak"] = strconv.Itoa(n + 1)
			out.Baris = append(out.Baris, banding{"Baris " + b.Kode, b.Nama, "", true})
		}
	}
	return out
}

func (h *handler) tulisLembarPagu(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarPagu, v sakip.VersiAnggaran,
	kode string, isi isiLembarPagu, s isian, galat error) error {
	isi.alamat, isi.V, isi.Kode, isi.Alamat, isi.Formulir = a, v, kode, a.PaguBaris(v.Versi, kode), f.BolehIsi
	isi.Kunci, isi.Banyak, isi.Sebaran = h.NewID(), s.banyak(), sebaranVersi(a, f.Data, v)
	isi.Nama = "Baris teratas"
	jumlah, anak := v.Jumlah(), map[string]bool{}
	for _, b := range v.Baris {
		anak[b.Induk] = true
		if b.Kode == kode && kode != "" {
			isi.Nama, isi.Jumlah = b.Nama, locale.Rupiah(jumlah[kode])
		}
	}
	for _, b := range bagian(v, kode) {
		isi.KodeInduk = append(isi.KodeInduk, b.Kode)
	}
	if !f.BolehIsi {
		sub := v
		sub.Baris = bagian(v, kode)
		isi.Blok, isi.Buka = blokDari(a, f.Data.OPD, sub), true
	}
	p, baru := pengisiDari(s, galat), 0
	for n := range s.banyak() {
		b := barisIsian(p, n, f.Data.OPD, jumlah, anak)
		if b.Baru {
			baru++
			b.N = baru
			isi.BaruTerbuka = isi.BaruTerbuka || b.Kode.Nilai != "" || b.Nama.Nilai != "" || b.Pagu.Nilai != "" || b.Terbuka
		}
		isi.Baris = append(isi.Baris, b)
	}
	isi.BaruTerbuka = isi.BaruTerbuka || baru == len(isi.Baris)
	isi.Galat = p.galat(galat)
	isi.Lepas = s["lepas"] != "" || strings.Contains(strings.Join(isi.Galat.Umum, " ")+teksKeliru(isi.Galat.Keliru), "centang persetujuannya")
	return h.tulis(w, r, statusFormulir(galat), "pagu-baris", halaman{Judul: "Pagu " + v.Versi + " " + kode, Orang: &o, Di: &a, Skrip: []string{"tinjau.js"}, Isi: isi})
}

func teksKeliru(keliru []bidang) string {
	var out strings.Builder
	for _, b := range keliru {
		out.WriteString(strings.Join(b.Galat, " "))
	}
	return out.String()
}

// barisIsian makes the fields of one row. jumlah and anak are of the version as stored: a
// code with rows below it shows their sum.
func barisIsian(p *pengisi, n int, opd sakip.PerangkatDaerah, jumlah map[string]decimal.Decimal, anak map[string]bool) barisIsianPagu {
	s := p.isian
	nama := func(kolom string) string { return namaBaris(n, kolom) }
	b := barisIsianPagu{N: n + 1, Asal: s[nama("asal")], Induk: s[nama("induk")], NamaAsal: nama("asal"), NamaInduk: nama("induk"),
		Baru: s[nama("asal")] == "", Dihapus: s[nama("hapus")] != "", Kelas: "tk-" + s[nama("tingkat")],
		KodeTampil: s[nama("kode")], NamaTampil: s[nama("nama")]}
	sebelum := len(p.keliru)
	b.Kode, b.Nama, b.Sumber = p.bidang(nama("kode"), "Kode", ""), p.bidang(nama("nama"), "Uraian", ""), p.bidang(nama("sumber"), "Sumber dana", "misalnya APBD")
	if b.Baru {
		b.IndukBaru = p.bidang(nama("induk"), "Di bawah kode", "kosong bila baris teratas")
	}
	var tingkat []opsi
	for _, t := range tingkatAnggaran {
		tingkat = append(tingkat, opsi{Nilai: string(t), Teks: namaTingkat[t]})
	}
	if b.Baru {
		tingkat = append([]opsi{{Teks: "– pilih –"}}, tingkat...)
	}
	b.Tingkat = pilih(p.bidang(nama("tingkat"), "Tingkat", ""), tingkat...)
	unit := []opsi{{Teks: "perangkat daerah"}}
	for _, u := range opd.Unit {
		unit = append(unit, opsi{Nilai: u.ID, Teks: u.Nama})
	}
	b.SubUnit = pilih(p.bidang(nama("sub_unit"), "Sub unit", ""), unit...)
	b.Hapus = p.bidang(nama("hapus"), "Hapus baris ini", "")
	b.Terbuka = len(p.keliru) > sebelum || b.Dihapus
	b.RinciUnit = s[nama("sumber")]
	if u := s[nama("sub_unit")]; u != "" {
		b.RinciUnit = opd.NamaUnit(u) + ", " + b.RinciUnit
	}
	label := "Pagu (Rp)"
	if !b.Baru {
		id, _ := asalDari(b.Asal)
		if anak[id.Kode] {
			b.JumlahTampil, label = locale.Rupiah(jumlah[id.Kode]), "Jumlah menurut dokumen (Rp), bila ingin dicocokkan"
		}
	}
	b.Pagu = p.bidang(nama("pagu"), label, "")
	return b
}
