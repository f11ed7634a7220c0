package web

import (
	"slices"
	"strconv"
	"strings"

	"capaian/internal/sakip"
)

// isianTampil is one part of a form as it is drawn.
type isianTampil struct {
	bidang
	Ragam, Gaya string
	Opsi        []opsiTampil
	Anak        []isianTampil
	Baris       []barisUraian
	Contoh      *barisUraian // what a script copies for a new row
	Satu        string       // what one row is called within a sentence
	Daerah      string       // what a screen reader calls a list's table among all on the page
	Segar       bool
}

type opsiTampil struct {
	opsiPilihan
	Nama    string // of a box to tick
	Dipilih bool
}

// barisUraian is one row of a list.
type barisUraian struct {
	No     int
	Daftar string
	Jalur  string
	Judul  string
	Anak   []isianTampil
}

// sebutDaerah gives every list a name of its own on a page: the part it is in and the row.
func sebutDaerah(list []isianTampil, di string) {
	for n := range list {
		t := &list[n]
		t.Daerah = di + ": " + t.Satu
		sebutDaerah(t.Anak, di)
		for _, b := range t.Baris {
			sebutDaerah(b.Anak, di+", "+b.Judul)
		}
	}
}

// tampil draws the parts of a form with what was typed and what is wrong with it.
func tampil(us []gambaran, s isian, di string, galat map[string][]string) []isianTampil {
	var out []isianTampil
	for _, u := range us {
		if u.ragam == kosongkan {
			continue
		}
		t := isianTampil{Ragam: string(u.ragam), Gaya: u.gaya, Satu: strings.ToLower(u.satu), Segar: u.segar,
			bidang: bidang{di + u.nama, u.label, u.petunjuk, s[u.nama], galat[di+u.nama]}}
		switch u.ragam {
		case objekIsian:
			t.Anak = tampil(u.anak, s.di(u.nama+"."), di+u.nama+".", galat)
		case daftarIsian:
			for no, n := range s.nomorBaris(u.nama) {
				t.Baris = append(t.Baris, u.baris(s, di, strconv.Itoa(n), no+1, galat))
			}
			b := u.baris(isian{}, di, barisTemplat, 0, nil)
			t.Contoh = &b
		case pilihBanyak:
			for _, o := range u.opsi {
				t.Opsi = append(t.Opsi, opsiTampil{o, di + u.nama + "." + o.Nilai, s[u.nama+"."+o.Nilai] != ""})
			}
		case pilihSatu, pilihBulat:
			t.Opsi = u.pilihan(t.Nilai)
		}
		out = append(out, t)
	}
	return out
}

func (u gambaran) baris(s isian, di, n string, no int, galat map[string][]string) barisUraian {
	jalur := u.nama + "[" + n + "]"
	b := barisUraian{No: no, Daftar: di + u.nama, Jalur: di + jalur, Judul: u.satu, Anak: tampil(u.anak, s.di(jalur+"."), di+jalur+".", galat)}
	if no > 0 {
		b.Judul += " " + strconv.Itoa(no)
	}
	return b
}

// pilihan are the options of a choice; a value that is none of them stays to be seen.
func (u gambaran) pilihan(nilai string) []opsiTampil {
	var out []opsiTampil
	ada := nilai == ""
	for _, o := range u.opsi {
		out = append(out, opsiTampil{opsiPilihan: o, Dipilih: o.Nilai == nilai})
		ada = ada || o.Nilai == nilai
	}
	if !ada {
		out = append(out, opsiTampil{opsiPilihan: opsiPilihan{nilai, nilai + " (tidak ada dalam daftar)"}, Dipilih: true})
	}
	return out
}

// Baca is what a reader sees of a field.
func (t isianTampil) Baca() string {
	switch ragam(t.Ragam) {
	case centang:
		if t.Nilai != "" {
			return "ya"
		}
		return ""
	case pilihSatu, pilihBulat:
		for _, o := range t.Opsi {
			if o.Dipilih && o.Nilai != "" {
				return o.Teks
			}
		}
		return ""
	case pilihBanyak:
		var out []string
		for _, o := range t.Opsi {
			if o.Dipilih {
				out = append(out, o.Teks)
			}
		}
		return strings.Join(out, "; ")
	case tersembunyi:
		return ""
	case hari:
		return hariTeks(sakip.Tanggal(t.Nilai))
	}
	return t.Nilai
}

// Angka tells whether a field holds a number.
func (t isianTampil) Angka() bool {
	_, ada := kindRagam[ragam(t.Ragam)]
	return ada || t.Ragam == string(bulat)
}

// Tabel tells whether a list is read as a table: its rows have single fields alone.
func (t isianTampil) Tabel() bool {
	return t.Ragam == string(daftarIsian) && t.Gaya == "rapat" && !slices.ContainsFunc(t.Contoh.Anak, func(a isianTampil) bool {
		return a.Ragam == string(objekIsian) || a.Ragam == string(daftarIsian) || a.Ragam == string(tersembunyi)
	})
}

// Sebaris is a target in one line, "" for anything else.
func (t isianTampil) Sebaris() string {
	if t.Gaya != "target" {
		return ""
	}
	var out []string
	for _, a := range t.Anak {
		if s := a.Baca(); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

// Ada tells whether there is anything to read in a part.
func (t isianTampil) Ada() bool {
	if t.Baca() != "" {
		return true
	}
	for _, b := range t.Baris {
		if slices.ContainsFunc(b.Anak, isianTampil.Ada) {
			return true
		}
	}
	return slices.ContainsFunc(t.Anak, isianTampil.Ada)
}

// kunjungi visits every field of a form with the label that tells it from others.
func kunjungi(list []isianTampil, di string, f func(t isianTampil, label string)) {
	for _, t := range list {
		label := t.Label
		if di != "" {
			label = di + ", " + label
		}
		switch ragam(t.Ragam) {
		case objekIsian:
			if t.Label == "" {
				label = di
			}
			kunjungi(t.Anak, label, f)
		case daftarIsian:
			for _, b := range t.Baris {
				awal := b.Judul
				if di != "" {
					awal = di + ", " + awal
				}
				kunjungi(b.Anak, awal, f)
			}
		case tersembunyi:
		default:
			f(t, label)
		}
	}
}
