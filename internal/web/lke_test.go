package web

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

const (
	halLKE  = contoh + "/lke"
	penilai = "inspektorat-contoh"
)

func contohLKE() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Verifikator}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: orang, Csrf: "x", Isi: x} }
	a := alamat{"x", 2025}
	b := bidang{Nama: "1.a.1.catatan", Label: "Catatan", Petunjuk: "p", Nilai: "n", Galat: []string{"salah"}}
	s := sel{Tampil: "4,20", Kategori: "B"}
	radio := []radioTampil{{"i", "n", "ya", "Ya", true, true}, {"j", "n", "", "Belum", false, false}}
	usul := usulTampil{"Ya", []faktaTampil{{"fakta", true, "Renstra", "/x"}, {"kurang", false, "", ""}}}
	pihak := pihakTampil{"Inspektorat", "Ya", "Nama, kemarin", "catatan", []tautanTeks{{"a.pdf", "/a"}, {"b", ""}}, "basi"}
	saran := []saranTampil{{"Uraian", "1.a.1", "/x", "1 Januari 2026", &tautanTeks{"TS", "/r"}}, {}}
	form := []saranForm{{"Rekomendasi", b, b, b, b, false, true}, {"Tambah rekomendasi", b, b, b, b, true, false}}
	k := sakip.Kriteria{ID: "1.a.1", Teks: "Teks.", Bantuan: "bantuan"}
	isian := kriteriaTampil{Kriteria: k, Contoh: "x", Usul: &usul, Lain: &pihak, Jawaban: b, Pilihan: radio, Catatan: b, Berkas: []opsiTampil{{opsiPilihan{"i", "n"}, "n", true}}, AdaBukti: 1, Saran: form}
	baca := kriteriaTampil{Kriteria: k, Usul: &usul, Pihak: []pihakTampil{pihak, {Siapa: "x"}}, Terbaca: saran}
	tombol := tombolLKE{Tombol: "T", Alamat: "/x", Petunjuk: "p", Isian: []bidang{{Nama: "nomor"}, {Nama: "tanggal"}, {Nama: "alasan"}}, Kedua: true, Buka: true}
	sub := subTampil{ID: "1.a", Nama: "N", N: 1, M: 2, Mandiri: s, Penilai: s, Beda: 1, Usul: 1}
	komponen := []komponenTampil{{ID: "1", Nama: "N", Mandiri: s, Sub: []subTampil{sub, {}}}}
	kr := sakip.KriteriaLKE{Nama: "N", Sumber: "S", Catatan: "C"}
	penuh := isiLKE{alamat: a, Nama: "N", Kriteria: kr, Dimulai: true, Final: true, AdaPenilai: true, Alur: alurLKE(sakip.LKEDiajukan), Berikutnya: []string{"b"}, Lanjut: &tautanTeks{"l", "/l"},
		Langkah: []tombolLKE{tombol, {Tombol: "T"}}, Nilai: []nilaiTampil{{"J", s, "t"}}, Komponen: komponen, Saran: saran, Riwayat: []riwayatTampil{{"w", "n", "a", "t"}}, Tersimpan: true, Umum: []string{"u"}, Kurang: []tautanTeks{{"k", "/k"}}}
	bukti := formBuktiLKE{formBukti: formBukti{Alamat: "/x", Umum: []string{"u"}, Nama: b, Keterangan: b, Tanggal: b}, Kriteria: b, Pilihan: []opsiTampil{{opsiPilihan{"i", "n"}, "", true}}}
	bentrok := bentrokTampil{Baris: []banding{{"1.a.1 jawaban", "Ya", "Tidak", true}}}
	lembar := isiSubLKE{alamat: a, Sub: sakip.SubKomponenLKE{ID: "1.a", Nama: "N"}, Tersimpan: true, Diisikan: "d", Umum: []string{"u"}, Keliru: []bidang{b}, KirimLain: true, Bentrok: &bentrok, Pengubah: "p",
		Sebelum: &tautanTeks{"s", "/s"}, Sesudah: &tautanTeks{"s", "/s"}, Nilai: []nilaiTampil{{"J", s, ""}}, Gradasi: []gradasiTampil{{"AA", "100", "u"}}, Bisa: true, BanyakUsul: 2, Butir: []kriteriaTampil{isian},
		Klaim: &klaimTampil{"BB", "lain", b, b, radio, b}, FormBukti: &bukti, BuktiTerkirim: true}
	tutup := isiSubLKE{alamat: a, Sub: lembar.Sub, Tutup: "t", Butir: []kriteriaTampil{baca}, KlaimBaca: []string{"k"}}
	cetak := isiLembarLKE{alamat: a, Kriteria: kr, LHE: sakip.LHE{Nomor: "1"}, AdaPenilai: true, Nilai: penuh.Nilai,
		Komponen: []lembarKomponen{{komponen[0], []lembarSub{{sub, []barisLembarLKE{{"1.a.1", "T", pihak, pihakTampil{}, saran}, {ID: "1.a.2"}}}}}}}
	daftar := isiDaftarLKE{Hitung: []butir{{"draf", "1"}}, Baris: []barisDaftarLKE{{BarisLKE: service.BarisLKE{Nama: "N", Ada: true, Sintetis: true}, Alamat: "/x", LHE: "1"}, {}}}
	return map[string][]any{
		"lke":     {isi(penuh), halaman{Isi: isiLKE{}}, isi(isiLKE{Dimulai: true, Saran: saran})},
		"lke-sub": {isi(lembar), isi(tutup), halaman{Isi: isiSubLKE{}}}, "lke-lembar": {isi(cetak), halaman{Isi: isiLembarLKE{Komponen: []lembarKomponen{{Lembar: []lembarSub{{Baris: []barisLembarLKE{{}}}}}}}}},
		"lembar-pihak": {pihak, pihakTampil{}}, "daftar-lke": {isi(daftar), halaman{Isi: isiDaftarLKE{}}}, "kriteria-lke": {kr, sakip.KriteriaLKE{}}, "langkah-lke": {isi(tombol), halaman{Isi: tombolLKE{}}},
		"radio": {radio[0], radio[1]}, "usul-lke": {usul, usulTampil{}}, "pihak-lke": {pihak, pihakTampil{}}, "kepala-kriteria": {isian, kriteriaTampil{}}, "satu-kriteria": {isian, kriteriaTampil{}},
		"baca-kriteria": {baca, kriteriaTampil{}}, "bukti-lke": {isi(bukti), halaman{Isi: formBuktiLKE{}}},
	}
}

