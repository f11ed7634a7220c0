package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// ruteAudit are the audit chains of an agency-year and of the agency: read, filtered,
// verified and taken along.
var ruteAudit = []Route{
	{"GET", "/opd/{opd}/audit", service.LihatAudit, (*handler).audit, false},
	{"GET", "/opd/{opd}/audit/ekspor", service.LihatAudit, (*handler).eksporAudit, false},
	{"GET", tahunOPD + "/audit", service.LihatAudit, (*handler).audit, false},
	{"GET", tahunOPD + "/audit/ekspor", service.LihatAudit, (*handler).eksporAudit, false},
}

// banyakAudit is how many entries a page lists, batasMentah how much of a raw value.
const (
	banyakAudit = 25
	batasMentah = 4 << 10
)

// saringan is a filter as it was typed.
type saringan struct{ Orang, Perintah, Objek, Sejak, Sampai string }

// isiAudit is the page of a chain. Tahun is 0 for the agency's own.
type isiAudit struct {
	alamat
	Nama     string
	Saring   saringan
	Galat    []string // what was wrong with the filter
	Perintah []struct{ Kode, Nama string }
	Baris    []barisAudit
	Banyak   string // entries of the chain
	Lanjut   string // address of what is older; "" is nothing
	Jauh     bool   // nothing found in the part that was looked at
	Awal     string // address of the first page when this is another
	Ekspor   string // address of the export, to which the kind is added
	Periksa  *service.VerifikasiAudit
}

// Alamat is the page's own address.
func (i isiAudit) Alamat() string { return i.alamat.Audit() }

// Audit is the audit page of an agency-year, of the agency itself for year 0.
func (a alamat) Audit() string {
	if a.Tahun == 0 {
		return "/opd/" + url.PathEscape(a.OPD) + "/audit"
	}
	return a.Halaman() + "/audit"
}

// barisAudit is one entry as people read it.
type barisAudit struct {
	Seq        int64
	Perintah   string
	Objek      string
	Waktu      string
	Oleh       string
	Peran      string
	Dari       string
	Beda       []barisBeda
	Lain       int
	HanyaBaru  bool // nothing was there before
	LamaMentah string
	BaruMentah string
	Terpotong  bool
	Hash       string
}

func barisAuditDari(list []service.EntriAudit, zona *time.Location) []barisAudit {
	var out []barisAudit
	for _, e := range list {
		b := barisAudit{Seq: e.Seq, Perintah: namaPerintah(e.Perintah), Objek: namaObjek(e.Objek), Waktu: locale.Waktu(e.Waktu, zona),
			Oleh: e.Pelaku.Nama, Peran: cmp.Or(namaPeran[sakip.Peran(e.Pelaku.Peran)], e.Pelaku.Peran), Dari: e.Dari, Hash: e.Hash[:min(len(e.Hash), 12)]}
		b.Beda, b.Lain = bedaJSON(e.Lama, e.Baru, nil)
		b.HanyaBaru = !slices.ContainsFunc(b.Beda, func(x barisBeda) bool { return x.Lama != "" })
		b.LamaMentah, b.BaruMentah = string(e.Lama[:min(len(e.Lama), batasMentah)]), string(e.Baru[:min(len(e.Baru), batasMentah)])
		b.Terpotong = len(e.Lama) > batasMentah || len(e.Baru) > batasMentah
		out = append(out, b)
	}
	return out
}

// alamatRantai is the chain that a request's path names.
func alamatRantai(r *http.Request) (alamat, error) {
	if r.PathValue("tahun") == "" {
		return alamat{OPD: r.PathValue("opd")}, nil
	}
	return alamatDari(r)
}

// saringanDari reads a filter; days are those of the agency's zone, both included.
func saringanDari(q url.Values, zona *time.Location) (saringan, service.SaringAudit, []string) {
	s := saringan{q.Get("orang"), q.Get("perintah"), q.Get("objek"), q.Get("sejak"), q.Get("sampai")}
	f := service.SaringAudit{Orang: s.Orang, Perintah: s.Perintah, Objek: s.Objek}
	var galat []string
	hari := func(nama, teks string, tambah int) (t time.Time) {
		if teks == "" {
			return t
		}
		d, err := locale.ParseTanggal(teks)
		if err != nil {
			galat = append(galat, nama+": "+fault.Text(fault.All(err)[0]))
			return t
		}
		return time.Date(d.Year(), d.Month(), d.Day()+tambah, 0, 0, 0, 0, zona)
	}
	f.Sejak, f.Sampai = hari("Sejak tanggal", s.Sejak, 0), hari("Sampai tanggal", s.Sampai, 1)
	return s, f, galat
}

