package peramban

import (
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/sakip"
)

const (
	folderPanduan = root + "/docs/panduan-pengguna"
	gambarREADME  = root + "/docs/gambar/opd.png"
)

// pemandu is a person whose pages the guide tells of: what stands on them by name, and
// which pictures were taken.
type pemandu struct {
	*tab
	nama   map[string]bool
	gambar map[string]int64 // name in the guide's folder → width
}

// namaHalaman are the names on a page: of buttons, links, fields, headings, columns,
// choices, states. What opens only when it is pressed counts.
const namaHalaman = `[...document.querySelectorAll('a, button, summary, label, h1, h2, h3, h4, legend, caption, figcaption, th, option, dt, b, .st, .keadaan, .tanda, .kat, .takada, [aria-label]')]
  .flatMap(e => [e.textContent, e.getAttribute('aria-label')]).filter(x => x).map(x => x.replace(/\s+/g, ' ').trim())`

func (p *pemandu) catatNama() {
	p.t.Helper()
	for _, n := range nilai[[]string](p.tab, namaHalaman) {
		p.nama[n] = true
	}
}

// lihatHalaman opens a page and notes its names.
func (p *pemandu) lihatHalaman(alamat ...string) {
	p.t.Helper()
	for _, a := range alamat {
		p.buka(a)
		p.catatNama()
	}
}

// ambil notes a page as it stands and takes its picture.
func (p *pemandu) ambil(nama, dari, sampai string) {
	p.t.Helper()
	p.catatNama()
	if p.gambar[nama] != 0 {
		p.t.Errorf("two pictures of the name %s", nama)
	}
	p.gambar[nama] = p.lebar
	p.foto(filepath.Join(folderPanduan, "gambar", nama+".png"), dari, sampai)
}

// bukaRincian opens the first thing of a name that opens.
func (p *pemandu) bukaRincian(nama string) {
	p.t.Helper()
	p.lakukan(`[...document.querySelectorAll('details')].find(e => e.querySelector('summary').innerText.trim() === ` + js(nama) + `).open = true`)
}

// isiTanggal fills in a field for a day.
func (p *pemandu) isiTanggal(nama string, t sakip.Tanggal) {
	p.t.Helper()
	p.tunggu("the field "+nama, bidang(nama))
	p.lakukan(bidang(nama) + `.value = ` + js(string(t)))
}

// adaNama tells whether something on the pages is called so, alone or with more after it.
func adaNama(nama map[string]bool, cari string) bool {
	if nama[cari] {
		return true
	}
	for n := range nama {
		if strings.HasPrefix(n, cari+" ") || strings.HasPrefix(n, cari+":") {
			return true
		}
	}
	return false
}

