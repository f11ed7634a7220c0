package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// A form of many rows is described once, by its uraian, and follows from that: how the
// stored JSON fills its fields, how its fields are drawn, how what was typed becomes JSON
// again. A field's name is the path that faults speak of: "unit[2].nama". Without script
// the buttons of a list send the whole form, which comes back with one row more or less.

// ragam is what a part of a form holds.
type ragam string

const (
	teksBaris   ragam = "teks"      // one line
	teksKode    ragam = "kode"      // one line, blanks around it cut: an id, a code
	teksPanjang ragam = "panjang"   // several lines
	teksSebaris ragam = "sebaris"   // a list of texts in one line, divided by commas
	hari        ragam = "tanggal"   // a day
	bulat       ragam = "bulat"     // a whole number
	angkaRasio  ragam = "rasio"     // a number as locale.KindRasio reads it
	angkaCacah  ragam = "bilangan"  // as locale.KindBilangan
	angkaRupiah ragam = "rupiah"    // as locale.KindRupiah
	pilihSatu   ragam = "pilih"     // one of a list
	pilihBulat  ragam = "pilih_int" // one of a list of whole numbers
	pilihBanyak ragam = "banyak"    // some of a list
	centang     ragam = "centang"   // yes or no
	objekIsian  ragam = "objek"     // parts of its own, as a JSON object
	daftarIsian ragam = "daftar"    // rows, as a JSON array of objects
	tersembunyi ragam = "hidden"    // not shown, and no part of the JSON
	kosongkan   ragam = "kosongkan" // not shown and not kept
)

const (
	maksBaris    = 400 // rows that a form may send of one list
	maksTeksUmum = 20  // faults that are listed above a form
	barisTemplat = "#" // what stands for the number of the row that a script copies
)

var kindRagam = map[ragam]locale.Kind{angkaRasio: locale.KindRasio, angkaCacah: locale.KindBilangan, angkaRupiah: locale.KindRupiah}

// gambaran is one part of a form.
type gambaran struct {
	nama, label, petunjuk string
	ragam                 ragam
	opsi                  []opsiPilihan
	anak                  []gambaran
	satu                  string // what one row of a list is called
	gaya                  string // class of the box of an object or of a list's rows
	segar                 bool   // a choice that other fields depend on
}

// opsiPilihan is one value of a choice.
type opsiPilihan struct{ Nilai, Teks string }

// bagianUraian is a part of a form with a heading.
type bagianUraian struct {
	judul, petunjuk string
	isi             []gambaran
}

func semuaUraian(b []bagianUraian) (out []gambaran) {
	for _, x := range b {
		out = append(out, x.isi...)
	}
	return out
}

// di are the fields whose name begins with a prefix, by the rest of it.
func (s isian) di(awalan string) isian {
	out := isian{}
	for k, v := range s {
		if rest, ok := strings.CutPrefix(k, awalan); ok {
			out[rest] = v
		}
	}
	return out
}

func (s isian) taruh(awalan string, sub isian) {
	for k, v := range sub {
		s[awalan+k] = v
	}
}

func (s isian) kosong() bool {
	for _, v := range s {
		if v != "" {
			return false
		}
	}
	return true
}