func (h *handler) audit(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatRantai(r)
	if err != nil {
		return err
	}
	opd, err := h.Service.OPD(r.Context(), o, a.OPD)
	if err != nil {
		return err
	}
	zona, err := locale.Zona(opd.Profil.Zona)
	if err != nil {
		return fault.Wrap(fault.Internal, fmt.Errorf("zone of %s: %w", a.OPD, err))
	}
	q := r.URL.Query()
	isi := isiAudit{alamat: a, Nama: opd.Profil.Nama, Perintah: perintahTampil}
	var f service.SaringAudit
	isi.Saring, f, isi.Galat = saringanDari(q, zona)
	status := http.StatusOK
	if len(isi.Galat) > 0 {
		status = http.StatusUnprocessableEntity
	}
	sebelum := sebelumDari(r, "sebelum")
	hal, err := h.Service.TelusurAudit(r.Context(), o, a.OPD, a.Tahun, f, sebelum, banyakAudit)
	if err != nil {
		return err
	}
	if a.Tahun != 0 && hal.Banyak == 0 {
		return fault.New(fault.NotFound, "Tahun", strconv.Itoa(a.Tahun))
	}
	if q.Get("periksa") != "" {
		v, err := h.Service.VerifyAudit(r.Context(), o, a.OPD, a.Tahun)
		if err != nil {
			return err
		}
		isi.Periksa = &v
	}
	isi.halaman(hal, q, sebelum, zona)
	p := halaman{Judul: "Jejak audit " + opd.Profil.Nama, Orang: &o, Isi: isi}
	if a.Tahun != 0 {
		p.Di = &a
	}
	return h.tulis(w, r, status, "audit", p)
}

// halaman puts the entries in, and where the others are.
func (i *isiAudit) halaman(hal service.HalamanAudit, q url.Values, sebelum int64, zona *time.Location) {
	i.Baris, i.Banyak = barisAuditDari(hal.Entri, zona), tampilAngka(strconv.FormatInt(hal.Banyak, 10))
	saring := url.Values{}
	for _, k := range []string{"orang", "perintah", "objek", "sejak", "sampai"} {
		if v := q.Get(k); v != "" {
			saring.Set(k, v)
		}
	}
	ke := func(path string, v url.Values) string {
		if len(v) == 0 {
			return path
		}
		return path + "?" + v.Encode()
	}
	if sebelum > 0 {
		i.Awal = ke(i.Alamat(), saring)
	}
	i.Ekspor = ke(i.Alamat()+"/ekspor", saring)
	i.Ekspor += map[bool]string{true: "?", false: "&"}[len(saring) == 0]
	if hal.Lanjut > 0 {
		saring.Set("sebelum", strconv.FormatInt(hal.Lanjut, 10))
		i.Lanjut, i.Jauh = ke(i.Alamat(), saring), len(hal.Entri) == 0
	}
}

// Bounds of one export: entries, and bytes, of which an answer of a function may have 6 MB.
const (
	maksEkspor     = 5000
	maksEksporByte = 4 << 20
)

// eksporAudit writes the entries that the filter takes, newest first, part by part as they
// are read. What goes beyond the bounds is named at the end, with where to go on.
func (h *handler) eksporAudit(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, err := alamatRantai(r)
	if err != nil {
		return err
	}
	zona, err := h.zona(r.Context(), o, a.OPD)
	if err != nil {
		return err
	}
	_, f, galat := saringanDari(r.URL.Query(), zona)
	if len(galat) > 0 {
		return fault.New(fault.Invalid, strings.Join(galat, " "))
	}
	banyak := maksEkspor
	if n := sebelumDari(r, "banyak"); n > 0 {
		banyak = int(min(n, maksEkspor))
	}
	tulis, err := penulisAudit(r.URL.Query().Get("bentuk"), zona)
	if err != nil {
		return err
	}
	k := keluaran{ResponseWriter: w}
	lanjut := sebelumDari(r, "sebelum")
	for n := 0; ; {
		hal, err := h.Service.TelusurAudit(r.Context(), o, a.OPD, a.Tahun, f, lanjut, min(banyak-n, 200))
		if err != nil {
			return err
		}
		if k.n == 0 {
			unduhan(w, tulis.jenis, namaBerkas("audit", a.OPD, a.Tahun)+tulis.akhiran)
			tulis.awal(&k)
		}
		for _, e := range hal.Entri {
			tulis.entri(&k, e)
			n++
		}
		lanjut = hal.Lanjut
		if lanjut == 0 || n >= banyak || k.n > maksEksporByte {
			tulis.akhir(&k, n, lanjut)
			return nil
		}
	}
}