// TestGuide walks the pages that docs/panduan-pengguna tells of, as the person whom each of
// its files is for, and holds the guide to them: what it prints **bold** is called so on
// those pages, what it quotes “…” is a text of the program, and the pictures are those that
// the walk takes.
func TestGuide(t *testing.T) {
	m := mesinSendiri(t)
	gambar, semua := map[string]int64{}, map[string]bool{}
	orang := map[string]*pemandu{}
	for berkas, siapa := range map[string]struct {
		sub   string
		lebar int64
	}{"operator": {"operator-contoh-uptd-utara", ponsel}, "layanan": {"operator-contoh-layanan", ponsel}, "verifikator": {"verifikator-contoh", buku},
		"kepala": {"kepala-contoh", buku}, "bappeda": {"bappeda-contoh", buku}, "inspektorat": {"inspektorat-contoh", buku}, "admin": {"admin-contoh", buku}} {
		p := &pemandu{tabBaru(t, m, siapa.lebar), map[string]bool{}, gambar}
		p.lihatHalaman("/masuk")
		p.masuk(siapa.sub)
		p.catatNama()
		orang[berkas] = p
	}
	orang["operator"].nama = orang["layanan"].nama
	panduBappeda(orang["bappeda"])
	panduAdmin(orang["admin"])
	panduPerencana(orang["verifikator"])
	panduKembalikan(orang["verifikator"])
	panduOperator(orang["layanan"], orang["verifikator"])
	panduAnggaran(orang["operator"])
	panduVerifikasi(orang["verifikator"])
	orang["layanan"].lihatHalaman(dinas + "/isian/TW4")
	panduKepala(orang["kepala"], orang["verifikator"])
	panduInspektorat(orang["inspektorat"])
	panduBukaKembali(orang["admin"])
	b := tabBaru(t, m, buku)
	b.masuk("verifikator-dinsos")
	b.buka("/opd/dinsos-p3a-trenggalek/tahun/2023")
	b.foto(gambarREADME, "", "")

	for _, p := range orang {
		maps.Copy(semua, p.nama)
	}
	dipakai := map[string]bool{}
	teks := teksProgram(t)
	for _, berkas := range []string{"README", "operator", "verifikator", "kepala", "bappeda", "inspektorat", "admin", "publik"} {
		nama := semua
		if p := orang[berkas]; p != nil {
			nama = p.nama
		}
		periksaPanduan(t, berkas, nama, teks, dipakai)
	}
	for nama, lebar := range gambar {
		if !dipakai[nama] {
			t.Errorf("no file of the guide shows %s.png", nama)
		}
		periksaGambar(t, filepath.Join(folderPanduan, "gambar", nama+".png"), int(lebar))
	}
	for nama := range dipakai {
		if gambar[nama] == 0 {
			t.Errorf("the guide shows %s.png, which the walk does not take", nama)
		}
	}
	ada, err := filepath.Glob(filepath.Join(folderPanduan, "gambar", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range ada {
		if gambar[strings.TrimSuffix(filepath.Base(a), ".png")] == 0 {
			t.Errorf("%s is no picture of the walk", a)
		}
	}
	periksaGambar(t, gambarREADME, buku)
}

var (
	polaTebal  = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	polaKutip  = regexp.MustCompile(`“([^”]+)”`)
	polaGambar = regexp.MustCompile(`!\[([^\]]*)\]\(gambar/([^)]+)\.png\)`)
)

// periksaPanduan holds a file of the guide to the names and texts that there are.
func periksaPanduan(t *testing.T, berkas string, nama map[string]bool, teks string, dipakai map[string]bool) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folderPanduan, berkas+".md"))
	if err != nil {
		t.Fatal(err)
	}
	isi := strings.Join(strings.Fields(string(b)), " ")
	for _, x := range polaTebal.FindAllStringSubmatch(isi, -1) {
		if !adaNama(nama, x[1]) {
			t.Errorf("%s.md: nothing on its pages is called **%s**", berkas, x[1])
		}
	}
	for _, x := range polaKutip.FindAllStringSubmatch(isi, -1) {
		for _, potong := range strings.Split(x[1], "…") {
			if potong = strings.TrimSpace(potong); !strings.Contains(teks, potong) {
				t.Errorf("%s.md: the program says nowhere “%s”", berkas, potong)
			}
		}
	}
	for _, x := range polaGambar.FindAllStringSubmatch(isi, -1) {
		dipakai[x[2]] = true
		if len(x[1]) < 20 {
			t.Errorf("%s.md: the picture %s has the text %q, want what is on it", berkas, x[2], x[1])
		}
	}
}

// teksProgram is all that the program can say, and more.
func teksProgram(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !slices.Contains([]string{".go", ".html", ".js"}, filepath.Ext(path)) || strings.HasSuffix(path, "_test.go") {
			return err
		}
		isi, err := os.ReadFile(path)
		b.WriteString(strings.Join(strings.Fields(string(isi)), " ") + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func periksaGambar(t *testing.T, berkas string, lebar int) {
	t.Helper()
	f, err := os.Open(berkas)
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = f.Close() }()
	s, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	c, err := png.DecodeConfig(f)
	if err != nil || c.Width != lebar || s.Size() > batasGambar {
		t.Errorf("%s: %d px wide, %d bytes, %v; want %d px and at most %d bytes", berkas, c.Width, s.Size(), err, lebar, batasGambar)
	}
}

// hariLagi is a day so many days from now.
func hariLagi(n int) sakip.Tanggal { return sakip.TanggalDari(time.Now().AddDate(0, 0, n)) }