var polaLangkahLKE = regexp.MustCompile(`(?s)<form method="post" action="[^"]*/lke/([a-z-]+)">.*?name="versi" value="(\d+)".*?name="kunci" value="([^"]*)"`)

// langkahLKE takes a step that the overview offers to somebody.
func (w *dunia) langkahLKE(sub, tahap string, ketik ...string) string {
	w.t.Helper()
	form := url.Values{}
	for _, m := range polaLangkahLKE.FindAllStringSubmatch(w.get(sub, halLKE).Body.String(), -1) {
		if m[1] == tahap {
			form = url.Values{"versi": {m[2]}, "kunci": {m[3]}}
		}
	}
	if form.Get("versi") == "" {
		w.t.Fatalf("the sheet does not offer %s the step %s", sub, tahap)
	}
	for i := 0; i+1 < len(ketik); i += 2 {
		form.Set(ketik[i], ketik[i+1])
	}
	rec := w.post(sub, halLKE+"/"+tahap, form)
	if rec.Code == http.StatusSeeOther {
		return ""
	}
	return rec.Body.String()
}

// jawabSemua answers every criterion of every sub-komponen that is not answered yet.
func (w *dunia) jawabSemua(sub, jawaban string) {
	w.t.Helper()
	kr := w.kriteria()
	for _, k := range kr.Komponen {
		for _, s := range k.Sub {
			ke, form := w.formulirPenuh(sub, halLKE+"/"+s.ID)
			for _, q := range s.Kriteria {
				if form.Get(q.ID+".jawaban") == "" {
					form.Set(q.ID+".jawaban", jawaban)
					form.Set(q.ID+".catatan", "Sudah diperiksa.")
				}
			}
			if rec := w.post(sub, ke, form); rec.Code != http.StatusSeeOther {
				w.t.Fatalf("%s: got %d\n%s", s.ID, rec.Code, rec.Body)
			}
		}
	}
}