// keluaran counts what was written; an error means that the reader has gone.
type keluaran struct {
	http.ResponseWriter
	n int
}

func (k *keluaran) Write(b []byte) (int, error) {
	n, err := k.ResponseWriter.Write(b)
	k.n += n
	return n, err
}

// bentukAudit writes entries in one format.
type bentukAudit struct {
	jenis, akhiran string
	awal           func(*keluaran)
	entri          func(*keluaran, service.EntriAudit)
	akhir          func(k *keluaran, n int, lanjut int64)
}

func penulisAudit(bentuk string, zona *time.Location) (bentukAudit, error) {
	switch bentuk {
	case "csv":
		return auditCSV(zona), nil
	case "json":
		return auditJSON(), nil
	}
	return bentukAudit{}, fault.At("bentuk", fault.Unknown, "Bentuk ekspor", bentuk)
}

func auditCSV(zona *time.Location) bentukAudit {
	return bentukAudit{jenis: jenisCSV, akhiran: ".csv",
		awal: func(k *keluaran) {
			_, _ = k.Write([]byte(bom))
			barisCSV(k, "Nomor", "Waktu", "Nama", "Pengenal", "Peran", "Dari", "Perintah", "Objek", "Perubahan", "Hash")
		},
		entri: func(k *keluaran, e service.EntriAudit) {
			barisCSV(k, strconv.FormatInt(e.Seq, 10), locale.Waktu(e.Waktu, zona), e.Pelaku.Nama, e.Pelaku.Sub, e.Pelaku.Peran, e.Dari,
				e.Perintah, e.Objek, bedaTeks(e), e.Hash)
		},
		akhir: func(k *keluaran, n int, lanjut int64) {
			s := "Akhir ekspor: " + strconv.Itoa(n) + " entri"
			if lanjut > 0 {
				s = "Terpotong sesudah " + strconv.Itoa(n) + " entri. Unduh lagi dengan tambahan alamat sebelum=" + strconv.FormatInt(lanjut, 10)
			}
			barisCSV(k, s)
		}}
}

// bedaTeks is what changed, in one cell.
func bedaTeks(e service.EntriAudit) string {
	beda, lain := bedaJSON(e.Lama, e.Baru, nil)
	var s []string
	for _, b := range beda {
		s = append(s, b.Label+": "+cmp.Or(b.Lama, "kosong")+" → "+cmp.Or(b.Baru, "kosong"))
	}
	if lain > 0 {
		s = append(s, strconv.Itoa(lain)+" lainnya")
	}
	return strings.Join(s, "; ")
}

func auditJSON() bentukAudit {
	pisah := ""
	return bentukAudit{jenis: "application/json", akhiran: ".json",
		awal: func(k *keluaran) { _, _ = k.Write([]byte(`{"entri":[`)) },
		entri: func(k *keluaran, e service.EntriAudit) {
			b, err := json.Marshal(map[string]any{"seq": e.Seq, "waktu": e.Waktu, "pelaku": e.Pelaku, "dari": e.Dari, "perintah": e.Perintah,
				"objek": e.Objek, "lama": mentahAtauNull(e.Lama), "baru": mentahAtauNull(e.Baru), "prev": e.Prev, "hash": e.Hash})
			if err != nil {
				panic(err) // every member is text, a number or valid JSON
			}
			_, _ = k.Write([]byte(pisah + "\n" + string(b)))
			pisah = ","
		},
		akhir: func(k *keluaran, n int, lanjut int64) {
			_, _ = fmt.Fprintf(k, "\n],\"banyak\":%d,\"lanjut\":%d}\n", n, lanjut)
		}}
}

// mentahAtauNull is a value as the chain has it; what is no JSON any more, as text.
func mentahAtauNull(b json.RawMessage) any {
	switch {
	case len(b) == 0:
		return nil
	case json.Valid(b):
		return b
	}
	return string(b)
}