// nomorBaris are the rows of a list that have fields, in order.
func (s isian) nomorBaris(nama string) []int {
	var out []int
	for k := range s {
		rest, ok := strings.CutPrefix(k, nama+"[")
		if !ok {
			continue
		}
		angka, _, ok := strings.Cut(rest, "].")
		if n, err := strconv.Atoi(angka); ok && err == nil && n >= 0 && n < maksBaris && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

func jalurBaris(nama string, n int) string { return nama + "[" + strconv.Itoa(n) + "]" }

// tuang writes stored JSON as somebody would type it.
func tuang(us []gambaran, data map[string]any) isian {
	out := isian{}
	for _, u := range us {
		v, ada := data[u.nama]
		if !ada || v == nil {
			continue
		}
		switch u.ragam {
		case objekIsian:
			if m, ok := v.(map[string]any); ok {
				out.taruh(u.nama+".", tuang(u.anak, m))
			}
		case daftarIsian:
			list, _ := v.([]any)
			for n, x := range list {
				if m, ok := x.(map[string]any); ok {
					out.taruh(jalurBaris(u.nama, n)+".", tuang(u.anak, m))
				}
			}
		case pilihBanyak:
			list, _ := v.([]any)
			for _, x := range list {
				out[u.nama+"."+fmt.Sprint(x)] = "1"
			}
		default:
			if s := tuangSatu(u, v); s != "" {
				out[u.nama] = s
			}
		}
	}
	return out
}

func tuangSatu(u gambaran, v any) string {
	switch x := v.(type) {
	case bool:
		if x {
			return "1"
		}
		return ""
	case []any:
		teks := make([]string, len(x))
		for n, y := range x {
			teks[n] = fmt.Sprint(y)
		}
		return strings.Join(teks, ", ")
	}
	teks := fmt.Sprint(v)
	if kind, ok := kindRagam[u.ragam]; ok {
		if d, err := locale.ParseCanonical(teks); err == nil {
			return ketik(d, kind)
		}
	}
	return teks
}

// urai reads JSON of an object with its numbers as they are written.
func urai(raw []byte) (map[string]any, error) {
	out := map[string]any{}
	if len(raw) == 0 || string(raw) == "null" {
		return out, nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&out); err != nil {
		return nil, fault.Wrap(fault.Internal, err)
	}
	return out, nil
}

// rapikan drops rows in which nothing was typed and numbers the others anew.
func rapikan(us []gambaran, s isian) isian {
	out := isian{}
	for _, u := range us {
		switch u.ragam {
		case objekIsian:
			out.taruh(u.nama+".", rapikan(u.anak, s.di(u.nama+".")))
		case daftarIsian:
			m := 0
			for _, n := range s.nomorBaris(u.nama) {
				if sub := rapikan(u.anak, s.di(jalurBaris(u.nama, n)+".")); !sub.kosong() {
					out.taruh(jalurBaris(u.nama, m)+".", sub)
					m++
				}
			}
		case pilihBanyak:
			out.taruh(u.nama+".", s.di(u.nama+"."))
		case kosongkan:
		default:
			if v, ok := s[u.nama]; ok {
				out[u.nama] = v
			}
		}
	}
	return out
}

// baca makes JSON values of what was typed; a blank field has none. Faults carry the
// field's name after di.
func baca(us []gambaran, s isian, di string, l *fault.List) map[string]any {
	out := map[string]any{}
	for _, u := range us {
		switch u.ragam {
		case objekIsian:
			if sub := baca(u.anak, s.di(u.nama+"."), di+u.nama+".", l); len(sub) > 0 {
				out[u.nama] = sub
			}
		case daftarIsian:
			var rows []any
			for _, n := range s.nomorBaris(u.nama) {
				jalur := jalurBaris(u.nama, n) + "."
				rows = append(rows, baca(u.anak, s.di(jalur), di+jalur, l))
			}
			if len(rows) > 0 {
				out[u.nama] = rows
			}
		case pilihBanyak:
			var ids []any
			for _, o := range u.opsi {
				if s[u.nama+"."+o.Nilai] != "" {
					ids = append(ids, o.Nilai)
				}
			}
			if len(ids) > 0 {
				out[u.nama] = ids
			}
		default:
			v, err := bacaSatu(u, s[u.nama])
			l.Add(di+u.nama, err)
			if err == nil && v != nil {
				out[u.nama] = v
			}
		}
	}
	return out
}

// bacaSatu is the JSON value of one field, nil for a blank one.
func bacaSatu(u gambaran, teks string) (any, error) {
	if u.ragam == kosongkan || u.ragam == tersembunyi || strings.TrimSpace(teks) == "" {
		return nil, nil
	}
	switch u.ragam {
	case teksKode, hari:
		return strings.TrimSpace(teks), nil
	case teksSebaris:
		var out []any
		for _, s := range strings.Split(teks, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
		return out, nil
	case centang:
		return true, nil
	case bulat, pilihBulat:
		n, err := strconv.Atoi(strings.TrimSpace(teks))
		if err != nil || n > 1e9 || n < -1e9 {
			return nil, fault.New(fault.Invalid, "Tulis bilangan bulat, misalnya 12.")
		}
		if n == 0 && u.ragam == pilihBulat {
			return nil, nil
		}
		return n, nil
	}
	if kind, ok := kindRagam[u.ragam]; ok {
		d, err := locale.Parse(teks, kind)
		if err != nil {
			return nil, err
		}
		return sakip.Teks(tanpaGanjal(d, kind)), nil
	}
	return teks, nil
}

// tanpaGanjal takes off the nought that ketik writes after three decimals that could be
// read as thousands.
func tanpaGanjal(d decimal.Decimal, k locale.Kind) decimal.Decimal {
	if d.Exponent() != -4 {
		return d
	}
	pendek := d.Truncate(3)
	if pendek.Equal(d) && ketik(pendek, k) == locale.Angka(d, 4) {
		return pendek
	}
	return d
}

// tindih puts what a form says over what is stored: fields that the form does not have
// stay as they are.
func tindih(us []gambaran, lama, baru map[string]any) map[string]any {
	out := map[string]any{}
	maps.Copy(out, lama)
	for _, u := range us {
		v, ada := baru[u.nama]
		if u.ragam == objekIsian {
			dulu, _ := lama[u.nama].(map[string]any)
			kini, _ := v.(map[string]any)
			sub := tindih(u.anak, dulu, kini)
			v, ada = sub, len(sub) > 0
		}
		if ada {
			out[u.nama] = v
		} else {
			delete(out, u.nama)
		}
	}
	return out
}

// gantiBaris carries out what a button of a list asks: "tambah unit", "hapus unit[2]",
// "naik unit[2]", "turun unit[2]". Anything else, as "segarkan", leaves the form as typed.
func (s isian) gantiBaris(perintah string) isian {
	verb, jalur, _ := strings.Cut(perintah, " ")
	out := isian{}
	out.taruh("", s)
	if verb == "tambah" {
		n := 0
		if ada := s.nomorBaris(jalur); len(ada) > 0 {
			n = ada[len(ada)-1] + 1
		}
		if n < maksBaris {
			out[jalurBaris(jalur, n)+"."] = ""
		}
		return out
	}
	nama, angka, ok := potongJalur(jalur)
	if !ok {
		return out
	}
	ada := s.nomorBaris(nama)
	at := slices.Index(ada, angka)
	lain := at + map[string]int{"naik": -1, "turun": 1}[verb]
	switch {
	case at < 0 || lain < 0 || lain >= len(ada):
	case verb == "hapus":
		for k := range s.di(jalur + ".") {
			delete(out, jalur+"."+k)
		}
	case lain != at:
		di, ke := jalur+".", jalurBaris(nama, ada[lain])+"."
		a, b := s.di(di), s.di(ke)
		for k := range a {
			delete(out, di+k)
		}
		for k := range b {
			delete(out, ke+k)
		}
		out.taruh(ke, a)
		out.taruh(di, b)
	}
	return out
}

// potongJalur divides "TW1.langkah[2]" into the list and the row.
func potongJalur(jalur string) (nama string, n int, ok bool) {
	at := strings.LastIndex(jalur, "[")
	if at < 0 || !strings.HasSuffix(jalur, "]") {
		return "", 0, false
	}
	n, err := strconv.Atoi(jalur[at+1 : len(jalur)-1])
	return jalur[:at], n, err == nil
}

// polaTempat is where a fault lies that was found in the year as a whole.
var polaTempat = regexp.MustCompile(`^(indikator|perjanjian|rencana_aksi|realisasi|pembanding|fakta|rekomendasi)\[\d+\]\.?`)

// tempatBidang is the field of a form that a fault speaks of: its own, or the first of those
// that it encloses. ok is false when the form has no such field.
func tempatBidang(field string, nama []string) (string, bool) {
	field = polaTempat.ReplaceAllString(field, "")
	if field == "" {
		return "", false
	}
	if slices.Contains(nama, field) {
		return field, true
	}
	for _, n := range nama {
		if strings.HasPrefix(n, field+".") || strings.HasPrefix(n, field+"[") {
			return n, true
		}
	}
	return "", false
}

// galatUraian sorts an error's faults to the fields of a form.
func galatUraian(err error, us []gambaran, s isian) galatIsian {
	var nama []string
	kunjungi(tampil(us, s, "", nil), "", func(t isianTampil, _ string) { nama = append(nama, t.Nama) })
	g := galatIsian{Bidang: map[string][]string{}}
	for _, f := range fault.All(err) {
		teks := fault.Text(f)
		if strings.HasPrefix(f.Field, "realisasi[") {
			g.umum("Realisasi yang sudah dilaporkan tidak cocok lagi dengan perubahan ini: " + teks)
			continue
		}
		if n, ok := tempatBidang(f.Field, nama); ok {
			if !slices.Contains(g.Bidang[n], teks) {
				g.Bidang[n] = append(g.Bidang[n], teks)
			}
			continue
		}
		g.umum(teks)
	}
	return g
}

func (g *galatIsian) umum(teks string) {
	if !slices.Contains(g.Umum, teks) && len(g.Umum) < maksTeksUmum {
		g.Umum = append(g.Umum, teks)
	}
}

// bandingkanFormulir puts what is stored now beside what was typed, where they differ.
func bandingkanFormulir(us []gambaran, kini, anda isian) []banding {
	var urut []string
	label, a, b := map[string]string{}, map[string]string{}, map[string]string{}
	for _, x := range []struct {
		s    isian
		nama map[string]string
	}{{kini, a}, {anda, b}} {
		kunjungi(tampil(us, x.s, "", nil), "", func(t isianTampil, l string) {
			if _, ada := label[t.Nama]; !ada {
				urut = append(urut, t.Nama)
			}
			label[t.Nama], x.nama[t.Nama] = l, t.Baca()
		})
	}
	var out []banding
	for _, n := range urut {
		if a[n] != b[n] {
			out = append(out, banding{label[n], a[n], b[n], true})
		}
	}
	return out
}