func (w *dunia) kriteria() sakip.KriteriaLKE {
	w.t.Helper()
	semua, err := wire.SemuaKriteriaLKE()
	if err != nil {
		w.t.Fatal(err)
	}
	kr, _ := sakip.KriteriaBerlaku(semua, 2025)
	return kr
}

// A sheet goes from the proposals of the data to a recommendation of the year after.
func TestLKEFromProposalsToFollowUp(t *testing.T) {
	w := buat(t)
	memuat(t, w.get("kepala-contoh", halLKE).Body.String(), "Yang memulainya: verifikator perangkat daerah.")
	w.langkahLKE(verifikator, "mulai")

	// The proposals are filled in and not saved.
	ke, form := w.formulirPenuh(verifikator, halLKE+"/1.a")
	form.Set("aksi", "usul")
	rec := w.post(verifikator, ke, form)
	memuat(t, rec.Body.String(), "4 usul diisikan", "Belum tersimpan")
	memuat(t, w.get(verifikator, halLKE).Body.String(), "Sudah dijawab 0 dari 80 kriteria")
	_, form = formulirHalaman(rec.Body.String())
	if got := form.Get("1.a.3.jawaban") + form.Get("1.a.1.jawaban"); got != "ya" {
		t.Errorf("got %q of the criterion with a proposal and the one without, want ya", got)
	}
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("got %d", rec.Code)
	}
	memuat(t, w.get(verifikator, halLKE).Body.String(), "Sudah dijawab 4 dari 80 kriteria")

	// What is not answered keeps it from being handed in.
	m := polaLangkahLKE.FindStringSubmatch(w.get(verifikator, halLKE).Body.String())
	if m != nil {
		t.Errorf("an unfinished sheet offers the step %s", m[1])
	}
	o, err := w.service.Diri(t.Context(), verifikator)
	if err != nil {
		t.Fatal(err)
	}
	l, err := w.service.LKE(t.Context(), o, "dinas-contoh", 2025)
	if err != nil {
		t.Fatal(err)
	}
	rec = w.post("kepala-contoh", halLKE+"/ajukan", url.Values{"versi": {teksVersi(l.Versi)}})
	memuat(t, rec.Body.String(), "Belum dapat dilanjutkan.", "1.a.1: belum dijawab")
	w.jawabSemua(verifikator, "ya")
	w.langkahLKE("kepala-contoh", "ajukan")
	memuat(t, w.get(verifikator, halLKE).Body.String(), "sedang dinilai Inspektorat")
	tanpaTeks(t, w.get(verifikator, halLKE+"/1.a").Body.String(), `class="formulir"`)

	// Another answer than the agency's needs a reason; what was typed stays.
	ke, form = w.formulirPenuh(penilai, halLKE+"/1.a", "1.a.1.jawaban", "tidak", "1.a.1.saran[0].uraian", "Tetapkan pedoman", "1.a.1.saran[0].tenggat", "2026-06-30")
	rec = w.post(penilai, ke, form)
	memuat(t, rec.Body.String(), tautanBidang("1.a.1.catatan"), "lain dari jawaban perangkat daerah", "1 isian tersimpan; yang berikut belum.")
	if _, lagi := formulirHalaman(rec.Body.String()); lagi.Get("1.a.1.jawaban") != "tidak" || lagi.Get("1.a.1.saran[0].uraian") != "Tetapkan pedoman" {
		t.Errorf("what was typed is gone: %v", lagi)
	}
	ke, form = formulirHalaman(rec.Body.String())
	form.Set("1.a.1.catatan", "Pedomannya belum ditetapkan")
	if rec = w.post(penilai, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", rec.Code, rec.Body)
	}
	tanpaTeks(t, w.get(verifikator, halLKE+"/1.a").Body.String(), "Pedomannya belum ditetapkan")
	w.jawabSemua(penilai, "ya")
	w.langkahLKE(penilai, "selesai")
	memuat(t, w.get(verifikator, halLKE+"/1.a").Body.String(), "Pedomannya belum ditetapkan", "Tetapkan pedoman", "30 Juni 2026")

	memuat(t, w.langkahLKE(penilai, "finalkan", "nomor", "700/1/2026"), "<details class=\"langkah\" open>", `value="700/1/2026"`)
	w.langkahLKE(penilai, "finalkan", "nomor", "700/1/2026", "tanggal", "2026-03-30")
	memuat(t, w.get("bappeda-contoh", halLKE).Body.String(), "LHE nomor 700/1/2026, 30 Maret 2026", "Tahun 2026 belum dimulai.")
	memuat(t, w.get("bappeda-contoh", "/kabupaten/contoh/tahun/2025/lke").Body.String(), "700/1/2026", "final")

	depan := "/opd/dinas-contoh/tahun/2026/rencana"
	if rec := w.post(verifikator, depan+"/mulai", url.Values{"kunci_kirim": {"mulai-2026"}, "dari": {"2025"}}); rec.Code != http.StatusSeeOther {
		t.Fatalf("begin 2026: got %d\n%s", rec.Code, rec.Body)
	}
	memuat(t, w.get(verifikator, depan+"/rekomendasi").Body.String(), "Tetapkan pedoman", "LKE 2025, kriteria 1.a.1")
	memuat(t, w.get(penilai, halLKE).Body.String(), depan+`/rekomendasi/1">belum ditindaklanjuti`)
	w.langkahLKE("admin-contoh", "buka-kembali", "alasan", "Bukti baru disampaikan setelah LHE terbit")
	memuat(t, w.get(penilai, halLKE).Body.String(), "membuka kembali LKE", "Bukti baru disampaikan")
}

