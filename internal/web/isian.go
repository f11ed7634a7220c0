package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// isian is what a form's fields hold as typed, by the field's name. The names are the
// paths that faults speak of, as in the JSON interface.
type isian map[string]string

// komponen is one number that an indicator's formula takes.
type komponen struct {
	nama string
	kind locale.Kind
}

// komponenDari are the numbers of a formula; a predikat has none.
func komponenDari(f sakip.Formula) []komponen {
	switch f.Jenis {
	case sakip.FormulaRasio:
		return []komponen{{"pembilang", locale.KindBilangan}, {"penyebut", locale.KindBilangan}}
	case sakip.FormulaSkor:
		return []komponen{{"skor", locale.KindRasio}}
	case sakip.FormulaNilai:
		return []komponen{{"nilai", locale.KindRasio}}
	}
	return nil
}

// Texts of a report in the order of the form.
var isianTeks = []string{"sumber", "faktor_pendorong", "faktor_penghambat", "solusi"}

// isianPenjelasan begins the names of the fields for reasons; the rule's id follows.
const isianPenjelasan = "penjelasan."

// barisTindakLanjut is how many rows for actions a form has at least, and may send.
const barisTindakLanjut, maksTindakLanjut = 3, 50

func namaTindakLanjut(n int, kolom string) string {
	return "tindak_lanjut[" + strconv.Itoa(n) + "]." + kolom
}

// isianDari writes a stored report as somebody would type it.
func isianDari(r sakip.Realisasi, f sakip.Formula) isian {
	out := isian{"predikat": r.Predikat, "sumber": r.Sumber, "faktor_pendorong": r.FaktorPendorong,
		"faktor_penghambat": r.FaktorPenghambat, "solusi": r.Solusi, "catatan": r.Catatan}
	if r.BelumTerbit {
		out["belum_terbit"] = "1"
	}
	for n, k := range komponenDari(f) {
		if v := []*decimal.Decimal{r.X, r.Y}[n]; v != nil {
			out[k.nama] = ketik(*v, k.kind)
		}
	}
	for aturan, alasan := range r.Penjelasan {
		out[isianPenjelasan+aturan] = alasan
	}
	for n, t := range r.TindakLanjut {
		out[namaTindakLanjut(n, "uraian")], out[namaTindakLanjut(n, "pic")] = t.Uraian, t.PIC
		out[namaTindakLanjut(n, "tenggat")] = t.Tenggat
		if t.Selesai {
			out[namaTindakLanjut(n, "selesai")] = "1"
		}
	}
	return out
}

// ketik writes a number so that reading it back as its kind gives the same number.
func ketik(d decimal.Decimal, k locale.Kind) string {
	s := locale.Angka(d, max(-d.Exponent(), 0))
	if _, err := locale.Parse(s, k); fault.CodeOf(err) == fault.Ambiguous {
		s = strings.ReplaceAll(s, ".", "") // 4.071 of a ratio: 4071
	}
	if _, err := locale.Parse(s, k); fault.CodeOf(err) == fault.Ambiguous {
		s += "0" // 1,234: 1,2340
	}
	return s
}

// isianForm is what was sent, with the line ends of one machine.
func isianForm(form url.Values) isian {
	out := isian{}
	for nama := range form {
		out[nama] = strings.ReplaceAll(form.Get(nama), "\r\n", "\n")
	}
	return out
}

