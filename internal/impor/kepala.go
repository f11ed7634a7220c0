package impor

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"capaian/internal/impor/berkas"
)

// arti is what a column of a table may mean: its name in addresses, what people read, and
// the names under which sheets have it.
type arti struct {
	id, nama string
	sinonim  []string
	pola     *regexp.Regexp // of further names
	wajib    bool
}

// bernama lets each column be found by the name that people read, too.
func bernama(list []arti) []arti {
	for n, a := range list {
		list[n].sinonim = append([]string{rata(a.nama)}, a.sinonim...)
	}
	return list
}

// KolomBaca is a column of a sheet as it was recognised.
type KolomBaca struct {
	Huruf  string `json:"huruf"`
	Judul  string `json:"judul"`
	Arti   string `json:"arti"`   // id of what it means, "" for nothing
	Contoh string `json:"contoh"` // of its first rows
}

// kepala is where a sheet's header stands and what its columns mean.
type kepala struct {
	baris []Baris // after the header
	no    int     // row of the header's last line
	judul []string
	arti  []string
	nilai int // how many meanings were recognised
}

// baris that are looked at for a header, and how many lines one may have.
const (
	barisKepala  = 40
	tinggiKepala = 3
)

// cariKepala finds the header of a sheet: the lines that the most columns are recognised in.
func cariKepala(l Lembar, semua []arti) kepala {
	var terbaik kepala
	mulai, tinggi := 0, 0 // of the best
	for i := 0; i < min(len(l.Baris), barisKepala); i++ {
		for n := 1; n <= tinggiKepala && i+n <= len(l.Baris); n++ {
			k := bacaKepala(l, i, n, semua)
			sama := k.nilai > 0 && k.nilai == terbaik.nilai
			if k.nilai > terbaik.nilai || sama && i > mulai && n < tinggi || sama && i == mulai && k.sambungan(l.Baris[i+n-1], semua) {
				terbaik, mulai, tinggi = k, i, n
			}
		}
	}
	if terbaik.nilai < 2 {
		return kepala{baris: l.Baris}
	}
	if len(terbaik.baris) > 0 && nomorKolom(terbaik.baris[0]) {
		terbaik.baris = terbaik.baris[1:]
	}
	return terbaik
}

// sambungan tells a further line of a header from the first row of a table: it has neither
// a code nor a name, and no number.
func (k kepala) sambungan(b Baris, semua []arti) bool {
	for _, s := range b.Sel {
		if s.Jenis == berkas.Angka || s.Jenis == berkas.Persen {
			return false
		}
	}
	return b.Di(k.letak(semua[0].id)).Jenis == berkas.Kosong && b.Di(k.letak(semua[1].id)).Jenis == berkas.Kosong
}

// bacaKepala takes n lines from line i on as the header. A name that stands over several
// columns belongs to each of them.
func bacaKepala(l Lembar, i, n int, semua []arti) kepala {
	lebar := 0
	for _, b := range l.Baris[i : i+n] {
		lebar = max(lebar, len(b.Sel))
	}
	k := kepala{baris: l.Baris[i+n:], no: l.Baris[i+n-1].No, judul: make([]string, lebar), arti: make([]string, lebar)}
	atas := make([]string, n)
	for c := range lebar {
		var bagian []string
		for j, b := range l.Baris[i : i+n] {
			s := b.Di(c).Teks
			switch {
			case s != "":
				atas[j] = s
				for m := j + 1; m < n; m++ {
					atas[m] = ""
				}
			case j < n-1 && l.Baris[i+n-1].Di(c).Teks != "" && bagian == nil:
				s = atas[j] // stands over this column too
			}
			if s != "" {
				bagian = append(bagian, s)
			}
		}
		k.judul[c] = strings.Join(bagian, " ")
		k.arti[c] = kenaliKolom(bagian, semua, k.arti)
		if k.arti[c] != "" {
			k.nilai++
		}
	}
	return k
}

func kenaliKolom(bagian []string, semua []arti, sudah []string) string {
	if len(bagian) == 0 {
		return ""
	}
	for _, nama := range []string{rata(strings.Join(bagian, " ")), rata(bagian[len(bagian)-1])} {
		for _, a := range semua {
			if (slices.Contains(a.sinonim, nama) || a.pola != nil && a.pola.MatchString(nama)) && !slices.Contains(sudah, a.id) {
				return a.id
			}
		}
	}
	return ""
}

var (
	kurung   = regexp.MustCompile(`\([^)]*\)`)
	romawiTW = regexp.MustCompile(`\b(?:triwulan|tri wulan|tw|trw) ?(iv|iii|ii|i|[1-4])\b`)
	tahunAda = regexp.MustCompile(`\b(?:tahun )?20[0-9]{2}\b`)
	angkaTW  = map[string]string{"i": "1", "ii": "2", "iii": "3", "iv": "4", "1": "1", "2": "2", "3": "3", "4": "4"}
)

// rata writes a header's name in one way: small letters, without punctuation, years and
// what stands in brackets; quarters as tw1 … tw4.
func rata(s string) string {
	s = kurung.ReplaceAllString(strings.ToLower(s), " ")
	s = strings.NewReplacer("s.d.", "sd", "s/d", "sd", "sampai dengan", "sd", "%", " persen ").Replace(s)
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	s = romawiTW.ReplaceAllStringFunc(s, func(m string) string { return "tw" + angkaTW[romawiTW.FindStringSubmatch(m)[1]] })
	return strings.Join(strings.Fields(tahunAda.ReplaceAllString(s, " ")), " ")
}

// nomorKolom tells the line under a header that numbers its columns: 1, 2, 3, 4=3/2.
func nomorKolom(b Baris) bool {
	n := 0
	for _, s := range b.Sel {
		if s.Jenis == berkas.Kosong {
			continue
		}
		n++
		if t := strings.Trim(s.Teks, "() "); t != strconv.Itoa(n) && !strings.HasPrefix(t, strconv.Itoa(n)+"=") && !strings.HasPrefix(t, strconv.Itoa(n)+" =") {
			return false
		}
	}
	return n > 1
}

// pakai puts what people said of the columns over what was recognised.
func (k *kepala) pakai(peta map[string]string, semua []arti) {
	for _, b := range k.baris[:min(len(k.baris), barisKepala)] {
		for len(k.arti) < len(b.Sel) {
			k.arti, k.judul = append(k.arti, ""), append(k.judul, "")
		}
	}
	for c := range k.arti {
		id, ada := peta[berkas.Huruf(c)]
		if !ada {
			continue
		}
		k.arti[c] = ""
		if slices.ContainsFunc(semua, func(a arti) bool { return a.id == id }) {
			k.arti[c] = id
		}
	}
}

// letak is the column of a meaning, -1 for none.
func (k kepala) letak(id string) int { return slices.Index(k.arti, id) }

// kolom lists the columns for people.
func (k kepala) kolom() []KolomBaca {
	var out []KolomBaca
	for c := range k.arti {
		kb := KolomBaca{Huruf: berkas.Huruf(c), Judul: k.judul[c], Arti: k.arti[c]}
		for _, b := range k.baris[:min(len(k.baris), 3)] {
			if s := b.Di(c).Teks; s != "" && len(kb.Contoh) < 40 {
				if kb.Contoh != "" {
					kb.Contoh += " · "
				}
				kb.Contoh += potong(s, 30)
			}
		}
		if kb.Judul != "" || kb.Contoh != "" {
			out = append(out, kb)
		}
	}
	return out
}

// potong keeps a text from filling the page.
func potong(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