// Whoever saves late sees what was changed meanwhile where they typed, and nothing of it
// elsewhere.
func TestLKEOfTwoTabs(t *testing.T) {
	w := buat(t)
	w.langkahLKE(verifikator, "mulai")
	ke, a := w.formulirPenuh(verifikator, halLKE+"/1.a", "1.a.1.jawaban", "ya")
	_, b := w.formulirPenuh(verifikator, halLKE+"/1.a", "1.a.2.jawaban", "tidak")
	_, c := w.formulirPenuh(verifikator, halLKE+"/1.a", "1.a.1.jawaban", "tidak", "1.a.1.catatan", "belum ada", "1.a.4.jawaban", "ya")
	for nama, f := range map[string]url.Values{"first": a, "of another criterion": b} {
		if rec := w.post(verifikator, ke, f); rec.Code != http.StatusSeeOther {
			t.Fatalf("%s: got %d", nama, rec.Code)
		}
	}
	rec := w.post(verifikator, ke, c)
	if rec.Code != http.StatusPreconditionFailed {
		t.Fatalf("got %d, want 412", rec.Code)
	}
	memuat(t, rec.Body.String(), "Dua nilai: pilih salah satu", "1.a.1 jawaban", "1.a.1 diubah Verifikator Dinas Contoh (contoh)")
	_, lagi := formulirHalaman(rec.Body.String())
	if lagi.Get("1.a.1.jawaban") != "tidak" || lagi.Get("1.a.2.jawaban") != "tidak" || lagi.Get("1.a.4.jawaban") != "ya" {
		t.Errorf("got %s, %s and %s, want what was typed and what others saved", lagi.Get("1.a.1.jawaban"), lagi.Get("1.a.2.jawaban"), lagi.Get("1.a.4.jawaban"))
	}
	if rec := w.post(verifikator, ke, lagi); rec.Code != http.StatusSeeOther {
		t.Fatalf("again: got %d", rec.Code)
	}
	_, kini := w.formulirPenuh(verifikator, halLKE+"/1.a")
	if kini.Get("1.a.1.jawaban") != "tidak" || kini.Get("1.a.1.catatan") != "belum ada" {
		t.Errorf("got %q, want what was decided", kini.Get("1.a.1.jawaban"))
	}
	// Taken back, it is not answered.
	kini.Set("1.a.1.jawaban", "")
	kini.Set("1.a.1.catatan", "")
	if rec := w.post(verifikator, ke, kini); rec.Code != http.StatusSeeOther {
		t.Fatalf("take back: got %d", rec.Code)
	}
	memuat(t, w.get(verifikator, halLKE).Body.String(), "Sudah dijawab 2 dari 80 kriteria")
	// A note alone is no answer.
	_, kini = w.formulirPenuh(verifikator, halLKE+"/1.a", "1.a.1.catatan", "catatan saja")
	memuat(t, w.post(verifikator, ke, kini).Body.String(), tautanBidang("1.a.1.jawaban"), "catatan saja")
}