// realisasi reads the fields as a report on an indicator. Faults carry the field's name;
// asal maps the report's actions to the rows they stand in.
func (s isian) realisasi(i sakip.Indikator, tw int) (w wire.Realisasi, asal []int, err error) {
	var l fault.List
	w = wire.Realisasi{Indikator: i.ID, Triwulan: tw, Predikat: s["predikat"], BelumTerbit: s["belum_terbit"] != "",
		Sumber: s["sumber"], FaktorPendorong: s["faktor_pendorong"], FaktorPenghambat: s["faktor_penghambat"],
		Solusi: s["solusi"], Catatan: s["catatan"]}
	w.Status, err = s.status()
	l.Add("aksi", err)
	tujuan := map[string]*wire.Angka{"pembilang": &w.Pembilang, "penyebut": &w.Penyebut, "skor": &w.Skor, "nilai": &w.Nilai}
	w.Penjelasan = s.penjelasan("")
	var kosong fault.List
	for _, k := range komponenDari(i.Formula) {
		d, err := locale.Parse(s[k.nama], k.kind)
		switch {
		case err == nil:
			*tujuan[k.nama] = wire.AngkaDari(d)
		case fault.CodeOf(err) == fault.Required:
			kosong.Add(k.nama, err)
		default:
			l.Add(k.nama, err)
		}
	}
	// Whether a number may be missing is the service's to say. It is not asked when another
	// cannot be read; then a blank one is named at once, not in the next round.
	if len(l) > 0 && w.Status != sakip.Draf && !w.BelumTerbit {
		l.Add("", kosong.Err())
	}
	for n := range maksTindakLanjut {
		t := wire.TindakLanjut{Uraian: s[namaTindakLanjut(n, "uraian")], PIC: s[namaTindakLanjut(n, "pic")],
			Tenggat: s[namaTindakLanjut(n, "tenggat")], Selesai: s[namaTindakLanjut(n, "selesai")] != ""}
		if t != (wire.TindakLanjut{}) {
			w.TindakLanjut, asal = append(w.TindakLanjut, t), append(asal, n)
		}
	}
	return w, asal, l.Err()
}

// penjelasan are the reasons typed, of fields whose names begin with awal.
func (s isian) penjelasan(awal string) map[string]string {
	var out map[string]string
	for _, a := range sakip.SemuaPeringatan {
		if alasan := strings.TrimSpace(s[awal+isianPenjelasan+string(a)]); alasan != "" {
			if out == nil {
				out = map[string]string{}
			}
			out[string(a)] = alasan
		}
	}
	return out
}

func (s isian) status() (sakip.Status, error) {
	switch s["aksi"] {
	case "", "ajukan":
		return sakip.Diajukan, nil
	case "draf":
		return sakip.Draf, nil
	}
	return "", fault.New(fault.Unknown, "Tombol", s["aksi"])
}

// versi is the version that the form was opened with.
func (s isian) versi() (int64, error) {
	v, err := strconv.ParseInt(s["versi"], 10, 64)
	if err != nil || v < 0 {
		return 0, fault.At("versi", fault.Invalid, "Versi data pada formulir tidak terbaca. Muat ulang halaman lalu isi lagi.")
	}
	return v, nil
}

// idem makes a form that is sent twice have one effect. A form without a key has none.
func idem(r *http.Request, form url.Values) (*service.Idem, error) {
	kunci := form.Get("kunci")
	if kunci == "" {
		return nil, nil
	}
	if len(kunci) > 100 {
		return nil, fault.At("kunci", fault.OutOfRange, "1", "100 huruf")
	}
	isi := url.Values{}
	for k, v := range form {
		if k != "kunci" && k != "csrf" {
			isi[k] = v
		}
	}
	sum := sha256.Sum256([]byte(isi.Encode()))
	return &service.Idem{Key: kunci, Route: r.Method + " " + r.URL.RequestURI(), Body: hex.EncodeToString(sum[:])}, nil
}

// galatIsian are the faults of a form: at their fields, and of the whole.
type galatIsian struct {
	Bidang map[string][]string
	Umum   []string
}

// galatDari sorts an error's faults; ada tells the fields that the form shows.
func galatDari(err error, ada func(string) bool) galatIsian {
	g := galatIsian{Bidang: map[string][]string{}}
	for _, f := range fault.All(err) {
		if teks := fault.Text(f); ada(f.Field) {
			g.Bidang[f.Field] = append(g.Bidang[f.Field], teks)
		} else {
			g.Umum = append(g.Umum, teks)
		}
	}
	return g
}

// formulirUlang tells the faults that are shown in the form again, with what was typed:
// all that the person who typed can decide about.
func formulirUlang(err error) bool {
	switch fault.CodeOf(err) {
	case fault.Required, fault.NotANumber, fault.Ambiguous, fault.NumberTooLong, fault.OutOfRange, fault.Invalid, fault.Unknown,
		fault.Duplicate, fault.Unexplained, fault.TooLarge, fault.IdemReused, fault.Conflict, fault.Exists, fault.Locked:
		return true
	}
	return false
}