// A grade that follows from no share is claimed with its reason.
func TestLKEClaimsAGrade(t *testing.T) {
	w := buat(t)
	w.langkahLKE(verifikator, "mulai")
	ke, form := w.formulirPenuh(verifikator, halLKE+"/2.a", "2.a.catatan", "alasan saja")
	memuat(t, w.post(verifikator, ke, form).Body.String(), tautanBidang("2.a.gradasi"), "alasan saja")
	ke, form = w.formulirPenuh(verifikator, halLKE+"/2.a", "2.a.1.jawaban", "ya", "2.a.2.jawaban", "ya", "2.a.3.jawaban", "ya", "2.a.gradasi", "A")
	memuat(t, w.post(verifikator, ke, form).Body.String(), tautanBidang("2.a.catatan"))
	ke, form = w.formulirPenuh(verifikator, halLKE+"/2.a", "2.a.gradasi", "A", "2.a.catatan", "Berjalan sejak 2023")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", rec.Code, rec.Body)
	}
	memuat(t, w.get(verifikator, halLKE+"/2.a").Body.String(), "5,40", `<span class="kat k2">A</span>`)
	memuat(t, w.get("kepala-contoh", halLKE+"/2.a").Body.String(), "Perangkat daerah menyatakan gradasi A: Berjalan sejak 2023")

	// Who evaluates says whether it is recognised, with the reason.
	w.jawabSemua(verifikator, "ya")
	w.langkahLKE(verifikator, "ajukan")
	w.jawabSemua(penilai, "ya")
	memuat(t, w.langkahLKE(penilai, "selesai"), "2.a: Perangkat daerah menyatakan gradasi yang lebih tinggi.", halLKE+"/2.a#klaim")
	memuat(t, w.get(penilai, halLKE+"/2.a").Body.String(), "Tidak diakui", "Berjalan sejak 2023")
	ke, form = w.formulirPenuh(penilai, halLKE+"/2.a", "2.a.catatan", "Baru ditetapkan tahun ini")
	if rec := w.post(penilai, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("not recognised: got %d\n%s", rec.Code, rec.Body)
	}
	w.langkahLKE(penilai, "selesai")
	memuat(t, w.get(verifikator, halLKE+"/2.a").Body.String(), "Inspektorat tidak mengakuinya: Baru ditetapkan tahun ini")
	memuat(t, w.get(verifikator, halLKE).Body.String(), "Inspektorat selesai menilai.")
}

// The sheet is taken along as a table, in which a note is never a formula.
func TestLKEIsTakenAlong(t *testing.T) {
	w := buat(t)
	w.langkahLKE(verifikator, "mulai")
	ke, form := w.formulirPenuh(verifikator, halLKE+"/1.a", "1.a.1.jawaban", "ya", "1.a.1.catatan", "=1+1")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("got %d", rec.Code)
	}
	rec := w.get(verifikator, halLKE+"/ekspor?bentuk=csv")
	baris := strings.Split(strings.TrimSpace(rec.Body.String()), "\r\n")
	if want := 1 + 4 + 12 + 80 + 1; len(baris) != want || !strings.Contains(rec.Body.String(), "'=1+1") {
		t.Errorf("got %d rows, want %d, and the note as a text", len(baris), want)
	}
	buku := w.get(verifikator, halLKE+"/ekspor?bentuk=xlsx").Body.Bytes()
	x, err := excelize.OpenReader(bytes.NewReader(buku))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for kolom, want := range map[string]float64{"A": 8, "B": lebarXLSX} { // codes are short, criteria long
		if got, err := x.GetColWidth("Data", kolom); err != nil || got != want {
			t.Errorf("column %s: got width %v, %v, want %v", kolom, got, err, want)
		}
	}
	if satu, err := x.GetRowHeight("Data", 1); err != nil || satu != 15 {
		t.Errorf("the heading's row: got height %v, %v, want one line", satu, err)
	}
	if tinggi, err := x.GetRowHeight("Data", 10); err != nil || tinggi < 30 { // the name of 1.b
		t.Errorf("a long text's row: got height %v, %v, want two lines or more", tinggi, err)
	}
	z, err := zip.NewReader(bytes.NewReader(buku), int64(len(buku)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	isi, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	memuat(t, string(isi), "Jawaban sendiri", html.EscapeString("'=1+1"))
	tanpaTeks(t, string(isi), "Jawaban Inspektorat", "<f>")
	if rec := w.get(verifikator, halLKE+"/ekspor?bentuk=pdf"); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("of no kind: got %d", rec.Code)
	}
}

// A file for a criterion is asked for on the page of its sub-komponen.
func TestLKETakesFiles(t *testing.T) {
	w := buat(t)
	w.langkahLKE(verifikator, "mulai")
	rec := w.post(verifikator, halLKE+"/1.a/bukti", url.Values{"bukti.kriteria": {"1.a.1"}, "bukti.nama": {"Pedoman.exe"}, "kunci": {"k1"}})
	memuat(t, rec.Body.String(), "Berkas harus berakhiran", "Pedoman.exe", `id="tambah-bukti" open`)
	rec = w.post(verifikator, halLKE+"/1.a/bukti", url.Values{"bukti.kriteria": {"1.a.1"}, "bukti.nama": {"Pedoman.pdf"}, "kunci": {"k2"}})
	ke := rec.Header().Get("Location")
	if rec.Code != http.StatusSeeOther || !strings.HasPrefix(ke, halLKE+"/1.a/bukti/") {
		t.Fatalf("got %d to %q", rec.Code, ke)
	}
	memuat(t, w.get(verifikator, ke).Body.String(), "Kirim berkas Pedoman.pdf")
	memuat(t, w.get(verifikator, halLKE+"/1.a").Body.String(), "Pedoman.pdf (LKE 1.a.1)", "menunggu berkasnya", ke)
}

// Rights are the service's; the page says who may.
func TestLKERefuses(t *testing.T) {
	w := buat(t)
	w.langkahLKE(verifikator, "mulai")
	for _, c := range []struct {
		sub, alamat string
		code        int
	}{
		{"operator-contoh-layanan", "/1.a", 403}, {"kepala-contoh", "/1.a", 403}, {penilai, "/1.a", 403}, {verifikator, "/1.a/penilaian", 403},
		{verifikator, "/9.z", 404}, {penilai, "/1.a/penilaian", 423}, {verifikator, "/finalkan", 403}, {penilai, "/ajukan", 403},
	} {
		form := url.Values{"versi": {"1"}, "1.a.1.asal": {"0 x"}, "1.a.1.jawaban": {"ya"}, "nomor": {"1"}}
		for _, s := range w.kriteria().Komponen[0].Sub[0].Kriteria[1:] {
			form.Set(s.ID+".asal", "0 "+sidikJawaban(sakip.JawabanLKE{}))
		}
		if rec := w.post(c.sub, halLKE+c.alamat, form); rec.Code != c.code {
			t.Errorf("%s at %s: got %d, want %d", c.sub, c.alamat, rec.Code, c.code)
		}
	}
	if rec := w.get("verifikator-dinsos", halLKE); rec.Code != http.StatusNotFound {
		t.Errorf("of another kabupaten: got %d, want 404", rec.Code)
	}
	rec := w.post(verifikator, halLKE+"/1.a", url.Values{"1.a.1.asal": {"x"}})
	memuat(t, rec.Body.String(), fault.Text(fault.New(fault.Invalid, "Versi data pada formulir tidak terbaca. Muat ulang halaman lalu isi lagi.")))
}
